"""Trains the reader: a cross-encoder that tells a sentence that answers from one that is near."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.fine_tuning import fine_tune
from eval.train_retriever import Tell
from eval.training_candidates import Candidates
from indexer.encoder import BASE
from qa.reader import LONGEST

BATCH = 12  # questions
LEARNING_RATE = 1.2e-4
NEAREST = 12  # sentences: the likeliest by their signs, where the hard wrong ones stand
HARD, HARD_ALONE = 3, 5  # of them beside a right one, and where there is no right one
SINGLE = 0.7  # weight of judging each sentence alone, against ranking them
WHOLE, UNTOLD = 0.5, 1.8  # that of judging whether any answers, and how much more where none does
TOGETHER = 18  # pairs of like length computed at once: the less padding, the faster

Group = tuple[str, list[str], list[str]]  # question, sentences that answer, sentences that do not


def train(
    asked: Sequence[Candidates], out: Path, epochs: float, tell: Tell, base: str = BASE
) -> None:
    """Fine-tunes a cross-encoder from the encoder or the reader `base` (a name or folder) into
    `out`, as `fine_tune` does.

    For each question: a sentence that answers, `HARD` of the likeliest that do not, one of the
    unlikelier, one of another question. The loss is the cross-entropy of the right one among
    them, plus `SINGLE` times the binary cross-entropy of each alone and `WHOLE` times that of the
    likeliest (their log-sum-exp): these also learn from questions that nothing answers.
    """
    groups = [group for one in asked if (group := _group(one))]
    steps = int(epochs * (len(groups) // BATCH))
    fine_tune(base, out, _batches(groups, steps), _loss, steps, LEARNING_RATE, tell)


def _group(one: Candidates) -> Group | None:
    """None where the sentence that answers was not found: there is nothing to learn from it."""
    pairs = list(zip(one.read, one.tells, strict=True))
    right = [text for text, tells in pairs if tells]
    wrong = [text for text, tells in pairs if not tells]
    if not pairs or bool(right) != one.answerable:
        return None
    return one.question.search_text, right, wrong


def _batches(groups: Sequence[Group], steps: int) -> Iterator[list[tuple[str, list[str], bool]]]:
    """Batches of (question, sentences, whether the first one answers)."""
    order: list[Group] = []
    for _ in range(steps):
        if len(order) < BATCH:
            order = random.sample(groups, len(groups))
        batch, order = order[:BATCH], order[BATCH:]
        yield [_picked(group, random.choice(groups)) for group in batch]


def _picked(group: Group, other: Group) -> tuple[str, list[str], bool]:
    question, right, wrong = group
    hard, rest = wrong[:NEAREST], wrong[NEAREST:]
    texts = [random.choice(right)] if right else []
    texts += random.sample(hard, min(HARD if right else HARD_ALONE, len(hard)))
    texts += random.sample(rest, min(1, len(rest)))
    texts += other[1][:1] if other is not group else []
    return question, texts, bool(right)


def _loss(network: Any, tokenizer: Any, batch: Sequence[Any], device: str) -> Any:
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

    pairs = [(question, text) for question, texts, _ in batch for text in texts]
    scores = _scores(network, tokenizer, pairs, device)
    lengths = [len(texts) for _, texts, _ in batch]
    each = torch.split(scores, lengths)
    told = torch.tensor([float(answered) for _, _, answered in batch], device=device)
    right = torch.zeros_like(scores)
    ranking = []
    for of_question, of_right, answered in zip(
        each, torch.split(right, lengths), told, strict=True
    ):
        if answered:
            of_right[0] = 1.0
            first = torch.zeros(1, dtype=torch.long, device=device)
            ranking.append(cross_entropy(of_question.unsqueeze(0), first))
    ranked = torch.stack(ranking).mean() if ranking else scores.sum() * 0
    likeliest = torch.stack([of_question.logsumexp(0) for of_question in each])
    weight = torch.where(told > 0, 1.0, UNTOLD)
    whole = binary_cross_entropy_with_logits(likeliest, told, weight=weight)
    return ranked + SINGLE * binary_cross_entropy_with_logits(scores, right) + WHOLE * whole


def _scores(network: Any, tokenizer: Any, pairs: Sequence[tuple[str, str]], device: str) -> Any:
    """The logits of the pairs, in their order."""
    import torch

    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]) + len(pairs[i][1]))
    parts = []
    for start in range(0, len(order), TOGETHER):
        some = [pairs[i] for i in order[start : start + TOGETHER]]
        features = tokenizer(
            [question for question, _ in some],
            [text for _, text in some],
            padding=True,
            truncation="only_second",
            max_length=LONGEST,
            return_tensors="pt",
        ).to(device)
        parts.append(network(**features).float())
    back = torch.argsort(torch.tensor(order, device=device))
    return torch.cat(parts)[back]
