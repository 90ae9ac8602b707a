"""What a text carries besides its own lines: running heads, contents, the publisher's imprint."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from corpus.frameworks import standard_level
from corpus.text_lines import ALONE, Line, Paragraph

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.I)
_PAGE = re.compile(r"page\s+\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\d{1,3}\s*(?:of|/)\s*\d{1,3}", re.I)
_CONTENTS_LINE = re.compile(r"\S.*?[\s.…]{3,}\d{1,3}")
_CONTENTS = re.compile(r"(?:table of )?contents(?: page)?", re.I)
_IMPRINT = re.compile(
    r"crown copyright|©|^(?:any )?complaints? about the inspection|making complaints?"
    r"|^the office for standards in education|regulates and inspects"
    r"|copy of this (?:document|report)|(?:large print|braille)|may (?:be )?re-?use"
    r"|open government licence|^interested in our work|newsletter|^no\. \d{6}$"
    r"|^(?:t|telephone|textphone|tel|e|email|w|website|fax)\s*:"
    r"|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}$",
    re.I,
)
_ADDRESS_LENGTH = 60  # characters of a line of an address
_LINE_LENGTH = 200  # characters
_OFTEN = 3  # times that a running head comes back
_MOSTLY = 0.6  # share of its appearances that are at a page's edge
_EDGE = 3  # lines


def without_furniture(lines: list[Line]) -> list[Line]:
    """`lines` without running heads and feet, page counts, web addresses and tables of contents."""
    edges = _edges(lines)
    total = Counter(_head(line) for line in lines)
    at_edges = Counter(_head(lines[at]) for at in edges if not ALONE.fullmatch(lines[at].text))
    running = {
        text
        for text, count in at_edges.items()
        if count >= max(_OFTEN, _MOSTLY * total[text])
        and standard_level(text, []) is None
        and not text.endswith(".")
    }
    contents = _contents(lines)
    kept: list[Line] = []
    new_page = False
    for at, line in enumerate(lines):
        new_page = new_page or line.new_page
        if (
            at in contents
            or (at in edges and _head(line) in running)
            or line.text.startswith("©")
            or _ADDRESS.fullmatch(line.text)
            or _PAGE.fullmatch(line.text)
            or (len(line.text) < _LINE_LENGTH and _CONTENTS_LINE.fullmatch(line.text))
        ):
            continue
        kept.append(replace(line, new_page=new_page))
        new_page = False
    return kept


def _head(line: Line) -> str:
    """`line` as a running head: without its page number."""
    return re.sub(r"\s+\d{1,3}$|^\d{1,3}\s+", "", line.text)


def _contents(lines: list[Line]) -> set[int]:
    """The lines of a table of contents: its heading and all to the last page number."""
    start = next((at for at, line in enumerate(lines) if _CONTENTS.fullmatch(line.text)), None)
    if start is None:
        return set()
    last = start
    seen: set[str] = set()
    for at in range(start + 1, len(lines)):
        entry = _head(lines[at])
        if re.search(r"(?:^|[\s.…])\d{1,3}$", lines[at].text):
            last = at
        elif entry in seen:
            break  # the first heading of the text itself
        seen.add(entry)
        if at - last > 2:
            break
    return set(range(start, last + 1))


def _edges(lines: list[Line]) -> set[int]:
    """The lines near a page's end, told by a form feed, a wide gap or a run of page numbers."""
    breaks = [at for at, line in enumerate(lines) if line.new_page]
    last = 0
    for at, line in enumerate(lines):
        if line.text.isdigit() and int(line.text) in (last + 1, last + 2):
            last = int(line.text)
            breaks.append(at)
    near = range(-_EDGE, _EDGE + 1)
    return {at + by for at in breaks for by in near if 0 <= at + by < len(lines)}


def without_imprint(found: list[Paragraph]) -> list[Paragraph]:
    """`found` without the publisher's own lines, and the address among those at the end."""
    end = len(found)
    marks = 0
    while end:
        text = found[end - 1].text
        imprint = bool(_IMPRINT.search(text))
        if not imprint and (len(text) > _ADDRESS_LENGTH or text.endswith((".", ":"))):
            break
        marks += imprint
        end -= 1
    kept = found[:end] if marks >= 2 else found
    return [one for one in kept if not _IMPRINT.search(one.text)]
