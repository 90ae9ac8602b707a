"""The assistant: how a question becomes an answer, top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import chain, zip_longest
from pathlib import Path

from indexer.encoder import DEFAULT, SentenceEncoder
from indexer.index import Index
from indexer.passages import Hit
from qa.answer import EVERYTHING, Answer, Citation, Coverage, Narrowing, Scope, Status, Turn
from qa.asking.question import Question, understand
from qa.choose import choose, earlier
from qa.cite import cite
from qa.compose import Quoted, Statement, compose, labelled, runs, stated
from qa.extract import Finding, reordered, weigh
from qa.grading.grades import graded
from qa.improvements import MOST, improvements
from qa.parts import Part, parts
from qa.reader import Reader
from qa.refuse import WEAKEST, Refusal, supported, year_is_held
from qa.retrieve import narrowed, reports_in, retrieve
from qa.wording import count
from qa.writing.writer import Writer

_FOUND = 30  # passages whose sentences are weighed
_READ = 24  # sentences read, shared by the parts of an answer
_HITS = 10  # passages carried by an answer


class Assistant:
    """Answers questions from one index; built once, keeps nothing, safe for many threads.

    Example::

        assistant = Assistant.open(Path("index"))
        print(assistant.ask("how long do carers wait for reviews").text)
    """

    def __init__(
        self, index: Index, reader: Reader | None = None, writer: Writer | None = None
    ) -> None:
        self.index = index
        self.reader = reader or Reader()
        self.writer = writer
        shipped = index.encoder.name == DEFAULT
        self._shapes = index.encoder if shipped else SentenceEncoder()

    @classmethod
    def open(cls, folder: Path, writer: Writer | None = None) -> Assistant:
        """An assistant over the index in the folder; without a `writer` it quotes.

        Raises IndexMissing or IndexMismatch.
        """
        return cls(Index.open(folder), writer=writer)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        on_stage: Callable[[str], None] | None = None,
        ignoring: Collection[Narrowing] = (),
        on_text: Callable[[str], None] | None = None,
    ) -> Answer:
        """Answer from the reports in scope, each sentence cited, or say that they do not tell.

        `history` is the conversation so far, oldest first; `on_stage` is told, in words, what
        is being done; `ignoring` names fields of the scope that are not narrowed by what the
        question says; `on_text` is given the answer so far, with its marks, as a language model
        writes it and it is checked. A refusal is a status of the answer, never an exception.
        """
        tell = on_stage or (lambda stage: None)

        tell("Understanding the question")
        asked = understand(question, history)
        scope, said = narrowed(self.index, scope, asked, ignoring)
        return replace(self._find(asked, scope, tell, on_text), narrowed=said)

    def _find(
        self,
        asked: Question,
        scope: Scope,
        tell: Callable[[str], None],
        on_text: Callable[[str], None] | None,
    ) -> Answer:
        reports = [self.index.reports[id_] for id_ in sorted(reports_in(self.index, scope))]
        if scope.authorities and not self._held(scope.authorities):
            return self._answer(asked, scope, "not_in_corpus", [])

        tell("Looking up the judgements")
        told = graded(self.index, asked, reports)

        tell("Searching the reports")
        apart = parts(asked, scope.authorities, reports)
        found = [retrieve(self.index, asked, _ids(part), _FOUND) for part in apart]
        if told:
            answer = self._answer(asked, scope, told.status, _in_turn(found), told.statements)
            return replace(answer, grades=told.grades, notes=told.notes)
        if listed := improvements(self.index, asked, reports):
            items = stated(listed[:MOST])
            answer = self._answer(asked, scope, "answered", _in_turn(found), items)
            return replace(answer, notes=_untold(len(listed) - MOST))

        tell("Reading the passages")
        share = _READ // len(apart)
        findings = [weigh(self.index, self.reader, asked, hits, share) for hits in found]
        hits = _in_turn([reordered(*pair) for pair in zip(found, findings, strict=True)])

        tell("Checking that they answer")
        if not year_is_held(asked, reports, list(chain(*findings))):
            return self._answer(asked, scope, "no_evidence", hits)
        chosen = [choose(asked, self._answering(asked, part)) for part in findings]

        tell("Writing the answer")
        status: Status = "answered" if all(chosen) else "partial" if any(chosen) else "no_evidence"
        statements = list(chain(*map(_statements, apart, chosen)))
        notes = _missing(apart, chosen)
        if self.writer and len(apart) == 1:
            written = self.writer.write(asked, hits, statements, on_text)
            statements, notes = list(written.statements), written.notes
            status = "answered" if statements else "no_evidence"
        answer = self._answer(asked, scope, status, hits, statements)
        older = earlier(self.index, chosen[0], findings[0]) if len(apart) == 1 else []
        return replace(answer, notes=notes, earlier=self._cited(runs(older)))

    def _answering(self, asked: Question, findings: Sequence[Finding]) -> list[Finding]:
        """The findings that answer, best first; none where it is likelier that they do not."""
        able = supported(asked, findings)
        likely = able and Refusal.shipped().answers(self._shapes, asked, able[0])
        return able if likely else []

    def _held(self, authorities: Sequence[str]) -> list[str]:
        names = {report.authority for report in self.index.reports.values()}
        return [name for name in authorities if name in names]

    def _answer(
        self,
        asked: Question,
        scope: Scope,
        status: Status,
        hits: Sequence[Hit],
        statements: Sequence[Statement] = (),
    ) -> Answer:
        text, quoted = compose(statements)
        return Answer(
            question=asked.text,
            status=status,
            text=text,
            citations=self._cited(quoted),
            hits=tuple(_ahead(statements, hits)[:_HITS]),
            coverage=self._coverage(scope, hits),
            asked=asked.asked,
            scope=scope,
        )

    def _cited(self, quoted: Sequence[Quoted]) -> tuple[Citation, ...]:
        return tuple(cite(self.index.reports[one.passage.report_id], one) for one in quoted)

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


def _ids(part: Part) -> list[str]:
    return [report.id for report in part.reports]


def _statements(part: Part, chosen: Sequence[Finding]) -> list[Statement]:
    statements = stated(chosen)
    return [labelled(part.label, statements)] if part.label and statements else statements


def _missing(apart: Sequence[Part], chosen: Sequence[Sequence[Finding]]) -> tuple[str, ...]:
    """What is not told, where the parts of the question are told apart."""
    return tuple(
        f"{part.label}: {'the reports do not say' if part.reports else 'no report is held'}."
        for part, told in zip(apart, chosen, strict=True)
        if part.label and not told
    )


def _untold(items: int) -> tuple[str, ...]:
    return (f"The list has {count(items, 'more item')}: open its source.",) if items > 0 else ()


def _ahead(statements: Sequence[Statement], hits: Sequence[Hit]) -> list[Hit]:
    """The passages that the statements rest on, then the other hits."""
    own = {f.hit.passage.id: f.hit for statement in statements for f in statement.findings}
    return [*own.values(), *(hit for hit in hits if hit.passage.id not in own)]


def _in_turn(rankings: Sequence[Sequence[Hit]]) -> list[Hit]:
    """First of each, then second of each, ..."""
    return [hit for place in zip_longest(*rankings) for hit in place if hit]
