"""The HTML of the list of reports, all text escaped, and what its search finds: pure functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import urlencode

from corpus import Judgement, Report
from indexer.index import Unreadable
from qa.wording import count, in_words
from ui import grade_words

Line = Report | Unreadable
_HEADS = ("Council", "Report", "Published by", "Date", "Overall", "Pages", "Reading")


def matching(lines: Sequence[Line], query: str) -> list[Line]:
    """The lines that have every word of the query in what the table says of them."""
    words = query.casefold().split()
    return [line for line in lines if all(word in _said(line) for word in words)]


def table(lines: Sequence[Line], gone: Callable[[str], bool]) -> str:
    """The reports, each with a link that opens it, and the files that could not be read.

    `gone` tells by a report's id whether its file is no longer where it was indexed.
    """
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    rows = "".join(
        _unread(line) if isinstance(line, Unreadable) else _report(line, gone(line.id))
        for line in lines
    )
    return (
        '<div class="scrolls whole" role="region" tabindex="0" aria-label="Reports">'
        f'<table class="reports"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def overall(report: Report) -> Judgement | None:
    """The overall grade, None where the report prints none."""
    return next((one for one in report.judgements if one.key == "overall"), None)


def shown(lines: Sequence[Line]) -> str:
    """ "12 reports", "236 reports, 3 files that could not be read"."""
    unread = sum(isinstance(line, Unreadable) for line in lines)
    told = count(len(lines) - unread, "report")
    return f"{told}, {count(unread, 'file')} that could not be read" if unread else told


def day(report: Report) -> str:
    """The day the report speaks for, in words."""
    if report.published:
        return in_words(report.published)
    on_site = report.inspected
    return f"on site until {in_words(on_site[1])}" if on_site else "date not stated"


def _report(report: Report, gone: bool) -> str:
    query = escape(urlencode({"report": report.id}))
    state = "Read; the file is no longer there" if gone else "Read"
    return (
        f'<tr><th scope="row">{escape(report.authority) or "not stated"}</th>'
        f'<td><a href="?{query}" data-pick="{escape(report.id)}">{escape(report.title)}</a>'
        f"<span>{escape(report.framework or report.id)}</span></td>"
        f"<td>{escape(report.publisher) or 'not stated'}<span>{escape(report.kind)}</span></td>"
        f"<td>{escape(day(report))}</td><td>{_grade(overall(report))}</td>"
        f"<td>{report.pages or 'no pages'}</td><td>{state}</td></tr>"
    )


def _grade(grade: Judgement | None) -> str:
    if grade is None:
        return "none printed"
    return f'<b class="level-{grade_words.level(grade)}">{escape(grade_words.words(grade))}</b>'


def _unread(file: Unreadable) -> str:
    return (
        f'<tr><th scope="row">–</th><td colspan="5">{escape(file.name)}</td>'
        f"<td><strong>Could not be read</strong><span>{escape(file.reason)}</span></td></tr>"
    )


def _said(line: Line) -> str:
    if isinstance(line, Unreadable):
        return f"{line.name} could not be read {line.reason}".casefold()
    grade = overall(line)
    parts = (
        *(
            line.authority,
            line.title,
            line.publisher,
            line.kind,
            line.framework,
            line.inspector,
            line.id,
        ),
        *(day(line), str(line.dated or ""), grade_words.words(grade) if grade else ""),
    )
    return " ".join(parts).casefold()
