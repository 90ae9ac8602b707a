"""What was found on a question, before it is an answer; on several in one, told together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from indexer.passages import Hit
from qa.answer import Grade, Status, Turn
from qa.asking.kinds import asked_kind, holds
from qa.asking.matters import leaning
from qa.asking.question import Question
from qa.compose import Quoted, Statement, compose
from qa.extract import Finding
from qa.notes import unsure_of
from qa.wording import joined

_FACTS = ("date", "duration", "number", "who", "reason")  # kinds that a sentence is seen to hold
_NEAR = 3  # passages: where one of them is told from, that may be what answers


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on one question. `hits` are the nearest passages, best first; the marks of
    `grades` count the citations of `statements`; `searched` are the ids of the reports searched
    where they were not all in scope; the rest is as in `Answer`."""

    status: Status
    hits: Sequence[Hit] = ()
    statements: Sequence[Statement] = ()
    notes: tuple[str, ...] = ()
    grades: tuple[Grade, ...] = ()
    earlier: tuple[Quoted, ...] = ()
    searched: frozenset[str] = frozenset()
    unsure: bool = False

    @property
    def ahead(self) -> list[Hit]:
        """The passages that the statements rest on, then the other hits."""
        own = {finding.hit.passage.id: finding.hit for finding in findings_of(self.statements)}
        return [*own.values(), *(hit for hit in self.hits if hit.passage.id not in own)]


def together(questions: Sequence[Question], found: Sequence[Found]) -> Found:
    """What was found on several questions (one at least), one after the other; of what has no
    answer that is said. Where some have one they are told in part."""
    if len(found) == 1:
        return found[0]
    told = _once(chain(*(_apart(one.statements) for one in found)))
    unsure = all(one.unsure for one in found if one.statements)
    doubtful = [f"“{q.text}”" for q, one in zip(questions, found, strict=True) if one.unsure]
    notes = chain(*(_notes(*pair, told) for pair in zip(questions, found, strict=True)))
    return Found(
        status=_status([one.status for one in found]),
        hits=in_turn([one.hits for one in found]),
        statements=told,
        notes=(*notes, *unsure_of([] if unsure else doubtful)),
        grades=tuple(chain(*(_marked(one, told) for one in found))),
        earlier=tuple(chain(*(one.earlier for one in found))),
        unsure=unsure and bool(told),
    )


def lacking(text: str, history: Sequence[Turn], found: Found) -> list[tuple[str, list[Turn]]]:
    """The questions in one ("who led it and when?") that ask for a kind of fact that nothing told
    has, each with the conversation it stands in."""
    told = [finding.sentence.text for finding in findings_of(found.statements)]
    parts = leaning(text) if told and not found.grades else ()
    kinds = [(part, asked_kind(part)) for part in parts]
    wanted = [p for p, k in kinds if k in _FACTS and not any(holds(k, s) for s in told)]
    before = {part: [Turn(parts[0], "")] if part != parts[0] else [] for part in parts}
    return [(part, [*history, *before[part]]) for part in wanted]


def in_turn(rankings: Sequence[Sequence[Hit]]) -> list[Hit]:
    """First of each, then second of each, ...; none twice."""
    hits: dict[str, Hit] = {}
    for hit in chain(*zip_longest(*rankings)):
        if hit:
            hits.setdefault(hit.passage.id, hit)
    return list(hits.values())


def unweighed(hits: Sequence[Hit]) -> list[Hit]:
    """The hits with the score of those that nothing of was read, 0."""
    return [replace(hit, score=0.0) for hit in hits]


def findings_of(statements: Iterable[Statement]) -> list[Finding]:
    return [finding for statement in statements for finding in statement.findings]


def _status(each: Sequence[Status]) -> Status:
    each = [status for status in each if status != "held"] or each
    if len(set(each)) == 1:
        return each[0]
    told = any(status in ("answered", "partial") for status in each)
    return "partial" if told else "no_evidence"


def _apart(statements: Sequence[Statement]) -> list[Statement]:
    return [replace(one, apart=True) if not place else one for place, one in enumerate(statements)]


def _once(statements: Iterable[Statement]) -> list[Statement]:
    """One sentence may answer two questions; it is told once."""
    told: dict[str, Statement] = {}
    for statement in statements:
        told.setdefault(statement.text, statement)
    return list(told.values())


def _notes(question: Question, found: Found, told: Sequence[Statement]) -> tuple[str, ...]:
    """Its notes; of a question without an answer that it has none, or no more than what is told
    where that is from a passage near it."""
    if found.status in ("answered", "partial", "held"):
        return found.notes
    if found.status == "not_in_corpus":
        return (f"No report on {joined(question.authorities)} is held.",)
    near = {hit.passage.id for hit in found.hits[:_NEAR]}
    beside = any(finding.hit.passage.id in near for finding in findings_of(told))
    nothing = "Nothing more was found" if beside else "Nothing was found"
    return (f"{nothing} that answers “{question.text}”.", *found.notes)


def _marked(found: Found, told: Sequence[Statement]) -> list[Grade]:
    """The grades with the marks that their citations have among all that is told."""
    _, own = compose(found.statements)
    _, cited = compose(told)
    return [replace(grade, mark=cited.index(own[grade.mark - 1]) + 1) for grade in found.grades]
