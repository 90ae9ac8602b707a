"""Grades of many councils: which have a grade, how many, the best and the worst, who moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus import Report
from indexer.index import Index
from qa.asking.groups import EVERY
from qa.asking.question import Question
from qa.compose import Statement
from qa.grading.areas import in_words
from qa.grading.moves import moved
from qa.grading.question import GradeQuestion
from qa.grading.reports import compared, in_order, selected
from qa.grading.rows import Row, rows
from qa.grading.sentences import lines, named, number, whose
from qa.grading.words import OVER_TIME


def of_group(
    index: Index, question: Question, asked: GradeQuestion, reports: Sequence[Report]
) -> tuple[list[Statement], list[Row], list[str]]:
    """The statements, the rows they tell, and the notes on how many councils they cover.

    The newest report of each council that grades the area counts, or that of the time asked for.
    Where grades that moved are asked for, it is set against the one before it, or that which held
    when the time asked for began. Publishers are told apart, for each has a scale of its own.
    """
    statements: list[Statement] = []
    found: list[Row] = []
    notes: list[str] = []
    councils = sorted({report.authority for report in reports if report.authority})
    for area in asked.areas or ("overall",):
        held = _held(index, question, asked, area, reports)
        series = Counter(some[0].report.publisher for some in held)
        for publisher in [name for name, _ in series.most_common()] or [""]:
            own = [some for some in held if some[0].report.publisher == publisher]
            told, some, more = _in_area(question, asked, area, own)
            covered = _coverage(question, asked, area, councils, own)
            notes += [*more, covered, *_superseded(question, area, reports, own)]
            statements, found = statements + told, found + some
    return statements, found, notes


def _in_area(
    question: Question, asked: GradeQuestion, area: str, held: Sequence[Sequence[Row]]
) -> tuple[list[Statement], list[Row], list[str]]:
    """What one publisher's grades in the area tell, and notes on it."""
    if _of_change(question, asked):
        return moved(question, asked, area, held)
    found = [row for some in held for row in some]
    if asked.grades:
        wanted = [row for row in found if row.judgement.grade in asked.grades]
        told = _told(question, wanted, asked, area) if wanted else _none(found, asked, area)
        return (*told, [])
    if asked.extreme:
        ranks = sorted(row.rank for row in found if row.rank is not None)
        ends = ranks[-1:] if asked.extreme == "best" else ranks[:1]
        return (*_told(question, [r for r in found if r.rank in ends], asked, area), [])
    return lines(found, question), found, []


def _of_change(question: Question, asked: GradeQuestion) -> bool:
    return asked.of_change or (question.change and len(question.years) < 2)


def _held(
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
        if not _of_change(question, asked):
            chosen = selected(question, able, index.years_undated)
        else:
            ever = OVER_TIME.search(question.text) is not None
            chosen = compared(question, able) if question.years else able[0 if ever else -2 :]
        held.append([grading[report.id] for report in chosen])
    return [some for some in held if some]


def _told(
    question: Question, found: Sequence[Row], asked: GradeQuestion, area: str
) -> tuple[list[Statement], list[Row]]:
    """A line for each grade, the first after the number of councils that have it."""
    told = lines(found, question)
    if told:
        grade = " or ".join(asked.grades) or found[0].grade
        opening = f"{number(found)} ({whose(found[0])}{in_words(area)}: {grade}):"
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
        f"Of {number(ranked)} graded ({whose(ranked[0])}{in_words(area)}), none has the grade "
        f"{' or '.join(asked.grades)}; the {'lowest' if low else 'highest'} is {nearest[0].grade}."
    )
    return [Statement(text, tuple(row.finding for row in nearest), apart=True)], nearest


def _coverage(
    question: Question,
    asked: GradeQuestion,
    area: str,
    councils: Sequence[str],
    held: Sequence[Sequence[Row]],
) -> str:
    """'Of the 41 councils searched, 38 have a grade for care leavers (Ofsted).'"""
    having = {some[0].report.authority for some in held}
    lacking = [name for name in councils if name not in having]
    who = "councils" if question.group == EVERY else question.group
    publisher = held[0][0].report.publisher if held else ""
    timed = (question.years or question.since) and not _of_change(question, asked)
    text = (
        f"Of the {len(councils)} {who} searched, {len(having)} "
        f"{'has' if len(having) == 1 else 'have'} a grade for {in_words(area)}"
        f"{f' ({publisher})' if publisher else ''}"
        f"{' in a report of the time asked for' if timed else ''}"
    )
    return f"{text}; without one: {named(lacking)}." if lacking else f"{text}."


def _superseded(
    question: Question, area: str, reports: Sequence[Report], held: Sequence[Sequence[Row]]
) -> list[str]:
    """Says of which councils the newest report with grades gives none for the area."""
    timed = question.years or question.since or question.until
    ends = {(some[-1].report.authority, some[-1].report.publisher): some[-1] for some in held}
    newest = {(one.authority, one.publisher): one for one in in_order(reports) if one.judgements}
    older = [key[0] for key, row in ends.items() if newest.get(key, row.report) is not row.report]
    if timed or not older:
        return []
    return [f"An older grade counts where the newest report gives none: {named(older)}."]
