"""The HTML of a file before it is added, all foreign text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from corpus import Report
from indexer.intake import Looked
from qa.wording import count, in_words
from ui import wording


def looked(one: Looked) -> str:
    """A file as it was read: what it is, what was found in it, what to look at."""
    if one.report is None:
        return (
            f'<h3 class="file">{escape(one.file.name)}</h3>'
            f'<p class="status"><span aria-hidden="true">✕</span> <strong>Cannot be added</strong> '
            f"<span>{escape(one.refused)}</span></p>"
        )
    return (
        f'<h3 class="file">{escape(one.report.title)}</h3>{_facts(one.report)}'
        f"{_doubts(one.doubts)}{_folded(one.report)}"
    )


def _facts(report: Report) -> str:
    sentences = sum(len(section.sentences) for section in report.sections)
    inspected = " to ".join(in_words(day) for day in report.inspected or ())
    facts = {
        "File": report.id,
        "Council": report.authority or "Not found",
        "Publisher": report.publisher or "Not found",
        "Kind": report.kind.capitalize(),
        "Framework": report.framework,
        "Published": in_words(report.published) if report.published else "Not found",
        "On site": inspected,
        "Read": ", ".join(
            [
                count(report.pages, "page") if report.pages else "no page numbers",
                count(len(report.sections), "section"),
                count(sentences, "sentence"),
                count(len(report.judgements), "judgement"),
            ]
        ),
    }
    rows = (
        f"<div><dt>{name}</dt><dd>{escape(fact)}</dd></div>" for name, fact in facts.items() if fact
    )
    return f'<dl class="facts">{"".join(rows)}</dl>'


def _doubts(doubts: Sequence[str]) -> str:
    if not doubts:
        return ""
    items = "".join(f"<li>{escape(doubt)}</li>" for doubt in doubts)
    return f'<p class="look"><strong>Look at this first</strong></p><ul class="look">{items}</ul>'


def _folded(report: Report) -> str:
    paths = list(dict.fromkeys(section.heading for section in report.sections if section.heading))
    headings = [f"{'<i></i>' * (len(path) - 1)}{escape(path[-1])}" for path in paths]
    return "".join(
        f"<details><summary>{title}</summary><ul>{''.join(f'<li>{i}</li>' for i in items)}</ul>"
        "</details>"
        for title, items in (
            (count(len(report.judgements), "judgement"), list(_judgements(report))),
            (count(len(headings), "heading"), headings),
        )
        if items
    )


def _judgements(report: Report) -> Iterator[str]:
    for judgement in report.judgements:
        score = f"score {judgement.score}" if judgement.score is not None else ""
        told: Iterable[str] = (judgement.grade, score, wording.page_words(judgement.page))
        yield f"{escape(judgement.area)}: {escape(', '.join(filter(None, told)))}"


def added(title: str, name: str, line: str) -> str:
    """A report that was added, in a list of them."""
    return (
        f'<p class="added"><strong>{escape(title)}</strong><span>{escape(line)}</span>'
        f"<span>{escape(name)}</span></p>"
    )
