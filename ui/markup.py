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
from corpus.authorities import find_authorities
from corpus.dates import MONTHS
from qa.answer import Answer, Citation, Scope
from qa.asking.groups import find_group
from qa.wording import in_words, meaning, scope_line, scope_words, status_name
from ui import wording

_LONG = 200  # characters
_MARK = re.compile(r"\[\d+\]")
_WORDS = re.compile(r"\w+")
# A citation mark "[2]", or what is worth seeing at a glance: a grade that ends a line, a figure
# that is no year and no day of a month.
_MONTH = "|".join(MONTHS).title()
_MARK_OR_FIGURE = re.compile(
    r"\s*\[(?P<mark>\d+)\]"
    r"|(?P<figure>(?<=: )(?:outstanding|good|requires improvement(?: to be good)?|adequate"
    r"|inadequate|satisfactory)(?=\s*(?:\[|$))"
    rf"|(?<![\w.,/-])[£$€]?(?!(?:19|20)\d\d\b)(?!\d\d? (?:{_MONTH})\b)"
    r"\d+(?:,\d{3})*(?:\.\d+)?(?:%|(?: per cent| million| billion)\b)?(?![\w/]))"
)

TITLE = '<h1 class="title">Ask the reports</h1>'


def lede(held: str) -> str:
    """What the page is for; `held` says what is in the index."""
    return (
        '<p class="lede">Short answers to plain questions about published inspection reports. '
        "Every statement cites the report it comes from, and opens at its place there.</p>"
        f'<p class="aside">{escape(held)}.</p>'
    )


def question(text: str) -> str:
    """The question as typed, a heading so that a screen reader can jump between exchanges; one
    as long as a paragraph is not set in the size of a heading."""
    long = " long" if len(text) > _LONG else ""
    return f'<h2 class="question{long}">{escape(text)}</h2>'


def status(answer: Answer, reports: Mapping[str, Report]) -> str:
    """The status in words, with its meaning; the colour of its rule only repeats the words."""
    name, sign = status_name(answer), wording.sign(answer)
    colour = "unsure" if answer.unsure else answer.status
    return (
        f'<p class="status {colour}" role="status"><span aria-hidden="true">{sign}</span> '
        f"<strong>{name}</strong> <span>{escape(meaning(answer, reports))}</span></p>"
    )


def understood(answer: Answer) -> str:
    """ "Understood as: ..." where a follow-up was completed; the councils, where they were taken
    from a question before without a word of it; else ""."""
    if answer.asked.split() != answer.question.split():
        return f'<p class="aside">Understood as: {escape(answer.asked)}</p>'
    named = find_authorities(answer.question)
    if "authorities" not in answer.narrowed or named or find_group(answer.question, named):
        return ""
    councils = escape(scope_words(Scope(answer.scope.authorities)))
    return f'<p class="aside">Understood as: about {councils}, as in the question before</p>'


def answer_text(answer: Answer, anchor: str) -> str:
    """The answer's lines with linked citation marks, those that begin with a bullet as a list.
    `anchor` is the exchange's own prefix for element ids. A line that says no more than the table
    of grades does is left to it."""
    tabled = len(answer.grades) > 1
    lines = [
        line
        for line in answer.text.splitlines()
        if line.strip() and not (tabled and _in_table(line, answer))
    ]
    blocks = []
    for listed, run in groupby(lines, lambda line: line.startswith("•")):
        texts = [_marked_up(line.lstrip("• "), answer, anchor) for line in run]
        blocks += [_list(texts)] if listed else [f"<p>{text}</p>" for text in texts]
    return f'<div class="answer">{"".join(blocks)}</div>'


def scope(answer: Answer) -> str:
    """The line of scope under an answer, with the filters it was asked under, if it has one."""
    line = scope_line(answer)
    return f'<p class="scope">{escape(line)}</p>' if line else ""


def title(text: str) -> str:
    """The title of a part of an answer."""
    return f'<h3 class="part">{escape(text)}</h3>'


def proof_title(number: int, source: str) -> str:
    """The title of an open proof; `source` is the id that its citation mark leads to."""
    return f'<h3 class="part" id="proof-{source}" tabindex="-1">Source {number}</h3>'


def grades(answer: Answer, anchor: str, reports: Mapping[str, Report]) -> str:
    """The grades that the answer tells, as a table; "" for fewer than two, which a line tells.
    `reports`, by id, say who published what, where that is not the same for all."""
    if len(answer.grades) < 2:
        return ""
    published = {g.report_id: reports[g.report_id].publisher for g in answer.grades
                 if g.report_id in reports}  # fmt: skip
    several = len(set(published.values())) > 1
    scored = any(grade.score is not None for grade in answer.grades)
    heads = ["Council", "Area", "Grade", *(["Score"] if scored else []),
             *(["Published by"] if several else []), "Date", "Source"]  # fmt: skip
    rows = []
    for grade in answer.grades:
        day = in_words(grade.dated) if grade.dated else "not stated"
        score = [str(grade.score or "")] if scored else []
        by = [published.get(grade.report_id, "")] if several else []
        cells = [grade.area, grade.grade.capitalize(), *score, *by, day]
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


def _in_table(line: str, answer: Answer) -> bool:
    """Whether a line with the mark of a grade says nothing but council, date, area and grade."""
    words = set(_WORDS.findall(_MARK.sub("", line).casefold()))
    for grade in answer.grades:
        day = in_words(grade.dated) if grade.dated else ""
        score = f"score {grade.score} out of 4" if grade.score is not None else ""
        by = answer.citations[grade.mark - 1].reference.partition(",")[0]
        told = f"{grade.authority} {by} {day} {grade.area} {grade.grade} to be good {score}"
        if f"[{grade.mark}]" in line and words <= set(_WORDS.findall(told.casefold())):
            return True
    return False


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
