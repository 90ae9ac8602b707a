"""What a question wants told apart: each council's answer, or each inspection's, never blended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus import Report
from qa.asking.question import Question
from qa.choose import LOOKS_BACK, one_year, tells_of
from qa.compose import Statement, labelled, stated
from qa.extract import Finding
from qa.grading.reports import of_year
from qa.wording import in_words

MOST = 12  # councils told apart in one answer; a survey of many has a page of its own
_TIMES = 2  # inspections told apart where a change is asked about and no year named


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to be told. `label` stands before it, "" where there is nothing to tell apart;
    `reports` may be empty: of that council or year there is none."""

    label: str
    reports: tuple[Report, ...]


def parts(
    question: Question, councils: Sequence[str], reports: Sequence[Report], named: bool = False
) -> list[Part]:
    """The question's parts: a council each, else a time each, else one with all the reports.

    Councils are taken apart by `councils`, in that order. Times are the years named, and "now"
    too where a change since one year is asked about; without a year the newest two reports.
    A single council is a part of its own name where it is to be `named`.
    """
    if (1 if named else 2) <= len(councils) <= MOST:
        return [Part(name, _of(name, reports)) for name in councils]
    times = _times(question, reports)
    return times if len(times) > 1 else [Part("", tuple(reports))]


def too_many(question: Question, apart: Sequence[Part]) -> bool:
    """Whether a group of councils is asked about that is not told apart, council by council."""
    councils = {report.authority for report in apart[0].reports}
    return bool(question.group) and not apart[0].label and len(councils) > 1


def said(question: Question, part: Part, chosen: Sequence[Finding]) -> list[Statement]:
    """The findings chosen as statements: each council's apart where there are several, and each
    report's with its date where what was might be taken for what is."""
    reports = {report.id: report for report in part.reports}
    told = [reports[finding.hit.passage.report_id] for finding in chosen]
    councils = {report.authority for report in told}
    several = not part.label and (len(councils) > 1 or too_many(question, [part]))
    groups: dict[str, list[Finding]] = {}
    for finding, report in zip(chosen, told, strict=True):
        whose = (report.authority or report.title) if several else part.label
        beside = [other for other in told if other.authority == report.authority]
        when = "" if _plain(question, part, report, finding, beside) else _when(report, beside)
        label = ", ".join(filter(None, (whose, when)))
        groups.setdefault(label[:1].upper() + label[1:], []).append(finding)
    statements = []
    for label, own in groups.items():
        statements += labelled(label, stated(own)) if label else stated(own)
    return statements


def _plain(
    question: Question, part: Part, report: Report, finding: Finding, beside: Sequence[Report]
) -> bool:
    """Whether no date is needed: the finding is of the one year asked about or, where none is,
    of the newest report of its council and publisher, with no other report told `beside` it.
    It is where the question is on the source, or on another report than that told of before."""
    if question.sourced or (question.step and question.subject):
        return False
    year = one_year(question)
    if year is not None:
        return tells_of(year, report, finding)
    of = (report.authority, report.publisher)
    days = [one.dated for one in part.reports if (one.authority, one.publisher) == of and one.dated]
    newest = not report.dated or report.dated == max(days)
    return newest and len({(one.publisher, one.dated) for one in beside}) == 1


def _when(report: Report, beside: Sequence[Report]) -> str:
    """ "12 May 2015", with its publisher where those told beside it are of several."""
    by = (report.publisher or report.title) if len({r.publisher for r in beside}) > 1 else ""
    day = in_words(report.dated) if report.dated else "date not stated"
    return ", ".join(filter(None, (by, day)))


def _of(council: str, reports: Iterable[Report]) -> tuple[Report, ...]:
    return tuple(report for report in reports if report.authority == council)


def _times(question: Question, reports: Sequence[Report]) -> list[Part]:
    if len({report.authority for report in reports}) != 1:
        return []
    if not question.years:
        return [_one(report) for report in _newest_last(reports)[-_TIMES:]] * question.change
    found = [_of_time(year, question, reports) for year in sorted(question.years)]
    newest = _newest_last(reports)[-1:]
    if question.change and len(found) == 1 and not set(newest) <= set(found[0].reports):
        found += [_one(report) for report in newest]
    return found


def _of_time(year: int, question: Question, reports: Sequence[Report]) -> Part:
    """The reports of a year; where there is none the next in the two years after, which look back
    on it, with its date."""
    if own := of_year(reports, year, question.text):
        return Part(str(year), tuple(own))
    for report in _newest_last(reports):
        if report.dated and year < report.dated.year <= year + LOOKS_BACK:
            return Part(f"{year} (report of {in_words(report.dated)})", (report,))
    return Part(str(year), ())


def _newest_last(reports: Iterable[Report]) -> list[Report]:
    return sorted((r for r in reports if r.dated), key=lambda report: str(report.dated))


def _one(report: Report) -> Part:
    return Part(in_words(report.dated) if report.dated else report.title, (report,))
