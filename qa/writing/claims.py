"""What a sentence claims that can be checked: clause by clause its figures, dates and grades,
the words that weigh, and whether it denies.

Values are strings that two texts share if and only if they say the same: "14", "8%", "£1200",
"14 week", "march 2024", "good". Number words count as digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.authorities import find_authorities
from indexer.passages import searchable
from indexer.words import words
from qa.asking.kinds import MONTH

_NO_NUMBER = re.compile(r"\b(no|any|every|some|each) one\b|\bone (another)\b", re.IGNORECASE)
_FRACTIONS = (
    (r"\b(?:an? )?(?:half|1/2)\b", "0.5"),
    (r"\b(\d+) (?:third|3rd)s\b", r"\1/3"),
    (r"\b(?:a|1) (?:third|3rd)\b(?= of| longer| more| fewer| less)", "1/3"),
    (r"\b(?:(3) quarters|(?:a|1) quarter of)\b", r"\1/4"),
)
_SCALE = {"million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "k": 1000}
_NUMBER = re.compile(
    r"(?P<money>[£$€]\s?)?(?<![\w.])(?P<number>\d+(?:\.\d+)?)"
    r"(?P<part>/\d+|(?:st|nd|rd|th)\b)?(?P<scale>\s?(?:million|billion|bn|m|k)\b)?"
    r"(?P<percent>\s?(?:%|per ?cent\b|percentage points?\b))?"
    r"(?:[\s-](?:working |calendar |school )?"
    r"(?P<unit>minute|hour|day|week|month|year|time|mile)s?\b)?",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>{MONTH})"
    r"(?: (?P<later>\d{1,2})(?:st|nd|rd|th)?\b(?!\d))?,?(?: (?P<year>(?:19|20)\d\d)\b)?"
)
_GRADE = re.compile(
    r"\brequir\w+ improvements?(?: to be (?:good|outstanding))?|\b(?:outstanding|good|inadequate"
    r"|adequate|satisfactory|excellent)\b",
    re.IGNORECASE,
)
# Words that weigh: a sentence that uses one must find it in its source. By class, as any word
# of a class may stand for another.
_WEIGHTY = {
    "all": r"(?<!not )all|every|each|everyone|always|entire(?:ly)?|whole|fully",
    "most": r"most|mostly|majority|mainly|largely",
    "few": r"few|minority|small number|rarely|seldom|hardly",
    "only": r"(?<!not )only|solely|exclusively",
    "best": r"best|worst|highest|lowest|largest|smallest|leading|exceptional(?:ly)?",
    "strong": r"strong(?:er|ly|est)?|strengths?|robust(?:ly)?|impressive|exemplary",
    "weak": r"weak(?:er|ly|est|ness|nesses)?|poor(?:er|ly|est)?|failings?|shortcomings?",
    "serious": r"serious(?:ly)?|significant(?:ly)?|severe(?:ly)?|critical(?:ly)?|widespread",
    "harm": r"harm(?:ed|ful)?|unsafe|danger(?:ous)?|abus\w+|unlawful|illegal|neglect\w*",
}
_WEIGHTS = {name: re.compile(rf"\b(?:{them})\b", re.I) for name, them in _WEIGHTY.items()}
_DENIES = re.compile(
    r"\b(?:not|no|never|none|nobody|noone|nothing|nowhere|neither|nor|without|cannot"
    r"|lack(?:s|ed|ing)?|fail(?:s|ed|ing)?|unable|absen(?:t|ce)|rarely|seldom|hardly|scarcely"
    r"|barely|non)\b|n't\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"[,;:()](?!\d)|\s-\s|(?<=[\d%]) to (?=£?\d)"
    r"|\b(and|but|or|nor|although|though|while|whereas|however|which|who"
    r"|because|compared (?:with|to)|rather than|than|against|despite)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w&]+")
# What follows "or" and begins with a verb of its own is not reached by a denial before it.
_VERB = re.compile(r"(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would)\b", re.I)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence: its stems, its values, how often it denies, the councils it names."""

    text: str
    words: frozenset[str]
    values: frozenset[str]
    denials: int
    councils: tuple[str, ...]


def clauses(text: str) -> list[Clause]:
    """The clauses of a sentence, in order; a denial reaches on over "or" and "nor"."""
    parts = list(_parts(plain(text)))
    stems = words([part for _, part in parts])
    result: list[Clause] = []
    for (joint, part), stemmed in zip(parts, stems, strict=True):
        denials = len(_DENIES.findall(part)) + (joint == "nor")
        if joint == "or" and result and not denials and not _VERB.match(part):
            denials = result[-1].denials
        named = tuple(dict.fromkeys(mention.name for mention in find_authorities(part)))
        result.append(Clause(part, frozenset(stemmed), values(part), denials, named))
    return result


def plain(text: str) -> str:
    """`text` with its numbers as plain digits ("twenty-one" 21, "1,204" 1204, "a half" 0.5)."""
    from text_to_num import alpha2digit  # type: ignore[import-untyped]

    text = re.sub(r"(?<=[^\W\d])-(?=[^\W\d])", " ", searchable(text))
    text = _NO_NUMBER.sub(r"\1one\2", text)
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", alpha2digit(text, "en", 0))
    for pattern, figure in _FRACTIONS:
        text = re.sub(pattern, figure, text, flags=re.IGNORECASE)
    return text


def as_named(text: str) -> str:
    """Its words as names are compared: in lower case, without "'s", single spaces between."""
    return " ".join(_WORD.findall(re.sub(r"'s?\b", "", text).lower()))


def values(text: str) -> frozenset[str]:
    """The values of a text that `plain` has been through."""
    found = {name for name, pattern in _WEIGHTS.items() if pattern.search(text)}
    for match in _GRADE.finditer(text):
        grade = match[0].lower()
        found.add("requires improvement" if grade.startswith("requir") else grade)
    for match in _DATE.finditer(text):
        found |= _of_date(match)
    for match in _NUMBER.finditer(_DATE.sub(" ", text)):
        found |= _of_number(match)
    return frozenset(found)


def _of_date(match: re.Match[str]) -> set[str]:
    month = match["month"].lower()
    day = match["day"] or match["later"]
    found = {month}
    if day:
        found.add(f"{int(day)} {month}")
    if match["year"]:
        found |= {match["year"], f"{month} {match['year']}"}
    return found


def _of_number(match: re.Match[str]) -> set[str]:
    amount = Decimal(match["number"]) * _SCALE.get((match["scale"] or "").strip().lower(), 1)
    figure = f"{amount.normalize():f}" + (match["part"] or "")
    figure = ("£" if match["money"] else "") + figure + ("%" if match["percent"] else "")
    return {figure, f"{figure} {match['unit'].lower()}"} if match["unit"] else {figure}


def is_figure(value: str) -> bool:
    """Whether a value is a number, a date or a grade, rather than a word that weighs."""
    return value not in _WEIGHTY


def kind(value: str) -> str:
    """Values of one kind answer the same question: "%", "£", "week", "date", "grade", "number"."""
    if re.match(rf"(?:\d+ )?{MONTH}|(?:19|20)\d\d$", value.title()):
        return "date"
    if not any(letter.isdigit() for letter in value):
        return "grade"
    unit = re.search(r"[a-z]{3,}$", value)
    return "%" if "%" in value else "£" if "£" in value else unit[0] if unit else "number"


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The clauses of a text with the joint before each; names with "and" in them stay whole."""
    held = [(mention.start, mention.end) for mention in find_authorities(text)]
    spans = _grouped(text, held)
    start = 0
    joint = ""
    for match in _JOINT.finditer(text):
        if any(a <= match.start() < b for a, b in spans):
            continue
        if text[start : match.start()].strip():
            yield joint, text[start : match.start()].strip()
        start, joint = match.end(), (match[1] or match[0]).lower()
    if text[start:].strip():
        yield joint, text[start:].strip()


def _grouped(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Councils named as one group ("Leeds and Wigan") joined to one span."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and re.fullmatch(r"\s*(?:,|and|,\s*and|&)\s*", text[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
