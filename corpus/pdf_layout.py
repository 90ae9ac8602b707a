"""A page without tags: lines, paragraphs, rows and notes by position, size and weight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.pdf_draft import Draft, DraftKind, draft
from corpus.pdf_page import Page, Run
from corpus.pdf_rules import Table, ruled
from corpus.pdf_tables import Row, table_drafts

_SAME_LINE = 0.6  # of the size: baselines nearer than this are one line, raised marks included
_CELL_GAP = 2.2  # of the size: a wider gap parts the cells of a row
_PARAGRAPH_GAP = 1.3  # of the page's usual line spacing
_SHORT_LINE = 0.8  # of the text's width: a line that ends sooner ends its paragraph
_LABEL = re.compile(r"\s*(?:[^\w\s(]|o|\(?(?:\d{1,3}(?:\.\d{1,2})*|[a-z]|[ivx]{1,5})[.)])\s*")
_STARTS_ITEM = re.compile(r"\s*(?:[\uf020-\uf0ff•◦▪■□●○◼➢✓]|\d{1,3}[.)]\s|\(?[a-z][.)]\s|[-–]\s)")


@dataclass(slots=True)
class _Line:
    """Runs on one baseline; `cells` parts them at wide gaps."""

    cells: list[list[Run]]
    runs: list[Run] = field(default_factory=list)

    @property
    def size(self) -> float:
        return max(run.size for run in self.runs)

    @property
    def bold(self) -> bool:
        strong = sum(len(run.text) for run in self.runs if run.bold)
        return strong > 0.8 * sum(len(run.text) for run in self.runs)

    @property
    def y(self) -> float:
        return max(self.runs, key=lambda run: run.size).y

    @property
    def x0(self) -> float:
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        return self.runs[-1].x1

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def layout_drafts(page: Page, first_table: int) -> list[Draft]:
    """The drafts of a page in the order of its content, which most makers keep to reading order.
    Tables are numbered from `first_table`."""
    lines = _lines(page.runs)
    if not lines:
        return []
    look = _look(page, lines)
    found: list[Draft] = []
    for stretch in ruled(page):
        if isinstance(stretch, Table):
            rows = [Row([_text(cell, look, first_table) for cell in row]) for row in stretch.rows]
            found += table_drafts(rows, first_table)
        else:
            found += _text(stretch, look, first_table)
        first_table = max([first_table - 1, *(made.table for made in found)]) + 1
    notes = [made for made in found if made.kind == "note"]
    return [made for made in found if made.kind != "note"] + notes


@dataclass(frozen=True, slots=True)
class _Look:
    """A page's usual text: its size, its line spacing as a multiple of that, its edges."""

    page: Page
    size: float
    spacing: float
    left: float
    right: float


def _look(page: Page, lines: list[_Line]) -> _Look:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0]
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    return _Look(page, size, _spacing(lines, size) / size, left, right)


def _text(runs: list[Run], look: _Look, table: int) -> list[Draft]:
    """The paragraphs, unruled tables and notes of a stretch of text."""
    found: list[Draft] = []
    number = look.page.number
    for block in _paragraphs(_lines(runs), look):
        if any(len(line.cells) > 1 for line in block):
            found += table_drafts(_rows(block, number), table)
            table += 1
            continue
        inside = [run for line in block for run in line.runs]
        kind: DraftKind = "note" if _is_note(block, look, found) else "paragraph"
        if made := draft(kind, number, inside):
            found.append(made)
    return found


def _is_note(block: list[_Line], look: _Look, before: list[Draft]) -> bool:
    """Small print low on the page that starts with a raised mark, or follows such print."""
    small = block[-1].size < 0.9 * look.size and block[0].y < look.page.height / 2
    first = block[0].runs[0]
    marked = first.size < 0.8 * block[-1].size
    return small and (marked or bool(before and before[-1].kind == "note"))


def _lines(runs: Iterable[Run]) -> list[_Line]:
    found: list[_Line] = []
    for run in runs:
        if not run.text.strip():
            continue
        line = found[-1] if found else None
        last = line.runs[-1] if line else None
        if line is None or last is None or not _follows(last, line, run):
            found.append(_Line([[run]], [run]))
            continue
        gap = run.x0 - last.x1
        label = len(line.cells) == 1 and _LABEL.fullmatch(line.text)
        if gap > _CELL_GAP * line.size and not label:
            line.cells.append([])
        line.cells[-1].append(run)
        line.runs.append(run)
    return found


def _follows(last: Run, line: _Line, run: Run) -> bool:
    same = abs(run.y - line.y) < _SAME_LINE * max(run.size, line.size)
    return same and run.x0 >= last.x1 - line.size


def _spacing(lines: list[_Line], usual: float) -> float:
    gaps = Counter(
        round(above.y - below.y, 1)
        for above, below in pairwise(lines)
        if above.size == below.size == usual and 0 < above.y - below.y < 2.5 * usual
    )
    return gaps.most_common(1)[0][0] if gaps else 1.2 * usual


def _paragraphs(lines: list[_Line], look: _Look) -> list[list[_Line]]:
    found: list[list[_Line]] = []
    for line in lines:
        above = found[-1][-1] if found else None
        if above is None or not _carries_on(found[-1], line, look):
            found.append([line])
        else:
            found[-1].append(line)
    return found


def _carries_on(block: list[_Line], line: _Line, look: _Look) -> bool:
    above = block[-1]
    gap = _PARAGRAPH_GAP * look.spacing * max(line.size, above.size)
    if not 0 < above.y - line.y <= gap:
        return False
    if any(len(other.cells) > 1 for other in block):
        return len(line.cells) > 1 or line.x0 > block[0].x0 - 2
    if len(line.cells) > 1 or _STARTS_ITEM.match(line.text):
        return False
    if above.size != line.size or above.bold != line.bold:
        return above.bold == line.bold and abs(above.size - line.size) < 1
    ended = above.text.rstrip().endswith((".", "!", "?", ":"))
    return not (ended and above.x1 < look.left + _SHORT_LINE * (look.right - look.left))


def _rows(block: list[_Line], page: int) -> list[Row]:
    """Lines with several cells are rows; a line between continues the cell it stands under."""
    rows: list[list[list[Run]]] = []
    for line in block:
        if len(line.cells) > 1 or not rows:
            rows.append([list(cell) for cell in line.cells])
            continue
        under = [cell for cell in rows[-1] if cell[0].x0 <= line.x0 + 2]
        (under or rows[-1])[-1].extend(line.runs)
    return [
        Row([[made] if (made := draft("paragraph", page, cell)) else [] for cell in row])
        for row in rows
    ]
