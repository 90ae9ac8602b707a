"""The weights of a BERT in a folder. Word vectors are not trained on, so the default encoder keeps
them for every network made from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import load_file

FILE = "model.safetensors"
_KEEPER = Path(__file__).with_name("model")
_WORDS = "embeddings."


def weights(folder: Path) -> dict[str, NDArray[Any]]:
    """By name, as transformers names them; with the word vectors of the default encoder where the
    folder has none. Raises OSError where the file is not there."""
    own: dict[str, NDArray[Any]] = load_file(folder / FILE)
    return own if any(map(_is_of_words, own)) else own | word_vectors()


def word_vectors() -> dict[str, NDArray[Any]]:
    """The embeddings of the default encoder, by name, float16."""
    with safe_open(_KEEPER / FILE, "numpy") as file:
        names = filter(_is_of_words, file.keys())
        return {name: file.get_tensor(name) for name in names}


def without_kept(own: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The weights but for word vectors, where these are those of the default encoder."""
    kept = word_vectors()
    same = all(name in own and np.array_equal(own[name], kept[name]) for name in kept)
    return {name: values for name, values in own.items() if not (same and _is_of_words(name))}


def _is_of_words(name: str) -> bool:
    return name.startswith(_WORDS)
