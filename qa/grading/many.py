"""Grades of many councils: which have a grade, how many, the best and the worst, who moved."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import Report
from indexer.index import Index
from qa.asking.groups import EVERY
from qa.asking.question import Question
from qa.compose import Statement
from qa.grading.areas import in_words
from qa.grading.question import GradeQuestion
from qa.grading.reports import in_order, selected
from qa.grading.rows import Row, comparable, rows
from qa.grading.sentences import lines, movement, named


def of_group(
    index: Index, question: Question, asked: GradeQuestion, reports: Sequence[Report]
) -> tuple[list[Statement], list[Row], list[str]]:
    """The statements, the rows they tell, and the notes on how many councils they cover.

    The newest report of each council that grades the area counts, or that of the year asked for.
    Where grades that moved are asked for, it is set against the one before it.
    """
    statements: list[Statement] = []
    found: list[Row] = []
    notes: list[str] = []
    for area in asked.areas or ("overall",):
        told, some, note = _in_area(index, question, asked, area, reports)
        statements, found, notes = statements + told, found + some, [*notes, note]
    return statements, found, notes


def _in_area(
    index: Index, question: Question, asked: GradeQuestion, area: str, reports: Sequence[Report]
) -> tuple[list[Statement], list[Row], str]:
    held = _newest(index, question, asked, area, reports)
    councils = sorted({report.authority for report in reports if report.authority})
    note = _coverage(question, area, councils, [some[-1] for some in held])
    if asked.moved or (question.change and len(question.years) < 2):
        return (*_moved(asked, held), note)
    found = [row for some in held for row in some]
    if asked.grades:
        wanted = [row for row in found if row.judgement.grade in asked.grades]
        told = _told(question, wanted, asked, area) if wanted else _none(found, asked, area)
        return (*told, note)
    if asked.extreme:
        ranks = sorted(row.rank for row in found if row.rank is not None)
        ends = ranks[-1:] if asked.extreme == "best" else ranks[:1]
        return (*_told(question, [r for r in found if r.rank in ends], asked, area), note)
    return lines(found, question), found, note


def _newest(
    index: Index, question: Question, asked: GradeQuestion, area: str, reports: Sequence[Report]
) -> list[list[Row]]:
    """The rows in the area that count, oldest first, apart by council and publisher."""
    series: dict[tuple[str, str], list[Report]] = {}
    for report in reports:
        if report.authority and asked.publisher in ("", report.publisher):
            series.setdefault((report.authority, report.publisher), []).append(report)
    held = []
    for _, own in sorted(series.items()):
        grading = {report.id: some[0] for report in own if (some := rows(index, report, [area]))}
        able = in_order([report for report in own if report.id in grading])
        two = (asked.moved or question.change) and not question.years
        chosen = able[-2:] if two else selected(question, able)
        held.append([grading[report.id] for report in chosen])
    return [some for some in held if some]


def _told(
    question: Question, found: Sequence[Row], asked: GradeQuestion, area: str
) -> tuple[list[Statement], list[Row]]:
    """A line for each council, the first after the number of them all."""
    told = lines(found, question)
    if told:
        grade = " or ".join(asked.grades) or found[0].grade
        opening = f"{_number(len(found))} ({in_words(area)}: {grade}):"
        told[0] = Statement(f"{opening}\n{told[0].text}", told[0].findings, apart=True)
    return told, list(found)


def _none(
    found: Sequence[Row], asked: GradeQuestion, area: str
) -> tuple[list[Statement], list[Row]]:
    """That no council has the grade, shown by those that come nearest to it."""
    ranked = [row for row in found if row.rank is not None]
    if not ranked:
        return [], []
    low = asked.grades[0] in ("inadequate", "requires improvement")
    end = (min if low else max)(row.rank or 0 for row in ranked)
    nearest = [row for row in ranked if row.rank == end]
    text = (
        f"None of the {len(ranked)} councils graded for {in_words(area)} has the grade "
        f"{' or '.join(asked.grades)}; the {'lowest' if low else 'highest'} is {nearest[0].grade}."
    )
    return [Statement(text, tuple(row.finding for row in nearest))], nearest


def _moved(
    asked: GradeQuestion, held: Sequence[Sequence[Row]]
) -> tuple[list[Statement], list[Row]]:
    """The councils whose grade rose or fell, each with both reports."""
    pairs = [(some[0], some[-1]) for some in held if len(some) > 1 and comparable(some)]
    wanted = [
        (first, last)
        for first, last in pairs
        if (asked.moved != "down" and (last.rank or 0) > (first.rank or 0))
        or (asked.moved != "up" and (last.rank or 0) < (first.rank or 0))
    ]
    told = [
        Statement(movement(first, last), (first.finding, last.finding), apart=True)
        for first, last in wanted
    ]
    if told:
        opening = f"{_number(len(told))} of {len(pairs)} with two grades that can be compared:"
        told[0] = Statement(f"{opening}\n{told[0].text}", told[0].findings, apart=True)
    return told, [row for pair in wanted for row in pair]


def _coverage(question: Question, area: str, councils: Sequence[str], newest: Sequence[Row]) -> str:
    """'Of the 41 councils held, 38 have a grade for care leavers.'"""
    having = {row.report.authority for row in newest}
    lacking = [name for name in councils if name not in having]
    who = "councils" if question.group == EVERY else question.group
    when = " in a report of the time asked for" if question.years or question.since else ""
    text = (
        f"Of the {len(councils)} {who} held, {len(having)} have a grade for {in_words(area)}{when}"
    )
    return f"{text}; without one: {named(lacking)}." if lacking else f"{text}."


def _number(count: int) -> str:
    return "1 council" if count == 1 else f"{count} councils"
