"""The reader's network: imported only where it is used, as torch is slow to import."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModel

_HEAD = "head.safetensors"


class Network(torch.nn.Module):
    """A BERT over a question and a sentence, its mean token vector weighed into one logit."""

    def __init__(self, bert: Any, head: torch.nn.Linear) -> None:
        super().__init__()
        self.bert, self.head = bert, head

    @classmethod
    def fresh(cls, folder: str) -> Network:
        """On the BERT in `folder`, with a head that has learnt nothing yet."""
        bert = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        return cls(bert, torch.nn.Linear(bert.config.hidden_size, 1))

    @classmethod
    def load(cls, folder: Path) -> Network:
        """As saved in `folder`. Raises OSError where it is not there."""
        network = cls.fresh(str(folder))
        network.head.load_state_dict(load_file(folder / _HEAD))
        return network

    def save(self, tokenizer: Any, folder: Path) -> None:
        """Writes weights as fp16, with the tokenizer, to `folder`."""
        self.half().cpu()
        self.bert.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        save_file(self.head.state_dict(), folder / _HEAD)

    def forward(self, attention_mask: torch.Tensor, **features: torch.Tensor) -> torch.Tensor:
        """The logits: float, shape (pairs,)."""
        tokens = self.bert(attention_mask=attention_mask, **features).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * mask).sum(1) / mask.sum(1)
        return torch.as_tensor(self.head(mean)).squeeze(-1)
