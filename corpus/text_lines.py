"""The lines of a text file, and the paragraphs that they make."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from corpus.outline import joined

_CLOSED = re.compile(r"[.!?:;]['\"’”)\]]*$|[.!?]\s+\([A-Z][^)]*\)$")
_OPENS = re.compile(r"[A-Z0-9£‘“'\"\[]")
_GLYPH = re.compile(r"(?:[•·◦▪■●○◼◾‣➢➤✓❖\uf020-\uf0ff]\.?|[-–—*](?=\s))\s*")
_LABEL = re.compile(r"(\d{1,3}(?:\.\d{1,2})*)[.)](?:\s+|$)|(\d{1,2}\.\d{1,2})\s+(?=[A-Z])")
_LETTER = re.compile(r"\(?([a-z])[.)](?:\s+|$)")
# A line that is a statement by itself: a score, a grade, who did what.
ALONE = re.compile(
    r"(?:overall )?(?:score|rating)\s*:?\s*\d(?:\.\d+)?%?|\d\s*[-–]\s*evidence shows .*"
    r"|(?:overall effectiveness\s*:?\s*)?(?:outstanding|good|requires improvement"
    r"(?: to be good)?|inadequate|adequate|satisfactory)",
    re.I,
)
KEYED = re.compile(r"(?!theme\b|part\b|chapter\b|section\b)[A-Z][\w’'() /-]{2,40}:\s+\S", re.I)
_UNFINISHED = re.compile(
    r"(?:\b(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with|how"
    r"|county|borough|metropolitan|district|royal)|[,&/-])$",
    re.I,
)

_FULL = 0.93  # share of the width from which a line may be a full one, ending a sentence or not
_SHORT = 0.88  # share of the width up to which a line that ends no sentence may end a heading
_FEW_LINES = 4  # of a heading
_MOST_LINES = 200  # of a paragraph: more are no paragraph
_HEADING_LENGTH = 150  # characters
_NARROWEST = 60  # characters: shorter lines were not wrapped, they end by themselves
_WRAPPED_WIDTH = 130  # characters: longer lines hold a whole paragraph each


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text. `gap` counts the blank lines before it, `indented` is white space."""

    text: str
    gap: int
    indented: bool
    new_page: bool


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together.

    `label` is a printed number, `glyph` a printed bullet, both already off the text; a
    `bullet` without a glyph is only set in. `note` is the number of a footnote. `displaced`
    is a heading that stood within this page's last sentence.
    """

    lines: list[Line] = field(default_factory=list)
    label: str = ""
    bullet: bool = False
    glyph: str = ""
    note: str = ""
    displaced: bool = False

    @property
    def text(self) -> str:
        text = ""
        for line in self.lines:
            text = joined(text, line.text)
        return text

    @property
    def new_page(self) -> bool:
        return bool(self.lines) and self.lines[0].new_page

    @property
    def brief(self) -> str:
        """The text of a few lines, which may be a heading or a statement; "" of more."""
        return self.text if len(self.lines) <= _FEW_LINES else ""

    @property
    def closed(self) -> bool:
        return bool(_CLOSED.search(" ".join(line.text for line in self.lines[-2:])))


@dataclass(frozen=True, slots=True)
class Layout:
    """How the text was set: the width of its lines, the blank lines between any two of them."""

    wrapped: bool
    width: int
    spacing: int
    indents: bool


def read_lines(text: str) -> list[Line]:
    """The lines of `text` that are not blank. Three blank lines, or a form feed, end a page."""
    lines: list[Line] = []
    gap = 0
    new_page = False
    for raw in re.split(r"\r\n|\n|\r|(?=\f)", text):
        new_page = new_page or raw.startswith("\f")
        printed = raw.strip("\f")
        if not printed.strip():
            gap += 1
            continue
        start = not lines or new_page or gap >= 3
        lines.append(Line(" ".join(printed.split()), gap, printed[0] in " \t\u00a0", start))
        gap, new_page = 0, False
    return lines


def layout(lines: list[Line]) -> Layout:
    """How `lines` were set."""
    lengths = sorted(len(line.text) for line in lines)
    width = max(_NARROWEST, lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0)
    gaps = Counter(line.gap for line in lines[1:])
    indented = sum(line.indented for line in lines)
    return Layout(
        wrapped=width <= _WRAPPED_WIDTH,
        width=width,
        spacing=gaps.most_common(1)[0][0] if gaps else 0,
        indents=indented >= 5,
    )


def paragraphs(lines: list[Line], set_as: Layout) -> list[Paragraph]:
    """`lines` as paragraphs, headings, list items and statements, in order."""
    found: list[Paragraph] = []
    last_label = ""
    for at, line in enumerate(lines):
        current = found[-1] if found else None
        previous = lines[at - 1] if at else None
        if current and previous and _interrupts(previous, lines[at : at + 2], current, set_as):
            found.insert(-1, Paragraph([line], displaced=True))
        elif (item := _item(line, current, previous, last_label, set_as)) is not None:
            found.append(item)
            last_label = item.label or last_label
        elif (
            current is None
            or previous is None
            or len(current.lines) == _MOST_LINES
            or (current.lines and _ends(current, lines[at - 1 : at + 2], set_as))
        ):
            found.append(Paragraph([line]))
        else:
            current.lines.append(line)
    return [paragraph for paragraph in found if paragraph.lines]


def _item(
    line: Line, current: Paragraph | None, previous: Line | None, last: str, set_as: Layout
) -> Paragraph | None:
    """The list item or numbered paragraph that `line` opens, None where it opens none."""
    open_text = bool(current and current.lines and not current.closed)
    if match := _GLYPH.match(line.text):
        if match[0][0] in "-–—*" and open_text and not (current and current.bullet):
            return None
        return Paragraph(_rest(line, match.end()), bullet=True, glyph=match[0].strip())
    match = _LABEL.match(line.text) or _LETTER.match(line.text)
    if match and _follows(last, label := next(filter(None, match.groups()))):
        return Paragraph(_rest(line, match.end()), label=label)
    if not (set_as.wrapped and set_as.indents and line.indented and current and previous):
        return None
    short = len(previous.text) + len(line.text.split()[0]) < _FULL * set_as.width
    if not open_text or (short and (current.bullet or looks_like_heading(current.brief))):
        return Paragraph([line], bullet=True)
    return None


def _rest(line: Line, start: int) -> list[Line]:
    text = line.text[start:]
    return [Line(text, line.gap, line.indented, line.new_page)] if text else []


def _follows(last: str, label: str) -> bool:
    """Whether `label` can come after `last`: numbers at a line's start are not all labels."""
    if not label[0].isdigit():
        return label == "a" or (len(last) == 1 and ord(label) == ord(last) + 1)
    first, _, inner = label.partition(".")
    before = int(last.partition(".")[0]) if last[:1].isdigit() else 0
    if inner:
        return int(first) in (before, before + 1)
    return int(first) == 1 or before < int(first) <= before + 2


def _ends(current: Paragraph, near: list[Line], set_as: Layout) -> bool:
    """Whether `current` ends with the first line of `near`, or takes in the second."""
    previous, line = near[:2]
    after = near[2] if len(near) > 2 else None
    if ALONE.fullmatch(line.text) or ALONE.fullmatch(current.brief):
        return True
    if not set_as.wrapped:
        return not (line.text[0] in ".,;)" or (line.text[0].islower() and not current.closed))
    if KEYED.match(line.text) and (current.closed or KEYED.match(current.lines[0].text)):
        return True
    if not _OPENS.match(line.text):
        return False
    if current.closed:
        return (
            line.gap != set_as.spacing
            or _room(previous, line, set_as) > (1 - _FULL) * set_as.width
            or _alone(line, after, set_as)
        )
    if _UNFINISHED.search(previous.text) or not looks_like_heading(current.brief):
        return False
    return line.gap != set_as.spacing or _room(previous, line, set_as) > (1 - _SHORT) * set_as.width


def _interrupts(previous: Line, lines: list[Line], current: Paragraph, set_as: Layout) -> bool:
    """Whether the first of `lines`, last on its page, is a heading put within a sentence."""
    if len(lines) < 2 or not lines[1].new_page or not set_as.wrapped or current.closed:
        return False
    line, after = lines
    return (
        after.text[0].islower()
        and len(current.lines) > 1
        and looks_like_heading(line.text)
        and _room(line, after, set_as)
        > (1 - _SHORT) * set_as.width
        >= _room(previous, after, set_as)
    )


def _room(line: Line, after: Line, set_as: Layout) -> int:
    """Characters that stay free in `line` with the first word of `after` added to it."""
    return set_as.width - len(line.text) - len(after.text.split()[0]) - 1


def _alone(line: Line, after: Line | None, set_as: Layout) -> bool:
    """Whether `line` is set off from what follows it, as headings are."""
    if not looks_like_heading(line.text):
        return False
    if after is None or after.gap != set_as.spacing:
        return True
    return (
        bool(_OPENS.match(after.text)) and _room(line, after, set_as) > (1 - _SHORT) * set_as.width
    )


def looks_like_heading(text: str) -> bool:
    """Whether `text` has a heading's form: short, opening with a capital, no closing stop."""
    return (
        len(text) <= _HEADING_LENGTH
        and bool(re.match(r"[A-Z0-9‘“]", text))
        and bool(re.search(r"[A-Za-z]{3}", text))
        and not re.search(r"[.,;:!]['\"’”)]*$|[a-z](?<!\bSt)[.!?;]\s+[A-Z(]", text)
        and not text.endswith(("-", "–"))
    )
