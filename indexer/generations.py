"""The index folder on disk: generations written aside, then made current by one rename.

    INDEX/CURRENT                     the id of the generation that readers open
    INDEX/generations/ID/manifest.json  what it was made from and with
                         reports.jsonl  a report and where its passages lie, line by line
                         texts.npy      uint8 (texts, 16): digests of the embedded texts
                         vectors.faiss  a vector for each passage, in the same order, then one
                                        for each of their sentences
                         words/         BM25 over the same passages
    INDEX/unfinished/                 what a killed build had done already
    INDEX/LOCK                        held while a build runs, let go by its death

Nothing in it can run code when loaded.
"""

from __future__ import annotations

import fcntl
import gc
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from corpus import Report
from indexer.encoder import Vectors
from indexer.files import ReportFile, Unreadable
from indexer.passages import Passage, Span, passages

FORMAT = 3  # raised when an older index can no longer be read


class IndexMissing(Exception):
    """There is no index in the folder."""


class IndexMismatch(Exception):
    """The index is not one that this program, with this encoder, can open."""


class IndexBusy(Exception):
    """Another build is writing the index."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made from and with.

    `folders` are the ones that were asked for; `files` the files in them that were read or
    tried, `failed` those of them that could not be read, `skipped` those never tried.
    `versions` are the libraries that wrote the data, and `contents` the SHA-256 (hexadecimal)
    of each file they wrote.
    """

    format: int
    built: datetime
    encoder: str
    digest: str
    dimension: int
    passages: int
    folders: tuple[str, ...]
    files: tuple[ReportFile, ...]
    failed: tuple[Unreadable, ...]
    skipped: tuple[Unreadable, ...]
    versions: dict[str, str]
    contents: dict[str, str]


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report and where its passages lie, so that opening an index cuts nothing anew."""

    report: Report
    spans: tuple[Span, ...]

    def passages(self) -> list[Passage]:
        return passages(self.report, self.spans)


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete state of an index, never changed once it is current."""

    folder: Path

    @classmethod
    def current(cls, index: Path) -> Generation:
        """Raises IndexMissing where nothing was ever built in `index`."""
        try:
            return cls(index / "generations" / (index / "CURRENT").read_text("utf-8").strip())
        except (FileNotFoundError, NotADirectoryError) as error:
            raise IndexMissing(
                f"no index in {str(index)!r}; make one by: python -m indexer build "
                f"--index {str(index)!r}"
            ) from error

    def manifest(self) -> Manifest:
        """Raises IndexMismatch where this program cannot read the generation, or it is damaged."""
        try:
            data = (self.folder / "manifest.json").read_bytes()
            found = json.loads(data).get("format")
            if found != FORMAT:
                raise IndexMismatch(
                    f"the index has format {found!r}, this program reads format {FORMAT}: "
                    "build it again"
                )
            manifest: Manifest = _adapter(Manifest).validate_json(data)
        except (ValueError, FileNotFoundError) as error:
            raise self._damaged("manifest.json") from error
        contents = _contents(self.folder)
        for name, digest in manifest.contents.items():
            if contents.get(name) != digest:
                raise self._damaged(name)
        return manifest

    def _damaged(self, name: str) -> IndexMismatch:
        file = str(self.folder / name)
        return IndexMismatch(f"the index is damaged: {file!r} is not as written; build it again")

    def reports(self) -> list[StoredReport]:
        with (self.folder / "reports.jsonl").open("rb") as lines, _uncollected():
            return [report_of(line) for line in lines]

    def texts(self) -> NDArray[np.uint8]:
        """Digests of the texts that were embedded, passages first: uint8, shape (texts, 16)."""
        return np.asarray(np.load(self.folder / "texts.npy", allow_pickle=False), np.uint8)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without collecting garbage: many new objects set it off again and again, and all stay."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def write(
    folder: Path,
    manifest: Manifest,
    reports: Sequence[StoredReport],
    texts: Sequence[str],
    digests: NDArray[np.uint8],
    vectors: Vectors,
) -> None:
    """Writes a generation into `folder`, down to the disk. `manifest` is yet without contents."""
    from indexer.vectors import VectorIndex
    from indexer.words import WordIndex

    folder.mkdir(parents=True)
    with (folder / "reports.jsonl").open("wb") as lines:
        lines.writelines(line_of(report) for report in reports)
    np.save(folder / "texts.npy", digests, allow_pickle=False)
    VectorIndex(vectors).save(folder / "vectors.faiss")
    WordIndex(texts).save(folder / "words")
    sealed = replace(manifest, contents=_contents(folder))
    (folder / "manifest.json").write_bytes(_adapter(Manifest).dump_json(sealed, indent=1))
    for file in folder.rglob("*"):
        if file.is_file():
            _sync(file)


def publish(index: Path, folder: Path) -> None:
    """Makes the generation in `folder` the current one of `index` and removes the others."""
    generations = index / "generations"
    generations.mkdir(exist_ok=True)
    folder.rename(generations / folder.name)
    _sync(generations)
    new = index / "CURRENT.new"
    new.write_text(folder.name + "\n", "utf-8")
    _sync(new)
    os.replace(new, index / "CURRENT")
    _sync(index)
    for other in generations.iterdir():
        if other.name != folder.name:
            shutil.rmtree(other, ignore_errors=True)


@contextmanager
def locked(index: Path) -> Iterator[None]:
    """Keeps other builds out of `index` until left, or until this process dies.

    Raises IndexBusy where one is running.
    """
    index.mkdir(parents=True, exist_ok=True)
    with (index / "LOCK").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexBusy(
                f"another build is writing {str(index)!r}: wait for its end, then try again"
            ) from error
        yield


def line_of(stored: StoredReport) -> bytes:
    """A report as one line of JSON."""
    return _adapter(StoredReport).dump_json(stored) + b"\n"


def report_of(line: bytes) -> StoredReport:
    """The report that `line_of` wrote. Raises ValueError where the line is torn."""
    stored: StoredReport = _adapter(StoredReport).validate_json(line)
    return stored


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _contents(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of a generation but its manifest."""
    digests = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name != "manifest.json":
            with file.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            digests[file.relative_to(folder).as_posix()] = digest
    return digests


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
