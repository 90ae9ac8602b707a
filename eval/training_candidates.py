"""What the assistant would read for a training question, and which of it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus import Sentence
from eval.metrics import SHARE_OF_HIT, SHARE_OF_QUOTE, covers
from eval.questions import Evidence
from eval.training_questions import Asked, held_out
from indexer.index import Index
from qa.answer import EVERYTHING
from qa.asking.question import Question, understand
from qa.extract import gather
from qa.retrieve import narrowed, reports_in, retrieve

_FOUND = 30  # passages
_READ = 30  # sentences


@dataclass(frozen=True, slots=True)
class Candidates:
    """A question with the sentences the assistant would read for it.

    `texts`, `read` and `signs` are as in `qa.extract.Gathered`; `tells` is whether each sentence
    is one that answers. Of a question that the reports do not answer none does.
    """

    asked: Asked
    question: Question
    sentences: tuple[Sentence, ...]
    texts: tuple[str, ...]
    read: tuple[str, ...]
    signs: NDArray[np.float64]
    tells: tuple[bool, ...]

    @property
    def answerable(self) -> bool:
        return bool(self.asked.evidence)


def candidates(questions: Sequence[Asked], index: Index, apart: bool) -> Iterator[Candidates]:
    """The candidates of the questions on the councils kept apart from training, or on the others.

    A question that names no council is asked of its own report: what another council's says
    may well answer it. So is one on a change over time: the assistant asks every report by itself.
    Else what another line names as evidence for the same question, in another report of the
    council, answers it too.
    """
    told: dict[tuple[object, ...], tuple[Evidence, ...]] = {}
    for asked in questions:
        told[_same(asked)] = told.get(_same(asked), ()) + asked.evidence
    for asked in questions:
        if not asked.report or held_out(asked.authority) != apart:
            continue
        question = understand(asked.question, asked.history)
        scope, _ = narrowed(index, EVERYTHING, question)
        alone = question.change or not scope.authorities
        asked = asked if alone else replace(asked, evidence=told[_same(asked)])
        reports = {asked.report} if alone else reports_in(index, scope)
        found = gather(index, question, retrieve(index, question, reports, _FOUND), _READ)
        tells = [
            any(tells_of(sentence, hit.passage.report_id, one) for one in asked.evidence)
            for hit, sentence in found.sentences
        ]
        sentences = tuple(sentence for _, sentence in found.sentences)
        texts = (found.texts, found.read)
        yield Candidates(asked, question, sentences, *texts, found.signs, tuple(tells))


def _same(asked: Asked) -> tuple[object, ...]:
    """What two lines that ask the same of one council have in common."""
    return asked.authority, asked.question, asked.history


def tells_of(sentence: Sentence, report_id: str, evidence: Evidence) -> bool:
    """Whether the quoted evidence holds the sentence, or the sentence most of the evidence."""
    within = Evidence(evidence.doc, sentence.text)
    return covers(within, report_id, evidence.quote, SHARE_OF_HIT) or covers(
        evidence, report_id, sentence.text, SHARE_OF_QUOTE
    )
