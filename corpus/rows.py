"""A table row as one line of text, the same from every reader."""

from __future__ import annotations

from collections.abc import Sequence


def row_text(cells: Sequence[str], heads: Sequence[str] = ()) -> str:
    """ "first: second", or "first: head: second; head: third" where the columns have heads."""
    first, rest = cells[0].strip(), [cell.strip() for cell in cells[1:]]
    if len(rest) > 1 and len(heads) == len(cells):
        named = zip(heads[1:], rest, strict=True)
        rest = [f"{head}: {cell}" if head and cell else cell for head, cell in named]
    values = "; ".join(filter(None, rest))
    joint = " " if not first or not values or first.endswith((":", "?", ".")) else ": "
    return f"{first}{joint}{values}".strip()
