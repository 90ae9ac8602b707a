"""Headings and heading paths against those that people found in the same documents."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import Report, Sentence
from eval.plain import PlainText, letters

GOLD = Path(__file__).with_name("gold") / "headings"
PREFIX = 40  # letters by which a sentence is found again
SHORTEST = 15  # letters: what is shorter stands on a page more than once

_QUOTES = str.maketrans("’‘“”–—‑‐", "''\"\"----")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level (1 outermost), its text, and its 1-based page, None in a text."""

    level: int
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The end of a box and of the headings in it: the text from the numbered `paragraph` on
    `page` stands under headings of `level` and above only."""

    page: int
    level: int
    paragraph: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What people found in one document, in reading order."""

    headings: list[Heading]
    frames: list[Frame]


Gold = dict[str, Outline]


def gold_of_pdfs() -> Gold:
    """The hand-checked outlines of `eval/gold/headings`, by document."""
    found = (json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json")))
    return {
        one["doc"]: Outline(
            [Heading(**heading) for heading in one["headings"]],
            [Frame(**frame) for frame in one.get("frames", ())],
        )
        for one in found
    }


def gold_of_texts(path: Path) -> Gold:
    """The headings in `path`, a list of documents; none where there is no such file."""
    found = json.loads(path.read_text("utf-8")) if path.exists() else []
    return {
        one["doc"]: Outline([Heading(each["level"], each["text"]) for each in one["headings"]], [])
        for one in found
    }


def headings(report: Report) -> list[Heading]:
    """The headings of `report` in order. A path that its predecessor goes on from is no new one."""
    found: list[Heading] = []
    before: tuple[str, ...] = ()
    for section in report.sections:
        path = section.heading
        if path and not (len(path) < len(before) and before[: len(path)] == path):
            found.append(Heading(len(path), path[-1]))
        before = path
    return found


def agreement(gold: Sequence[Heading], found: Sequence[Heading], level: bool) -> tuple[int, int]:
    """Twice the longest common subsequence, and the number of headings in both: F1 is the ratio.

    Order counts; with `level` a heading at another depth is another heading.
    """
    ours, theirs = ([_form(one, level) for one in some] for some in (found, gold))
    lengths = [0] * (len(theirs) + 1)
    for mine in ours:
        diagonal = 0
        for at, other in enumerate(theirs, 1):
            best = diagonal + 1 if mine == other else max(lengths[at], lengths[at - 1])
            diagonal, lengths[at] = lengths[at], best
    return 2 * lengths[-1], len(ours) + len(theirs)


def _form(heading: Heading, level: bool) -> tuple[int, str]:
    return heading.level if level else 0, _plain(heading.text)


def _plain(text: str) -> str:
    return " ".join(text.translate(_QUOTES).split()).casefold()


@dataclass(frozen=True, slots=True)
class Paths:
    """`wrong` are (page, path found, path wanted) of the `placed` sentences; `passed` were not."""

    placed: int
    passed: int
    wrong: list[tuple[int, tuple[str, ...], tuple[str, ...]]]


def paths(
    report: Report, gold: Outline, plain: PlainText, count: int, dice: random.Random
) -> Paths:
    """The heading paths of `count` sentences of `report`, drawn by `dice`, against the gold ones.

    The right path comes from a second reading of the file: `plain` is its text as another
    library extracts it. In that text each gold heading is found in turn, as whole lines of its
    page and after the heading before it; the sentence is found by its first letters on its
    page. The gold headings up to that place, by their levels, are the path. A sentence found
    twice or not at all, a footnote (which belongs where it is called, not where it stands),
    and one that a gold heading which was not found may stand before, is passed over and
    another drawn.
    """
    drawn = [(section.heading, one) for section in report.sections for one in section.sentences]
    dice.shuffle(drawn)
    places = _places(gold.headings, plain)
    placed = passed = 0
    wrong: list[tuple[int, tuple[str, ...], tuple[str, ...]]] = []
    for path, one in drawn:
        at = _place(one, plain)
        wanted = None if at is None else _path(gold, places, plain, at)
        if wanted is None:
            passed += 1
            continue
        placed += 1
        if [_plain(text) for text in path] != [_plain(text) for text in wanted]:
            wrong.append((one.page or 0, path, wanted))
        if placed == count:
            break
    return Paths(placed, passed, wrong)


def _place(one: Sentence, plain: PlainText) -> int | None:
    if one.page is None or len(one.text) < SHORTEST:
        return None
    at = plain.only(letters(one.text)[:PREFIX], one.page)
    mark = "" if at is None else plain.before(at)
    return None if mark.isdigit() and mark != letters(one.label) else at


def _places(gold: Sequence[Heading], plain: PlainText) -> list[int | None]:
    """Where each heading stands in the letters of `plain`; None where it is not found."""
    places: list[int | None] = []
    after = 0
    for heading in gold:
        at = plain.line(letters(heading.text), heading.page or 1, after)
        places.append(at)
        after = after if at is None else at + 1
    return places


def _path(
    gold: Outline, places: Sequence[int | None], plain: PlainText, at: int
) -> tuple[str, ...] | None:
    """The path at `at`; None where the next heading is one that was not found."""
    found = [place is not None and place <= at for place in places]
    last = max((number for number, one in enumerate(found) if one), default=-1)
    if last + 1 < len(places) and places[last + 1] is None:
        return None
    stack: list[tuple[int, Heading]] = []
    for place, heading in zip(places[: last + 1], gold.headings, strict=False):
        stack = [*(one for one in stack if one[1].level < heading.level), (place or 0, heading)]
    for frame in gold.frames:
        end = plain.starting(frame.paragraph, frame.page)
        if end is not None and end <= at:
            stack = [one for one in stack if one[1].level <= frame.level or one[0] > end]
    return tuple(heading.text for _, heading in stack)
