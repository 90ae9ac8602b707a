"""Which files a build is about, and what tells that one has changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import corpus
from corpus.sources import Source, load_sources
from indexer import passages

SOURCES = Path(corpus.__file__).with_name("sources.csv")


class NothingToIndex(Exception):
    """A folder is not there, or none of its files is a report."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is not in the index, and why, in a line that a manager understands."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file to index. `name` is the id of its report.

    `fingerprint` (hexadecimal SHA-256) covers all that decides what the report becomes: the
    file's name and content, its row in the manifest, and the code that reads and cuts it.
    """

    name: str
    path: str
    fingerprint: str


@dataclass(slots=True)
class Found:
    """What lies in the folders of a build. `duplicates` are paths of second copies."""

    folders: tuple[str, ...] = ()
    files: list[ReportFile] = field(default_factory=list)
    skipped: list[Unreadable] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)


def find(folders: Sequence[Path]) -> Found:
    """Every file in `folders` and below, hidden ones aside, sorted by name.

    A name may be held once: of two files of one name the first in order stays, and the other
    is listed. Raises NothingToIndex where a folder is missing or there is no file at all.
    """
    absolute = tuple(str(folder.absolute()) for folder in folders)
    found, first, code, sources = Found(absolute), dict[str, ReportFile](), _code(), known_sources()
    for path in dict.fromkeys(path.absolute() for folder in folders for path in _walk(folder)):
        try:
            content = _digest(path)
        except OSError as error:
            found.skipped.append(Unreadable(path.name, f"cannot be opened ({error.strerror})"))
            continue
        row = repr(sources.get(path.name))
        fingerprint = hashlib.sha256("\0".join((path.name, content, row, code)).encode())
        file = ReportFile(path.name, str(path), fingerprint.hexdigest())
        held = first.setdefault(path.name, file)
        if held.fingerprint != file.fingerprint:
            reason = f"has the same name as {held.path!r}, which is indexed: rename one of them"
            found.skipped.append(Unreadable(str(path), reason))
        elif held is not file:
            found.duplicates.append(str(path))
    found.files = sorted(first.values(), key=lambda file: file.name)
    if not found.files:
        raise NothingToIndex(f"no files in {', '.join(repr(str(folder)) for folder in folders)}")
    return found


def known_sources() -> Mapping[str, Source]:
    """The published reports that the corpus package knows, by file name."""
    return load_sources(SOURCES)


def _walk(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise NothingToIndex(f"{str(folder)!r} is not a folder: give one that holds reports")
    for parent, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for path in (Path(parent, name) for name in sorted(names) if not name.startswith(".")):
            if path.is_file() or not path.exists():  # a broken link is listed, a socket is not
                yield path


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _code() -> str:
    """A digest of the code that makes reports and passages: an upgrade reads everything anew."""
    files = [Path(passages.__file__), *SOURCES.parent.iterdir()]
    used = sorted(file for file in files if file.suffix in (".py", ".csv") and file != SOURCES)
    return hashlib.sha256(b"".join(map(Path.read_bytes, used))).hexdigest()
