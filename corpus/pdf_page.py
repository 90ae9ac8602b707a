"""What pdfium knows of one page: its text in styled runs, and its structure tree."""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

# pdfium is not thread safe: whoever calls it, here or elsewhere, holds this.
PDFIUM_LOCK = threading.Lock()

EDGE = 0.12  # share of the height, above and below, where running heads and feet stand
# A font is bold by its name or its weight (CSS scale: 400 regular, 700 bold).
_BOLD_NAME = re.compile(r"bold|black|heavy", re.I)
_ITALIC_NAME = re.compile(r"italic|oblique", re.I)
_BOLD_WEIGHT = 600
_WIDE_GAP = 2.2  # of the size, between two words of a text object
_THIN = 3.0  # points: a bar no thicker is a rule
_MOST_OBJECTS = 20_000  # of a page looked at for rules; a map or chart has more
_MAX_DEPTH = 60  # of the structure tree; real ones reach about 15
_HYPHEN_AT_LINE_END = "\x02"  # what pdfium gives for it


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one text object: one style, one line, one marked-content id.

    `text` may end in a newline, where the line ends. `size` is in points on the page; `x0`,
    `x1` and the baseline `y` are in points from the lower left corner. `mark` is the
    marked-content id, -1 where the text belongs to no part of the structure tree.
    """

    text: str
    size: float
    bold: bool
    italic: bool
    x0: float
    x1: float
    y: float
    mark: int


@dataclass(slots=True)
class Node:
    """An element of the structure tree: `kind` is its standard tag, `children` its elements
    and marked-content ids in logical order."""

    kind: str
    children: list[Node | int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line or thin bar, in points from the lower left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """`number` is 1-based; `width` and `height` are in points. `rules` are collected only where
    there is no structure tree: a table's rules then tell its cells."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    tree: Node
    rules: tuple[Rule, ...] = ()


def load_page(document: Any, number: int) -> Page:
    """Page `number` (1-based) of an open pdfium document. The caller holds the lock.

    Raises ValueError where pdfium cannot load it.
    """
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        raise ValueError(f"page {number} cannot be read")
    text = pdfium.FPDFText_LoadPage(page)
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    try:
        root = _tree(pdfium, tree) if tree else Node("Document")
        tagged = bool(root.children)
        return Page(
            number,
            pdfium.FPDF_GetPageWidthF(page),
            pdfium.FPDF_GetPageHeightF(page),
            tuple(_runs(pdfium, text, not tagged)) if text else (),
            root,
            () if tagged else tuple(_rules(pdfium, page)),
        )
    finally:
        if tree:
            pdfium.FPDF_StructTree_Close(tree)
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def _runs(pdfium: Any, text: Any, parted: bool) -> Iterator[Run]:
    """The runs in content order. pdfium makes up spaces and line ends between text objects:
    they go to the run before them, so that joining runs gives running text. Where `parted`, a
    wide gap within a text object, as between the cells of a row, parts it too."""
    object_of, code_of = pdfium.FPDFText_GetTextObject, pdfium.FPDFText_GetUnicode
    address_of = ctypes.addressof
    styles: dict[int, Run] = {}
    run: Run | None = None
    current, inked = 0, 0
    letters: list[str] = []
    for index in range(pdfium.FPDFText_CountChars(text)):
        pointer = object_of(text, index)
        code = code_of(text, index)
        letter = chr(code) if code else ""
        if pointer and (address := address_of(pointer.contents)) != current:
            if letters and run:
                yield replace(run, text="".join(letters))
            if address not in styles:
                styles[address] = _style(pdfium, pointer)
            current, letters, run = address, [], styles[address]
        elif parted and run and letters and letters[-1].isspace() and not letter.isspace():
            left, right = _side(pdfium, text, index, 0), _side(pdfium, text, inked, 1)
            if left - right > _WIDE_GAP * run.size:
                yield replace(run, text="".join(letters), x1=right)
                letters, run = [], replace(run, x0=left)
        letters.append("-\n" if letter == _HYPHEN_AT_LINE_END else letter)
        if parted and not letter.isspace():
            inked = index
    if letters and run:
        yield replace(run, text="".join(letters))


def _side(pdfium: Any, text: Any, index: int, side: int) -> float:
    """The left (0) or right (1) edge of a character."""
    sides = [ctypes.c_double() for _ in range(4)]
    pdfium.FPDFText_GetCharBox(text, index, *sides)
    return float(sides[side].value)


def _style(pdfium: Any, item: Any) -> Run:
    """A text object as a run still without its text."""
    size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    pdfium.FPDFTextObj_GetFontSize(item, size)
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    x0, _, x1, _ = _box(pdfium, item)
    font = pdfium.FPDFTextObj_GetFont(item)
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, name, 128)
    called = name.value.decode("latin-1")
    bold = bool(_BOLD_NAME.search(called)) or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
    sheared = abs(matrix.c) > 0.1 * abs(matrix.d) and abs(matrix.b) < 0.01
    # The font's size is before the text matrix, which may scale it.
    scale = (matrix.c**2 + matrix.d**2) ** 0.5 if not sheared else abs(matrix.d)
    return Run(
        "",
        max(0.1, round(size.value * scale, 1)),  # a broken matrix may scale text to nothing
        bold,
        sheared or bool(_ITALIC_NAME.search(called)),
        x0,
        x1,
        matrix.f,
        pdfium.FPDFPageObj_GetMarkedContentID(item),
    )


def _rules(pdfium: Any, page: Any) -> Iterator[Rule]:
    """The thin bars and frames of a page, a frame as its four sides."""
    for index in range(min(_MOST_OBJECTS, pdfium.FPDFPage_CountObjects(page))):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        x0, y0, x1, y1 = _box(pdfium, item)
        if min(x1 - x0, y1 - y0) <= _THIN:
            yield Rule(x0, y0, x1, y1)
        elif _is_drawn(pdfium, item):
            yield from (Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1))
            yield from (Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1))


def _is_drawn(pdfium: Any, item: Any) -> bool:
    """Has the shape an outline? Without one it is a background, often white behind a line."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(item, fill, stroke) and stroke.value)


def _box(pdfium: Any, item: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right, top."""
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _tree(pdfium: Any, tree: Any) -> Node:
    root = Node("Document")
    for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        if child := pdfium.FPDF_StructTree_GetChildAtIndex(tree, index):
            root.children.append(_node(pdfium, child, 1))
    return root


def _node(pdfium: Any, element: Any, depth: int) -> Node:
    name = ctypes.create_string_buffer(128)
    length = pdfium.FPDF_StructElement_GetType(element, name, 128)
    node = Node(name.raw[: max(0, length - 2)].decode("utf-16-le", "replace"))
    if depth > _MAX_DEPTH:
        return node
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if mark >= 0:
            node.children.append(mark)
        elif child := pdfium.FPDF_StructElement_GetChildAtIndex(element, index):
            node.children.append(_node(pdfium, child, depth + 1))
    return node
