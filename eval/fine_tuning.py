"""Fine-tunes a network of this project, batch by batch."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from eval.train_retriever import Tell, rate
from eval.training_questions import SEED
from indexer.encoder import SentenceEncoder

Batch = TypeVar("Batch")
Loss = Callable[[Any, Any, Batch, str], Any]  # of a network, its tokenizer, a batch and a device


def fine_tune(
    base: str,
    out: Path,
    batches: Iterable[Batch],
    loss_of: Loss[Batch],
    steps: int,
    learning_rate: float,
    tell: Tell,
) -> None:
    """Trains the encoder or network `base` (a name or folder) on the batches, `steps` of them, and
    saves it to `out` with fp16 weights. Word vectors stay as they are. Batches are drawn after the
    seed is set. Runs on a GPU if there is one."""
    import torch
    from transformers import AutoTokenizer

    from qa.reference import Network

    random.seed(SEED)
    torch.manual_seed(SEED)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    folder = SentenceEncoder(base).folder
    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    network = Network.upon(folder).float().to(device).train()
    network.bert.embeddings.requires_grad_(False)
    learnt = [weights for weights in network.parameters() if weights.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=learning_rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, steps))
    for step, batch in enumerate(batches, start=1):
        with torch.autocast(device, dtype=torch.bfloat16):
            loss = loss_of(network, tokenizer, batch, device)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        tell(step, steps, float(loss.detach()))
    network.save(tokenizer, out)
