"""Headings that an extraction has put at the foot of their page go back to their text.

Some programs write a page's text first and the headings of one style after it. A heading goes
back to the paragraph that says what it announces: the words that they share, weighted by how
rare they are in the text (inverse document frequency), decide.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations_with_replacement, pairwise

from corpus.frameworks import standard_level
from corpus.text_headings import Part
from corpus.text_lines import Paragraph

_FEW = 3  # headings at the foot of a page: fewer can be chance
_MOST = 0.6  # of the headings whose place no framework fixes must stand at a foot
_MANY_TEXTS, _MANY_HEADINGS = 30, 4  # on one page: with more, that is no page of a report
_STEM = 5  # letters
_OPENING = 30  # words of a paragraph that say what it is about
_FIRST = 0.25  # how much it speaks for a place that it is the first under a heading above
_RISING = 0.1  # how much it takes for a heading to leave the foot of its page
_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    "also been from have into that their them they this were what when which with".split()  # noqa: SIM905
)

Weights = dict[str, float]


def put_back(
    paragraphs: Sequence[Paragraph], parts: Sequence[Part]
) -> tuple[list[Paragraph], list[Part]]:
    """`paragraphs` and `parts` in the order in which the document had them.

    Nothing moves in a text whose headings do not gather at the feet of its pages.
    """
    free = [
        at
        for at, (one, part) in enumerate(zip(paragraphs, parts, strict=True))
        if part == "heading" and not one.label and standard_level(one.text, []) is None
    ]
    pages = _pages(paragraphs)
    feet = [at for at in free if paragraphs[at].displaced or _at_foot(at, pages, parts, free)]
    order = list(range(len(paragraphs)))
    if len(feet) >= _FEW and len(feet) >= _MOST * len(free):
        weights = _weights(paragraphs)
        above = _above(paragraphs, parts, free)
        for page in sorted({pages[at] for at in feet if above}):
            here = [at for at in feet if pages[at] == page]
            for at, place in _places(here, page, pages, paragraphs, parts, above, weights):
                order.remove(at)
                order.insert(order.index(place), at)
    return [paragraphs[at] for at in order], [parts[at] for at in order]


def _pages(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The page, counted from 1, on which each paragraph begins."""
    pages: list[int] = []
    page = 0
    for one in paragraphs:
        page += one.lines[0].new_page
        pages.append(page)
        page += sum(line.new_page for line in one.lines[1:])
    return pages


def _at_foot(at: int, pages: Sequence[int], parts: Sequence[Part], free: Sequence[int]) -> bool:
    """Whether nothing but other such headings, and contents, follows on the page."""
    for after in range(at + 1, len(pages)):
        if pages[after] != pages[at]:
            return True
        if after not in free and parts[after] != "contents":
            return False
    return False


def _above(
    paragraphs: Sequence[Paragraph], parts: Sequence[Part], free: Sequence[int]
) -> frozenset[str]:
    """The framework's headings under which the others stand in this text, not once by chance."""
    known = {at for at, part in enumerate(parts) if part == "heading"}.difference(free)
    nearest = [max((at for at in known if at < one), default=-1) for one in free]
    direct = [before for before, at in zip(nearest, free, strict=True) if before == at - 1 >= 0]
    counts = Counter(paragraphs[at].text for at in direct or nearest if at >= 0)
    most = max(counts.values(), default=0)
    return frozenset(text for text, count in counts.items() if count > most / 2)


def _places(
    here: Sequence[int],
    page: int,
    pages: Sequence[int],
    paragraphs: Sequence[Paragraph],
    parts: Sequence[Part],
    above: frozenset[str],
    weights: Weights,
) -> list[tuple[int, int]]:
    """The headings of one page that move, each with the paragraph before which it goes."""
    texts: list[int] = []  # where a heading can go: paragraphs of the page under the right headings
    under = _heading_before(here[0], page, pages, paragraphs, parts)
    for at in range(bisect_left(pages, page), bisect_right(pages, page)):
        if at not in here:
            if parts[at] == "heading":
                under = paragraphs[at].text
            elif parts[at] == "text" and under in above and not paragraphs[at].note:
                texts.append(at)
    following = _following(here[-1], parts) if under in above else []
    if not texts or len(texts) > _MANY_TEXTS or len(here) > _MANY_HEADINGS:
        return []
    foot = len(texts)
    best: tuple[int, ...] = (foot,) * len(here)
    best_score = _RISING if following else -math.inf
    if following:
        best_score += _score(best, here, texts, following, paragraphs, parts, weights)
    for places in combinations_with_replacement(range(foot + bool(following)), len(here)):
        if any(a == b < foot for a, b in pairwise(places)):
            continue
        score = _score(places, here, texts, following, paragraphs, parts, weights)
        if score > best_score:
            best, best_score = places, score
    return [(at, texts[place]) for at, place in zip(here, best, strict=True) if place < foot]


def _heading_before(
    at: int, page: int, pages: Sequence[int], paragraphs: Sequence[Paragraph], parts: Sequence[Part]
) -> str:
    """The framework's heading under which the page begins."""
    for before in range(at - 1, -1, -1):
        text = paragraphs[before].text
        if pages[before] < page and parts[before] == "heading" and standard_level(text, []):
            return text
    return ""


def _following(at: int, parts: Sequence[Part]) -> list[int]:
    """The paragraphs from the next page's start to its first heading."""
    found: list[int] = []
    for after in range(at + 1, len(parts)):
        if parts[after] == "heading":
            break
        if parts[after] == "text":
            found.append(after)
    return found


def _score(
    places: Sequence[int],
    here: Sequence[int],
    texts: Sequence[int],
    following: Sequence[int],
    paragraphs: Sequence[Paragraph],
    parts: Sequence[Part],
    weights: Weights,
) -> float:
    """How well the headings suit the texts that they stand over, and not those before."""
    every = [*texts, *following]
    score = 0.0
    for heading, place, end in zip(here, places, [*places[1:], len(every)], strict=True):
        words = _stems(paragraphs[heading].text)
        likeness = [_likeness(words, paragraphs[at].text, weights) for at in every]
        under = likeness[place:end]
        before = likeness[max(0, place - 2) : place]
        if under:
            score += under[0] + 0.5 * sum(under) / len(under)
        if before:
            score -= 0.5 * sum(before) / len(before)
        if place < len(texts) and parts[texts[place] - 1] == "heading":
            score += _FIRST
    return score


def _likeness(words: frozenset[str], text: str, weights: Weights) -> float:
    """The share of a heading's words that a paragraph has, 0 to 1, its opening counted double."""
    opening = _stems(" ".join(text.split()[:_OPENING]))
    whole = _stems(text)
    total = sum(weights.get(word, 1.0) for word in words) or 1.0
    shared = sum(
        weights.get(word, 1.0) * (2 * (word in opening) + (word in whole)) for word in words
    )
    return shared / (3 * total)


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _COMMON)


def _weights(paragraphs: Sequence[Paragraph]) -> Weights:
    having = Counter(stem for one in paragraphs for stem in _stems(one.text))
    return {stem: math.log(1 + len(paragraphs) / count) for stem, count in having.items()}
