"""Trains the prior: how likely reports answer a question, by its words alone."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.authorities import find_authorities
from eval.fine_tuning import fine_tune
from eval.train_retriever import Tell
from eval.training_questions import Asked, held_out
from indexer.encoder import BASE
from qa.prior import LONGEST
from qa.shape import shape

BATCH = 48  # questions
LEARNING_RATE = 1e-4

Labelled = tuple[str, bool]  # the shape of a question, whether it is answered


def train(asked: Sequence[Asked], out: Path, epochs: float, tell: Tell, base: str = BASE) -> None:
    """Fine-tunes the encoder or the network `base` (a name or folder) into `out`, as `fine_tune`
    does, to give the log-odds that a question is answered.

    Learns from questions on the councils of training that name one: nearly all unanswerable ones
    do, so that naming one would otherwise be taken for a sign. Answered and unanswered ones, taken
    together, weigh the same. Raises ValueError where there are not both.
    """
    kept = [one for one in asked if named(one) and not held_out(one.authority)]
    questions = list(zip(shapes(kept), (bool(one.evidence) for one in kept), strict=True))
    if {told for _, told in questions} != {True, False}:
        raise ValueError(
            "neither all nor none of the questions that name a council may be answered"
        )
    answered = sum(told for _, told in questions) / len(questions)
    weight = 0.5 / (1 - answered), 0.5 / answered

    def loss_of(network: Any, tokenizer: Any, batch: Sequence[Labelled], device: str) -> Any:
        import torch
        from torch.nn.functional import binary_cross_entropy_with_logits

        texts = [text for text, _ in batch]
        told = torch.tensor([float(told) for _, told in batch], device=device)
        each = torch.tensor([weight[told] for _, told in batch], device=device)
        cut = {"truncation": True, "max_length": LONGEST}
        features = tokenizer(texts, padding=True, return_tensors="pt", **cut).to(device)
        odds = network(**features).float()
        return binary_cross_entropy_with_logits(odds, told, weight=each)

    steps = int(epochs * (len(questions) // BATCH))
    fine_tune(base, out, _batches(questions, steps), loss_of, steps, LEARNING_RATE, tell)


def _batches(questions: Sequence[Labelled], steps: int) -> Iterator[list[Labelled]]:
    order: list[Labelled] = []
    for _ in range(steps):
        if len(order) < BATCH:
            order = random.sample(questions, len(questions))
        batch, order = order[:BATCH], order[BATCH:]
        yield batch


def named(one: Asked) -> bool:
    """Whether the question is on reports and names its council."""
    return bool(one.report) and (
        one.authority in one.question or bool(find_authorities(one.question))
    )


def shapes(asked: Sequence[Asked]) -> list[str]:
    """Those of the questions; a council that does not exist is not known by its name alone."""
    return [shape(one.question.replace(one.authority or "\n", " ")) for one in asked]
