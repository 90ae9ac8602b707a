"""The networks of reader and prior on PyTorch: imported only where they are used, as torch is slow
to import."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file as save_arrays
from safetensors.torch import load_file, save_file
from transformers import AutoModel, AutoTokenizer, BertConfig, BertModel

from indexer.encoder import precision
from indexer.weights import FILE, weights, without_kept

_HEAD = "head.safetensors"
_BATCH = 32


class Network(torch.nn.Module):
    """A BERT over a question, and maybe a sentence, its mean token vector weighed into logits."""

    def __init__(self, bert: Any, head: torch.nn.Linear) -> None:
        super().__init__()
        self.bert, self.head = bert, head

    @classmethod
    def fresh(cls, folder: str, outputs: int = 1) -> Network:
        """On the BERT in `folder`, with a head that has learnt nothing yet."""
        bert = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        return cls(bert, torch.nn.Linear(bert.config.hidden_size, outputs))

    @classmethod
    def upon(cls, folder: Path) -> Network:
        """The network saved in `folder`, to be trained on; else a fresh one on the BERT there."""
        return cls.load(folder) if (folder / _HEAD).is_file() else cls.fresh(str(folder))

    @classmethod
    def load(cls, folder: Path) -> Network:
        """As saved in `folder`. Raises OSError where it is not there."""
        head = load_file(folder / _HEAD)
        bert = BertModel(BertConfig.from_pretrained(folder), add_pooling_layer=False)
        bert.load_state_dict(
            {name: torch.tensor(values) for name, values in weights(folder).items()}
        )
        outputs, hidden = head["weight"].shape
        network = cls(bert, torch.nn.Linear(hidden, outputs))
        network.head.load_state_dict(head)
        return network

    def save(self, tokenizer: Any, folder: Path) -> None:
        """Writes weights as fp16, but word vectors that the default encoder has, with the
        tokenizer, to `folder`."""
        self.half().cpu()
        own = {name: values.numpy() for name, values in self.bert.state_dict().items()}
        lean, self.bert.config.word_vectors = without_kept(own)
        self.bert.config.save_pretrained(folder)
        save_arrays(lean, folder / FILE)
        tokenizer.save_pretrained(folder)
        save_file(self.head.state_dict(), folder / _HEAD)

    def forward(self, attention_mask: torch.Tensor, **features: torch.Tensor) -> torch.Tensor:
        """The logits: float, shape (pairs,), or (pairs, outputs) where there are several."""
        tokens = self.bert(attention_mask=attention_mask, **features).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * mask).sum(1) / mask.sum(1)
        return torch.as_tensor(self.head(mean)).squeeze(-1)


class Reference:
    """The network in `folder`, used as a Bert is: what OpenVINO's logits are held to."""

    def __init__(self, folder: Path, longest: int) -> None:
        self._network = Network.load(folder).to(precision()).eval()
        self._tokenizer = AutoTokenizer.from_pretrained(str(folder))
        self._longest = longest
        self._lock = Lock()  # the tokenizer may not be shared by threads
        self.outputs = self._network.head.out_features

    def __call__(self, texts: Sequence[str | tuple[str, str]]) -> NDArray[np.float32]:
        """float32, shape (len(texts), self.outputs)."""
        result = np.empty((len(texts), self.outputs), np.float32)
        order = sorted(range(len(texts)), key=lambda row: len("".join(texts[row])))
        with self._lock, torch.inference_mode():
            for start in range(0, len(order), _BATCH):
                rows = order[start : start + _BATCH]
                features = self._tokenizer(
                    [texts[row] for row in rows],
                    padding=True,
                    truncation=True,
                    max_length=self._longest,
                    return_tensors="pt",
                )
                logits = self._network(**features).float().numpy()
                result[rows] = logits.reshape(len(rows), self.outputs)
        return result
