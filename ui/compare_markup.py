"""The HTML of Compare: the grid of grades and the table of grades over time, all text escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from qa.comparison import Area, Cell, Comparison, Row
from qa.wording import count, in_words, joined
from ui import grade_words, wording

SHAPES = ("square", "circle", "diamond", "cross")  # of the frameworks in the plot
_NO_GRADE = '<td class="none">no grade</td>'


def grid(comparison: Comparison, rows: Sequence[Row]) -> str:
    """Councils by areas, `rows` in their order. A cell's `data-pick` is "row:area", 0-based."""
    heads = "".join(f'<th scope="col">{escape(area.name)}</th>' for area in comparison.areas)
    lines = "".join(_line(place, row) for place, row in enumerate(rows))
    return (
        '<div class="scrolls" role="region" tabindex="0" aria-label="Grades by council and area">'
        f'<table class="grid"><caption>{escape(comparison.framework)}: the newest grade of each '
        'council. Press a grade for its proof.</caption><thead><tr><th scope="col">Council</th>'
        f"{heads}</tr></thead><tbody>{lines}</tbody><tfoot>{_coverage(comparison)}</tfoot>"
        "</table></div>"
    )


def counts(comparison: Comparison, area: Area) -> str:
    """ "Overall: 38 of 41 councils held have this grade. 5 good, 33 requires improvement." """
    place = comparison.areas.index(area)
    cells = [cell for row in comparison.rows if (cell := row.cells[place]) and cell.graded]
    best_first = sorted(cells, key=lambda cell: -grade_words.level(cell.judgement))
    each = Counter(grade_words.words(cell.judgement).lower() for cell in best_first)
    graded, held = comparison.coverage(area)
    told = ", ".join(f"{number} {grade}" for grade, number in each.items())
    if older := sum(cell.older for cell in cells):
        told += f"; {older} of them in an earlier report, as the newest does not judge it"
    have = "has" if graded == 1 else "have"
    line = f"{area.name}: {graded} of {count(held, 'council')} held {have} this grade"
    return f'<p class="aside">{escape(line)}{f": {escape(told)}" if told else ""}.</p>'


def left_out(comparison: Comparison) -> str:
    """Which councils and reports the grid does not show, "" where there are none."""
    told = ""
    if names := comparison.without:
        told = (
            f"<details><summary>{count(len(names), 'council')} held without a grade "
            f"under {escape(comparison.framework)}</summary>"
            f"<p>{escape(joined(names))}</p></details>"
        )
    if comparison.unplaced:
        told += (
            f"<p>Not shown: {count(comparison.unplaced, 'report')} with grades that do "
            "not state their council.</p>"
        )
    return f'<div class="aside">{told}</div>' if told else ""


def opened(area: Area, cell: Cell) -> str:
    """What was pressed: council, area, grade and day."""
    line = f"{cell.authority}, {area.name.lower()}, {day(cell)}"
    return (
        f'<p class="opened">{escape(line)}: <b class="level-{grade_words.level(cell.judgement)}">'
        f"{escape(grade_words.words(cell.judgement))}</b></p>"
    )


def printed(cell: Cell) -> str:
    """The words that give the grade, where the passage around them is not to be had."""
    page = wording.page_words(cell.judgement.page)
    return (
        f"<blockquote>{escape(cell.judgement.quote)}</blockquote>"
        f'<p class="aside">{escape(", ".join(filter(None, (cell.report_id, page))))}. The '
        "passage around it is not in the index.</p>"
    )


def over_time(cells: Iterable[Cell]) -> str:
    """All grades of an area as a table, the same that the plot shows."""
    lines = "".join(
        f'<tr><th scope="row">{escape(cell.authority)}</th><td>{day(cell)}</td>'
        f"<td>{escape(grade_words.words(cell.judgement))}</td><td>{escape(cell.judgement.area)}</td>"
        f"<td>{escape(cell.framework)}</td></tr>"
        for cell in cells
    )
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in ("Council", "Date", "Grade", "Area as printed", "Framework")
    )
    return (
        '<div class="scrolls" role="region" tabindex="0" aria-label="Grades over time">'
        f'<table class="plain"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>'
    )


def legend(cells: Iterable[Cell], frameworks: Sequence[str]) -> str:
    """The grades there are, best first, in their colours, and the shape of each framework."""
    names = {
        (
            grade_words.level(cell.judgement),
            grade_words.letters(cell.judgement),
            grade_words.words(cell.judgement),
        )
        for cell in cells
    }
    items = "".join(
        f'<li><b class="level-{number}">{escape(sign)}</b> {escape(name)}</li>'
        for number, sign, name in sorted(names, reverse=True)
    )
    if len(frameworks) > 1:
        items += "".join(
            f"<li><span>{shape.capitalize()}:</span> {escape(framework)}</li>"
            for framework, shape in zip(frameworks, SHAPES, strict=False)
        )
    return f'<ul class="legend" aria-label="What the marks mean">{items}</ul>'


def day(cell: Cell) -> str:
    """The day of the cell's report in words."""
    return in_words(cell.dated) if cell.dated else "date not stated"


def _line(place: int, row: Row) -> str:
    where = " · ".join(filter(None, (row.region, row.type)))
    cells, at = "", 0
    for cell, run in groupby(row.cells):
        span = len(list(run))
        cells += _cell(cell, f"{place}:{at}", span) if cell else _NO_GRADE * span
        at += span
    return (
        f'<tr><th scope="row">{escape(row.authority)}<span>{escape(where)}</span></th>{cells}</tr>'
    )


def _cell(cell: Cell, pick: str, span: int) -> str:
    """One judgement; one on two areas together spans both."""
    notes = [day(cell)]
    notes += ["both together"] if span > 1 else []
    notes += ["an earlier report"] if cell.older else []
    notes += [wording.BRIEFING.lower()] if cell.briefing else []
    class_ = f"level-{grade_words.level(cell.judgement)}{' older' if cell.older else ''}"
    return (
        f'<td colspan="{span}" class="{class_}"><button type="button" data-pick="{pick}"><b>'
        f"{escape(grade_words.words(cell.judgement))}</b>"
        f"<span>{escape(', '.join(notes))}</span></button></td>"
    )


def _coverage(comparison: Comparison) -> str:
    cells = "".join(
        f"<td>{graded} of {held}</td>"
        for graded, held in map(comparison.coverage, comparison.areas)
    )
    return f'<tr><th scope="row">Councils held with this grade</th>{cells}</tr>'
