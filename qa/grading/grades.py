"""Grade questions, answered from the judgement table: exactly, and never by searching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus import Report
from indexer.index import Index
from qa.answer import Grade, Status
from qa.asking.question import Question
from qa.compose import Quoted, Statement, compose
from qa.grading.areas import in_words as area_in_words
from qa.grading.many import moved_as_asked, of_group
from qa.grading.question import GradeQuestion, grade_question
from qa.grading.reports import in_order, likely_of, of_year, selected
from qa.grading.rows import Row, rows
from qa.grading.sentences import lines, over_time, side_by_side, unranked
from qa.grading.told import told_of_year
from qa.grading.words import HAS_MOVED
from qa.wording import dated, in_words

_FEW = 6  # councils: where no more are held or searched, all are told where none is named


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


@dataclass(frozen=True, slots=True)
class _Told:
    """What one council's reports tell: `lacking` says what was asked for and is not there; no area
    `fits` where those asked for by their grade are none of them."""

    rows: tuple[Row, ...] = ()
    statements: tuple[Statement, ...] = ()
    notes: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    fits: bool = True


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
    moved = asked.moved and (asked.parts or HAS_MOVED.search(question.text))
    if asked.came_from or asked.went_to or moved:
        question = replace(question, change=True)
    able = [r for r in reports if r.judgements and asked.publisher in ("", r.publisher)]
    if question.group:
        return _graded(*of_group(index, question, asked, reports), ())
    names = question.authorities or tuple(dict.fromkeys(report.authority for report in able))
    if not able or (len(names) > _FEW and not question.authorities):
        return None  # no council was named, and there are many
    told = [
        _of_council(index, question, asked, [r for r in able if r.authority == name], name)
        for name in names
    ]
    found = [row for one in told for row in one.rows]
    return _graded(
        [*_composed(question, asked, found), *(s for one in told for s in one.statements)],
        found,
        [*(note for one in told for note in one.notes), *_unranked(question, found)],
        [note for one in told for note in one.lacking],
    )


def _of_council(
    index: Index, question: Question, asked: GradeQuestion, reports: list[Report], name: str
) -> _Told:
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
        return _Told(
            tuple(row for one in having for row in one.rows),
            notes=tuple(note for one in having for note in one.notes),
            lacking=tuple(note for one in having for note in one.lacking),
        )
    if question.years and (quoted := told_of_year(index, asked, question.years, reports)):
        return _Told(statements=tuple(quoted), notes=(_held(index, name, reports),))
    return _Told(lacking=(_held(index, name, reports),))


def _of_publisher(
    index: Index, question: Question, asked: GradeQuestion, reports: list[Report], name: str
) -> _Told:
    own = in_order(reports)
    of_times = question.years and not (question.step or question.since or question.until)
    beside = asked.parts and asked.areas == ("overall",)  # "overall, and which bit is weakest"
    undated = index.years_undated
    newest = (
        selected(question, own, undated)[-1:]
        if asked.instead and not (of_times or question.step)
        else []
    )
    instead = [r for r in newest if r.dated and not rows(index, r, ["overall"])]
    areas = () if beside or (instead and question.change) else asked.areas
    able = own if of_times else [report for report in own if rows(index, report, areas)]
    chosen = selected(question, able, undated)
    chosen = [one for one in chosen if one.dated or rows(index, one, areas)] or chosen
    some = [row for report in chosen for row in rows(index, report, areas)]
    lacking = [note for report in chosen for note in _ungraded(index, report, areas)]
    notes = []
    if len(question.years) > 1 and some and not (question.since or question.until):
        text = f"{question.subject} {question.text}"
        held = [(year, of_year(own, year, text)) for year in question.years]
        missed = [str(y) for y, some_ in held if not (some_ or likely_of(chosen, [y], undated))]
        lacking += [f"{name}: no report with grades of {year} was searched." for year in missed]
    elif question.change and len(chosen) == 1:
        which = "only one report searched" if len(able) == 1 else "only one report of that time"
        lacking.append(f"{name}: {which} has this grade.")
    older = chosen and own[-1].dated and chosen[-1] is not own[-1]
    for report in instead:
        notes.append(f"{_which(report)}: the report gives no grade for overall effectiveness.")
        some += rows(index, report, ()) if report not in chosen else []
    if older and not (instead or question.years or question.step):
        notes += _ungraded(index, own[-1], areas)
    picked = _picked(question, asked, some)
    if beside and picked:
        picked = [row for row in some if row in picked or row.judgement.key == "overall"]
    if some and not picked:
        notes.append("No area fits: these are the grades of them all.")
    fits = bool(picked or not some)
    return _Told(tuple(picked or some), notes=tuple(notes), lacking=tuple(lacking), fits=fits)


def _picked(question: Question, asked: GradeQuestion, some: list[Row]) -> list[Row]:
    """Where areas are asked for by their grade, or by how it moved, those that fit."""
    if not asked.parts:
        return some
    areas = [row for row in some if row.judgement.key != "overall" and row.rank is not None]
    if _of_times(question):
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


def _composed(question: Question, asked: GradeQuestion, found: list[Row]) -> list[Statement]:
    """The lines, after what follows from them where councils or times are compared."""
    told = lines(found, question)
    if asked.parts:
        return told
    if _of_times(question) and len({row.area for row in found}) > 1:  # what holds for all first
        overall = [row for row in found if row.judgement.key == "overall"]
        rest = [row for row in found if row not in overall]
        return [*lines(overall, question), *over_time(found), *lines(rest, question)]
    if _of_times(question):
        return over_time(found) + told
    return side_by_side(found) + told


def _of_times(question: Question) -> bool:
    return question.change or len(question.years) > 1


def _unranked(question: Question, found: Sequence[Row]) -> list[str]:
    beside = _of_times(question) or len({row.report.authority for row in found}) > 1
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
