"""Builds an index folder: reads what changed, embeds what is new, and swaps the result in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from indexer.embedding import Progress, digests, embed
from indexer.encoder import Encoder, Vectors
from indexer.files import Found, NothingToIndex, ReportFile, Unreadable, find
from indexer.generations import (
    FORMAT,
    Generation,
    IndexMismatch,
    IndexMissing,
    Manifest,
    StoredReport,
    locked,
    publish,
    write,
)
from indexer.reading import Outcome, TooSlow, read_files
from indexer.unfinished import Unfinished

LIBRARIES = ("faiss-cpu", "bm25s", "PyStemmer", "numpy", "sentence-transformers")


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did. `reports` = `added` + `changed` + `kept`; `embedded` counts passages.

    A report counts as changed when its file, its row in the manifest or the reading code
    did. `duplicates` are paths of identical second copies, which were left out.
    """

    reports: int
    passages: int
    added: int
    changed: int
    kept: int
    removed: int
    embedded: int
    seconds: float
    unreadable: tuple[Unreadable, ...]
    duplicates: tuple[str, ...]


def _silent(stage: str, done: int, total: int) -> None:
    """Shows no progress."""


def build(
    folders: Sequence[Path], index: Path, encoder: Encoder, progress: Progress = _silent
) -> BuildSummary:
    """Makes `index` hold the reports in `folders`, and no others.

    Readers of `index` see the old state until all is done, then the new one. Only what
    changed is read and embedded; a killed build's work is taken up by the next.
    `progress` is called with a stage ("reading", "embedding", "writing"), done and total.

    Raises NothingToIndex, IndexBusy, EncoderUnavailable; the index is then as it was.
    """
    started = perf_counter()
    encoder.digest  # noqa: B018 - an encoder that cannot be had is said before the long work
    found = find(folders)
    with locked(index):
        old = _Old.of(index)
        if old.manifest and _unchanged(old.manifest, found, encoder):
            return _summary(started, old, old.manifest, found, 0)
        unfinished = Unfinished(index / "unfinished")
        unfinished.sweep_generations()
        outcomes = _read(found.files, old, unfinished, progress)
        reports = [outcome for outcome in outcomes if isinstance(outcome, StoredReport)]
        if not reports:
            raise NothingToIndex(_none_readable(folders, outcomes))
        passages = [passage for report in reports for passage in report.passages()]
        texts = [passage.embedded_text for passage in passages]
        sentences = [text for passage in passages for text in passage.embedded_sentences]
        known = _known(old, unfinished, encoder)
        vectors, made = embed([*texts, *sentences], encoder, known, unfinished, progress)
        embedded = sum(row < len(texts) for row in made)
        progress("writing", 0, 1)
        manifest = _manifest(found, outcomes, encoder, len(texts))
        folder = unfinished.folder / f"{manifest.built:%Y%m%dT%H%M%S%f}"
        write(folder, manifest, reports, texts, digests([*texts, *sentences]), vectors)
        publish(index, folder)
        unfinished.clear()
        progress("writing", 1, 1)
        return _summary(started, old, manifest, found, embedded)


@dataclass(frozen=True, slots=True)
class _Old:
    """The state before the build; without a manifest where there is none of any use."""

    generation: Generation | None = None
    manifest: Manifest | None = None

    @classmethod
    def of(cls, index: Path) -> _Old:
        try:
            generation = Generation.current(index)
            return cls(generation, generation.manifest())
        except (IndexMissing, IndexMismatch):
            return cls()

    def fingerprints(self) -> dict[str, str]:
        """Of the files that became reports, by name."""
        if not self.manifest:
            return {}
        failed = {file.name for file in self.manifest.failed}
        return {f.name: f.fingerprint for f in self.manifest.files if f.name not in failed}


def _unchanged(old: Manifest, found: Found, encoder: Encoder) -> bool:
    same_files = old.files == tuple(found.files) and old.skipped == tuple(found.skipped)
    return same_files and old.folders == found.folders and old.digest == encoder.digest


def _read(
    files: Sequence[ReportFile], old: _Old, unfinished: Unfinished, progress: Progress
) -> list[Outcome]:
    """The outcome of each file, in order: from before where it is unchanged, else read now."""
    held: dict[str, Outcome] = dict(unfinished.reports())
    if old.generation and old.manifest:
        known = {file.name: file.fingerprint for file in old.manifest.files}
        held |= {known[failed.name]: failed for failed in old.manifest.failed}
        held |= {known[stored.report.id]: stored for stored in old.generation.reports()}
    new = [file for file in files if file.fingerprint not in held]
    progress("reading", 0, len(new))
    for done, (file, outcome) in enumerate(read_files(new), 1):
        held[file.fingerprint] = outcome
        if isinstance(outcome, StoredReport):
            unfinished.keep_report(file.fingerprint, outcome)
        progress("reading", done, len(new))
    return [held[file.fingerprint] for file in files]


def _none_readable(folders: Sequence[Path], outcomes: Sequence[Outcome]) -> str:
    reasons = [f"{file.name!r}: {file.reason}" for file in outcomes if isinstance(file, Unreadable)]
    places = ", ".join(repr(str(folder)) for folder in folders)
    return f"none of the {len(reasons)} files in {places} is a report ({'; '.join(reasons[:3])})"


def _known(
    old: _Old, unfinished: Unfinished, encoder: Encoder
) -> Iterator[tuple[NDArray[np.uint8], Vectors]]:
    from indexer.vectors import VectorIndex

    yield from unfinished.vectors(encoder.digest)
    if old.generation and old.manifest and old.manifest.digest == encoder.digest:
        vectors = VectorIndex.load(old.generation.folder / "vectors.faiss")
        yield old.generation.texts(), vectors.rows(range(len(vectors)))


def _manifest(
    found: Found, outcomes: Sequence[Outcome], encoder: Encoder, passages: int
) -> Manifest:
    return Manifest(
        format=FORMAT,
        built=datetime.now(UTC),
        encoder=encoder.name,
        digest=encoder.digest,
        dimension=encoder.dimension,
        passages=passages,
        folders=found.folders,
        # Without its fingerprint a file that was too slow is tried again by the next build.
        files=tuple(
            ReportFile(file.name, file.path, "") if isinstance(outcome, TooSlow) else file
            for file, outcome in zip(found.files, outcomes, strict=True)
        ),
        failed=tuple(outcome for outcome in outcomes if isinstance(outcome, Unreadable)),
        skipped=tuple(found.skipped),
        versions={library: version(library) for library in LIBRARIES},
        contents={},
    )


def _summary(
    started: float, old: _Old, manifest: Manifest, found: Found, embedded: int
) -> BuildSummary:
    before, now = old.fingerprints(), _Old(None, manifest).fingerprints()
    return BuildSummary(
        reports=len(now),
        passages=manifest.passages,
        added=len(now.keys() - before.keys()),
        changed=sum(name in before and before[name] != now[name] for name in now),
        kept=sum(before.get(name) == now[name] for name in now),
        removed=len(before.keys() - now.keys()),
        embedded=embedded,
        seconds=perf_counter() - started,
        unreadable=(*manifest.failed, *manifest.skipped),
        duplicates=tuple(found.duplicates),
    )
