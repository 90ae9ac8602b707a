"""A block in the making: what stands on one page, with the look that later steps judge it by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from corpus.pdf_page import Run

DraftKind = Literal["heading", "paragraph", "bullet", "row", "note"]
CHAPTER = -1  # the tag of a heading over a framed text: one level above what stands in it
Style = tuple[float, bool, bool]  # size in points to the half, bold, italic

_MARK = re.compile(r"[\s,]*\d{1,3}(?:[\s,]+\d{1,3})*[\s,]*")
_SUPERSCRIPT = re.compile(r"(?<=[^\s\d])[¹²³⁰⁴-⁹]+")
_SMALL = 0.8  # a footnote mark is printed at two thirds of the text's size, or less
_RAISED = 1.0  # points above the baseline, at least
# Typographic bullets, and the private-use codes of Symbol and Wingdings.
_GLYPH = re.compile(r"\s*(?:[\uf020-\uf0ff•◦‣▪▫■□●○◼◾⚫➢➤✓✔\u00b7]|[-–—](?=\s)|o(?=\s+[A-Z]))\s*")
_NUMBER = re.compile(r"\s*(?:(\d{1,3})[.)](?=\s*[^\s\d])|\(?([a-z]|[ivx]{1,5})[.)]\s)\s*")
_NOTE_MARK = re.compile(r"\s*(\d{1,3})\s+(?=\D)")
_ONLY_LABEL = re.compile(r"\s*\(?\d{1,3}[.)]\s*")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_LINE_BROKEN_WORD = re.compile(r"(\w+)-\s*\n\s*(\w+)")
_SOFT_HYPHEN = re.compile("\u00ad\\s*")


@dataclass(slots=True)
class Draft:
    """`text` still holds its line ends. `tag` is the heading level the file gives, 0 for none.

    `notes` are the footnote marks taken off the text; a note's own mark is its `label`.
    `prefix` is the label as printed, `item` says that a bullet or number stood before the text,
    `glyph` that it was a bullet; an `unmarked` item is known by what stands around it.
    `table` numbers the table a row belongs to, `frame` the one that anything stands in, 0 for
    none; `indent` is the left edge in points,
    `top` and `bottom` the first and last baseline.
    """

    kind: DraftKind
    page: int
    text: str
    style: Style
    indent: float
    top: float
    bottom: float
    tag: int = 0
    label: str = ""
    prefix: str = ""
    item: bool = False
    glyph: bool = False
    unmarked: bool = False
    notes: list[str] = field(default_factory=list)
    table: int = 0
    frame: int = 0
    strong: float = 0.0  # the share of letters in bold


def draft(kind: DraftKind, page: int, runs: Sequence[Run], tag: int = 0) -> Draft | None:
    """`runs` as one draft, its footnote marks, bullet glyph and number apart; None if blank."""
    inked = [run for run in runs if run.text.strip()]
    if not inked:
        return None
    style = _style(inked)
    text, notes = _printed(runs, style[0])
    made = Draft(kind, page, text, style, inked[0].x0, inked[0].y, inked[-1].y, tag)
    made.notes = notes
    made.strong = _bold_share(inked)
    if kind == "note":
        _take_note_mark(made)
    elif kind != "heading":
        take_label(made)
    elif _GLYPH.match(text):  # a list item in the style of a heading
        made.kind, made.tag = "bullet", 0
        take_label(made)
    blank = not any(letter.isalnum() for letter in made.text) or _ONLY_LABEL.fullmatch(made.text)
    return None if blank else made


def _style(runs: Iterable[Run]) -> Style:
    weights: Counter[Style] = Counter()
    for run in runs:
        weights[round(run.size * 2) / 2, run.bold, run.italic] += len(run.text.strip())
    return weights.most_common(1)[0][0]


def _bold_share(runs: Sequence[Run]) -> float:
    letters = [(sum(map(str.isalnum, run.text)), run.bold) for run in runs]
    return sum(n for n, bold in letters if bold) / max(1, sum(n for n, _ in letters))


def _printed(runs: Sequence[Run], size: float) -> tuple[str, list[str]]:
    """The text of `runs` without footnote marks, and the marks: small raised numbers."""
    parts: list[str] = []
    notes: list[str] = []
    baseline = None
    for index, run in enumerate(runs):
        small = run.size <= _SMALL * size
        if small and _MARK.fullmatch(run.text):
            beside = baseline if baseline is not None else _next_baseline(runs[index + 1 :], size)
            if beside is None or run.y >= beside + _RAISED or run.y >= beside - size:
                notes += re.findall(r"\d+", run.text)
                if parts and run.text[-1:].isspace():
                    parts.append(run.text[len(run.text.rstrip()) :])
                continue
        parts.append(run.text)
        if not small and run.text.strip():
            baseline = run.y
    text = _SUPERSCRIPT.sub("", "".join(parts))
    return text.replace("\r", "").replace("\u200b", "").replace("\xa0", " "), notes


def _next_baseline(runs: Sequence[Run], size: float) -> float | None:
    return next((run.y for run in runs if run.size > _SMALL * size and run.text.strip()), None)


def take_label(made: Draft) -> None:
    """Take a bullet glyph or a printed number off the front of the text."""
    if glyph := _GLYPH.match(made.text):
        made.text, made.item, made.glyph = made.text[glyph.end() :], True, True
        if made.kind == "paragraph":
            made.kind = "bullet"
    elif number := _NUMBER.match(made.text):
        made.label, made.prefix = number[1] or number[2], number[0].strip() + " "
        made.text, made.item = made.text[number.end() :], True


def _take_note_mark(note: Draft) -> None:
    if note.notes:
        note.label = note.notes.pop(0)
    elif mark := _NOTE_MARK.match(note.text):
        note.label, note.text = mark[1], note.text[mark.end() :]


def running_text(text: str, vocabulary: Counter[str]) -> str:
    """`text` on one line. A hyphen at a line end stays where the document prints the word with
    one, or does not print it without; soft hyphens and private-use glyphs go."""

    def mend(match: re.Match[str]) -> str:
        whole, parted = match[1] + match[2], f"{match[1]}-{match[2]}"
        if vocabulary[whole.lower()] > vocabulary[parted.lower()]:
            return whole
        return parted

    text = _PRIVATE.sub("", _SOFT_HYPHEN.sub("", text.replace("\uf02d", "–")))
    text = " ".join(_LINE_BROKEN_WORD.sub(mend, text).split())
    return re.sub(r"(?<=\w) +(?=[,;.](?:\s|$))", "", text)


def words(drafts: Iterable[Draft]) -> Counter[str]:
    """How often each word, in lower case, stands whole inside a line."""
    return Counter(
        word
        for made in drafts
        for word in re.findall(r"\w+(?:-\w+)*(?!-\s*\n)\b", made.text.lower())
    )
