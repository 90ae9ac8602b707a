"""The HTML of one report: what it is, its judgements, its text under its headings, escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from corpus import Judgement, Report, Section, Sentence
from indexer.passages import Passage
from qa.wording import BRIEFING_NOTE, in_words
from ui import grade_words, proof, wording


def heading(report: Report) -> str:
    """Title and what the report is, with a link to the original where it is known."""
    facts = [report.authority or "council not stated", wording.report_line(report)]
    if report.inspected:
        first, last = report.inspected
        facts.append(f"on site {in_words(first)} to {in_words(last)}")
    facts += [report.framework] if report.framework else []
    facts += [f"lead inspector {report.inspector}"] if report.inspector else []
    line = " · ".join(map(escape, facts))
    if report.url.startswith(("https://", "http://")):
        line += (
            f' · <a href="{escape(report.url)}" target="_blank" rel="noopener">'
            "publisher’s site (opens a new tab)</a>"
        )
    note = f'<p class="note">{BRIEFING_NOTE}</p>' if report.kind == "briefing" else ""
    return f'<h2 class="page">{escape(report.title)}</h2><p class="lede">{line}</p>{note}'


def judgements(held: Sequence[Judgement], paged: bool) -> str:
    """The grades with the words that give them; each page is a button (`data-pick`, 1-based)."""
    rows = "".join(
        f'<tr><th scope="row">{escape(one.area)}</th>'
        f'<td><b class="level-{grade_words.level(one)}">{escape(grade_words.words(one))}</b></td>'
        f"<td>{escape(one.quote)}</td><td>{_page(one.page, paged) or 'no pages'}</td></tr>"
        for one in held
    )
    heads = "".join(
        f'<th scope="col">{head}</th>' for head in ("Area", "Grade", "As it is printed", "Page")
    )
    return (
        '<div class="scrolls" role="region" tabindex="0" aria-label="Judgements">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def tree(sections: Sequence[Section], paged: bool, opened: bool) -> str:
    """The headings as folds within folds, each with its text; all unfolded where `opened`.

    Where a new page begins there is a button for it (`data-pick`, 1-based) if `paged`.
    """
    return f'<div class="tree">{_folds(sections, 0, paged, opened)}</div>'


def _folds(sections: Sequence[Section], depth: int, paged: bool, opened: bool) -> str:
    """Sections that share their first `depth` headings: their own text, then what is below."""
    html = ""
    for name, run in groupby(
        sections, lambda s: s.heading[depth] if depth < len(s.heading) else ""
    ):
        below = list(run)
        if not name:
            html += "".join(_text(section.sentences, paged) for section in below)
            continue
        page = next((s.sentences[0].page for s in below if s.sentences), None)
        alone = depth == 0 and len({s.heading[:1] for s in sections}) == 1
        html += (
            f"<details{' open' if opened or alone else ''}><summary>{escape(name)} "
            f'<span class="where">{wording.page_words(page)}</span></summary>'
            f"{_folds(below, depth + 1, paged, opened)}</details>"
        )
    return html


def _text(sentences: Sequence[Sentence], paged: bool) -> str:
    # What introduces a list stands before it already: a section is never cut there.
    plain = [replace(sentence, lead_in="") for sentence in sentences]
    html, label = "", ""
    for page, run in groupby(plain, lambda sentence: sentence.page):
        first, *others = run
        goes_on = replace(first, label="") if first.label == label else first
        here = Passage("", "", "", "", None, (), (goes_on, *others))
        html += f"{_page(page, paged)}{proof.passage_text(here)}"
        label = (first, *others)[-1].label
    return f'<div class="passage">{html}</div>' if html else ""


def _page(page: int | None, paged: bool) -> str:
    if page is None:
        return ""
    if not paged:
        return f'<span class="turn">page {page}</span>'
    return (
        f'<button type="button" class="turn" data-pick="{page}" '
        f'aria-label="page {page}: show its picture">page {page}</button>'
    )
