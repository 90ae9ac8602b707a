"""The reader: how well a sentence answers a question, by a cross-encoder that reads both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus import Sentence
from indexer.encoder import Backend
from indexer.passages import Passage, in_context, searchable
from qa.network import network

if TYPE_CHECKING:
    from indexer.bert import Bert
    from qa.reference import Reference

SHIPPED = Path(__file__).with_name("reader_model")
LONGEST = 128  # word pieces of a question, its sentence and the one before
_BEFORE = " [SEP] "  # BERT's own mark between two texts


def as_read(passage: Passage, sentence: Sentence) -> str:
    """A sentence as the reader reads it: in context, then the sentence before it in its paragraph,
    which "it", "of these" and "most were late" speak of. A list's item has its lead-in.

    Raises ValueError for a sentence that is not the passage's.
    """
    text = in_context(passage, sentence)
    at = passage.sentences.index(sentence)
    before = passage.sentences[at - 1] if at else None
    together = before and before.kind == sentence.kind == "prose"
    if not (before and together and before.paragraph == sentence.paragraph):
        return text
    return text + _BEFORE + searchable(before.text)


class Reader:
    """Scores sentences for a question: the logit that the sentence answers it, higher is better.

    The model is loaded on first use, and runs on OpenVINO; on PyTorch, the reference, where
    `backend` is "torch" or OpenVINO is not installed. Usable from many threads.
    """

    def __init__(self, folder: Path = SHIPPED, backend: Backend = "openvino") -> None:
        self.folder = folder
        self._backend = backend
        self._lock = Lock()

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One score a text, in their order: float32, shape (len(texts),), about -8 to 8."""
        if not texts:
            return np.empty(0, np.float32)
        with self._lock:
            loaded = self._loaded
        return loaded([(question, text) for text in texts])[:, 0]

    @cached_property
    def _loaded(self) -> Bert | Reference:
        return network(self.folder, LONGEST, self._backend)
