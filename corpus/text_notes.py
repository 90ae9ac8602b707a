"""Footnotes in plain text: out of the running text, and after the text that calls them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.text_headings import Part
from corpus.text_lines import Layout, Line, Paragraph

# A mark glued to a word, a stop, a number with its thousands, or a percentage; not "type2".
_COUNTED = (
    "age band grade group level page part phase section stage step table tier type"  # noqa: SIM905
    " wave year ovid".split()
)
GLUED = re.compile(
    r"(?:(?<=[a-z]{3})|(?<=[a-z][.?!,])|(?<=\d,\d{3})|(?<=\d%))"
    + "".join(f"(?<!{word})" for word in _COUNTED)
    + r"(\d{1,2})(?=[\s.,;:)?]|$)"
)
_NUMBER = re.compile(r"\d{1,3}")
_NUMBERED = re.compile(r"(\d{1,2})\s+(?=[A-Z‘“])")
_ENDNOTE = re.compile(r"[\ufffd*†‡]\s*(?=\S)")
_LONGEST = 6  # lines


def split_notes(lines: list[Line], set_as: Layout) -> tuple[list[Line], list[Paragraph]]:
    """`lines` without page numbers and numbered footnotes, and the footnotes.

    A number alone on a line is a footnote's where the text has it glued to a word; its text
    stands after it, or before it at the foot of the page. Other such numbers are the pages'.
    """
    called: set[str] = set()
    kept: list[Line] = []
    notes: list[Paragraph] = []
    taken = 0  # lines up to which all belong to a note already
    for at, line in enumerate(lines):
        if at < taken:
            continue
        number = line.text if _NUMBER.fullmatch(line.text) else ""
        numbered = _NUMBERED.match(line.text)
        if number in called or (numbered and numbered[1] in called):
            below = bool(number) and line.gap <= set_as.spacing  # the number is under its note
            text, taken = ([], at) if below else _after(lines, at, set_as)
            if below:
                text = _before(kept, set_as)
            elif numbered and text:
                number = numbered[1]
                text[0] = _cut(text[0], numbered.end())
            if text:
                notes.append(Paragraph(text, note=number))
                called.discard(number)
                continue
        if not number:
            kept.append(line)
            called.update(GLUED.findall(line.text))
    return kept, notes


def _after(lines: list[Line], at: int, set_as: Layout) -> tuple[list[Line], int]:
    """The lines of a note whose number opens at `at`, and where they end; none at a page's end."""
    start = at if _NUMBERED.match(lines[at].text) else at + 1
    end = start
    while end < len(lines) and end - start <= _LONGEST:
        line = lines[end]
        apart = line.gap > set_as.spacing or bool(_NUMBER.fullmatch(line.text))
        if line.new_page or line.indented or (end > start and apart):
            break
        end += 1
    text = lines[start:end]
    if not text or len(text) > _LONGEST or not text[-1].text.endswith((".", ")")):
        return [], at
    return text, end


def _before(kept: list[Line], set_as: Layout) -> list[Line]:
    """Takes the last lines of `kept` that a gap sets off: a note with its number below it."""
    for back in range(1, min(_LONGEST, len(kept)) + 1):
        if kept[-back].gap > set_as.spacing:
            text = kept[-back:]
            del kept[-back:]
            return text
    return []


def _cut(line: Line, start: int) -> Line:
    return Line(line.text[start:], line.gap, line.indented, line.new_page)


def split_endnotes(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """`paragraphs` without the notes at their end whose marks are lost, and these notes."""
    end = len(paragraphs)
    while end and _ENDNOTE.match(paragraphs[end - 1].text):
        end -= 1
    notes = [
        Paragraph([_cut(one.lines[0], _mark(one)), *one.lines[1:]], note="*")
        for one in paragraphs[end:]
    ]
    return list(paragraphs[:end]), notes


def place_notes(
    paragraphs: Sequence[Paragraph],
    parts: Sequence[Part],
    notes: Sequence[Paragraph],
    set_as: Layout,
) -> tuple[list[Paragraph], list[Part]]:
    """`paragraphs` with each note after the paragraph, or the whole list, that calls it.

    Endnotes without marks are told from the breaks that their marks left in the text, where
    there are as many breaks as such notes; else they stay at the end.
    """
    last = len(paragraphs) - 1
    breaks = (
        [] if set_as.wrapped else [at for at, one in enumerate(paragraphs) for _ in one.lines[1:]]
    )
    endnotes = [note for note in notes if note.note == "*"]
    places = breaks if len(breaks) == len(endnotes) else [last] * len(endnotes)
    called = list(zip(places, endnotes, strict=True))
    called += [(_caller(paragraphs, note.note), note) for note in notes if note.note != "*"]
    placed: list[Paragraph] = []
    placed_parts: list[Part] = []
    waiting: list[Paragraph] = []
    for at, (one, part) in enumerate(zip(paragraphs, parts, strict=True)):
        placed.append(one)
        placed_parts.append(part)
        waiting += [note for place, note in called if place == at]
        following = paragraphs[at + 1] if at < last and parts[at + 1] == "text" else None
        if not (following and (following.bullet or following.label)):
            placed += waiting
            placed_parts += ["text"] * len(waiting)
            waiting = []
    return placed, placed_parts


def _mark(endnote: Paragraph) -> int:
    match = _ENDNOTE.match(endnote.lines[0].text)
    return match.end() if match else 0


def _caller(text: Sequence[Paragraph], number: str) -> int:
    calls = (at for at, one in enumerate(text) if number in GLUED.findall(one.text))
    return next(calls, len(text) - 1)
