"""The HTML of an exchange: pure functions, every piece of foreign text escaped.

Reports, questions and answers are data. They reach the page as HTML made here, in `proof` and
in `sidebar`, never as Markdown, so a "$", "*" or "<" in a report stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

from corpus import Report
from qa.answer import Answer, Scope
from ui import wording

# A citation mark "[2]", or a figure worth seeing at a glance: not a year, not a day of a month.
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_MARK_OR_FIGURE = re.compile(
    r"\s*\[(?P<mark>\d+)\]"
    rf"|(?P<figure>(?<![\w.,/-])[£$€]?(?!(?:19|20)\d\d\b)(?!\d\d? (?:{_MONTH})\b)"
    r"\d+(?:,\d{3})*(?:\.\d+)?(?:%|(?: per cent| million| billion)\b)?(?![\w/]))"
)

TITLE = '<h1 class="title">Ask the reports</h1>'


def lede(held: str) -> str:
    """What the page is for; `held` says what is in the index."""
    return (
        '<p class="lede">Short answers to plain questions about published inspection reports. '
        "Every sentence is copied from a report and opens at its place in it.</p>"
        f'<p class="aside">{escape(held)}.</p>'
    )


def narrowed(scope: Scope) -> str:
    """A reminder that filters are set."""
    words = escape(wording.scope_words(scope))
    return f'<p class="aside">The next question searches only: {words}</p>'


def question(text: str) -> str:
    """The question as typed, a heading so that a screen reader can jump between exchanges."""
    return f'<h2 class="question">{escape(text)}</h2>'


def status(answer: Answer, reports: Mapping[str, Report]) -> str:
    """The status in words, with its meaning; the colour of its rule only repeats the words."""
    name, sign = wording.STATUS_WORDS[answer.status]
    meaning = escape(wording.meaning(answer, reports))
    return (
        f'<p class="status {answer.status}" role="status"><span aria-hidden="true">{sign}</span> '
        f"<strong>{name}</strong> <span>{meaning}</span></p>"
    )


def understood(answer: Answer) -> str:
    """ "Understood as: ..." where a follow-up was completed, else ""."""
    if answer.asked.split() == answer.question.split():
        return ""
    return f'<p class="aside">Understood as: {escape(answer.asked)}</p>'


def answer_text(answer: Answer, anchor: str) -> str:
    """The answer's lines with linked citation marks, those that begin with a bullet as a list.
    `anchor` is the exchange's own prefix for element ids."""
    lines = [line for line in answer.text.splitlines() if line.strip()]
    blocks = []
    for listed, run in groupby(lines, lambda line: line.startswith("•")):
        texts = [_marked_up(line.lstrip("• "), answer, anchor) for line in run]
        blocks += [_list(texts)] if listed else [f"<p>{text}</p>" for text in texts]
    return f'<div class="answer">{"".join(blocks)}</div>'


def scope(answer: Answer) -> str:
    """The line of scope under an answer, with the filters it was asked under."""
    line = wording.scope_line(answer.coverage)
    if only := wording.scope_words(answer.scope):
        line += f". Limited to {only}"
    return f'<p class="scope">{escape(line)}.</p>'


def proofs(title: str, rows: Sequence[str]) -> str:
    """Rows of proof under their title."""
    return f'<h3 class="proofs">{title}</h3>{"".join(rows)}'


def _list(items: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _marked_up(line: str, answer: Answer, anchor: str) -> str:
    out, end = [], 0
    for match in _MARK_OR_FIGURE.finditer(line):
        out.append(escape(line[end : match.start()]))
        out.append(_mark_or_figure(match, answer, anchor))
        end = match.end()
    return "".join(out) + escape(line[end:])


def _mark_or_figure(match: re.Match[str], answer: Answer, anchor: str) -> str:
    if match["figure"]:
        return f"<strong>{escape(match['figure'])}</strong>"
    number = int(match["mark"])
    if not 1 <= number <= len(answer.citations):
        return escape(match[0])  # printed so in the report: not one of our marks
    source = escape(answer.citations[number - 1].reference)
    return (
        f'&nbsp;<a class="mark" href="#{anchor}-{number}" title="{source}" '
        f'aria-label="Source {number}: {source}">{number}</a>'
    )
