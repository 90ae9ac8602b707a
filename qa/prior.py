"""The prior: how likely reports answer a question of such a shape, before any has been searched."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexer.encoder import Backend
from qa.network import network

if TYPE_CHECKING:
    from indexer.bert import Bert
    from qa.reference import Reference

SHIPPED = Path(__file__).with_name("prior_model")
LONGEST = 48  # word pieces of a question


class Prior:
    """Knows that inspectors seldom print a budget, a head count or the maker of an app, and often
    how well something works: a network that has read questions alone.

    The model is loaded on first use, and runs as `qa.network` says. Usable from many threads.
    """

    def __init__(self, folder: Path = SHIPPED, backend: Backend = "openvino") -> None:
        self.folder = folder
        self._backend = backend
        self._lock = Lock()

    def log_odds(self, shapes: Sequence[str]) -> NDArray[np.float32]:
        """Those that questions of the shapes (`qa.shape`) are answered, as many being answered as
        not: float32, shape (len(shapes),), about -6 to 6."""
        if not shapes:
            return np.empty(0, np.float32)
        with self._lock:
            loaded = self._loaded
        return loaded(list(shapes))[:, 0]

    @cached_property
    def _loaded(self) -> Bert | Reference:
        return network(self.folder, LONGEST, self._backend)
