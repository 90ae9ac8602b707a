"""Where sentences stand on a page: a box for each of their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from corpus.model import Sentence
from corpus.pdf_find import Letters, PageText, Span, find

_SMALLER = 0.85  # of the height of the letter before it: a digit set as a footnote mark
_SAME_LINE = 0.5  # share of the lower of two boxes by which they must overlap in height
_INSET = 0.6  # points taken off a box's sides, so that letters that only touch it stay out

Sides = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Box:
    """A line, or part of one, in points from the lower left corner of the page.

    `text` is what the file has within it.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    text: str


def boxes(
    document: Any, page: int, sentences: Sequence[Sentence], around: Sequence[Sentence]
) -> tuple[list[Box], list[Sentence]]:
    """The boxes of `sentences` on `page` (1-based), and those of them that were not found there.

    `document` is an open pypdfium2.PdfDocument, whose lock the caller holds.
    """
    wanted = [s for s in sentences if s.page is not None and page - 1 <= s.page <= page]
    if not wanted:
        return [], []
    text_of = cache(partial(_text, document))
    found: list[Box] = []
    missing = []
    with closing(document[page - 1]) as loaded, closing(loaded.get_textpage()) as text:
        for sentence in wanted:
            if place := find(sentence, page, text_of, around):
                found += _lines(text, *place)
            elif sentence.page == page:
                missing.append(sentence)
    return found, missing


def _text(document: Any, page: int) -> PageText | None:
    """The characters of `page`; None where there is no such page."""
    from pypdfium2 import raw

    if not 1 <= page <= len(document):
        return None
    with closing(document[page - 1]) as loaded, closing(loaded.get_textpage()) as text:
        codes = [raw.FPDFText_GetUnicode(text, i) for i in range(text.count_chars())]
        characters = "".join(map(chr, codes))
        return PageText(characters, frozenset(_small(characters, text.get_charbox)))


def _small(characters: str, box: Callable[..., Sides]) -> Iterator[int]:
    """The places of digits set smaller than the character before them."""
    beside = 0  # the place of that character
    for place, character in enumerate(characters):
        if character.isspace():
            continue
        if character.isdigit() and place and _height(box, place) <= _SMALLER * _height(box, beside):
            yield place
        else:
            beside = place


def _height(box: Callable[..., Sides], place: int) -> float:
    _, bottom, _, top = box(place, loose=True)
    return top - bottom


def _lines(text: Any, on: Letters, span: Span) -> list[Box]:
    """The characters of a span, line by line, parted also where a footnote mark is left out."""
    lines: list[Sides] = []
    last = None
    for place in range(*on.places_of(span)):
        if place in on.skipped:
            last = None
        elif not on.characters[place].isspace():
            sides = text.get_charbox(place, loose=True)
            if last and _follows(last, sides):
                lines[-1] = _around(lines[-1], sides)
            else:
                lines.append(sides)
            last = sides
    return [Box(*line, text.get_text_bounded(*_inset(line))) for line in lines]


def _follows(last: Sides, sides: Sides) -> bool:
    """Whether a character stands on the line of the one before it, to its right."""
    shared = min(last[3], sides[3]) - max(last[1], sides[1])
    height = min(last[3] - last[1], sides[3] - sides[1])
    return shared >= _SAME_LINE * height and sides[2] > last[0]


def _around(one: Sides, other: Sides) -> Sides:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _inset(line: Sides) -> Sides:
    left, bottom, right, top = line
    inset = min(_INSET, (right - left) / 4)
    return left + inset, bottom + inset, right - inset, top - inset
