"""Word search: BM25 over stemmed words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

# A number keeps its commas and decimals ("45.2", "1,204"): they are what people ask for.
_WORD = r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*"


def words(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text that count: lower case, stemmed (Snowball English), no stop words."""
    stemmer = Stemmer.Stemmer("english")  # cheap to make, and not to be shared by threads
    tokens = bm25s.tokenize(
        list(texts),
        token_pattern=_WORD,
        stopwords="english_plus",
        stemmer=stemmer,
        return_ids=False,
        show_progress=False,
    )
    return [list(text) for text in tokens]


class WordIndex:
    """BM25 as Lucene computes it, k1 1.5 and b 0.75; see Kamphuis et al. 2020,
    https://doi.org/10.1007/978-3-030-45442-5_4. Reading is safe from many threads.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._bm25 = bm25s.BM25(k1=1.5, b=0.75, method="lucene")
        self._bm25.index(words(texts), show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> WordIndex:
        """Reads what `save` wrote, all of it into memory. Raises FileNotFoundError."""
        index = cls.__new__(cls)
        index._bm25 = bm25s.BM25.load(folder, allow_pickle=False, show_progress=False)
        return index

    def save(self, folder: Path) -> None:
        self._bm25.save(folder, allow_pickle=False, show_progress=False)

    def search(
        self, query: str, k: int, among: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """The `k` rows with the highest BM25 scores (above 0), best first.

        `among` are the rows that may be found; None for all. Rows sharing no word with
        `query` are not found at all, so there may be fewer than `k`.
        """
        asked = self._bm25.get_tokens_ids(words([query])[0])
        if not asked or k <= 0:
            return []
        scores = self._bm25.get_scores_from_ids(asked)
        rows = np.flatnonzero(scores) if among is None else among[scores[among] > 0]
        if len(rows) > k:
            rows = rows[np.argpartition(-scores[rows], k - 1)[:k]]
        rows = rows[np.lexsort((rows, -scores[rows]))]
        return [(int(row), float(scores[row])) for row in rows]
