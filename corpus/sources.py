"""The manifest of published reports: their official links, dates and checksums."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from corpus.authorities import canonical, find_authorities

BUNDLED = Path(__file__).with_name("sources.csv")
COLUMNS = ("doc", "publisher", "local_authority", "published", "url", "sha256", "bytes")


class BadManifest(Exception):
    """The manifest cannot be read, or a row of it cannot be used."""


class UnknownAuthority(Exception):
    """The manifest has no report of an authority with this name."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where one published report is to be had. `doc` is the file name it is kept under.

    `authority` is the name as the manifest gives it: canonical in the bundled one. `published`
    is None where unknown.
    `sha256` (64 lower-case hex digits) and `bytes` (file size) are "" and None where nobody
    has seen the real file: such a download can be checked for its type only.
    """

    doc: str
    publisher: str
    authority: str
    published: date | None
    url: str
    sha256: str
    bytes: int | None


def load_sources(path: Path = BUNDLED) -> dict[str, Source]:
    """The manifest at `path`, keyed by `doc`, in the file's order.

    A CSV file in UTF-8 whose first row names at least the `COLUMNS`; others are ignored.
    Raises `BadManifest`, naming the file and line.
    """
    sources: dict[str, Source] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                raise BadManifest(f"{str(path)!r} lacks the columns {missing}")
            for row in rows:
                source = _source(row, f"{str(path)!r} line {rows.line_num}")
                if source.doc in sources:
                    raise BadManifest(f"{str(path)!r} line {rows.line_num}: {source.doc!r} twice")
                sources[source.doc] = source
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadManifest(f"cannot read the manifest {str(path)!r}: {error}") from error
    return sources


def _source(row: dict[str, str | None], where: str) -> Source:
    doc, publisher, authority, published, url, sha256, size = (
        (row[name] or "").strip() for name in COLUMNS
    )
    if not doc or doc.startswith(".") or doc != PurePath(doc).name or "\\" in doc:
        raise BadManifest(f"{where}: doc is {doc!r}, expected a plain file name")
    if not re.match(r"https?://[^/]", url):
        raise BadManifest(f"{where}: url is {url!r}, expected an http or https link")
    if not re.fullmatch(r"([0-9a-f]{64})?", sha256.lower()):
        raise BadManifest(f"{where}: sha256 is {sha256!r}, expected 64 hex digits or nothing")
    try:
        day = date.fromisoformat(published) if published else None
        length = int(size) if size else None
    except ValueError as error:
        raise BadManifest(f"{where}: {error}") from error
    return Source(doc, publisher, authority, day, url, sha256.lower(), length)


def select(
    sources: Iterable[Source], authorities: Collection[str] = (), since: date | None = None
) -> list[Source]:
    """The sources of these authorities (of all, if none is named) published on or after `since`.

    An authority may be named in any way in which `canonical` knows it ("hull", "RBKC"). A source
    without a date is left out where `since` is given. Raises `UnknownAuthority` with the nearest
    names.
    """
    sources = list(sources)
    known = {_key(source.authority): source.authority for source in sources}
    wanted = {_known_key(name, known) for name in authorities}
    return [
        source
        for source in sources
        if (not wanted or _key(source.authority) in wanted)
        and (since is None or (source.published is not None and source.published >= since))
    ]


def _key(name: str) -> str:
    # Of two councils in one name, canonical would take the first and drop the other unsaid.
    if len({mention.name for mention in find_authorities(name)}) < 2:
        name = canonical(name)
    return " ".join(re.findall(r"[^\W_]+", name.casefold().replace("&", " and ")))


def _known_key(name: str, known: dict[str, str]) -> str:
    key = _key(name)
    if key in known:
        return key
    # A part of a name ("kingston") is as likely as a slip of the keys ("harow").
    near = [other for other in known if key and key in other]
    near += [other for other in difflib.get_close_matches(key, known, n=5) if other not in near]
    hint = f"nearest: {', '.join(known[other] for other in near[:5])}" if near else "none is near"
    raise UnknownAuthority(f"no report of {name!r} among {len(known)} authorities; {hint}")
