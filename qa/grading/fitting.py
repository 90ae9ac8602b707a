"""Which of the grades found are those that a question asks for."""

from __future__ import annotations

from collections.abc import Sequence

from qa.asking.question import Question
from qa.grading.question import GradeQuestion
from qa.grading.rows import Row
from qa.grading.words import SPAN, WHEN


def fitting(question: Question, asked: GradeQuestion, some: Sequence[Row]) -> list[Row]:
    """Where areas are asked for by their grade, or by how it moved, those that fit; where it is
    asked when there was a grade, the rows that have it."""
    if not asked.parts:
        had = [row for row in some if row.judgement.grade in asked.grades]
        when = WHEN.search(question.text) and not SPAN.search(question.text)
        return had if when else list(some)
    areas = [row for row in some if row.judgement.key != "overall" and row.rank is not None]
    if of_times(question):
        own = [[r for r in areas if r.area == row.area] for row in areas]
        pairs = [(row, some[0], some[-1]) for row, some in zip(areas, own, strict=True)]
        return [row for row, first, last in pairs if moved_as_asked(asked, first, last)]
    if asked.grades:
        return [row for row in areas if row.judgement.grade in asked.grades]
    if asked.scores:
        return [row for row in areas if row.judgement.score in asked.scores]
    return _ends(asked.extreme, areas)


def _ends(extreme: str, areas: Sequence[Row]) -> list[Row]:
    """The areas with the best grade, the worst, or both; all of them for neither."""
    ranks = sorted(row.rank or 0 for row in areas)
    ends = {"best": ranks[-1:], "worst": ranks[:1], "both": [*ranks[:1], *ranks[-1:]]}
    return [row for row in areas if row.rank in ends.get(extreme, ranks)]


def moved_as_asked(asked: GradeQuestion, first: Row, last: Row) -> bool:
    """Whether the grade moved the way, and from and to the grades, that the question says."""
    difference = (last.rank or 0) - (first.rank or 0)
    way = {"up": difference > 0, "down": difference < 0}.get(asked.moved, difference != 0)
    return (
        way
        and (not asked.came_from or first.judgement.grade in asked.came_from)
        and (not asked.went_to or last.judgement.grade in asked.went_to)
    )


def of_times(question: Question) -> bool:
    """Whether grades of several times are set against each other."""
    return question.change or len(question.years) > 1
