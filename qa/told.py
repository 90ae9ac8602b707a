"""What was found, as the answer that is shown: worded, cited, with the coverage of the search."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from indexer.index import Index
from indexer.passages import Hit
from qa.answer import Answer, Citation, Coverage, Scope
from qa.asking.question import Question
from qa.cite import cite
from qa.compose import Quoted, compose
from qa.found import Found
from qa.refuse import WEAKEST
from qa.retrieve import reports_in

_HITS = 10  # passages carried by an answer


def answer_of(index: Index, asked: Question, scope: Scope, found: Found) -> Answer:
    """The answer to what was `asked` in the scope."""
    text, quoted = compose(found.statements)
    ahead = found.ahead
    return Answer(
        question=asked.text,
        status=found.status,
        text=text,
        citations=_cited(index, quoted),
        hits=tuple(ahead[:_HITS]),
        coverage=_coverage(index, found.searched or reports_in(index, scope), ahead),
        asked=asked.asked,
        scope=scope,
        grades=found.grades,
        earlier=_cited(index, found.earlier),
        notes=found.notes,
        unsure=found.unsure,
    )


def _cited(index: Index, quoted: Sequence[Quoted]) -> tuple[Citation, ...]:
    return tuple(cite(index.reports[one.passage.report_id], one) for one in quoted)


def _coverage(index: Index, searched: Collection[str], hits: Sequence[Hit]) -> Coverage:
    near = [hit.passage.report_id for hit in hits if hit.score >= WEAKEST]
    days = [index.reports[id_].dated for id_ in near]
    return Coverage(
        reports_searched=len(searched),
        passages_found=len(near),
        reports_found=len(set(near)),
        newest=max((day for day in days if day), default=None) if all(days) else None,
        unreadable=len(index.unreadable),
    )
