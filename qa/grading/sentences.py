"""Grades told in words: a line for each, and what follows from them where they can be compared."""

from __future__ import annotations

from collections.abc import Sequence

from qa.asking.question import Question
from qa.compose import Statement
from qa.grading.areas import in_words as area_in_words
from qa.grading.rows import Row, comparable, framework_of
from qa.wording import count, joined

_MANY = 5  # names in a note; more are counted


def lines(found: Sequence[Row], question: Question) -> list[Statement]:
    """One line for each row: council, publisher and date of the report, area as printed, grade."""
    return [Statement(_line(row, question), (row.finding,), apart=True) for row in found]


def _line(row: Row, question: Question) -> str:
    """'Harrow, Ofsted, 4 March 2025: Overall effectiveness: inadequate'."""
    area = " ".join(row.judgement.area.split())
    return f"{_where(row, question)}: {area}: {row.grade}"


def _where(row: Row, question: Question) -> str:
    report = row.report
    day = row.when
    if report.inspected and report.published and report.published.year not in question.years:
        visited = report.inspected[1]
        if visited.year in question.years:
            day += f" (inspected {visited:%B %Y})"
    who = report.authority or report.title
    return ", ".join(part for part in (who, report.publisher, day) if part)


def side_by_side(found: Sequence[Row]) -> list[Statement]:
    """Which council has the higher grade, for each area that two or more can be compared in."""
    told = []
    several = len({row.area for row in found}) > 1
    for area in dict.fromkeys(row.area for row in found):
        of_area = [row for row in found if row.area == area]
        if len({row.report.authority for row in of_area}) != len(of_area) or len(of_area) < 2:
            continue
        if comparable(of_area):
            about = f" for {area_in_words(area)}" if several and area else ""
            findings = tuple(row.finding for row in of_area)
            told.append(Statement(_verdict(of_area, about), findings, apart=True))
    return told


def _verdict(found: Sequence[Row], about: str) -> str:
    best = max(row.rank or 0 for row in found)
    leading = [row.report.authority for row in found if row.rank == best]
    if len(leading) == len(found):
        who = "Both" if len(found) == 2 else "All"
        return f"{who} have the same grade{about}: {found[0].grade}."
    verb = "has" if len(leading) == 1 else "have"
    return (
        f"{joined(leading)} {verb} the {'higher' if len(found) == 2 else 'highest'} grade{about}."
    )


def over_time(found: Sequence[Row]) -> list[Statement]:
    """How each council's grade moved between the first and the last of its rows in an area."""
    told = []
    for place in dict.fromkeys((row.report.authority, row.area) for row in found):
        own = [row for row in found if (row.report.authority, row.area) == place]
        if len(own) > 1 and comparable(own) and own[0].report.dated and own[-1].report.dated:
            ends = (own[0].finding, own[-1].finding)
            told.append(Statement(movement(own[0], own[-1]), ends, apart=True))
    return told


def movement(first: Row, last: Row) -> str:
    """'Luton's grade rose from inadequate (February 2020) to good (March 2026).'"""
    about = f" for {area_in_words(first.area)}" if first.area not in ("", "overall") else ""
    whose = f"{first.report.authority}'s grade{about}"
    then, now = (f"{row.report.dated:%B %Y}" for row in (first, last))
    if first.rank == last.rank:
        return f"{whose} was the same in {then} and {now}: {last.grade}."
    verb = "rose" if (last.rank or 0) > (first.rank or 0) else "fell"
    return f"{whose} {verb} from {first.grade} ({then}) to {last.grade} ({now})."


def unranked(found: Sequence[Row]) -> list[str]:
    """Says why grades are not ranked, where they stand beside each other and cannot be."""
    frameworks = dict.fromkeys(row.report.framework or "one not named" for row in found)
    if len({framework_of(row.report) for row in found}) > 1:
        return [
            "These reports were made under different frameworks "
            f"({joined(frameworks)}), so their grades are not ranked against each other."
        ]
    return []


def named(names: Sequence[str]) -> str:
    """A few names in words, or how many there are."""
    return joined(names) if len(names) <= _MANY else f"{len(names)} councils"


def whose(row: Row) -> str:
    """'Ofsted, ', to be followed by the area."""
    return f"{row.report.publisher}, " if row.report.publisher else ""


def number(found: Sequence[Row]) -> str:
    """How many councils the rows are of."""
    return count(len({row.report.authority for row in found}), "council")
