"""What the page says, in words: pure functions from the data types to plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from corpus import Report
from qa.answer import Answer, Coverage, Scope, Status


class StatusWords(NamedTuple):
    """How a status is told: its name, and a sign that needs no colour."""

    name: str
    sign: str


STATUS_WORDS: dict[Status, StatusWords] = {
    "answered": StatusWords("Answered", "✓"),
    "partial": StatusWords("Partly answered", "◐"),
    "no_evidence": StatusWords("Not in these reports", "✕"),
    "not_in_corpus": StatusWords("Not a council held here", "✕"),
}

_EXAMPLES = (
    ("Care Quality Commission", "How long do carers wait for reviews{place}?"),
    ("Care Quality Commission", "What score was given for assessing needs{place}?"),
    ("Ofsted", "How well are care leavers supported{place}?"),
    ("Ofsted", "How was leadership judged{place}?"),
)

BRIEFING = "Briefing"
BRIEFING_NOTE = "This is a briefing written for this project. It is not the original report."


def in_words(day: date) -> str:
    """`date(2025, 3, 4)` as "4 March 2025"."""
    return f"{day.day} {day:%B %Y}"


def count(number: int, noun: str) -> str:
    """The number with its noun: "1 report", "1,204 reports"."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def joined(words: Iterable[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def meaning(answer: Answer, reports: Mapping[str, Report]) -> str:
    """What the status of this answer means, in one sentence. `reports` are by id."""
    match answer.status:
        case "answered":
            return "Every sentence is copied from the source it cites."
        case "partial":
            cited = {
                reports[c.report_id].authority for c in answer.citations if c.report_id in reports
            }
            missing = [name for name in answer.scope.authorities if name not in cited]
            if missing:
                return f"Nothing was found on {joined(missing)}."
            return "The reports tell this much of it and not the rest."
        case "no_evidence":
            return "Nothing that was searched answers the question."
        case "not_in_corpus":
            return f"There is no report on {joined(answer.scope.authorities)} in the index."


def scope_line(coverage: Coverage) -> str:
    """One line under an answer: how much was searched and how much spoke to the matter."""
    parts = [f"Searched {count(coverage.reports_searched, 'report')}"]
    if coverage.passages_found:
        found = count(coverage.passages_found, "passage")
        parts.append(f"{found} on this in {count(coverage.reports_found, 'report')}")
    else:
        parts.append("no passage on this")
    if coverage.newest:
        parts.append(f"newest {in_words(coverage.newest)}")
    if coverage.unreadable:
        parts.append(f"{count(coverage.unreadable, 'file')} could not be read")
    return "; ".join(parts)


def scope_words(scope: Scope) -> str:
    """What a scope leaves in: "Harrow and Leeds, Ofsted, 2018 to 2024"; "" for everything."""
    match scope.since, scope.until:
        case None, None:
            years = ""
        case since, None:
            years = f"since {since}"
        case None, until:
            years = f"up to {until}"
        case since, until:
            years = f"{since}" if since == until else f"{since} to {until}"
    parts = (joined(scope.authorities), joined(scope.publishers), years)
    return ", ".join(part for part in parts if part)


def page_words(page: int | None) -> str:
    """ "page 7", or "" where the source has no pages."""
    return "" if page is None else f"page {page}"


def heading_words(heading: tuple[str, ...]) -> str:
    """The heading path in one line, outermost first."""
    return " › ".join(heading)


def report_line(report: Report) -> str:
    """What a report is, without its title: "CQC assessment, 4 March 2025, 12 pages"."""
    what = f"{report.publisher} {report.kind}".strip()
    if report.kind == "briefing":  # the publisher published what it is about
        what = (
            f"briefing on a published report ({report.publisher})"
            if report.publisher
            else "briefing"
        )
    if report.published:
        day = in_words(report.published)
    elif report.inspected:
        day = f"on site until {in_words(report.inspected[1])}"
    else:
        day = "date not stated"
    pages = count(report.pages, "page") if report.pages else "no page numbers"
    return f"{what[:1].upper()}{what[1:]}, {day}, {pages}"


def index_line(reports: Iterable[Report], unreadable: int) -> str:
    """What an index holds: "9 reports on 4 councils, 5 of them briefings; 1 file ..."."""
    held = list(reports)
    councils = {report.authority for report in held if report.authority}
    line = f"{count(len(held), 'report')} on {count(len(councils), 'council')}"
    if briefings := sum(report.kind == "briefing" for report in held):
        line += f", {'all' if briefings == len(held) else briefings} of them briefings"
    return f"{line}; {count(unreadable, 'file')} could not be read" if unreadable else line


def examples(reports: Iterable[Report]) -> list[str]:
    """Questions to begin with, about the newest report of each publisher held."""
    newest_last = sorted(reports, key=lambda report: report.dated or date.min)
    places = {report.publisher: report.authority for report in newest_last if report.authority}
    return [
        question.format(place=f" in {place}")
        for publisher, question in _EXAMPLES
        if (place := places.get(publisher))
    ]
