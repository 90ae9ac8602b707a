"""Vector search: exact inner products by FAISS."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from indexer.encoder import Vectors


class VectorIndex:
    """Vectors by row. Reading is safe from many threads."""

    def __init__(self, vectors: Vectors) -> None:
        """`vectors`: float32, shape (rows, dimension), each of length 1."""
        self._faiss: faiss.Index = faiss.IndexFlatIP(vectors.shape[1])
        self._faiss.add(np.ascontiguousarray(vectors))

    @classmethod
    def load(cls, file: Path) -> VectorIndex:
        """Reads what `save` wrote, all of it into memory. Raises FileNotFoundError."""
        index = cls.__new__(cls)
        index._faiss = faiss.deserialize_index(np.fromfile(file, np.uint8))
        return index

    def save(self, file: Path) -> None:
        faiss.serialize_index(self._faiss).tofile(file)

    def rows(self, rows: Sequence[int] | NDArray[np.int64]) -> Vectors:
        """The vectors at `rows`: float32, shape (len(rows), dimension)."""
        return np.asarray(self._faiss.reconstruct_batch(np.asarray(rows, np.int64)), np.float32)

    def __len__(self) -> int:
        return int(self._faiss.ntotal)

    def search(
        self, query: Vectors, k: int, among: NDArray[np.int64] | range
    ) -> list[tuple[int, float]]:
        """The `k` rows nearest to `query` (shape (dimension,)) with their cosine, best first.

        `among` are the rows that may be found.
        """
        k = min(k, len(among))
        if k <= 0:
            return []
        # A selector keeps FAISS to one thread, which is faster for a single query than all cores.
        only = faiss.SearchParameters(sel=_selector(among))  # type: ignore[call-arg]
        scores, found = self._faiss.search(query[np.newaxis], k, params=only)
        return [(int(row), float(score)) for row, score in zip(found[0], scores[0], strict=True)]


def _selector(rows: NDArray[np.int64] | range) -> faiss.IDSelector:
    if isinstance(rows, range):
        return faiss.IDSelectorRange(rows[0], rows[-1] + 1)
    return faiss.IDSelectorBatch(rows)
