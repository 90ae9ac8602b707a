"""The reader: how well a sentence answers a question, by a cross-encoder that reads both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Sentence
from indexer.encoder import Backend
from indexer.passages import Passage, in_context, searchable
from qa.network import Logits

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
    """Scores sentences for a question: the logit (`qa.network`) that the sentence answers it,
    higher is better."""

    def __init__(self, folder: Path = SHIPPED, backend: Backend = "openvino") -> None:
        self._logits = Logits(folder, LONGEST, backend)

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One score a text, in their order: float32, shape (len(texts),), about -8 to 8."""
        return self._logits([(question, text) for text in texts])
