"""What a page carries besides its text: running heads and feet, contents, the imprint."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from corpus.pdf_draft import Draft
from corpus.pdf_page import EDGE

_OFTEN = 3  # pages on which a line must come back to be a running head
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|[ivxl]{1,6}", re.I)
_CONTENTS = re.compile(r"(?:table of )?contents(?: page)?", re.I)
_CONTENTS_LINE = re.compile(r"\S.*?[\s.…·]*(?<!\d)\d{1,3}\s*$", re.S)
_IMPRINT = re.compile(
    r"crown copyright|may (?:be )?re-?use|reproduced in whole or in part|open government licence"
    r"|copy of this (?:document|report)|copies of this report|complaints about the inspection"
    r"|regulates and inspects",
    re.I,
)
_IMPRINT_LINE = re.compile(
    r"©|large print|braille|newsletter|email alerts|copy (?:all|any) or parts of this"
    r"|(?:report|publication|document) is available (?:at|on|from)"
    r"|^(?:t|telephone|textphone|tel|e|email|w|website|fax)\s*:"
    r"|publication code|(?:www\.|https?://)\S+$",
    re.I,
)
_LONGEST_LINE = 300  # characters; more is a paragraph that happens to use such a word
_MOSTLY = 0.4  # share of imprint lines from which a page counts as one
_ADDRESS = 60  # characters of a line of an address


def without_furniture(drafts: list[Draft], heights: dict[int, float]) -> list[Draft]:
    """`drafts` without page numbers, running heads and feet, contents and closing imprint.

    `heights` are the pages' heights in points.
    """
    kept = _without_running(drafts, heights)
    kept = _without_contents(kept)
    return _without_imprint(kept, len(heights))


def _without_running(drafts: list[Draft], heights: dict[int, float]) -> list[Draft]:
    body = max((made.style[0] for made in drafts if len(made.text) > _LONGEST_LINE), default=12.0)
    pages: defaultdict[str, set[int]] = defaultdict(set)
    edge: list[str] = []
    for made in drafts:
        height = heights.get(made.page) or 1.0
        outer = made.top > (1 - EDGE) * height or made.bottom < EDGE * height
        text = " ".join(made.text.split()).lower()
        if not outer or len(text) > _LONGEST_LINE:
            text = ""
        elif made.style[0] <= body:  # larger lines that differ by a number are headings
            text = re.sub(r"\d+", "0", text)
        edge.append(text)
        if text:
            pages[text].add(made.page)
    often = {text for text, on in pages.items() if len(on) >= _OFTEN}
    return [
        made
        for made, text in zip(drafts, edge, strict=True)
        if not text or (text not in often and not _PAGE_NUMBER.fullmatch(text))
    ]


def _without_contents(drafts: list[Draft]) -> list[Draft]:
    """Drop a heading "Contents" and the lines after it that end in a page number."""
    kept: list[Draft] = []
    inside = False
    for index, made in enumerate(drafts):
        text = " ".join(made.text.split())
        if _CONTENTS.fullmatch(text):
            inside = True
            continue
        if inside:
            later = drafts[index + 1 : index + 3]
            if _CONTENTS_LINE.fullmatch(text) or (
                made.kind != "heading"
                and any(_CONTENTS_LINE.fullmatch(other.text.strip()) for other in later)
            ):
                continue
            inside = False
        kept.append(made)
    return kept


def _without_imprint(drafts: list[Draft], pages: int) -> list[Draft]:
    """Drop the publisher's own lines at the very end, and those of a page that is mostly such."""
    by_page = Counter(made.page for made in drafts if made.page > 1)
    imprints = Counter(made.page for made in drafts if _names_publisher(made))
    own = {page for page in by_page if imprints[page] >= max(2, _MOSTLY * by_page[page])}
    kept = [made for made in drafts if made.page not in own or not _is_imprint(made)]
    end = len(kept)
    while end and kept[end - 1].page >= pages - 1 and _is_imprint(kept[end - 1]):
        end -= 1
    closing = sum(map(_names_publisher, kept[end:]))
    return kept[:end] if closing >= (1 if own else 2) else kept


def _is_imprint(made: Draft) -> bool:
    if _names_publisher(made):
        return True
    text = " ".join(made.text.split())
    return made.kind == "paragraph" and len(text) < _ADDRESS and not text.endswith((".", ":"))


def _names_publisher(made: Draft) -> bool:
    if made.kind == "heading" or made.label:
        return False
    short = len(made.text) <= _LONGEST_LINE
    return bool(_IMPRINT.search(made.text) or (short and _IMPRINT_LINE.search(made.text.strip())))
