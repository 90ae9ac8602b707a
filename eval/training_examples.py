"""Training examples: a question with the passage and sentence that answer, and some that do not."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

from eval.metrics import SHARE_OF_HIT, covers
from eval.questions import Evidence
from eval.training_candidates import Candidates, tells_of
from eval.training_questions import SEED
from indexer.index import Index
from indexer.passages import in_context

_NEAREST = 12  # sentences: the likeliest by their signs, where the hard wrong ones stand
_WRONG = 2  # of them an example has


@dataclass(frozen=True, slots=True)
class Example:
    """`passage` is as it is embedded; `answer` and `others` are sentences in their context,
    `others` some of the likeliest that do not answer.
    """

    question: str
    passage: str
    answer: str
    others: tuple[str, ...]


def examples(candidates: Iterable[Candidates], index: Index) -> list[Example]:
    """One of each question whose evidence a passage of its report holds; the same for the same."""
    random.seed(SEED)
    return [made for one in candidates if (made := _example(one, index))]


def _example(one: Candidates, index: Index) -> Example | None:
    answer = _answer(one.asked.evidence[0], index) if one.asked.evidence else None
    if not answer:
        return None
    wrong = [text for text, tells in zip(one.texts, one.tells, strict=True) if not tells]
    others = random.sample(wrong[:_NEAREST], min(_WRONG, len(wrong)))
    return Example(one.asked.question, *answer, tuple(others))


def _answer(evidence: Evidence, index: Index) -> tuple[str, str] | None:
    """The first passage that holds the evidence, and the first of its sentences that tells it."""
    for passage in index.of_report(evidence.doc):
        if not covers(evidence, evidence.doc, passage.text, SHARE_OF_HIT):
            continue
        for at, sentence in enumerate(passage.sentences):
            if tells_of(sentence, evidence.doc, evidence):
                # The neighbours only: a long passage may have its answer beyond what is read.
                window = replace(passage, sentences=passage.sentences[max(0, at - 1) : at + 2])
                return window.embedded_text, in_context(passage, sentence)
    return None
