"""The councils with social care duties, and finding their names in text."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_LONGEST_NAME = 6  # words
_WORD = re.compile(r"&|[^\W_]+")
_GAP = re.compile(r"[\s.,\-‐‑–—&]*")

# Places that bear a council's name within theirs and are not that council.
_OTHER_PLACES = (
    "Newcastle under Lyme",
    "Sutton Coldfield",
    "Sutton in Ashfield",
    "Bradford on Avon",
    "Richmondshire",
    "Stockton Heath",
    "Windsor Castle",
    "Yorks",
    "New York",
    "New Hampshire",
    "West Kent",
    "Kent and Sussex",
    "Bury St Edmunds",
    "Reading Recovery",
    "Westminster Abbey",
    "Duke of Edinburgh",
    "Berwick upon Tweed",
)
# Names that are words of their own: "reading ages", "to bury", "a bath". They need a sign that a
# council is meant where they have no capital or begin a sentence.
_WORDS_TOO = frozenset({"bath", "barking", "bury", "reading", "stoke"})
_SHORTHAND = frozenset({"mk", "h&f", "k&c", "glos", "wcc", "rbg", "rbk", "lbb"})  # capitals only
_COUNCIL = re.compile(
    r"(?:['’]s\b|\s+(?:(?:metropolitan|royal|city|county|district|unitary|borough)\s+)*"
    r"(?:council|borough|local authority|authority|la|lscb|children['’]?s|adult|social|services|"
    r"20\d\d|ofsted|cqc|care|carers?|safeguarding|fostering|adoption|leaders|leadership|inspection|"
    r"inspected|rated|rating|judged|graded?|score|overall|outstanding|good|requires|inadequate)\b)",
    re.I,
)
_GRADED = re.compile(
    r"\s+(?:leaving care|children in care|looked[- ]after|help and protection|overall|front door"
    r"|lac|ilacs|mash|grades?|ratings?|scores?)\b",
    re.I,
)
_PLACED = re.compile(
    r"\b(?:in|at|for|from|about|of|and|or|vs|versus|than|with|is|does|did|has|was|ofsted|cqc)\s+$",
    re.I,
)
_CLOSES = re.compile(r"\s*(?:[?.,;]|$|and\b|or\b|since\b|\(?(?:19|20)\d\d)")
_NEAR = 100  # characters on either side that show how a word is meant
_LITERACY = re.compile(
    r"\b(?:writing|maths|mathematics|phonics|literacy|books?|pupils?|attainment|key stage|spelling|"
    r"progress in reading|reading (?:ages?|skills|levels?|scores?))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Authority:
    """A council. `type` is "London borough", "metropolitan", "county", "unitary" or "former"; of
    those that no English inspector visits "Welsh" or "Scottish"."""

    name: str
    region: str
    type: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """`name` is canonical; `start` and `end` are the offsets of the words that name it."""

    name: str
    start: int
    end: int


@cache
def authorities() -> tuple[Authority, ...]:
    """Every council: the 153 of England by name, a few abolished ones with reports, then those of
    Wales and Scotland."""
    with (Path(__file__).parent / "authorities.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Authority(
                row["name"],
                row["region"],
                row["type"],
                tuple(filter(None, row["aliases"].split(";"))),
            )
            for row in csv.DictReader(lines)
        )


def find_authorities(text: str) -> list[Mention]:
    """The councils that `text` names, in order, with repeats; the longest name wins.

    Takes names as people type them ("RBKC", "Barking & Dagenham", "hull", "St. Helens"), but
    not names that are part of another place's ("North Lincolnshire" is not Lincolnshire) or are
    used as a common word ("progress in reading").
    """
    words = list(_WORD.finditer(text))
    keys = ["and" if word[0] == "&" else word[0].lower() for word in words]
    found: list[Mention] = []
    at = 0
    while at < len(words):
        length, name = _longest(text, words, keys, at)
        if name and _meant(text, words[at].start(), words[at + length - 1].end()):
            found.append(Mention(name, words[at].start(), words[at + length - 1].end()))
        at += max(length, 1)
    return found


def canonical(name: str) -> str:
    """The canonical name of the council that `name` names, or `name` itself where none is known."""
    keys = tuple("and" if word[0] == "&" else word[0].lower() for word in _WORD.finditer(name))
    if known := _names().get(keys):
        return known
    mentions = find_authorities(name)
    return mentions[0].name if mentions else name


def _longest(text: str, words: list[re.Match[str]], keys: list[str], at: int) -> tuple[int, str]:
    """The words from `at` on that name a place, and the council they name, "" where none."""
    for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
        name = _named(tuple(keys[at : at + length]))
        if name is not None and all(
            _GAP.fullmatch(text, words[i].end(), words[i + 1].start())
            for i in range(at, at + length - 1)
        ):
            return length, name
    return 0, ""


def _named(words: tuple[str, ...]) -> str | None:
    """The council of that name, also where its "'s" was typed without the apostrophe."""
    name = _names().get(words)
    if name is not None or not words[-1].endswith("s") or words[-1][:-1] in _WORDS_TOO:
        return name
    return _names().get((*words[:-1], words[-1][:-1]))


def _meant(text: str, start: int, end: int) -> bool:
    """Whether the words name a council rather than a thing."""
    word = text[start:end]
    if word.lower() in _SHORTHAND:
        return word.isupper() or (word[0].isupper() and not word.islower() and len(word) > 3)
    if word.lower() not in _WORDS_TOO:
        return True
    if _COUNCIL.match(text, end):
        return True
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if _LITERACY.search(before + word + after):
        return False
    placed = bool(_PLACED.search(before))
    if word[0].isupper():
        if _GRADED.match(text, end):
            return True
        opens = not before.strip() or before.rstrip().endswith((".", "?", "!"))
        return placed or not opens or not after.strip(" .?!")
    return placed and bool(_CLOSES.match(after))


@cache
def _names() -> dict[tuple[str, ...], str]:
    """Names and short forms, as lower-case words, to canonical names."""
    names: dict[tuple[str, ...], str] = {}
    for authority in authorities():
        for printed in (authority.name, *authority.aliases):
            words = tuple("and" if word == "&" else word.lower() for word in _WORD.findall(printed))
            for form in {words, tuple("on" if word == "upon" else word for word in words)}:
                names[form] = authority.name
            if words[0] == "st":
                names[("saint", *words[1:])] = authority.name
    for place in _OTHER_PLACES:
        names[tuple(place.lower().split())] = ""
    return names
