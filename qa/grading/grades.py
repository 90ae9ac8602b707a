"""Grade questions, answered from the judgement table: exactly, and never by searching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus import Report
from indexer.index import Index
from qa.answer import Grade, Status
from qa.asking.question import Question
from qa.compose import Quoted, Statement, compose
from qa.grading.council import of_council
from qa.grading.fitting import of_times
from qa.grading.many import of_group
from qa.grading.question import GradeQuestion, grade_question
from qa.grading.rows import Row, meaning
from qa.grading.sentences import lines, over_time, side_by_side, unranked
from qa.grading.words import HAS_MOVED

_FEW = 6  # councils: where no more are held or searched, all are told where none is named
_FEW_SCORES = 2  # are told with what they mean


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer from the judgement table.

    `statements` are composed as they are; the marks of `grades` count their citations. Without
    statements `status` is "no_evidence", and `notes` say what was looked for and what is there.
    """

    statements: tuple[Statement, ...]
    grades: tuple[Grade, ...]
    notes: tuple[str, ...]
    status: Status


def graded(index: Index, question: Question, reports: Sequence[Report]) -> Graded | None:
    """The grades that the question asks for, from the judgements of `reports`.

    None where it asks for no grade, or for more than grades: then it is a question like any
    other. The year asked for decides which report answers, else the newest that grades the
    area; another council's or year's grade never stands in.
    """
    asked = grade_question(question)
    if asked is None:
        return None
    overall = asked.areas == ("overall",) and not asked.parts
    return grades_asked(index, question, replace(asked, instead=overall), reports)


def grades_asked(
    index: Index, question: Question, asked: GradeQuestion, reports: Sequence[Report]
) -> Graded | None:
    """`graded`, for a question read as one for grades."""
    moved = (asked.moved and asked.parts) or HAS_MOVED.search(question.text)
    if asked.came_from or asked.went_to or moved:
        question = replace(question, change=True)
    able = [r for r in reports if r.judgements and asked.publisher in ("", r.publisher)]
    if question.group:
        return _graded(*of_group(index, question, asked, reports), ())
    names = question.authorities or tuple(dict.fromkeys(report.authority for report in able))
    named = question.authorities and asked.publisher
    if not (able or named) or (len(names) > _FEW and not question.authorities):
        return None  # no council was named, and there are many
    told = [
        of_council(index, question, asked, [r for r in able if r.authority == name], name)
        for name in names
    ]
    found = [row for one in told for row in one.rows]
    return _graded(
        [
            *_composed(question, asked, found),
            *_meant(index, found),
            *(s for one in told for s in one.statements),
        ],
        found,
        [*(note for one in told for note in one.notes), *_unranked(question, found)],
        [note for one in told for note in one.lacking],
    )


def _composed(question: Question, asked: GradeQuestion, found: list[Row]) -> list[Statement]:
    """The lines, after what follows from them where councils or times are compared."""
    told = lines(found, question)
    if asked.parts:
        return told
    if of_times(question) and len({row.area for row in found}) > 1:  # what holds for all first
        overall = [row for row in found if row.judgement.key == "overall"]
        rest = [row for row in found if row not in overall]
        return [*lines(overall, question), *over_time(found), *lines(rest, question)]
    if of_times(question):
        return over_time(found) + told
    return side_by_side(found) + told


def _meant(index: Index, found: Sequence[Row]) -> list[Statement]:
    """What a few scores mean, in the words of their reports; of many a table tells enough."""
    if len(found) > _FEW_SCORES:
        return []
    means = filter(None, (meaning(index, row) for row in found))
    return [Statement(one.sentence.text, (one,), apart=True) for one in means]


def _unranked(question: Question, found: Sequence[Row]) -> list[str]:
    beside = of_times(question) or len({row.report.authority for row in found}) > 1
    publishers = {row.report.publisher for row in found}
    return unranked(found) if beside and len(publishers) == 1 else []


def _graded(
    statements: Sequence[Statement],
    found: Sequence[Row],
    notes: Sequence[str],
    lacking: Sequence[str],
) -> Graded:
    _, cited = compose(statements)
    status: Status = "no_evidence" if not statements else "partial" if lacking else "answered"
    cells = tuple(_cell(row, cited) for row in found)
    return Graded(tuple(statements), cells, tuple(dict.fromkeys([*lacking, *notes])), status)


def _cell(row: Row, cited: Sequence[Quoted]) -> Grade:
    quoted = Quoted(row.finding.hit.passage, (row.finding.sentence,))
    report, one = row.report, row.judgement
    return Grade(
        authority=report.authority,
        area=one.area,
        key=one.key,
        grade=one.grade,
        score=one.score,
        dated=report.dated,
        report_id=report.id,
        mark=cited.index(quoted) + 1,
    )
