"""Whether what is said, part by part, is carried by one sentence of the report.

A part is what stands between two breaks: commas, brackets, "but", "while". Its words must all
stand in one part of one cited sentence, or in several of them in the order of the report: the
same words in another order, or of two sentences, may say something else altogether.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from indexer.words import words
from qa.writing.claims import plain

# A phrase that opens a sentence belongs to what follows it: "In 2022, 30 homes closed".
_OPENING = re.compile(
    r"^(?:after|as|at|before|by|during|following|for|from|in|of|on|over|since|under|within)\b"
    r"(?:(?!\b(?:who|which|that|is|are|was|were|has|have|had)\b)[^,]){1,60}(,) ",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r",(?!\d)|[()]|(;|[.!?] (?=[A-Z])|\s-\s|\b(?i:but|although|though|while|whilst|whereas|however"
    r"|because|despite)\b)"
)
# Words that a writer may add: they carry no claim, or one that is checked by itself
# (`qa.writing.claims`, `qa.writing.direction`).
_OWN_WORDS = (
    "bring brought came come comes coming compared deal dealing dealt did do does doing done due"
    " gave get gets getting give given gives go goes going gone got made make makes making put set"
    " take taken takes taking took",
    "about against although around despite following since whereas while",
    "decrease decreased fall fallen falls fell increase increased rise risen rises rose",
    "all always each entirely every everyone few fully largely mainly majority minority most mostly"
    " only seldom solely whole",
)
_OWN = frozenset(stem for stems in words(_OWN_WORDS) for stem in stems)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two breaks of a sentence: as written, and its stems in order.

    `group` is the ordinal of the statement that it is of: the items of a list share theirs.
    """

    text: str
    stems: tuple[str, ...]
    group: int


def parts(text: str) -> list[Part]:
    """The parts of a sentence, in order."""
    text = re.sub(r" ?per ?cent\b", "%", plain(text))
    if opening := _OPENING.match(text):
        text = f"{text[: opening.start(1)]} /{text[opening.end(1) :]}"
    pieces: list[tuple[str, int]] = []
    start = group = 0
    for match in [*_BREAK.finditer(text), None]:
        piece = text[start : match.start() if match else None].strip()
        if piece:
            pieces.append((piece, group))
        if match:
            start, group = match.end(), group + bool(match[1])
    stemmed = words([piece for piece, _ in pieces])
    return [
        Part(piece, tuple(map(_figure, stems)), group)
        for (piece, group), stems in zip(pieces, stemmed, strict=True)
    ]


def content(stems: Iterable[str]) -> list[str]:
    """Those stems that carry what is said, in order."""
    return [stem for stem in stems if stem and stem not in _OWN]


def carrying(part: Part, told: Sequence[Part], known: Set[str]) -> list[Part]:
    """The parts of one sentence that carry what the part says; [] where they do not.

    `known` are stems that go without saying, those of the council's name.
    """
    said = [stem for stem in content(part.stems) if stem not in known]
    figures = Counter(stem for stem in said if stem[0].isdigit())
    for one in told:
        if set(said) <= set(one.stems) and figures <= Counter(one.stems):
            return [one]
    rest = iter([(stem, one) for one in told for stem in one.stems])
    used = [next((one for stem, one in rest if stem == word), None) for word in said]
    return [] if None in used else [one for one in told if one in used]


def _figure(stem: str) -> str:
    """A number as it is compared: "56.10" and "56.1" are one."""
    return f"{Decimal(stem).normalize():f}" if _NUMBER.fullmatch(stem) else stem
