"""Table rows as blocks: boxes that only frame text are opened, rows keep their column heads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from corpus.pdf_draft import CHAPTER, Draft

_GRADES = r"(?:outstanding|good|requires? improvement(?: to be good)?|satisfactory|(?:in)?adequate)"
GRADE = re.compile(_GRADES + r"\.?", re.I)
ENDS_IN_GRADE = re.compile(rf"\b{_GRADES}\W*$", re.I)
_LONG = 300  # characters: a longer cell holds running text, so its row is a page layout


@dataclass(slots=True)
class Row:
    """`cells` hold their drafts in order; `head` says that the file marks it as a head row."""

    cells: list[list[Draft]] = field(default_factory=list)
    head: bool = False


def table_drafts(rows: list[Row], table: int) -> list[Draft]:
    """The drafts of a table, in reading order.

    A row of one filled cell is a frame: what stands in it is handed on as it is. A row of an
    area and its grade above a frame of text is that text's heading, and is kept as a row too.
    Every other row becomes one "row" draft.
    """
    filled = [[cell for cell in row.cells if cell] for row in rows]
    found: list[Draft] = []
    heads: list[str] = []
    graded = False  # the row before is one of a table of grades, so this one is no chapter
    for index, (row, cells) in enumerate(zip(rows, filled, strict=True)):
        if not cells:
            continue
        following = next((later for later in filled[index + 1 :] if later), [])
        if len(cells) == 1:
            found += cells[0]
        elif any(_is_layout(cell) for cell in cells):
            found += [made for cell in cells for made in cell]
        elif (
            len(cells) == 2
            and not graded
            and _is_chapter(cells, following, sum(map(bool, filled)) == 1)
        ):
            found += [_heading(cells[0]), _row(cells, [], table)]
        elif _heads_chapter(cells, filled[index + 1 :]):
            continue
        elif not heads and _is_head(row, cells, filled[index + 1 :]):
            heads = [_text(cell) for cell in row.cells]
            found.append(_row(cells, [], table))
        else:
            found.append(_row(row.cells if len(cells) > 2 else cells, heads, table))
        graded = len(cells) > 1 and _is_grade(cells[-1])
    for made in found:
        made.frame = table
    return found


def _is_layout(cell: list[Draft]) -> bool:
    return sum(len(made.text) for made in cell) > _LONG or any(
        made.tag or made.glyph for made in cell
    )


def _is_chapter(cells: list[list[Draft]], following: list[list[Draft]], only: bool) -> bool:
    alone = only and all(made.strong > 0.9 for cell in cells for made in cell)
    framed = len(following) == 1 and (
        len(following[0]) > 1 or len(_text(following[0])) > _LONG or following[0][0].strong > 0.9
    )
    return (framed or alone) and _is_grade(cells[1])


def _heads_chapter(cells: list[list[Draft]], rest: list[list[list[Draft]]]) -> bool:
    """Is this the head row ("Key judgement", "Judgement grade") over a chapter's row?"""
    later = [other for other in rest if other][:2]
    return (
        len(later) == 2
        and len(cells) == len(later[0]) == 2
        and not _is_grade(cells[-1])
        and _is_chapter(later[0], later[1], False)
    )


def _is_head(row: Row, cells: list[list[Draft]], rest: list[list[list[Draft]]]) -> bool:
    if row.head:
        return True
    later = next((other for other in rest if other), None)
    bold = all(made.strong > 0.9 for cell in cells for made in cell)
    return (
        bold
        and later is not None
        and not all(made.strong > 0.9 for cell in later for made in cell)
        and not _is_grade(cells[-1])
    )


def _is_grade(cell: list[Draft]) -> bool:
    return GRADE.fullmatch(_text(cell)) is not None


def _text(cell: list[Draft]) -> str:
    return " ".join(" ".join(made.text for made in cell).split())


def _heading(cell: list[Draft]) -> Draft:
    return replace(cell[0], kind="heading", text=_text(cell), tag=CHAPTER)


def _row(cells: list[list[Draft]], heads: list[str], table: int) -> Draft:
    """One row: "first: second", or "first: head: second; head: third" where there are more."""
    texts = [_labelled(cell) for cell in cells]
    first, rest = texts[0], texts[1:]
    if len(rest) > 1 and len(heads) == len(cells):
        rest = [
            f"{head}: {text}" if head else text
            for head, text in zip(heads[1:], rest, strict=True)
            if text
        ]
    values = "; ".join(text for text in rest if text)
    joint = " " if not first or first.endswith((":", "?", ".")) else ": "
    everything = [made for cell in cells for made in cell]
    return replace(
        everything[0],
        kind="row",
        text=f"{first}{joint}{values}".strip(),
        table=table,
        label="",
        tag=0,
        notes=[note for made in everything for note in made.notes],
        bottom=everything[-1].bottom,
    )


def _labelled(cell: list[Draft]) -> str:
    """A cell's text with its printed number, which the row keeps."""
    label = cell[0].label if cell else ""
    return f"{label}. {_text(cell)}" if label else _text(cell)
