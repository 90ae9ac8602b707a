"""Questions for a name ("which charity runs it", "name of the chair"), and sentences that give one.

What a team or a building is called is often printed without capitals ("the drop-in hub"): such
questions are not among these.
"""

from __future__ import annotations

import re

from corpus.dates import MONTHS

_BODY = (
    r"(?:charit(?:y|ies)|compan(?:y|ies)|firms?|agenc(?:y|ies)|contractors?|universit(?:y|ies)"
    r"|colleges?|hospitals?|organi[sz]ations?|trusts?|home"
    r"|consultan(?:cy|cies|ts?)|suppliers?|providers?|software"
    r"|(?:care|nursing) homes?|(?:neighbouring|other|two|three|four) (?:councils|authorities)"
    r"|boroughs?|districts?|towns?|villages?|wards?|brands?)"
)
_COUNCIL = re.compile(r"\bwhich (?:council|local authority|authority|borough)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:which (?:(?!(?:do|does|did|is|are|was|were|has|have|of|in|for|to|the)\b)[\w'’-]+ ){0,3}?"
    rf"|what (?:other |private |outside |external )?){_BODY}\b"
    r"|\bnames? of\b|\bby name\b",
    re.IGNORECASE,
)
# Capital letters that name nobody in particular, and bodies that are named without any.
_COMMON = frozenset(
    "act august borough care commission council councils cqc department dfe education england"  # noqa: SIM905
    " english government hmi i inspectors local nhs ofsted quality uk".split()
) | {month.lower() for month in MONTHS}
_PLAIN = re.compile(r"\b(?:police|fire (?:and rescue )?service|ambulance|probation)\b", re.I)
_CAPITAL = re.compile(r"[A-Z][\w'’&-]+|(?<!\w)[‘“\"](?=\w)")
# "a voluntary adoption agency (VAA)": no name, but short for the words before it.
_SHORT_FOR = re.compile(r"((?:[a-z]+[ -]){1,5}[a-z]+) \(([A-Z]{2,6})s?\)")
_BEGINS = re.compile(r"(?:^|[.!?:•])\s*$")
_GOES_ON = re.compile(r"\s+(?:(?:of|and|for|the) )?[A-Z]")  # "Citizens Advice"


def asks_for_name(question: str, council: str = "") -> bool:
    """Whether it asks which body or place it was, or for the name of somebody; or which council,
    where it is asked of one, `council`, by its name."""
    another = bool(council) and _COUNCIL.search(question) is not None
    return another or _ASKED.search(question) is not None


def names_anew(text: str, known: str) -> bool:
    """Whether the text has a name that is not in `known`, what was asked and of whom: a word with a
    capital that does not only begin a sentence, a title in quotation marks, or a body that
    everyone knows without ("the police")."""
    said = _COMMON | set(re.findall(r"\w+", known.lower())) | _shortened(text)
    for found in _CAPITAL.finditer(text):
        word = re.sub(r"['’]s?$", "", found[0])
        if word.lower() not in said and (
            word.isupper()
            or not _BEGINS.search(text[: found.start()])
            or _GOES_ON.match(text, found.end())
        ):
            return True
    return _PLAIN.search(text) is not None


def _shortened(text: str) -> set[str]:
    """The abbreviations that the text makes of words that are no names."""
    found = ((re.split(r"[ -]", words), short) for words, short in _SHORT_FOR.findall(text))
    return {
        short.lower()
        for words, short in found
        if short.lower() == "".join(word[0] for word in words[-len(short) :])
    }
