"""Trains the reader: a cross-encoder that tells a sentence that answers from one that is near."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.train_retriever import Tell, rate
from eval.training_examples import SEED, Example
from indexer.encoder import BASE, SentenceEncoder
from qa.reader import LONGEST

BATCH = 12  # questions
LEARNING_RATE = 1e-4
OTHERS = 5  # sentences that do not answer, beside the one that does
SINGLE = 0.5  # weight of judging each sentence alone, against ranking them


def train(examples: Sequence[Example], out: Path, epochs: int, tell: Tell) -> None:
    """Fine-tunes a cross-encoder from all-MiniLM-L6-v2 and saves it to `out` with fp16 weights.

    The loss is the cross-entropy of the sentence that answers among the question's sentences,
    plus `SINGLE` times the binary cross-entropy of each sentence alone: that one also learns
    from questions that no sentence answers. Runs on a GPU where there is one.
    """
    import torch
    from transformers import AutoTokenizer

    from qa.reader_network import Network

    random.seed(SEED)
    torch.manual_seed(SEED)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    folder = str(SentenceEncoder(BASE).folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    network = Network.fresh(folder).to(device).train()
    steps = epochs * (len(examples) // BATCH)
    optimizer = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, steps))
    for step in range(steps):
        at = step % (len(examples) // BATCH) * BATCH
        if at == 0:
            order = random.sample(examples, len(examples))
        with torch.autocast(device, dtype=torch.bfloat16):
            loss = _loss(network, tokenizer, order[at : at + BATCH], device)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        tell(step + 1, steps, float(loss))
    network.save(tokenizer, out)


def _loss(network: Any, tokenizer: Any, batch: Sequence[Example], device: str) -> Any:
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

    groups = [
        ([example.answer] if example.answer else []) + list(example.others[:OTHERS])
        for example in batch
    ]
    pairs = [(e.question, text) for e, group in zip(batch, groups, strict=True) for text in group]
    features = tokenizer(
        [question for question, _ in pairs],
        [text for _, text in pairs],
        padding=True,
        truncation="only_second",
        max_length=LONGEST,
        return_tensors="pt",
    ).to(device)
    scores = network(**features).float()
    right = torch.zeros_like(scores)
    ranking, start = [], 0
    for example, group in zip(batch, groups, strict=True):
        if example.answer:
            right[start] = 1.0
            of_group = scores[start : start + len(group)].unsqueeze(0)
            ranking.append(cross_entropy(of_group, torch.zeros(1, dtype=torch.long, device=device)))
        start += len(group)
    ranked = torch.stack(ranking).mean() if ranking else scores.sum() * 0
    return ranked + SINGLE * binary_cross_entropy_with_logits(scores, right)
