"""One question, many councils: asked of each alone, so that none speaks for another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qa.answer import EVERYTHING, Answer, Citation, Scope
from qa.assistant import Assistant
from qa.export.csv_text import csv_text

Outcome = Literal["answered", "nearest", "partial", "silent", "unplaced", "not_held"]
_NAMED = ("authorities",)
_CSV_HEADER = (
    *("council", "question", "outcome", "answer", "mark", "quote", "reference", "page"),
    *("report", "publisher's site"),
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the reports on one council say.

    `outcome`: "silent" where the reports held do not answer, "not_held" where there is none;
    "nearest" where what is told may not answer; "unplaced" where the answer rests, wholly or in
    part, on a report that does not state its council, so that it may be about another.
    """

    authority: str
    outcome: Outcome
    answer: Answer


def survey(
    assistant: Assistant, question: str, councils: Sequence[str], scope: Scope = EVERYTHING
) -> Iterator[Reply]:
    """Ask the question of each council in turn, each when its reply is called for.

    `scope` narrows further; councils that the question names itself do not count.
    """
    for name in councils:
        alone = replace(scope, authorities=(name,))
        answer = assistant.ask(question, scope=alone, ignoring=_NAMED)
        yield Reply(name, _outcome(assistant, name, answer), answer)


def as_csv(assistant: Assistant, question: str, replies: Iterable[Reply]) -> str:
    """A line for each citation of each reply, in order; one line for a reply without any."""
    rows: list[tuple[object, ...]] = []
    for reply in replies:
        said = (reply.authority, question, reply.outcome, reply.answer.text)
        cited: list[tuple[object, ...]] = [
            (mark, one.quote, one.reference, one.page, *_source(assistant, one))
            for mark, one in enumerate(reply.answer.citations, start=1)
        ]
        rows += [(*said, *fields) for fields in cited or [(None,) * 6]]
    return csv_text(_CSV_HEADER, rows)


def _outcome(assistant: Assistant, name: str, answer: Answer) -> Outcome:
    if answer.status == "not_in_corpus":
        return "not_held"
    if answer.status in ("held", "no_evidence") or not answer.citations:
        return "silent"
    reports = assistant.index.reports
    if any(reports[cited.report_id].authority != name for cited in answer.citations):
        return "unplaced"
    if answer.unsure:
        return "nearest"
    return "answered" if answer.status == "answered" else "partial"


def _source(assistant: Assistant, cited: Citation) -> tuple[str, str]:
    report = assistant.index.reports[cited.report_id]
    return report.id, report.url
