"""Which paragraphs of a text are headings, told by their form and by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from corpus.authorities import find_authorities
from corpus.frameworks import standard_level
from corpus.text_lines import ALONE, KEYED, Paragraph, looks_like_heading

Part = Literal["heading", "area", "statement", "item", "contents", "text"]

_LONGEST = 22  # words
_MANY = 4  # headings in a row; more lines without a stop are a list of names
_COUNCIL_WORDS = re.compile(
    r"\b(?:london|royal|metropolitan|city|county|borough|district|council|of|the|local|authority)\b",
    re.I,
)
_NAME = re.compile(r"(?:[A-Z][a-z]{1,4}\.? )?[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){1,3}")
_ROLE = re.compile(
    r"\b(?:director|manager|holder|partner|officer|lead|leader|professional|worker|chair|head|cover"
    r"|member|inspector|practitioner|adviser|coordinator|commissioner)\b",
    re.I,
)
_STATED = re.compile(r"the graded judge?ment [^.]+\.", re.I)
_COLUMN = re.compile(r"judgements?|grades?|judgements? grades?|scores?|ratings?", re.I)
_GRADED = re.compile(
    r"\b(?:outstanding|good|requires improvement|inadequate|adequate|satisfactory)$", re.I
)
_APPENDIX = re.compile(r"(?:appendix|annex)\b.{0,5}", re.I)


def parts(paragraphs: Sequence[Paragraph]) -> list[Part]:
    """What each paragraph is.

    "area" is what the score or grade in the next paragraph is about (a row of a table of
    judgements), or a person whose role the next gives; "statement" is such a score, grade or
    role; "item" a line of a list that has no bullets; "contents" a heading named where its text
    is not, or a table's column head.
    """
    found: list[Part] = ["text"] * len(paragraphs)
    for start, end in _runs(paragraphs):
        _run(paragraphs, start, end, found)
    _contents(paragraphs, found)
    return found


def _candidate(paragraphs: Sequence[Paragraph], at: int) -> bool:
    paragraph = paragraphs[at]
    text = paragraph.text
    if paragraph.note or len(text.split()) > _LONGEST:
        return False
    if not looks_like_heading(text):
        return bool(_STATED.fullmatch(text))
    if ALONE.fullmatch(text) or KEYED.match(text) or (paragraph.label and _GRADED.search(text)):
        return False
    if paragraph.bullet:  # set in like a list item: the first line of a page may be, too
        return not paragraph.glyph and text[0].isupper() and not _in_list(paragraphs, at)
    return True


def _in_list(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Whether the item at `at` has a neighbour of its own form: a list without full stops."""
    near = [paragraphs[i] for i in (at - 1, at + 1) if 0 <= i < len(paragraphs)]
    return any(other.bullet and looks_like_heading(other.text) for other in near)


def _runs(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """The longest stretches of headings' forms, scores and grades: start and end (exclusive)."""
    start = None
    for at in range(len(paragraphs) + 1):
        inside = at < len(paragraphs) and (
            bool(ALONE.fullmatch(paragraphs[at].text)) or _candidate(paragraphs, at)
        )
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            yield start, at
            start = None


def _run(paragraphs: Sequence[Paragraph], start: int, end: int, found: list[Part]) -> None:
    for at in range(start, end):
        found[at] = "statement" if ALONE.fullmatch(paragraphs[at].text) else "heading"
    areas = [
        at
        for at in range(start, end - 1)
        if found[at] == "heading" and found[at + 1] == "statement"
    ]
    for at in areas:
        explained = at + 2 < end and found[at + 2] == "statement"  # a score, and what it means
        near = at + 2 in areas or at - 2 in areas
        if paragraphs[at].label or _is_council(paragraphs[at]) or (near and not explained):
            found[at] = "area"
    if any(part == "area" for part in found[start:end]):
        for at in range(start, end):
            if _COLUMN.fullmatch(paragraphs[at].text):
                found[at] = "contents"
    _labelled(paragraphs, start, end, found)
    _names(paragraphs, start, end, found)


def _is_council(paragraph: Paragraph) -> bool:
    """Whether the text is a council's name and no more: what a rating is of, not a heading."""
    mentions = find_authorities(paragraph.text)
    if len(mentions) != 1:
        return False
    rest = paragraph.text[: mentions[0].start] + paragraph.text[mentions[0].end :]
    return not _COUNCIL_WORDS.sub("", rest).strip()


def _labelled(paragraphs: Sequence[Paragraph], start: int, end: int, found: list[Part]) -> None:
    """Numbered lines one after another are a list; a numbered line over its text, a heading."""
    for at in range(start, end):
        if found[at] == "heading" and paragraphs[at].label:
            near = [paragraphs[i].label for i in (at - 1, at + 1) if 0 <= i < len(paragraphs)]
            deeper = at + 1 < len(paragraphs) and "." in paragraphs[at + 1].label
            if any(near) and not deeper:
                found[at] = "text"


def _names(paragraphs: Sequence[Paragraph], start: int, end: int, found: list[Part]) -> None:
    """In a long run only known headings, and the last where text follows, are headings."""
    headings = [at for at in range(start, end) if found[at] == "heading"]
    if len(headings) <= _MANY and end < len(paragraphs):
        return
    for at in headings:
        known = standard_level(paragraphs[at].text, []) is not None
        titled = at > start and bool(_APPENDIX.fullmatch(paragraphs[at - 1].text))
        last = at == end - 1 and end < len(paragraphs)
        if not (known or titled or last):
            found[at] = "item"
    for at in range(start, end - 1):  # a name, and below it what the person does
        items = found[at] == found[at + 1] == "item"
        who, role = paragraphs[at].text, paragraphs[at + 1].text
        if items and _NAME.fullmatch(who) and _ROLE.search(role):
            found[at], found[at + 1] = "area", "statement"


def _contents(paragraphs: Sequence[Paragraph], found: list[Part]) -> None:
    """A heading with its score elsewhere is, where it stands without one, a line of contents."""
    for at in range(1, len(paragraphs)):
        if found[at] == "statement" and found[at - 1] == "heading":
            _repeated(paragraphs, at, found)
    scored = {
        paragraph.text
        for at, paragraph in enumerate(paragraphs[:-1])
        if found[at] == "heading" and found[at + 1] == "statement"
    }
    for at, paragraph in enumerate(paragraphs):
        alone = at + 1 == len(paragraphs) or found[at + 1] not in ("statement", "contents")
        if found[at] == "heading" and alone and paragraph.text in scored:
            found[at] = "contents"


def _repeated(paragraphs: Sequence[Paragraph], end: int, found: list[Part]) -> None:
    """Contents between a heading and the score at `end` begin where that heading is repeated."""
    start = end
    while start and found[start - 1] == "heading":
        start -= 1
    seen: set[str] = set()
    for at in range(start, end - 1):  # repeated just above its score, it is the heading itself
        if paragraphs[at].text in seen:
            found[at:end] = ["contents"] * (end - at)
            return
        seen.add(paragraphs[at].text)
