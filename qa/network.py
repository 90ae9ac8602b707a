"""Opens a network of this project: a BERT with a linear head, as `eval train` saves it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.encoder import Backend

if TYPE_CHECKING:
    from indexer.bert import Bert
    from qa.reference import Reference


def network(folder: Path, longest: int, backend: Backend) -> Bert | Reference:
    """The network in `folder`, cutting texts at `longest` word pieces: on OpenVINO, or on PyTorch,
    the reference, where `backend` is "torch" or OpenVINO is not installed."""
    if backend == "openvino" and find_spec("openvino"):
        from indexer.bert import Bert

        return Bert(folder, longest, folder / "head.safetensors")
    from qa.reference import Reference

    return Reference(folder, longest)
