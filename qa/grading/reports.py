"""Which of a council's reports answer a question for a grade: by year, month and order."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from corpus import Report
from qa.asking.dates import DATED
from qa.asking.question import Question
from qa.grading.words import WHEN

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = {
    "early": (1, 2, 3, 4),
    "start": (1, 2, 3, 4),
    "beginning": (1, 2, 3, 4),
    "mid": (4, 5, 6, 7, 8, 9),
    "middle": (4, 5, 6, 7, 8, 9),
    "late": (9, 10, 11, 12),
    "end": (9, 10, 11, 12),
    "spring": (3, 4, 5),
    "summer": (6, 7, 8),
    "autumn": (9, 10, 11),
    "winter": (12, 1, 2),
}
LIKELY = 2  # years: a report without a date speaks for the first so many that it may be of
Undated = Mapping[str, Sequence[int]]

_ON_SITE = re.compile(r"\b(?:re-?)?(?:inspect\w*|visit\w*)\b", re.IGNORECASE)
_IN_PRINT = re.compile(r"\b(?:reports?|published)\b", re.IGNORECASE)
_EVER = re.compile(
    r"\bever\b|\b(?:every|all)(?: (?:the|its|their))?(?: \w+)? (?:grade|rating|judge?ment)s?\b"
    r".*\b(?:had|got|received|given|been)\b",
    re.IGNORECASE,
)
ALL_TIMES = re.compile(
    r"\b(?:ever|over|through(?:out)?|across|all|every|history|trend|track record|years)\b",
    re.IGNORECASE,
)


def in_order(reports: Sequence[Report]) -> list[Report]:
    """Those with a date, oldest first; where none has one, the fullest last."""
    dated = [report for report in reports if report.dated]
    by_date = sorted(dated, key=lambda report: str(report.dated))
    return by_date or sorted(reports, key=lambda report: len(report.judgements))


def of_year(reports: Sequence[Report], year: int, text: str) -> list[Report]:
    """The reports inspected or published in the year; where `text` names a month or season of it
    and some are of that, those; where it speaks of the visit or of the report, those first."""
    named = next((found for found in DATED.finditer(text) if found["year"] == str(year)), None)
    months = _months(named)
    made = [report for report in reports if year in _years(report)]
    exact = [report for report in made if _covers(report, year, months)] if months else []
    if exact or len(made) < 2:
        return exact or made
    for form, days in ((_IN_PRINT, _published), (_ON_SITE, _inspected)):
        if form.search(text) and (first := [r for r in made if year in {d.year for d in days(r)}]):
            return first
    return made


def likely_of(reports: Sequence[Report], years: Collection[int], undated: Undated) -> list[Report]:
    """Those without a date that are likely of one of the years: of the first they may be of."""
    loose = [report for report in reports if not report.dated]
    return [one for one in loose if any(y in years for y in undated.get(one.id, ())[:LIKELY])]


def selected(question: Question, reports: Sequence[Report], undated: Undated) -> list[Report]:
    """The reports of one council and publisher, oldest first, that the question means.

    The years asked for, where no date is of them by the years that one without a date may be of
    (`Index.years_undated`); else, for a change, the two or more to be compared; all for "ever";
    else the newest. The one after or before it where that is asked for. Empty where there is none.
    """
    loose = likely_of(reports, question.years, undated)
    reports = in_order(reports)
    if question.step:
        return _stepped(question, reports)
    if question.change and (len(question.years) < 2 or question.since):
        return compared(question, reports)
    if question.since or question.until:
        return _within(reports, question)
    if question.years:
        text = f"{question.subject} {question.text}"
        meant = [report for year in question.years for report in of_year(reports, year, text)]
        return _once(meant) if meant else loose
    return reports if _ever(question) else reports[-1:]


def _ever(question: Question) -> bool:
    """Whether any time counts; a follow-up keeps that, unless it asks for the newest."""
    earlier = "" if question.latest else question.subject
    text = f"{earlier} {question.text}".strip()
    return bool(_EVER.search(text) or WHEN.search(text))


def _within(reports: list[Report], question: Question) -> list[Report]:
    """Those from `since` on; where only an end is named, the newest up to it."""
    first, last = question.since or 0, question.until or 9999
    able = [r for r in reports if any(first <= year <= last for year in _years(r))]
    return able if question.since or _ever(question) else able[-1:]


def _stepped(question: Question, reports: list[Report]) -> list[Report]:
    text = f"{question.subject} {question.text}"
    meant = [at for year in question.years for at in _places(reports, of_year(reports, year, text))]
    if question.years and not meant:
        return []
    at = (meant[-1] if question.step > 0 else meant[0]) if meant else len(reports) - 1
    return reports[at + question.step : at + question.step + 1] if at + question.step >= 0 else []


def _places(reports: list[Report], some: list[Report]) -> list[int]:
    ids = {report.id for report in some}
    return [at for at, report in enumerate(reports) if report.id in ids]


def compared(question: Question, reports: Sequence[Report]) -> list[Report]:
    """The reports, oldest first, to be set against each other: the one that held when the time
    asked for began, and those since; the last two where no time is named."""
    reports = in_order(reports)
    if question.until and question.since is None:
        return [r for r in reports if r.dated and r.dated.year <= question.until][-2:]
    if question.group and question.since and not question.until:  # no one inspection is meant
        before = [r for r in reports if r.dated and r.dated.year < question.since]
        return [*before[-1:], *_within(reports, question)]
    since = question.since or (question.years[0] if question.years else None)
    if since is None:
        return reports if ALL_TIMES.search(question.text) else reports[-2:]
    until = question.until or (question.years[-1] if len(question.years) > 1 else 9999)
    later = [r for r in reports if any(since < year <= until for year in _years(r))]
    base = [r for r in reports if since in _years(r)] or [
        r for r in reports if r.dated and r.dated.year < since
    ]
    return _once([*base[-1:], *later])


def _once(reports: list[Report]) -> list[Report]:
    return in_order(list({report.id: report for report in reports}.values()))


def _months(found: re.Match[str] | None) -> tuple[int, ...]:
    if found is None:
        return ()
    if found["month"]:
        return (_MONTHS.index(found["month"][:3].lower()) + 1,)
    part = re.sub(r"^the |\s+of$", "", (found["part"] or "").lower()).strip()
    return _PARTS.get(part, ())


def _covers(report: Report, year: int, months: tuple[int, ...]) -> bool:
    """Whether it was inspected or published in one of the months, or they lie between."""
    days = sorted([*_inspected(report), *_published(report)])
    return bool(days) and any(
        (days[0].year, days[0].month) <= (year, month) <= (days[-1].year, days[-1].month)
        for month in months
    )


def _years(report: Report) -> set[int]:
    return {day.year for day in (*_published(report), *_inspected(report))}


def _published(report: Report) -> tuple[date, ...]:
    return (report.published,) if report.published else ()


def _inspected(report: Report) -> tuple[date, ...]:
    return report.inspected or ()
