"""The grades of one council that a question asks for, publisher by publisher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Report
from indexer.index import Index
from qa.asking.question import Question
from qa.compose import Statement
from qa.grading.areas import in_words as area_in_words
from qa.grading.fitting import fitting
from qa.grading.question import GradeQuestion
from qa.grading.reports import in_order, likely_of, of_year, selected
from qa.grading.rows import Row, rows
from qa.grading.told import told_of_year
from qa.wording import dated, in_words


@dataclass(frozen=True, slots=True)
class Told:
    """What one council's reports tell: `lacking` says what was asked for and is not there; no area
    `fits` where those asked for by their grade are none of them."""

    rows: tuple[Row, ...] = ()
    statements: tuple[Statement, ...] = ()
    notes: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    fits: bool = True


def of_council(
    index: Index, question: Question, asked: GradeQuestion, reports: list[Report], name: str
) -> Told:
    """The rows of one council, or what its reports tell of an inspection that is not held. Where
    the areas that fit are of one publisher, another's are left out."""
    publishers = dict.fromkeys(report.publisher for report in reports)
    told = [
        _of_publisher(index, question, asked, [r for r in reports if r.publisher == one], name)
        for one in publishers
    ]
    told = [one for one in told if one.fits] or told
    exact = [one for one in told if any(row.judgement.key == row.area for row in one.rows)]
    if question.change:  # a publisher's only report tells no change beside another's several
        exact = [one for one in exact if len({row.report.id for row in one.rows}) > 1] or exact
    having = exact or [one for one in told if one.rows] or [one for one in told if one.lacking]
    if having:
        return Told(
            tuple(row for one in having for row in one.rows),
            notes=tuple(note for one in having for note in one.notes),
            lacking=tuple(note for one in having for note in one.lacking),
        )
    if question.years and (quoted := told_of_year(index, asked, question.years, reports)):
        return Told(statements=tuple(quoted), notes=(_held(index, name, reports),))
    return Told(lacking=(_held(index, name, reports),))


def _of_publisher(
    index: Index, question: Question, asked: GradeQuestion, reports: list[Report], name: str
) -> Told:
    own = in_order(reports)
    instead = _without_overall(index, question, asked, own)
    beside = asked.parts and asked.areas == ("overall",)  # "overall, and which bit is weakest"
    by_area = instead and question.change and not question.years
    areas = () if beside or by_area else asked.areas
    able = own if _of_years(question) else [one for one in own if rows(index, one, areas)]
    chosen = selected(question, able, index.years_undated)
    chosen = [one for one in chosen if one.dated or rows(index, one, areas)] or chosen
    some = [row for report in chosen for row in rows(index, report, areas)]
    graded = [one for one in chosen if one not in instead]
    lacking = [note for report in graded for note in _ungraded(index, report, areas)]
    several = len(question.years) > 1 and not (question.since or question.until)
    if several and some:
        lacking += _lacking_times(index, question, name, own, chosen)
    elif question.change and len(chosen) == 1:
        which = "only one report searched" if len(able) == 1 else "only one report of that time"
        lacking.append(f"{name}: {which} has this grade.")
    notes = [
        f"{_which(one)}: the report gives no grade for overall effectiveness." for one in instead
    ]
    some += [row for one in instead if areas for row in rows(index, one, ())]
    older = chosen and own[-1].dated and chosen[-1] is not own[-1]
    if older and not (instead or question.years or question.step):
        notes += _ungraded(index, own[-1], areas)
    picked = fitting(question, asked, some)
    if beside and picked:
        picked = [row for row in some if row in picked or row.judgement.key == "overall"]
    if some and not picked:
        which = "area" if asked.parts else "grade"
        notes.append(f"No {which} fits: these are the grades of them all.")
    fits = bool(picked or not some)
    return Told(tuple(picked or some), notes=tuple(notes), lacking=tuple(lacking), fits=fits)


def _of_years(question: Question) -> bool:
    return bool(question.years) and not (question.step or question.since or question.until)


def _without_overall(
    index: Index, question: Question, asked: GradeQuestion, own: list[Report]
) -> list[Report]:
    """The newest report, where its other grades are told instead of the one overall it lacks."""
    if not asked.instead or question.step or (_of_years(question) and not question.change):
        return []
    newest = selected(question, own, index.years_undated)[-1:]
    return [one for one in newest if one.dated and not rows(index, one, ["overall"])]


def _lacking_times(
    index: Index, question: Question, name: str, own: list[Report], chosen: list[Report]
) -> list[str]:
    """Says of which of the years asked about there is no report."""
    text = f"{question.subject} {question.text}"
    loose = {y: likely_of(chosen, [y], index.years_undated) for y in question.years}
    missed = [year for year in question.years if not (of_year(own, year, text) or loose[year])]
    return [f"{name}: no report with grades of {year} was searched." for year in missed]


def _ungraded(index: Index, report: Report, areas: Sequence[str]) -> list[str]:
    """Says that the report grades none of an area asked for, and what it does grade."""
    lacks = [area for area in areas if not rows(index, report, [area])]
    if not lacks:
        return []
    missing = " or ".join(area_in_words(area) for area in lacks)
    there = "; ".join(one.area for one in report.judgements)
    return [f"{_which(report)}: the report gives no grade for {missing}. It grades: {there}."]


def _which(report: Report) -> str:
    day = [in_words(report.dated)] if report.dated else []
    return ", ".join([report.authority or report.title, *day])


def _held(index: Index, name: str, reports: list[Report]) -> str:
    if not reports:
        return f"No report with grades for {name} is among those searched."
    days = dict.fromkeys(dated(one, index.years_undated) for one in in_order(reports))
    return f"Reports with grades searched for {name}: {'; '.join(days)}."
