"""What the assistant would read for a training question, and which of it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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

    `texts` and `signs` are as in `qa.extract.Gathered`; `tells` is whether each sentence is one
    that answers. Of a question that the reports do not answer none does.
    """

    asked: Asked
    question: Question
    sentences: tuple[Sentence, ...]
    texts: tuple[str, ...]
    signs: NDArray[np.float64]
    tells: tuple[bool, ...]

    @property
    def answerable(self) -> bool:
        return bool(self.asked.evidence)


def candidates(questions: Sequence[Asked], index: Index, apart: bool) -> Iterator[Candidates]:
    """The candidates of the questions on the councils kept apart from training, or on the others.

    A question that names no council is asked of its own report: what another council's says
    may well answer it.
    """
    for asked in questions:
        if not asked.report or held_out(asked.authority) != apart:
            continue
        question = understand(asked.question)
        scope, _ = narrowed(index, EVERYTHING, question)
        reports = reports_in(index, scope) if scope.authorities else {asked.report}
        found = gather(index, question, retrieve(index, question, reports, _FOUND), _READ)
        tells = [
            any(tells_of(sentence, hit.passage.report_id, one) for one in asked.evidence)
            for hit, sentence in found.sentences
        ]
        sentences = tuple(sentence for _, sentence in found.sentences)
        yield Candidates(asked, question, sentences, found.texts, found.signs, tuple(tells))


def tells_of(sentence: Sentence, report_id: str, evidence: Evidence) -> bool:
    """Whether the quoted evidence holds the sentence, or the sentence most of the evidence."""
    within = Evidence(evidence.doc, sentence.text)
    return covers(within, report_id, evidence.quote, SHARE_OF_HIT) or covers(
        evidence, report_id, sentence.text, SHARE_OF_QUOTE
    )
