"""What each part of the assistant adds: the same questions, one part more at each step.

Every step is the production code with later parts left out: searches of the index, their fusion,
then assistants that lack the reader, the judgement table or what refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from rich.box import SIMPLE_HEAD
from rich.table import Table

from eval.answers import HITS, Found, Reply
from eval.questions import Question
from eval.report import ALL, Figures, figures
from eval.run import ask
from indexer.index import Index
from indexer.passages import Hit
from qa.answer import EVERYTHING
from qa.asking.question import Question as Asked
from qa.asking.question import understand
from qa.assistant import Assistant
from qa.extract import Finding
from qa.reader import Reader
from qa.refuse import supported
from qa.retrieve import POOL, SHARES, fuse, narrowed, reports_in, retrieve

FOUND = ("hit@1", "hit@5", "hit@10")
ANSWERED = {
    "correct": "fully correct",
    "cite_precision": "citation precision",
    "abstain_right": "refused rightly",
    "abstain_wrong": "refused wrongly",
    "right": "all right",
}
Search = Callable[[Asked], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Step:
    """The figures of one step over all questions; a step that only searches answers nothing."""

    name: str
    answers: bool
    figures: Figures


class Unread(Reader):
    """A reader that cannot tell sentences apart: they keep the order of their other signs."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.zeros(len(texts), np.float32)


class Unrefusing(Assistant):
    """Answers from the best findings, whatever they hold."""

    def _answering(self, asked: Asked, findings: Sequence[Finding]) -> list[Finding]:
        return list(findings)


class RefusingByRule(Assistant):
    """Refuses only where no finding is near in meaning and has the kind of fact asked for."""

    def _answering(self, asked: Asked, findings: Sequence[Finding]) -> list[Finding]:
        return supported(self.index, asked, findings)


def ungraded(index: Index) -> Index:
    """The index, of reports in which no judgement was read."""
    bare = copy(index)
    bare.reports = {id_: replace(report, judgements=()) for id_, report in index.reports.items()}
    return bare


def steps(questions: Sequence[Question], index: Index, base: Index | None) -> Iterator[Step]:
    """The steps in their order; `base` is the index by the encoder before fine-tuning.

    The first two answering steps see no judgements, and the last is the shipped assistant.
    """
    for name, search in searches(index, base):
        replies = {one.id: found(one, search) for one in questions}
        yield Step(name, False, figures(questions, replies)[ALL])
    reader = Reader()
    assistants = {
        "sentences by their signs": Unrefusing(ungraded(index), Unread()),
        "+ reader": Unrefusing(ungraded(index), reader),
        "+ judgement table": Unrefusing(index, reader),
        "+ refusal by rule": RefusingByRule(index, reader),
        "+ refusal by likelihood": Assistant(index, reader),
    }
    for name, assistant in assistants.items():
        replies = {one.id: ask(assistant, one) for one in questions}
        yield Step(name, True, figures(questions, replies)[ALL])


def searches(index: Index, base: Index | None) -> list[tuple[str, Search]]:
    """Each way of searching with its name, the last the assistant's own."""

    def fused(asked: Asked, rankings: int) -> Sequence[Hit]:
        ways = (index.nearest, index.nearest_by_sentence, index.matching)[:rankings]
        shares = np.array(SHARES[:rankings]) / sum(SHARES[:rankings])
        return fuse([way(asked.search_text, POOL) for way in ways], [*shares])

    def kept(asked: Asked) -> Sequence[Hit]:
        scope, _ = narrowed(index, EVERYTHING, asked)
        return retrieve(index, asked, reports_in(index, scope), HITS)

    def dense(index: Index) -> tuple[str, Search]:
        name = f"dense, {index.encoder.name}"
        return name, lambda asked: index.nearest(asked.search_text, HITS)

    return [
        *([dense(base)] if base else []),
        dense(index),
        ("+ by sentence", lambda asked: fused(asked, 2)),
        ("+ BM25", lambda asked: fused(asked, 3)),
        ("+ council, publisher and year", kept),
    ]


def found(question: Question, search: Search) -> Reply:
    """What a search finds, as the reply of an assistant that says nothing."""
    hits = search(understand(question.question, question.history))[:HITS]
    return Reply(
        question.id,
        hits=tuple(Found(hit.passage.report_id, text=hit.passage.text) for hit in hits),
    )


def table(made: Sequence[Step]) -> Table:
    """A row for each step; what a step does not do is left open."""
    drawn = Table("step", title="What each part adds", title_justify="left", box=SIMPLE_HEAD)
    for head in (*FOUND, *ANSWERED.values()):
        drawn.add_column(head, justify="right")
    for step in made:
        drawn.add_row(step.name, *(_cell(step, name) for name in (*FOUND, *ANSWERED)))
    return drawn


def _cell(step: Step, name: str) -> str:
    value = step.figures[name] if step.answers or name in FOUND else None
    return f"{value:.2f}" if isinstance(value, float) else "-"


def as_json(made: Sequence[Step]) -> list[dict[str, object]]:
    """A step's figures under its name, only those that the step has."""
    return [
        {"step": step.name}
        | {n: step.figures[n] for n in (*FOUND, *(ANSWERED if step.answers else ()))}
        for step in made
    ]
