"""The HTML of one question's replies, a row for each council, all text escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from qa.survey import Outcome, Reply
from qa.wording import count

_WORDS: dict[Outcome, str] = {
    "answered": "Answered",
    "nearest": "Perhaps answered: read it in its report",
    "partial": "Partly answered",
    "silent": "No sentence found that answers",
    "unplaced": "Check: a source does not state its council",
    "not_held": "No report held",
}
_SIGNS: dict[Outcome, str] = {
    "answered": "✓",
    "nearest": "≈",
    "partial": "◐",
    "silent": "✕",
    "unplaced": "?",
    "not_held": "–",
}

TITLE = (
    '<h2 class="page">One question, many councils</h2><p class="lede">The question is asked of '
    "each council’s own reports, one council after the other. A council without an answer "
    "keeps its row, and the row says so.</p>"
)


def heading(question: str, replies: Sequence[Reply], all_: int) -> str:
    """The question, and how many councils gave which outcome."""
    counts = Counter(reply.outcome for reply in replies)
    told = [f"{_WORDS[outcome]}: {number}" for outcome, number in counts.items()]
    line = ". ".join([f"{len(replies)} of {count(all_, 'council')} asked", *told])
    return f'<h3 class="asked">{escape(question)}</h3><p class="aside" role="status">{line}.</p>'


def table(replies: Sequence[Reply]) -> str:
    """The replies in order. A source's `data-pick` is "row:mark": 0-based row, 1-based mark.

    The roles are named because on a phone the cells are drawn under each other, and browsers
    then forget that it is a table.
    """
    rows = "".join(_row(place, reply) for place, reply in enumerate(replies))
    heads = "".join(
        f'<th scope="col" role="columnheader">{head}</th>'
        for head in ("Council", "Answer", "Source")
    )
    return (
        '<div class="scrolls whole" role="region" tabindex="0" aria-label="Replies by council">'
        f'<table class="replies" role="table"><thead role="rowgroup"><tr role="row">{heads}</tr>'
        f'</thead><tbody role="rowgroup">{rows}</tbody></table></div>'
    )


def opened(question: str, reply: Reply) -> str:
    """What a source stands for: the question and the council."""
    return f'<p class="opened"><b>{escape(reply.authority)}</b> {escape(question)}</p>'


def _row(place: int, reply: Reply) -> str:
    sign = f'<span aria-hidden="true">{_SIGNS[reply.outcome]}</span>'
    outcome = f'<p class="outcome {reply.outcome}">{sign} {_WORDS[reply.outcome]}</p>'
    text = _text(reply) if reply.outcome not in ("silent", "not_held") else ""
    sources = "".join(
        f'<li><button type="button" data-pick="{place}:{mark}">'
        f"[{mark}] {escape(cited.reference)}</button></li>"
        for mark, cited in enumerate(reply.answer.citations, start=1)
    )
    return (
        f'<tr role="row"><th scope="row" role="rowheader">{escape(reply.authority)}</th>'
        f'<td role="cell">{outcome}{text}</td>'
        f'<td role="cell">{f"<ul>{sources}</ul>" if sources else "no source"}</td></tr>'
    )


def _text(reply: Reply) -> str:
    """The answer's lines with their marks, then its notes."""
    lines = [line for line in reply.answer.text.splitlines() if line.strip()]
    told = "".join(f"<p>{escape(line)}</p>" for line in lines)
    notes = "".join(f'<p class="aside">{escape(note)}</p>' for note in reply.answer.notes)
    return told + notes
