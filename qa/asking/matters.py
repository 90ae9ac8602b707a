"""Two questions in one: told apart where each stands alone."""

from __future__ import annotations

import re
from datetime import date

from corpus.authorities import find_authorities
from qa.asking.dates import DATED
from qa.asking.follow_up import leans_back
from qa.asking.groups import find_group
from qa.asking.pairs import with_own_years
from qa.asking.periods import period
from qa.asking.slots import own_words

_VERB = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|should|will|would)\b(?! not\b)"
# "who", "when" and "where" also begin what only describes: "people who left and who live alone".
_WORD = rf"(?:(?:how(?! to\b)|what|why|which)\b|(?:who|whose|when|where) {_VERB})"
_AND = r"[,;]?\s+(?:and|but) (?:also )?"
_STOP = r"\?\s+(?:(?:and|but|also) )?"
# What may follow on "and" without a verb of its own: "and when?", "and who led it".
_SHORT = (
    r"(?:(?:when|where|why|who|by whom|how (?:many|much|long|often))\W*$"
    r"|who (?:le(?:d|ads)|ran|runs|chair(?:ed|s)|did|wrote|paid|pays|said) (?:it|that|them|this)\b)"
)
_BETWEEN = re.compile(rf"{_AND}(?={_WORD}|{_SHORT})|{_STOP}(?={_WORD}|{_VERB})", re.IGNORECASE)
_BETWEEN_VERBS = re.compile(rf"(?:{_AND}|{_STOP})(?={_WORD}|{_VERB}|{_SHORT})", re.IGNORECASE)
_BEGINS = re.compile(rf"^(?:(?:and|so|but|in [\w ]+,) )?(?:{_WORD}|{_VERB}|wh)", re.IGNORECASE)
_BEGINS_WITH_VERB = re.compile(_VERB, re.IGNORECASE)
_BARE = re.compile(
    r"an?|any|are|been?|by|can|does|far|from|g[eo]t|ha[ds]|have|long|many|much|often|on|some|there"
    r"|wh(?:en|ere|ich|o|y)",
    re.IGNORECASE,
)
_POINTS = re.compile(
    rf"^{_VERB} (?:it|they|that|this|these|those|things)\b(?! (?:true|the case|possible|known))",
    re.I,
)
_THERE_IS = re.compile(r"\b(is|are|was|were) there\b", re.IGNORECASE)  # points back to nothing
_LEAST = 3  # words that say what it is about, with no council of its own: else it leans


def clauses(text: str) -> list[str]:
    """The questions in the text, whether they stand alone or not: "how many left" and "why"."""
    between = _BETWEEN_VERBS if _BEGINS_WITH_VERB.match(text) else _BETWEEN
    return between.split(text)


def matters(text: str, today: date | None = None) -> tuple[str, ...]:
    """The questions in the text that can be answered one by one, or the text where there is one.

    A question that leans on the one before it stays with it. A council that only one of them
    names is meant by all, and its year; `today` is as in `understand`. Councils that have a year
    each are asked about one by one.
    """
    if apart := with_own_years(text):
        return apart
    parts = clauses(text)
    if find_group(text, find_authorities(text)) or not _BEGINS.search(text):
        return (text,)
    if any(_leans(part) for part in parts[1:]):
        return (text,)
    return tuple(_with_slots(part, text, today or date.today()) for part in parts)


def leaning(text: str) -> tuple[str, ...]:
    """The question in the text, where it is one matter, then those that lean on it: "who inspected
    Leeds" and "when?". Empty where none leans."""
    parts = tuple(part.rstrip(" ,;?.") for part in clauses(text))
    return parts if len(parts) > 1 and len(matters(text)) == 1 else ()


def _leans(part: str) -> bool:
    about = [word for word in own_words(part) if not _BARE.fullmatch(word)]
    least = 1 if find_authorities(part) else _LEAST
    points = _POINTS.search(part) is not None
    return points or leans_back(_THERE_IS.sub(r"\1", part)) or len(about) < least


def _with_slots(part: str, whole: str, today: date) -> str:
    """The part with the councils and the times of the whole where it names neither."""
    if part == whole:
        return whole
    part = part.rstrip("?. ")
    if find_authorities(part):
        return f"{part}?"
    if named := find_authorities(whole):
        part += " in " + " and ".join(whole[one.start : one.end] for one in named)
    when = "" if DATED.search(part) else _when(whole, today)
    return f"{part}{when}?"


def _when(text: str, today: date) -> str:
    meant = period(text, today)
    if meant.since or meant.until:
        words = (("since", meant.since), ("up to", meant.until))
        return "".join(f" {word} {year}" for word, year in words if year)
    dates = [found[0] for found in DATED.finditer(text)]
    return f" in {' and '.join(dates)}" if dates else ""
