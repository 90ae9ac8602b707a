"""Trains the encoder on which passage, and which of its sentences, answers a question."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.training_examples import Example
from eval.training_questions import SEED
from indexer.encoder import BASE, SentenceEncoder

BATCH = 32  # questions; the others' passages and sentences are the wrong answers
LEARNING_RATE = 6e-5  # at its height, after WARM_UP steps; then down along a cosine
WARM_UP = 15  # steps
SCALE = 20.0  # inverse temperature of the softmax over cosines
LONGEST = 160  # word pieces read of a text while training

Tell = Callable[[int, int, float], None]  # steps done, steps in all, loss of the last


def train(
    examples: Sequence[Example], out: Path, epochs: int, tell: Tell, base: str = BASE
) -> None:
    """Fine-tunes the encoder `base` on the examples and saves it to `out` as fp16.

    The loss is the cross-entropy of the right passage among the batch's passages, plus that of
    the right sentence among the batch's sentences and each example's likeliest wrong ones
    (in-batch negatives: Henderson et al. 2017, https://arxiv.org/abs/1705.00652).
    Runs on a GPU where there is one. The same examples give the same order of batches.
    """
    import torch
    from sentence_transformers import SentenceTransformer

    random.seed(SEED)
    torch.manual_seed(SEED)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = SentenceTransformer(str(SentenceEncoder(base).folder), device=device).float()
    model.max_seq_length = LONGEST
    model.train()
    steps = epochs * (len(examples) // BATCH)
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, steps))
    for step, batch in enumerate(_batches(examples, epochs), start=1):
        with torch.autocast(device, dtype=torch.bfloat16):
            loss = _loss(model, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        tell(step, steps, float(loss))
    model.max_seq_length = 256
    model.half().save(str(out))


def _batches(examples: Sequence[Example], epochs: int) -> list[list[Example]]:
    made: list[list[Example]] = []
    for _ in range(epochs):
        order = random.sample(examples, len(examples))
        made += [order[at : at + BATCH] for at in range(0, len(order) - BATCH + 1, BATCH)]
    return made


def rate(step: int, steps: int) -> float:
    """The share of the learning rate at a step: a short warm-up, then half a cosine down to 0."""
    return min(1.0, (step + 1) / WARM_UP) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))


def _loss(model: Any, batch: Sequence[Example]) -> Any:
    import torch
    from torch.nn.functional import cross_entropy

    questions = _vectors(model, [example.question for example in batch])
    passages = _vectors(model, [example.passage for example in batch])
    sentences = _vectors(model, [example.answer for example in batch])
    others = _vectors(model, [other for example in batch for other in example.others])
    right = torch.arange(len(batch), device=questions.device)
    of_passage = cross_entropy(SCALE * questions @ passages.T, right)
    of_sentence = cross_entropy(SCALE * questions @ torch.cat([sentences, others]).T, right)
    return of_passage + of_sentence


def _vectors(model: Any, texts: Sequence[str]) -> Any:
    from sentence_transformers.util import batch_to_device
    from torch.nn.functional import normalize

    features = batch_to_device(model.tokenize(list(texts)), model.device)
    return normalize(model(features)["sentence_embedding"].float(), dim=-1)
