"""The weights of a BERT in a folder. A network made from the default encoder is not trained on its
word vectors: the encoder keeps them for all."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import load_file

FILE = "model.safetensors"
KEPT = "word_vectors"  # in config.json: the SHA-256 of those that the encoder keeps
_KEEPER = Path(__file__).with_name("model")
_WORDS = "embeddings."


def weights(folder: Path) -> dict[str, NDArray[Any]]:
    """By name, as transformers names them; with the word vectors of the default encoder where the
    folder has none.

    Raises OSError where a file is not there, ValueError where the network was made from another
    encoder than the default one of today.
    """
    own: dict[str, NDArray[Any]] = load_file(folder / FILE)
    if any(map(_is_of_words, own)):
        return own
    kept = _word_vectors()
    if json.loads((folder / "config.json").read_text("utf-8")).get(KEPT) != _digest(kept):
        raise ValueError(f"{str(folder)!r} was made from another default encoder: train it anew")
    return own | kept


def without_kept(own: dict[str, NDArray[Any]]) -> tuple[dict[str, NDArray[Any]], str | None]:
    """The weights without word vectors, and what config.json must have as `KEPT`; all, and None,
    where these are not the default encoder's."""
    kept = _word_vectors()
    if not all(name in own and np.array_equal(own[name], kept[name]) for name in kept):
        return own, None
    return {name: own[name] for name in own if not _is_of_words(name)}, _digest(kept)


def _word_vectors() -> dict[str, NDArray[Any]]:
    """The embeddings of the default encoder, by name, float16."""
    with safe_open(_KEEPER / FILE, "numpy") as file:
        names = sorted(filter(_is_of_words, file.keys()))
        return {name: file.get_tensor(name) for name in names}


def _digest(vectors: dict[str, NDArray[Any]]) -> str:
    total = hashlib.sha256()
    for values in vectors.values():
        total.update(values.data)
    return total.hexdigest()


def _is_of_words(name: str) -> bool:
    return name.startswith(_WORDS)
