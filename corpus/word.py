"""The Word reader: paragraph styles and tables, in document order."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.blocks import Block
from corpus.errors import UnreadableReport
from corpus.rows import row_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading ([1-9])", re.I)
# What python-docx, lxml and zipfile raise on damaged files; lxml's own errors are SyntaxErrors.
_MALFORMED = (KeyError, ValueError, SyntaxError, AttributeError, TypeError, IndexError)
_DAMAGED = (OSError, RecursionError, NotImplementedError, zipfile.BadZipFile, zlib.error)
_LONGEST_HEADING = 160  # characters: a longer "heading" is body text in a heading's style


def read_word(path: Path) -> tuple[list[Block], dict[str, str]]:
    """The blocks of a .docx file, and its title property as the field "title".

    Raises UnreadableReport where the file is damaged or has no text.
    """
    import docx
    from docx.opc.exceptions import OpcError

    try:
        document: Document = docx.Document(str(path))
        blocks = list(_blocks(document))
    except (OpcError, *_MALFORMED, *_DAMAGED) as error:
        raise UnreadableReport(path, "a truncated or damaged Word file") from error
    if not blocks:
        raise UnreadableReport(path, "a Word file without text")
    title = document.core_properties.title
    return blocks, {"title": title} if title else {}


def _blocks(document: Document) -> Iterator[Block]:
    from docx.table import Table

    group = 0
    in_list = False
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            group += 1
            in_list = False
            yield from _rows(item, group)
        elif text := " ".join(item.text.split()):
            block = _paragraph(item, text, group if in_list else group + 1)
            if block.kind == "bullet" and not in_list:
                group += 1
            in_list = block.kind == "bullet"
            yield block


def _paragraph(item: Paragraph, text: str, group: int) -> Block:
    style = (item.style.name if item.style else "") or ""
    pieces = ((text, None),)
    if (match := _HEADING.search(style)) and len(text) <= _LONGEST_HEADING:
        return Block("heading", pieces, level=int(match[1]) + 1)
    if style.lower() == "title":
        return Block("heading", pieces, level=1)
    properties = item._p.pPr
    if style.lower().startswith("list") or (
        properties is not None and properties.numPr is not None
    ):
        return Block("bullet", pieces, group=group)
    if all(run.bold for run in item.runs if run.text.strip()) and _looks_like_heading(text):
        return Block("heading", pieces, level=9)
    return Block("paragraph", pieces)


def _looks_like_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not text.endswith((".", ":", ";", ","))


def _rows(table: Table, group: int) -> Iterator[Block]:
    heads: list[str] = []
    for index, row in enumerate(table.rows):
        cells: list[str] = []
        for cell in row.cells:
            text = " ".join(cell.text.split())
            if text not in cells[-1:]:  # a merged cell is told once
                cells.append(text)
        if index == 0 and _is_head(row):
            heads = cells
        elif any(cells):
            yield Block("row", ((row_text(cells, heads), None),), group=group)


def _is_head(row: _Row) -> bool:
    """Whether a first row is of column heads: marked as such, or all in bold."""
    properties = row._tr.trPr
    if properties is not None and properties.findall(f"{_W}tblHeader"):
        return True
    runs = [run for cell in row.cells for part in cell.paragraphs for run in part.runs]
    inked = [run for run in runs if run.text.strip()]
    return bool(inked) and all(run.bold for run in inked)
