"""An answer in plain words: its status, what was searched and what a report is. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from corpus import Report
from qa.answer import Answer, Scope, Status

_STATUS_NAMES: dict[Status, str] = {
    "answered": "Answered",
    "partial": "Partly answered",
    "held": "What is held here",
    "no_evidence": "Not in these reports",
    "not_in_corpus": "Not a council held here",
}
_UNSURE = "Perhaps answered"
_NAMES = 6  # councils named in a scope; of more, the first two and how many others
_MARK = re.compile(r"\[\d+\]")
BRIEFING_NOTE = "This is a briefing written for this project. It is not the original report."


def in_words(day: date) -> str:
    """`date(2025, 3, 4)` as "4 March 2025"."""
    return f"{day.day} {day:%B %Y}"


def dated(report: Report, undated: Mapping[str, Sequence[int]]) -> str:
    """The report's date; of one without any, the year that it speaks of where `undated`, the years
    that it may be of as in `Index.years_undated`, have one."""
    if report.dated:
        return in_words(report.dated)
    first = next(iter(undated.get(report.id, ())), None)
    return f"date not stated (it speaks of {first})" if first else "date not stated"


def count(number: int, noun: str) -> str:
    """The number with its noun: "1 report", "1,204 reports"."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def left_out(items: int) -> str:
    """Says how many items of a list are not told; "" for none."""
    return f"The list has {count(items, 'more item')}: open its source." if items > 0 else ""


def joined(words: Iterable[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def status_name(answer: Answer) -> str:
    """The status in a few words; of an answer that only comes nearest, that."""
    return _UNSURE if answer.unsure else _STATUS_NAMES[answer.status]


def meaning(answer: Answer, reports: Mapping[str, Report]) -> str:
    """What the status of this answer means, in one sentence. `reports` are by id."""
    match answer.status:
        case "answered" | "partial" if answer.unsure:
            return "It comes nearest but may not answer: read it in its report before repeating it."
        case "answered":
            if copied(answer):
                return "Every sentence is copied from the source it cites."
            return "Every statement cites its source: open it for the words as they are printed."
        case "partial":
            cited = {
                reports[c.report_id].authority for c in answer.citations if c.report_id in reports
            }
            missing = [name for name in answer.scope.authorities if name not in cited]
            if missing:
                return f"Nothing was found on {joined(missing)}."
            return "The reports tell this much of it and not the rest."
        case "held":
            return "The question is about the collection, not about what its reports say."
        case "no_evidence":
            return "No sentence was found that answers the question."
        case "not_in_corpus":
            return f"There is no report on {joined(answer.scope.authorities)} in the index."


def copied(answer: Answer) -> bool:
    """Whether the text between the citation marks stands word for word in what is quoted: not so
    for a line composed of council, date and grade, or for a language model's words."""
    quoted = " ".join(" ".join(citation.quote.split()) for citation in answer.citations)
    lines = [line for part in _MARK.split(answer.text) for line in part.splitlines()]
    return all(" ".join(line.lstrip("• ").split()) in quoted for line in lines)


def scope_line(answer: Answer) -> str:
    """One line: how much was searched, how much spoke to the matter, what it was limited to; ""
    where nothing was searched, as what is held was counted."""
    if answer.status == "held":
        return ""
    coverage, scope = answer.coverage, answer.scope
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
    line = "; ".join(parts)
    only = scope_words(scope)
    if only and not (scope.authorities or scope.publishers or scope.kinds):
        only = f"reports {only}" if scope.since != scope.until else f"reports of {only}"
    return f"{line}. Limited to {only}." if only else f"{line}."


def scope_words(scope: Scope) -> str:
    """What a scope leaves in: "Harrow and Leeds, Ofsted, 2018 to 2024"; "" for everything."""
    kinds = joined(f"{kind} reports" for kind in scope.kinds)
    years = years_words(scope.since, scope.until)
    latest = "latest reports only" if scope.latest else ""
    first = scope.authorities
    councils = first if len(first) <= _NAMES else (*first[:2], f"{len(first) - 2} other councils")
    parts = (joined(councils), joined(scope.publishers), kinds, years, latest)
    return ", ".join(part for part in parts if part)


def years_words(since: int | None, until: int | None) -> str:
    """ "since 2018", "up to 2024", "2018 to 2024", "2020", or "" for any."""
    match since, until:
        case None, None:
            return ""
        case first, None:
            return f"since {first}"
        case None, last:
            return f"up to {last}"
        case first, last:
            return f"{first}" if first == last else f"{first} to {last}"
