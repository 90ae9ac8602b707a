"""Tables of pages without tags: text between drawn rules, cell by cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from corpus.pdf_page import Page, Rule, Run

_SLACK = 3.0  # points by which a rule may miss the corner it means
_SHORTEST = 8.0  # points of a rule; shorter ones underline or tick


@dataclass(frozen=True, slots=True)
class _Grid:
    upright: tuple[Rule, ...]
    level: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows from the top, cells from the left, the runs of each in their order."""

    rows: list[list[list[Run]]]


def ruled(page: Page) -> list[list[Run] | Table]:
    """The page's runs in order, parted into stretches of text and tables. A run is in a table
    where rules stand on all four sides of it."""
    grid = _Grid(
        tuple(rule for rule in page.rules if rule.y1 - rule.y0 >= _SHORTEST),
        tuple(rule for rule in page.rules if rule.x1 - rule.x0 >= _SHORTEST),
    )
    found: list[list[Run] | Table] = []
    text: list[Run] = []
    cells: dict[tuple[float, float], list[Run]] = defaultdict(list)
    for run in page.runs:
        cell = _cell(run, grid)
        if cell is None and run.text.strip():
            if cells:
                found.append(_table(cells))
                cells = defaultdict(list)
            text.append(run)
        elif cell is not None:
            if text:
                found.append(text)
                text = []
            cells[cell].append(run)
    return found + ([text] if text else []) + ([_table(cells)] if cells else [])


def _cell(run: Run, grid: _Grid) -> tuple[float, float] | None:
    """Top and left edge of the cell around a run, None outside tables."""
    middle = run.y + run.size / 3
    beside = [rule for rule in grid.upright if rule.y0 - _SLACK <= middle <= rule.y1 + _SLACK]
    left = [rule.x0 for rule in beside if rule.x0 <= run.x0 + _SLACK]
    right = [rule.x0 for rule in beside if rule.x0 >= run.x0 + _SLACK]
    over = [rule for rule in grid.level if rule.x0 - _SLACK <= run.x0 <= rule.x1 + _SLACK]
    above = [rule.y0 for rule in over if rule.y0 >= middle]
    below = [rule.y0 for rule in over if rule.y0 <= middle]
    if not (left and right and above and below):
        return None
    return round(min(above) / _SLACK), round(max(left) / _SLACK)


def _table(cells: dict[tuple[float, float], list[Run]]) -> Table:
    rows: defaultdict[float, dict[float, list[Run]]] = defaultdict(dict)
    for (top, left), runs in cells.items():
        near = next((other for other in rows if abs(other - top) <= 1), top)
        rows[near].setdefault(left, []).extend(runs)
    return Table(
        [[runs for _, runs in sorted(row.items())] for _, row in sorted(rows.items(), reverse=True)]
    )
