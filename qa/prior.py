"""The prior: how likely reports answer a question of such a shape, before any has been searched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.encoder import Backend
from qa.network import Logits

SHIPPED = Path(__file__).with_name("prior_model")
LONGEST = 48  # word pieces of a question


class Prior:
    """Knows that inspectors seldom print a budget, a head count or the maker of an app, and often
    how well something works: a network (`qa.network`) that has read questions alone."""

    def __init__(self, folder: Path = SHIPPED, backend: Backend = "openvino") -> None:
        self._logits = Logits(folder, LONGEST, backend)

    def log_odds(self, shapes: Sequence[str]) -> NDArray[np.float32]:
        """Those that questions of the shapes (`qa.shape`) are answered, as many being answered as
        not: float32, shape (len(shapes),), about -6 to 6."""
        return self._logits(shapes)
