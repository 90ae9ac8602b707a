"""A network of this project: a BERT with a linear head, as `eval train` saves it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexer.encoder import Backend

if TYPE_CHECKING:
    from indexer.bert import Bert
    from qa.reference import Reference


class Logits:
    """The first logit of each text, or pair of texts, cut at `longest` word pieces.

    The network in `folder` is opened on first use: on OpenVINO, or on PyTorch, the reference, where
    `backend` is "torch" or OpenVINO is not installed. Usable from many threads.
    """

    def __init__(self, folder: Path, longest: int, backend: Backend) -> None:
        self._folder, self._longest, self._backend = folder, longest, backend
        self._lock = Lock()

    def __call__(self, texts: Sequence[str | tuple[str, str]]) -> NDArray[np.float32]:
        """float32, shape (len(texts),)."""
        if not texts:
            return np.empty(0, np.float32)
        with self._lock:
            opened = self._opened
        return opened(list(texts))[:, 0]

    @cached_property
    def _opened(self) -> Bert | Reference:
        if self._backend == "openvino" and find_spec("openvino"):
            from indexer.bert import Bert

            return Bert(self._folder, self._longest, self._folder / "head.safetensors")
        from qa.reference import Reference

        return Reference(self._folder, self._longest)
