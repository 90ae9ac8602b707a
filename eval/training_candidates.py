"""What the assistant would read for a training question, and which of it answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Sentence
from eval.metrics import SHARE_OF_HIT, SHARE_OF_QUOTE, covers
from eval.questions import Evidence
from eval.training_examples import held_out
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

    question: Question
    answerable: bool
    sentences: tuple[Sentence, ...]
    texts: tuple[str, ...]
    signs: NDArray[np.float64]
    tells: tuple[bool, ...]


def candidates(questions: Path, index: Index, apart: bool) -> Iterator[Candidates]:
    """The candidates of the questions on the councils kept apart from training, or on the others.

    Questions as for `eval.training_examples.examples`. One that names no council is asked of
    its own report: what another council's says may well answer it.
    """
    for line in questions.read_text("utf-8").splitlines():
        asked = json.loads(line)
        report = index.reports.get(asked["doc"] or "")
        if report is None or held_out(report.authority) != apart:
            continue
        question = understand(asked["question"])
        scope, _ = narrowed(index, EVERYTHING, question)
        reports = reports_in(index, scope) if scope.authorities else {report.id}
        evidence = Evidence(asked["doc"], asked["quote"]) if asked["quote"] else None
        found = gather(index, question, retrieve(index, question, reports, _FOUND), _READ)
        tells = [
            evidence is not None and _tells(sentence, hit.passage.report_id, evidence)
            for hit, sentence in found.sentences
        ]
        sentences = tuple(sentence for _, sentence in found.sentences)
        yield Candidates(
            question, evidence is not None, sentences, found.texts, found.signs, tuple(tells)
        )


def _tells(sentence: Sentence, report_id: str, evidence: Evidence) -> bool:
    """Whether the quoted evidence holds the sentence, or the sentence most of the evidence."""
    within = Evidence(evidence.doc, sentence.text)
    return covers(within, report_id, evidence.quote, SHARE_OF_HIT) or covers(
        evidence, report_id, sentence.text, SHARE_OF_QUOTE
    )
