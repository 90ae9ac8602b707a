"""What a question wants told apart: each council's answer, or each inspection's, never blended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus import Report
from qa.asking.question import Question
from qa.choose import LOOKS_BACK, one_year, tells_of
from qa.compose import Statement, labelled, stated
from qa.extract import Finding
from qa.grading.reports import ALL_TIMES, LIKELY, Undated, likely_of, of_year
from qa.improvements import to_improve
from qa.wording import dated, in_words, joined

MOST = 12  # councils told apart in one answer; a survey of many has a page of its own
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIMES = 2  # inspections told apart where a change is asked about and no year named
_ALL_TIMES = 4  # and where it is asked about over the years


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to be told. `label` stands before it, "" where there is nothing to tell apart;
    `reports` may be empty: of that council or year there is none. `undated` are the years that
    reports without a date may be of, as `Index.years_undated` has them."""

    label: str
    reports: tuple[Report, ...]
    undated: Undated = field(default_factory=dict)


def parts(
    question: Question,
    councils: Sequence[str],
    reports: Sequence[Report],
    undated: Undated,
    named: bool = False,
) -> list[Part]:
    """The question's parts: a council each, else a publisher each where they are set against each
    other, else a time each, else one with all the reports.

    Councils are taken apart by `councils`, in that order. Times are the years named, and "now"
    too where a change since one year is asked about; without a year the newest two reports.
    A single council is a part of its own name where it is to be `named`. `undated` is as in
    `Part`.
    """
    if (1 if named else 2) <= len(councils) <= MOST:
        return [Part(name, _of(name, reports), undated) for name in councils]
    times = _sources(question, reports, undated) or _times(question, reports, undated)
    return times if len(times) > 1 else [Part("", tuple(reports), undated)]


def too_many(question: Question, apart: Sequence[Part]) -> bool:
    """Whether a group of councils is asked about that is not told apart, council by council."""
    councils = {report.authority for report in apart[0].reports}
    return bool(question.group) and not apart[0].label and len(councils) > 1


def said(question: Question, part: Part, chosen: Sequence[Finding]) -> list[Statement]:
    """The findings chosen as statements: each council's apart where there are several, and each
    report's with its date where what was might be taken for what is: all with, or all without."""
    groups: dict[str, list[Finding]] = {}
    for finding, (whose, when) in zip(chosen, _labels(question, part, chosen), strict=True):
        label = ", ".join(filter(None, (whose, when, to_improve(finding))))
        groups.setdefault(label[:1].upper() + label[1:], []).append(finding)
    statements = []
    for label, own in groups.items():
        statements += labelled(label, stated(own)) if label else stated(own)
    return statements


def said_of(question: Question, part: Part, told: Sequence[Statement]) -> list[Statement]:
    """Statements in other words, in their order, each after what `said` would put before its
    findings, but for a council or year that it names itself; said once for neighbours."""
    statements: list[Statement] = []
    last = ""
    found = [finding for statement in told for finding in statement.findings]
    labels = dict(zip(found, _labels(question, part, found), strict=True))
    for statement in told:
        own = [labels[finding] for finding in statement.findings]
        named = {whose for whose, _ in own if whose in statement.text and not part.label}
        whose = joined(dict.fromkeys(one for one, _ in own if one not in named))
        years = set(_YEAR.findall(statement.text))
        days = dict.fromkeys(when for _, when in own if when)
        when = joined(day for day in days if years.isdisjoint(_YEAR.findall(day)))
        last_one = statement.findings[-1]
        item = to_improve(last_one) if statement.text.endswith(last_one.sentence.text) else ""
        label = ", ".join(filter(None, (whose, when, item)))
        label = label[:1].upper() + label[1:]
        statements += labelled(label, [statement]) if label not in ("", last) else [statement]
        last = label
    return statements


def _labels(question: Question, part: Part, chosen: Sequence[Finding]) -> list[tuple[str, str]]:
    """Whose each finding is and of when, "" where that need not be said."""
    reports = {report.id: report for report in part.reports}
    told = [reports[finding.hit.passage.report_id] for finding in chosen]
    councils = {report.authority for report in told}
    several = not part.label and (len(councils) > 1 or too_many(question, [part]))
    plain = all(
        _plain(question, part, report, finding, _beside(report, told))
        for finding, report in zip(chosen, told, strict=True)
    )
    return [
        (
            (report.authority or report.title) if several else part.label,
            "" if plain else _when(part, report, _beside(report, told)),
        )
        for report in told
    ]


def _beside(report: Report, told: Sequence[Report]) -> list[Report]:
    return [other for other in told if other.authority == report.authority]


def _plain(
    question: Question, part: Part, report: Report, finding: Finding, beside: Sequence[Report]
) -> bool:
    """Whether no date is needed: the finding is of the one year asked about or, where none is,
    of the newest report of its council and publisher, and of any publisher up to a few years,
    with no other report told `beside` it. It is where the question is on the source, or on
    another report than that told of before."""
    if question.sourced or (question.step and question.subject):
        return False
    year = one_year(question)
    if year is not None:
        return tells_of(year, report, finding)
    own = [one for one in part.reports if one.authority == report.authority]
    days = [one.dated for one in own if one.publisher == report.publisher and one.dated]
    newest = not report.dated or report.dated == max(days)
    if len({(one.publisher, one.dated) for one in beside}) > 1 or not newest:
        return False
    years = [year for one in own if (year := _year(one, part.undated))]
    made = _year(report, part.undated)
    return made is None or max(years) <= made + LOOKS_BACK


def _year(report: Report, undated: Undated) -> int | None:
    """The year it is of; of a report without a date the likeliest."""
    return report.dated.year if report.dated else next(iter(undated.get(report.id, ())), None)


def _when(part: Part, report: Report, beside: Sequence[Report]) -> str:
    """ "12 May 2015", with its publisher where those told beside it are of several."""
    by = (report.publisher or report.title) if len({r.publisher for r in beside}) > 1 else ""
    return ", ".join(filter(None, (by, dated(report, part.undated))))


def _of(council: str, reports: Iterable[Report]) -> tuple[Report, ...]:
    return tuple(report for report in reports if report.authority == council)


def _sources(question: Question, reports: Sequence[Report], undated: Undated) -> list[Part]:
    """A part for each publisher set against another, of which a report is held; none for one."""
    own = {
        name: tuple(r for r in reports if name in (r.publisher, r.kind))
        for name in question.against
    }
    held = [Part(name[:1].upper() + name[1:], of, undated) for name, of in own.items() if of]
    return held if len(held) > 1 else []


def _times(question: Question, reports: Sequence[Report], undated: Undated) -> list[Part]:
    if len({report.authority for report in reports}) != 1:
        return []
    if not question.years:
        most = _ALL_TIMES if ALL_TIMES.search(question.text) else _TIMES
        return [_one(report) for report in _newest_last(reports)[-most:]] * question.change
    found = [_of_time(year, question, reports, undated) for year in sorted(question.years)]
    if question.change and len(found) == 1:
        newest = _newest(reports, undated)
        found += [newest] * (not set(newest.reports) <= set(found[0].reports))
    return found


def _newest(reports: Sequence[Report], undated: Undated) -> Part:
    """The newest report; those without a date where they are likely of a later year. Without any
    reports where none has a date or names a year."""
    newest = _newest_last(reports)[-1:]
    years = {r.id: _year(r, undated) or 0 for r in reports if not r.dated}
    last = max(years.values(), default=0)
    if newest and newest[0].dated and newest[0].dated.year >= last:
        return _one(newest[0])
    own = tuple(r for r in reports if last and years.get(r.id, 0) > last - LIKELY)
    return Part(f"Date not stated (speaking of {last})", own, undated)


def _of_time(year: int, question: Question, reports: Sequence[Report], undated: Undated) -> Part:
    """The reports of a year; where there is none those without a date that may be of it, or the
    next in the two years after, which look back on it, with its date."""
    if own := of_year(reports, year, question.text):
        days = {report.dated for report in own if report.dated}
        of = {day.year for day in days}
        later = "" if year in of or not days else f" (report of {in_words(max(days))})"
        return Part(f"{year}{later}", tuple(own))
    if loose := tuple(likely_of(reports, [year], undated)):
        return Part(f"{year} (date not stated)", loose, undated)
    soon = range(year + 1, year + LOOKS_BACK + 1)
    after = [r for r in _newest_last(reports) if r.dated and r.dated.year in soon][:1]
    loose = tuple(likely_of(reports, soon, undated))
    if not loose:
        told = "".join(f" (report of {in_words(r.dated)})" for r in after if r.dated)
        return Part(f"{year}{told}", tuple(after))
    return Part(f"{year} (from later reports)", (*after, *loose), undated)


def _newest_last(reports: Iterable[Report]) -> list[Report]:
    return sorted((r for r in reports if r.dated), key=lambda report: str(report.dated))


def _one(report: Report) -> Part:
    return Part(in_words(report.dated) if report.dated else report.title, (report,))
