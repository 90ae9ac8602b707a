"""An encoder whose vectors anyone can work out by eye."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.encoder import Vectors


class ByEye:
    """Counts four words: axis 0 "carer", 1 "wait", 2 "staff", 3 "adopt"; axis 4 if none is there.

    "Carers wait for staff who wait" is (1, 2, 1, 0, 0), then brought to length 1.
    `embedded` are all the texts it was ever asked for.
    """

    name = "by-eye"
    digest = "by-eye, first edition"
    dimension = 5

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        counts = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(counts, texts, strict=True):
            row[:4] = [text.lower().count(word) for word in ("carer", "wait", "staff", "adopt")]
            row[4] = not row.any()
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)
