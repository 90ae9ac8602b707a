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
from qa.answer import Answer, Citation
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


def question(text: str) -> str:
    """The question as typed, a heading so that a screen reader can jump between exchanges."""
    return f'<h2 class="question">{escape(text)}</h2>'


def status(answer: Answer, reports: Mapping[str, Report]) -> str:
    """The status in words, with its meaning; the colour of its rule only repeats the words."""
    name, sign = wording.STATUS_NAMES[answer.status], wording.STATUS_SIGNS[answer.status]
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
    return f'<p class="scope">{escape(wording.scope_line(answer.coverage, answer.scope))}</p>'


def title(text: str) -> str:
    """The title of a part of an answer."""
    return f'<h3 class="part">{escape(text)}</h3>'


def proof_title(number: int, source: str) -> str:
    """The title of an open proof; `source` is the id that its citation mark leads to."""
    return f'<h3 class="part" id="proof-{source}" tabindex="-1">Source {number}</h3>'


def grades(answer: Answer, anchor: str) -> str:
    """The grades that the answer tells, as a table; "" where it tells none."""
    if not answer.grades:
        return ""
    scored = any(grade.score is not None for grade in answer.grades)
    heads = ["Council", "Area", "Grade", *(["Score"] if scored else []), "Date", "Source"]
    rows = []
    for grade in answer.grades:
        day = wording.in_words(grade.dated) if grade.dated else "not stated"
        score = [str(grade.score or "")] if scored else []
        cells = [grade.area, grade.grade.capitalize(), *score, day]
        told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        mark = _mark(grade.mark, answer, anchor)
        rows.append(f'<tr><th scope="row">{escape(grade.authority)}</th>{told}<td>{mark}</td></tr>')
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return (
        '<div class="grades" tabindex="0" role="group" aria-label="Grades told in this answer">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def notes(answer: Answer) -> str:
    """What is to be known about the answer, a line each."""
    return "".join(f'<p class="note">{escape(note)}</p>' for note in answer.notes)


def earlier(citation: Citation) -> str:
    """What an earlier report said; its date is in the reference of the button that opens it."""
    return f'<p class="earlier">{escape(citation.quote)}</p>'


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
    return f"&nbsp;{mark}" if (mark := _mark(int(match["mark"]), answer, anchor)) else match[0]


def _mark(number: int, answer: Answer, anchor: str) -> str:
    """The link from a citation mark to its source; "" where a report printed it so itself."""
    if not 1 <= number <= len(answer.citations):
        return ""
    source = escape(answer.citations[number - 1].reference)
    return (
        f'<a class="mark" href="#{anchor}-{number}" title="{source}" '
        f'aria-label="Source {number}: {source}">{number}</a>'
    )
