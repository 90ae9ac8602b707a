"""Embeds texts, sparing those whose vectors are known from before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from indexer.encoder import Encoder, Vectors
from indexer.unfinished import Unfinished

BATCH = 128  # texts between two checkpoints: some seconds of work on two cores

Progress = Callable[[str, int, int], None]  # stage, done, total


def digests(texts: Iterable[str]) -> NDArray[np.uint8]:
    """BLAKE2b digests of `texts`: uint8, shape (texts, 16)."""
    data = b"".join(blake2b(text.encode(), digest_size=16).digest() for text in texts)
    return np.frombuffer(data, np.uint8).reshape(-1, 16)


def embed(
    texts: Sequence[str],
    encoder: Encoder,
    known: Iterable[tuple[NDArray[np.uint8], Vectors]],
    unfinished: Unfinished,
    progress: Progress,
) -> tuple[Vectors, list[int]]:
    """The vectors of `texts` and the rows of those that had to be made.

    `known` are batches of text digests, uint8 (n, 16), and their vectors, float32
    (n, dimension), by the same encoder. New vectors are kept in `unfinished` batch by batch.
    """
    keys = digests(texts)
    by_key = {
        key.tobytes(): row for held, rows in known for key, row in zip(held, rows, strict=True)
    }
    new = {key.tobytes(): at for at, key in enumerate(keys) if key.tobytes() not in by_key}
    # Texts of like length together waste the least padding.
    order = sorted(new.values(), key=lambda at: len(texts[at]))
    for start in range(0, len(order), BATCH):
        progress("embedding", start, len(order))
        rows = order[start : start + BATCH]
        vectors = encoder.encode([texts[at] for at in rows])
        unfinished.keep_vectors(encoder.digest, keys[rows], vectors)
        by_key.update(zip((keys[at].tobytes() for at in rows), vectors, strict=True))
    progress("embedding", len(order), len(order))
    return np.stack([by_key[key.tobytes()] for key in keys]).astype(np.float32), order
