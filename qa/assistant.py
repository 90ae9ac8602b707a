"""The assistant: how a question becomes an answer, top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from indexer.index import Index
from indexer.passages import Hit
from qa.answer import EVERYTHING, Answer, Coverage, Scope, Status, Turn
from qa.cite import cite
from qa.extract import Finding, choose, weigh
from qa.grades import graded
from qa.question import Question, understand
from qa.refuse import supported, year_is_held
from qa.retrieve import narrowed, reports_in, retrieve

_HITS = 10  # passages carried by an answer


class Assistant:
    """Answers questions from one index; built once, keeps nothing, safe for many threads.

    Example::

        assistant = Assistant.open(Path("index"))
        print(assistant.ask("how long do carers wait for reviews").text)
    """

    def __init__(self, index: Index) -> None:
        self.index = index

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
    ) -> Answer:
        """Answer from the reports in scope, each sentence cited, or say that they do not tell.

        `history` is the conversation so far, oldest first; `on_stage` is told, in words, what
        is being done. A refusal is a status of the answer, never an exception.
        """
        tell = on_stage or (lambda stage: None)

        tell("Understanding the question")
        asked = understand(question, history)
        scope = narrowed(scope, asked)
        if scope.authorities and not self._held(scope.authorities):
            return self._answer(asked, scope, "not_in_corpus", [], [])

        tell("Looking up the judgements")
        reports = [self.index.reports[id_] for id_ in reports_in(self.index, scope)]
        rows = graded(self.index, asked, reports)

        tell("Searching the reports")
        hits = _first([row.hit for row in rows], retrieve(self.index, asked, scope, _HITS))
        if rows:
            return self._answer(asked, scope, "answered", hits, rows)

        tell("Reading the passages")
        findings = weigh(self.index, asked, hits)

        tell("Checking that they answer")
        if not year_is_held(asked, reports, findings):
            return self._answer(asked, scope, "no_evidence", hits, [])
        parts = [choose(asked, supported(asked, part)) for part in self._parts(scope, findings)]
        found = [finding for part in parts for finding in part]
        status: Status = "answered" if all(parts) else "partial" if found else "no_evidence"
        return self._answer(asked, scope, status, hits, found)

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
        found: Sequence[Finding],
    ) -> Answer:
        return Answer(
            question=asked.text,
            status=status,
            text=_written(found),
            citations=tuple(
                cite(
                    self.index.reports[finding.hit.passage.report_id], finding.hit, finding.sentence
                )
                for finding in found
            ),
            hits=tuple(hits),
            coverage=self._coverage(scope, hits),
            asked=asked.asked,
            scope=scope,
        )

    def _coverage(self, scope: Scope, hits: Sequence[Hit]) -> Coverage:
        days = [hit.passage.published for hit in hits if hit.passage.published]
        return Coverage(
            reports_searched=len(reports_in(self.index, scope)),
            passages_found=len(hits),
            reports_found=len({hit.passage.report_id for hit in hits}),
            newest=max(days, default=None),
            unreadable=len(self.index.unreadable),
        )


def _first(hits: Sequence[Hit], others: Sequence[Hit]) -> list[Hit]:
    """The hits and after them the others, a passage once, as many as there were others."""
    ordered = {hit.passage.id: hit for hit in [*others[::-1], *hits[::-1]]}
    kept = {hit.passage.id: ordered[hit.passage.id] for hit in [*hits, *others]}
    return list(kept.values())[: max(len(others), len(hits))]


def _written(found: Sequence[Finding]) -> str:
    """The sentences with their citation marks; list items and table rows on their own lines."""
    text = ""
    for mark, finding in enumerate(found, start=1):
        listed = finding.sentence.kind != "prose"
        glyph = "• " if finding.sentence.kind == "bullet" else ""
        separator = "" if not text else "\n" if listed else " "
        text += f"{separator}{glyph}{finding.sentence.text} [{mark}]"
    return text
