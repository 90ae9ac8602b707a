"""The index: the only thing that knows how passages are stored."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Report
from corpus.dates import year_named_most
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

_QUERIES = 64  # whose vectors are kept: one question is searched for in several ways
_YEARS_LATER = 6  # than the year it names most a report may be made
_SENTENCES_A_PASSAGE = 6  # searched for each passage wanted: several may be of one passage

__all__ = ["Index", "IndexBusy", "IndexMismatch", "IndexMissing", "Unreadable"]


class Index:
    """Reports and their passages, searchable by meaning and by words.

    All of it is in memory once opened, so a later build does not disturb it, and it may be
    used from many threads at once.

        index = Index.open(Path("index"))
        for hit in index.nearest("how long do carers wait for reviews", k=5):
            print(hit.score, hit.passage.text)

    `reports` by id; `passages` in the order of their reports; `unreadable` the files that are
    not in it; `built` when (UTC); `version` changes with every build that changed something;
    `folder` is where the index lies.
    """

    def __init__(
        self,
        stored: Sequence[StoredReport],
        vectors: VectorIndex,
        words: WordIndex,
        encoder: Encoder,
        manifest: Manifest,
        generation: Path,
    ) -> None:
        self.reports: dict[str, Report] = {one.report.id: one.report for one in stored}
        self.passages: tuple[Passage, ...] = tuple(p for one in stored for p in one.passages())
        self.unreadable: tuple[Unreadable, ...] = (*manifest.failed, *manifest.skipped)
        self.built: datetime = manifest.built
        self.version = generation.name
        self.folder = generation.parents[1]
        self.encoder = encoder
        self._files = {file.name: Path(file.path) for file in manifest.files}
        self._vectors, self._words = vectors, words
        self._row = {passage.id: row for row, passage in enumerate(self.passages)}
        # Rows of sentences follow those of the passages; here those of each passage begin.
        lengths = [len(self.passages), *(len(passage.sentences) for passage in self.passages)]
        self._begins = np.cumsum(lengths, dtype=np.int64)
        self._asked = lru_cache(_QUERIES)(lambda query: self.encode([query])[0])
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
            generation.folder,
        )

    @staticmethod
    def version_in(folder: Path) -> str:
        """The version of the index in `folder`, without opening it. Raises IndexMissing."""
        return Generation.current(folder).folder.name

    def nearest(self, query: str, k: int, reports: Collection[str] | None = None) -> list[Hit]:
        """The `k` passages nearest in meaning, best first; scores are cosines (-1 to 1).

        `reports` are the ids of the reports to search; None for all.
        """
        among = self._among(reports)
        rows = range(len(self.passages)) if among is None else among
        found = self._vectors.search(self._asked(query), k, rows)
        return [Hit(self.passages[row], score) for row, score in found]

    def nearest_by_sentence(
        self, query: str, k: int, reports: Collection[str] | None = None
    ) -> list[Hit]:
        """Up to `k` passages by the sentence of theirs that is nearest in meaning, best first.

        Scores are that sentence's cosine (-1 to 1). `reports` as in `nearest`.
        """
        among = self._among(reports)
        every = range(len(self.passages), len(self._vectors))
        rows = every if among is None else self._sentences_of(among)
        found = self._vectors.search(self._asked(query), k * _SENTENCES_A_PASSAGE, rows)
        best: dict[int, float] = {}
        for row, score in found:
            best.setdefault(int(np.searchsorted(self._begins, row, "right")) - 1, score)
        return [Hit(self.passages[row], score) for row, score in list(best.items())[:k]]

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

    @cached_property
    def years_behind(self) -> dict[str, float]:
        """How many years each report is older than the newest of its publisher on its council.

        By report id; 0 for the newest. One without a date counts as the oldest that has one, 0
        where none has.
        """
        days: dict[tuple[str, str], list[date]] = {}
        for report in self.reports.values():
            if day := report.dated:
                days.setdefault((report.authority, report.publisher), []).append(day)
        behind = {}
        for id_, report in self.reports.items():
            own = days.get((report.authority, report.publisher), [])
            behind[id_] = (max(own) - (report.dated or min(own))).days / 365 if own else 0.0
        return behind

    @cached_property
    def years_undated(self) -> dict[str, range]:
        """The years that a report without a date may be of, likeliest first, by report id.

        They begin with the year that its title names, or else with the one that it names most
        often: of 304 reports with a date that name one, none is older than that year, 303 are at
        most six years younger and 249 at most one. A report that names no year has no entry.
        """
        undated = {id_: report for id_, report in self.reports.items() if report.dated is None}
        texts = {id_: " ".join(part.text for part in self.of_report(id_)) for id_ in undated}
        first = {
            id_: year_named_most(report.title) or year_named_most(texts[id_])
            for id_, report in undated.items()
        }
        return {id_: range(year, year + _YEARS_LATER + 1) for id_, year in first.items() if year}

    def file(self, report_id: str) -> Path:
        """Where the report's file was when it was indexed. Raises KeyError where it is not held."""
        return self._files[report_id]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The index's encoder on any texts: float32, shape (len(texts), dimension), length 1."""
        return self.encoder.encode([searchable(text) for text in texts])

    def sentence_vectors(self, passages: Sequence[Passage]) -> Vectors:
        """The vectors of the passages' sentences, in their order: float32, (sentences, dimension).

        Each of length 1. Raises KeyError for a passage that is not held.
        """
        rows = np.array([self._row[passage.id] for passage in passages], np.int64)
        return self._vectors.rows(self._sentences_of(rows))

    def _sentences_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of the sentences of the passages at `rows`, in their order."""
        ranges = [np.arange(self._begins[row], self._begins[row + 1]) for row in rows]
        return np.concatenate([np.empty(0, np.int64), *ranges])

    def _among(self, reports: Collection[str] | None) -> NDArray[np.int64] | None:
        if reports is None:
            return None
        ranges = [np.arange(r.start, r.stop) for r in map(self._rows.get, set(reports)) if r]
        return np.sort(np.concatenate([np.empty(0, np.int64), *ranges]))
