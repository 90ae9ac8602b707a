"""The index: the only thing that knows how passages are stored."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Report
from indexer.encoder import Encoder, SentenceEncoder, Vectors
from indexer.files import Unreadable
from indexer.generations import (
    Generation,
    IndexBusy,
    IndexMismatch,
    IndexMissing,
    Manifest,
    StoredReport,
)
from indexer.passages import Hit, Passage, searchable
from indexer.vectors import VectorIndex
from indexer.words import WordIndex

__all__ = ["Index", "IndexBusy", "IndexMismatch", "IndexMissing", "Unreadable"]


class Index:
    """Reports and their passages, searchable by meaning and by words.

    All of it is in memory once opened, so a later build does not disturb it, and it may be
    used from many threads at once.

        index = Index.open(Path("index"))
        for hit in index.nearest("how long do carers wait for reviews", k=5):
            print(hit.score, hit.passage.text)

    `reports` by id; `passages` in the order of their reports; `unreadable` the files that are
    not in it; `built` when (UTC); `version` changes with every build that changed something.
    """

    def __init__(
        self,
        stored: Sequence[StoredReport],
        vectors: VectorIndex,
        words: WordIndex,
        encoder: Encoder,
        manifest: Manifest,
        version: str,
    ) -> None:
        self.reports: dict[str, Report] = {one.report.id: one.report for one in stored}
        self.passages: tuple[Passage, ...] = tuple(p for one in stored for p in one.passages())
        self.unreadable: tuple[Unreadable, ...] = (*manifest.failed, *manifest.skipped)
        self.built: datetime = manifest.built
        self.version = version
        self.encoder = encoder
        self._files = {file.name: Path(file.path) for file in manifest.files}
        self._vectors, self._words = vectors, words
        self._row = {passage.id: row for row, passage in enumerate(self.passages)}
        self._rows: dict[str, range] = {}
        start = 0
        for one in stored:
            self._rows[one.report.id] = range(start, start + len(one.spans))
            start += len(one.spans)

    @classmethod
    def open(cls, folder: Path, encoder: Encoder | None = None) -> Index:
        """The index in `folder`; `encoder` is the one it was built with, made anew where None.

        Raises IndexMissing where there is none, IndexMismatch where it was built with another
        encoder or by another version of this program, EncoderUnavailable where `encoder` is
        None and the recorded one cannot be had.
        """
        while True:
            generation = Generation.current(folder)
            try:
                return cls._load(generation, encoder)
            except (IndexMismatch, FileNotFoundError):
                # A build may have replaced the generation under our hands: then try the new one.
                if Generation.current(folder) == generation:
                    raise

    @classmethod
    def _load(cls, generation: Generation, encoder: Encoder | None) -> Index:
        manifest = generation.manifest()
        encoder = encoder or SentenceEncoder(manifest.encoder)
        if encoder.digest != manifest.digest:
            raise IndexMismatch(
                f"the index was built with the encoder {manifest.encoder!r} "
                f"(digest {manifest.digest[:12]!r}), not with {encoder.name!r} (digest "
                f"{encoder.digest[:12]!r}): open it with that one, or build it again with this one"
            )
        return cls(
            generation.reports(),
            VectorIndex.load(generation.folder / "vectors.faiss"),
            WordIndex.load(generation.folder / "words"),
            encoder,
            manifest,
            generation.folder.name,
        )

    @staticmethod
    def version_in(folder: Path) -> str:
        """The version of the index in `folder`, without opening it. Raises IndexMissing."""
        return Generation.current(folder).folder.name

    def nearest(self, query: str, k: int, reports: Collection[str] | None = None) -> list[Hit]:
        """The `k` passages nearest in meaning, best first; scores are cosines (-1 to 1).

        `reports` are the ids of the reports to search; None for all.
        """
        found = self._vectors.search(self.encode([query])[0], k, self._among(reports))
        return [Hit(self.passages[row], score) for row, score in found]

    def matching(self, query: str, k: int, reports: Collection[str] | None = None) -> list[Hit]:
        """Up to `k` passages that share words with `query`, best first; scores are BM25 (> 0).

        `reports` are the ids of the reports to search; None for all. How rare a word is, is
        counted over all reports, whichever are searched.
        """
        found = self._words.search(searchable(query), k, self._among(reports))
        return [Hit(self.passages[row], score) for row, score in found]

    def passage(self, id: str) -> Passage:
        """Raises KeyError where there is none of that id."""
        return self.passages[self._row[id]]

    def of_report(self, id: str) -> tuple[Passage, ...]:
        """The passages of a report in reading order. Raises KeyError where it is not held."""
        rows = self._rows[id]
        return self.passages[rows.start : rows.stop]

    def file(self, report_id: str) -> Path:
        """Where the report's file was when it was indexed. Raises KeyError where it is not held."""
        return self._files[report_id]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The index's encoder on any texts: float32, shape (len(texts), dimension), length 1."""
        return self.encoder.encode([searchable(text) for text in texts])

    def vectors_of(self, passages: Sequence[Passage]) -> Vectors:
        """The stored vectors of `passages`: float32, shape (len(passages), dimension)."""
        return self._vectors.rows([self._row[passage.id] for passage in passages])

    def _among(self, reports: Collection[str] | None) -> NDArray[np.int64] | None:
        if reports is None:
            return None
        ranges = [np.arange(r.start, r.stop) for r in map(self._rows.get, set(reports)) if r]
        return np.sort(np.concatenate([np.empty(0, np.int64), *ranges]))
