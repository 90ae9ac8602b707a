"""What the page says, in words: pure functions from the data types to plain sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from corpus import Report
from qa.answer import Answer, Citation, Status
from qa.wording import count, in_words, joined

_SIGNS: dict[Status, str] = {
    "answered": "✓",
    "partial": "◐",
    "held": "i",
    "no_evidence": "✕",
    "not_in_corpus": "✕",
}
_UNSURE = "≈"

_EXAMPLES = (
    ("Care Quality Commission", "How long do carers wait for reviews{place}?"),
    ("Care Quality Commission", "What score was given for assessing needs{place}?"),
    ("Ofsted", "How well are care leavers supported{place}?"),
    ("Ofsted", "How was leadership judged{place}?"),
)

BRIEFING = "Briefing"
_BRIEF = 60  # characters: so short a quote tells more of a source than its heading does


def sign(answer: Answer) -> str:
    """A sign for the status, which needs no colour."""
    return _UNSURE if answer.unsure else _SIGNS[answer.status]


def few(names: Collection[str]) -> str:
    """A choice of names, short enough for a chip: "Harrow", "Harrow and Leeds", "3 chosen"."""
    return joined(names) if len(names) < 3 else f"{len(names)} chosen"


def searching(searched: int, held: int) -> str:
    """What the chips leave to search: "Searching 12 of 137 reports"."""
    if searched == held:
        return f"Searching {count(held, 'report')}"
    return f"Searching {searched:,} of {count(held, 'report')}"


def label(text: str) -> str:
    """The text as the label of a button: Streamlit reads labels as Markdown."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def source_label(number: int, cited: Citation, report: Report | None, shown: bool) -> str:
    """The label of the button that opens a source, as Markdown."""
    briefing = ":gray-badge[Briefing] " if report and report.kind == "briefing" else ""
    told = f"“{cited.quote}”" if len(cited.quote) <= _BRIEF else "".join(cited.heading[-1:])
    if told in cited.reference:
        told = ""  # the first heading is often the title again
    parts = (cited.reference, told, cited.strength, "shown" * shown)
    return f"**{number}** {briefing}{' · '.join(label(part) for part in parts if part)}"


def stem(question: str) -> str:
    """The question as part of a file's name: "how-long-do-carers-wait"."""
    words = re.findall(r"[a-z0-9]+", question.lower())
    return "-".join(words)[:60].strip("-") or "answer"


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
    on = f" on {count(len(councils), 'council')}" if councils or not held else ""
    line = f"{count(len(held), 'report')}{on}"
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
