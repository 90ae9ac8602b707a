"""The assistant: how a question becomes an answer, top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

from indexer.index import Index
from indexer.passages import Hit
from qa.answer import EVERYTHING, Answer, Coverage, Narrowing, Scope, Status, Turn
from qa.choose import choose
from qa.cite import cite
from qa.compose import Statement, compose, stated
from qa.extract import Finding, reordered, weigh
from qa.grades import graded
from qa.question import Question, understand
from qa.reader import Reader
from qa.refuse import WEAKEST, supported, year_is_held
from qa.retrieve import narrowed, reports_in, retrieve

_FOUND = 20  # passages whose sentences are weighed
_HITS = 10  # passages carried by an answer


class Assistant:
    """Answers questions from one index; built once, keeps nothing, safe for many threads.

    Example::

        assistant = Assistant.open(Path("index"))
        print(assistant.ask("how long do carers wait for reviews").text)
    """

    def __init__(self, index: Index, reader: Reader | None = None) -> None:
        self.index = index
        self.reader = reader or Reader()

    @classmethod
    def open(cls, folder: Path) -> Assistant:
        """An assistant over the index in the folder. Raises IndexMissing or IndexMismatch."""
        return cls(Index.open(folder))

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        on_stage: Callable[[str], None] | None = None,
        ignoring: Collection[Narrowing] = (),
    ) -> Answer:
        """Answer from the reports in scope, each sentence cited, or say that they do not tell.

        `history` is the conversation so far, oldest first; `on_stage` is told, in words, what
        is being done; `ignoring` names fields of the scope that are not narrowed by what the
        question says. A refusal is a status of the answer, never an exception.
        """
        tell = on_stage or (lambda stage: None)

        tell("Understanding the question")
        asked = understand(question, history)
        scope, said = narrowed(scope, asked, ignoring)
        return replace(self._find(asked, scope, tell), narrowed=said)

    def _find(self, asked: Question, scope: Scope, tell: Callable[[str], None]) -> Answer:
        if scope.authorities and not self._held(scope.authorities):
            return self._answer(asked, scope, "not_in_corpus", [], [])

        tell("Looking up the judgements")
        reports = [self.index.reports[id_] for id_ in reports_in(self.index, scope)]
        rows = graded(self.index, asked, reports)

        tell("Searching the reports")
        hits = retrieve(self.index, asked, scope, _FOUND)
        if rows:
            return self._answer(asked, scope, "answered", _ahead(rows, hits), stated(rows))

        tell("Reading the passages")
        findings = weigh(self.index, self.reader, asked, hits)
        hits = reordered(hits, findings)

        tell("Checking that they answer")
        if not year_is_held(asked, reports, findings):
            return self._answer(asked, scope, "no_evidence", hits, [])
        parts = [choose(asked, supported(asked, part)) for part in self._parts(scope, findings)]
        found = [finding for part in parts for finding in part]
        status: Status = "answered" if all(parts) else "partial" if found else "no_evidence"
        return self._answer(asked, scope, status, hits, stated(found))

    def _held(self, authorities: Sequence[str]) -> list[str]:
        names = {report.authority for report in self.index.reports.values()}
        return [name for name in authorities if name in names]

    def _parts(self, scope: Scope, findings: Sequence[Finding]) -> list[list[Finding]]:
        """The findings apart by council where several are asked about, else all together."""
        if len(scope.authorities) < 2:
            return [list(findings)]
        return [
            [finding for finding in findings if finding.hit.passage.authority == name]
            for name in scope.authorities
        ]

    def _answer(
        self,
        asked: Question,
        scope: Scope,
        status: Status,
        hits: Sequence[Hit],
        statements: Sequence[Statement],
    ) -> Answer:
        text, cited = compose(statements)
        return Answer(
            question=asked.text,
            status=status,
            text=text,
            citations=tuple(
                cite(self.index.reports[quoted.passage.report_id], quoted) for quoted in cited
            ),
            hits=tuple(hits[:_HITS]),
            coverage=self._coverage(scope, hits),
            asked=asked.asked,
            scope=scope,
        )

    def _coverage(self, scope: Scope, hits: Sequence[Hit]) -> Coverage:
        near = [hit.passage.report_id for hit in hits if hit.score >= WEAKEST]
        days = [self.index.reports[id_].dated for id_ in near]
        return Coverage(
            reports_searched=len(reports_in(self.index, scope)),
            passages_found=len(near),
            reports_found=len(set(near)),
            newest=max((day for day in days if day), default=None) if all(days) else None,
            unreadable=len(self.index.unreadable),
        )


def _ahead(rows: Sequence[Finding], hits: Sequence[Hit]) -> list[Hit]:
    """The passages of the rows, then the other hits."""
    first = {row.hit.passage.id: row.hit for row in rows}
    return [*first.values(), *(hit for hit in hits if hit.passage.id not in first)]
