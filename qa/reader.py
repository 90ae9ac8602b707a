"""The reader: how well a sentence answers a question, by a cross-encoder that reads both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

SHIPPED = Path(__file__).with_name("reader_model")
LONGEST = 128  # word pieces of a question and its sentence
_BATCH = 32


class Reader:
    """Scores sentences for a question: the logit that the sentence answers it, higher is better.

    The model is loaded on first use. Usable from many threads.
    """

    def __init__(self, folder: Path = SHIPPED) -> None:
        self.folder = folder
        self._lock = Lock()

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One score a text, in their order: float32, shape (len(texts),), about -8 to 8."""
        import torch

        with self._lock, torch.inference_mode():
            network, tokenizer = self._loaded
            scores = np.empty(len(texts), np.float32)
            order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
            for start in range(0, len(order), _BATCH):
                rows = order[start : start + _BATCH]
                features = tokenizer(
                    [question] * len(rows),
                    [texts[i] for i in rows],
                    padding=True,
                    truncation="only_second",
                    max_length=LONGEST,
                    return_tensors="pt",
                )
                scores[rows] = network(**features).float().numpy()
        return scores

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        from transformers import AutoTokenizer

        from indexer.encoder import precision
        from qa.reader_network import Network

        network = Network.load(self.folder).to(precision()).eval()
        return network, AutoTokenizer.from_pretrained(str(self.folder))
