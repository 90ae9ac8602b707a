"""A link that somebody pasted, as a source to fetch: of the publishers' own sites only."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from corpus.sources import Source, load_sources


class NotOfficial(Exception):
    """The link does not lead to a site from which reports are fetched."""


def official(url: str) -> Source:
    """The source behind a link: its row in the bundled manifest, else one made from the link.

    Only hosts of the manifest are allowed, over https. A link that is not in the manifest has
    no checksum: what comes is checked to be a whole PDF, no more. Raises NotOfficial.
    """
    sources = load_sources().values()
    hosts = {urlsplit(source.url).netloc for source in sources}
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise NotOfficial(f"{url!r} is not a link ({error})") from error
    if parts.scheme != "https" or parts.netloc.lower() not in hosts:
        raise NotOfficial(
            f"reports are fetched from https://{' or https://'.join(sorted(hosts))} only, not from "
            f"{url!r}: download the file with your browser and drop it here"
        )
    for source in sources:
        if source.url == url:
            return source
    return Source(_name(parts.path), "", "", None, url, "", None)


def _name(path: str) -> str:
    last = unquote(path).rstrip("/").rsplit("/", 1)[-1]
    stem = re.sub(r"[^\w.-]+", "-", last.removesuffix(".pdf")).strip(".-") or "report"
    return f"{stem[:80]}.pdf"
