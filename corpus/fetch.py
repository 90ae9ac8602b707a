"""Published reports into a folder: one after the other, each verified before it is kept."""

from __future__ import annotations

import fcntl
import hashlib
import html
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import requests

from corpus.download import Download, DownloadFailed, Manners, NoConnection, session
from corpus.errors import UnreadableReport
from corpus.sniff import sniff
from corpus.sources import Source

END = 1024  # bytes: a PDF's end mark stands among its last ones

GENTLE = Manners()
OnBytes = Callable[[Source, int], None]


class FolderBusy(Exception):
    """Another fetch is filling the same folder."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: it came, it was there already, or it failed.

    `reason` says why it failed, else what could not be checked. `bytes` is the file's size,
    0 where it failed.
    """

    source: Source
    status: Literal["came", "there", "failed"]
    reason: str = ""
    bytes: int = 0


def fetch(
    sources: Iterable[Source],
    to: Path,
    manners: Manners = GENTLE,
    on_bytes: OnBytes = lambda source, size: None,
) -> Iterator[Outcome]:
    """Bring each source into the folder `to` and yield what became of it.

    A file stands under its own name only when it is whole and verified; until then it is the
    hidden `.NAME.part`, which a later call resumes. A file that is there already is verified,
    and replaced where it is another one. `on_bytes` hears how many bytes of a source are here.
    Raises `FolderBusy`, and `OSError` where `to` cannot be written.
    """
    to.mkdir(parents=True, exist_ok=True)
    unreachable: set[str] = set()
    with _alone_in(to), session() as asking:
        asked = False
        for source in sources:
            path = to / source.doc
            status: Literal["came", "there"] = "there"
            if not path.exists() or fault(path, source):
                host = urlsplit(source.url).netloc
                if host in unreachable:  # every other report would wait as long in vain
                    yield Outcome(source, "failed", f"not asked for: no connection to {host}")
                    continue
                time.sleep(manners.pause if asked else 0)
                asked, status = True, "came"
                try:
                    _bring(asking, source, path, manners, on_bytes)
                except DownloadFailed as error:
                    if isinstance(error, NoConnection):
                        unreachable.add(host)
                    yield Outcome(source, "failed", str(error))
                    continue
            note = "" if source.sha256 else "no checksum in the manifest: only its type is checked"
            yield Outcome(source, status, note, path.stat().st_size)


def _bring(
    asking: requests.Session, source: Source, path: Path, manners: Manners, on_bytes: OnBytes
) -> None:
    part = path.with_name(f".{path.name}.part")
    if not source.sha256:  # nothing would prove that an old beginning and a new end fit
        part.unlink(missing_ok=True)
    for _ in range(2):
        download = Download(
            asking, source.url, part, source.bytes, manners, lambda size: on_bytes(source, size)
        )
        download.run()
        problem = fault(part, source)
        if not problem:
            os.replace(part, path)
            return
        part.unlink()
        if not download.joined:  # a single answer: the server would send the same again
            break
    raise DownloadFailed(problem)


def fault(path: Path, source: Source) -> str:
    """Why the file is not the PDF that `source` names, in one line; "" where it is.

    Without a checksum in the manifest a PDF with a beginning and an end passes.
    """
    content = path.read_bytes()
    if source.sha256 and hashlib.sha256(content).hexdigest() == source.sha256:
        return ""
    try:
        kind = sniff(path)
    except UnreadableReport as unreadable:
        return f"not a PDF came: {unreadable.reason}"
    if kind == "html":
        return f"not a PDF but a web page came{_titled(content)}"
    if kind != "pdf":
        return f"not a PDF came: it begins with {content[:12]!r}"
    if source.sha256 or source.bytes not in (None, len(content)):
        return (
            f"the PDF that came ({len(content)} bytes) is not the one in the manifest "
            f"({source.bytes} bytes): it may have been replaced at {source.url}"
        )
    return "" if b"%%EOF" in content[-END:] else "the PDF that came is cut short"


def _titled(content: bytes) -> str:
    page = content.decode("utf-8", "replace")
    title = re.search(r"<title[^>]*>(.*?)</title", page, re.I | re.S)
    words = " ".join(html.unescape(title[1]).split()) if title else ""
    return f", titled {words[:60]!r}" if words else ""


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    # Two writers of one .part could change a file after it was verified.
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FolderBusy(f"another fetch is filling {str(folder)!r}: let it end") from error
        yield
    finally:
        os.close(handle)
