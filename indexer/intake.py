"""What is about to be added: files received under safe names, and what is to be said of each."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from corpus import Report
from indexer.files import ReportFile, known_sources
from indexer.generations import StoredReport
from indexer.index import Index
from indexer.reading import read_files

LARGEST = 50 * 1024**2  # bytes of one file; the largest real report seen is 4 MB
_LONGEST_NAME = 100  # characters, without the suffix
_SPARSE = 3  # sentences a page: under it, some of a document's pages are pictures of text


@dataclass(frozen=True, slots=True)
class Looked:
    """A file as it would be added: `report` as the index would hold it, None where it cannot.

    `refused` says why it is not to be added, "" where it may be; `doubts` are plain sentences
    about what a person should look at before adding it.
    """

    file: Path
    report: Report | None = None
    refused: str = ""
    doubts: tuple[str, ...] = ()


def receive(name: str, content: bytes, into: Path, index: Index) -> Path:
    """Write a file into the folder `into` under a name that is safe, and nobody else's."""
    file = into / _free(_safe(name), hashlib.sha256(content).hexdigest(), into, index)
    file.write_bytes(content)
    return file


def rename(looked: Looked, authority: str, day: date | None, index: Index) -> Path:
    """Give a file a name that tells what its text does not: its council, its date.

    The readers take both from a file's name where the document is silent. `authority` is "" and
    `day` None where the document is not.
    """
    day = day or (looked.report.published if looked.report and authority else None)
    council = "-".join(re.findall(r"[^\W_]+", authority.lower())) or looked.file.stem
    name = f"{council}-{day}{looked.file.suffix}" if day else f"{council}{looked.file.suffix}"
    digest = _digest(looked.file)
    return looked.file.rename(looked.file.with_name(_free(name, digest, looked.file.parent, index)))


def look(files: Sequence[Path], index: Index) -> Iterator[Looked]:
    """Each file as the index would hold it, and what to say of it, as they are read.

    Reading is done in processes apart: a file that hangs or crashes a reader is one that
    cannot be read.
    """
    wanted = [ReportFile(file.name, str(file), "") for file in files]
    held = _by_size(index)
    for file, outcome in read_files(wanted):
        path = Path(file.path)
        if twin := _twin(path, held):
            yield Looked(path, refused=f"The same file is held already, as {twin!r}.")
        elif isinstance(outcome, StoredReport):
            doubts = tuple(_doubts(outcome.report, index.reports.values()))
            yield Looked(path, outcome.report, doubts=doubts)
        else:
            yield Looked(path, refused=f"It cannot be read: {outcome.reason}.")


def _doubts(report: Report, held: Iterable[Report]) -> Iterator[str]:
    for other in held:
        alike = (report.title.casefold(), report.authority, report.dated)
        if report.dated and alike == (other.title.casefold(), other.authority, other.dated):
            yield f"It looks like {other.id!r}, which is held: same title, council and date."
    if not report.authority:
        yield "No council was found in it: a question about one council will not find it."
    if not report.dated:
        yield "No date was found in it: it cannot count as the latest report."
    elif not report.published:
        yield "No date of publication was found in it: its citations will name no date."
    if not report.publisher:
        yield "No publisher was found in it: its citations will name none."
    if not any(section.heading for section in report.sections):
        yield "No headings were found in it: its citations will name no section."
    sentences = sum(len(section.sentences) for section in report.sections)
    if report.pages and sentences < _SPARSE * report.pages:
        yield "Little text was found on its pages: some may be pictures, which are not read."


def _safe(name: str) -> str:
    """A plain file name: no folder, no sign that a shell, a web page or a disk trips over."""
    plain = unicodedata.normalize("NFC", PurePath(name.replace("\\", "/")).name)
    plain = re.sub(r"[^\w .,()&'’-]+", "-", plain).strip(" .-")
    stem, suffix = PurePath(plain).stem, PurePath(plain).suffix.lower()
    return f"{stem[:_LONGEST_NAME].strip(' .-') or 'report'}{suffix[:10]}"


def _free(name: str, digest: str, folder: Path, index: Index) -> str:
    """The name, numbered where it is another file's: one held, one beside it, or a published
    report's that this is not, for it would be given that report's link and date."""
    stem, suffix = PurePath(name).stem, PurePath(name).suffix
    sources = known_sources()
    number = 1
    while True:
        source = sources.get(name)
        other = source is not None and source.sha256 != digest
        if not (other or name in index.reports or (folder / name).exists()):
            return name
        number += 1
        name = f"{stem}-{number}{suffix}"


def _by_size(index: Index) -> dict[int, list[Path]]:
    """The files of the reports held, by their size in bytes; without those gone since."""
    sizes: dict[int, list[Path]] = {}
    for id_ in index.reports:
        file = index.file(id_)
        if file.is_file():
            sizes.setdefault(file.stat().st_size, []).append(file)
    return sizes


def _twin(file: Path, held: dict[int, list[Path]]) -> str:
    """The name of the held file of the same content, "" where there is none."""
    alike = held.get(file.stat().st_size, [])
    digest = _digest(file) if alike else ""
    return next((other.name for other in alike if _digest(other) == digest), "")


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
