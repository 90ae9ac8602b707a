"""The time that a question speaks of: years, "since 2020", "at the moment", "the one before"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from qa.asking.change import asks_change, sets_against
from qa.asking.dates import BEFORE, BETWEEN, DATED, SINCE, UP_TO, YEAR, years

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LAST_YEARS = re.compile(
    rf"\b(?:last|past) (?:(\d+|{'|'.join(_NUMBERS)}) years|(year|12 months))\b", re.IGNORECASE
)
# Only where reports are what is dated does a span of years narrow which are searched: what
# happened before 2020 is told by reports made after it.
_OF_REPORTS = re.compile(
    r"\b(?:reports?|published|grades?|graded|ratings?|rated|judged|judge?ments?|marked"
    r"|inspected"
    r"|inspections|scores|councils|boroughs|authorities)\b",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"\b(?:latest|newest|current(?:ly)?|now|nowadays|today|these days|at present|at the moment"
    r"|up[- ]to[- ]date|most recent(?:ly)?|presently|so far|last time"
    r"|(?:last|recent) (?:\w+ )?(?:inspections?|reports?|visit|assessment))\b",
    re.IGNORECASE,
)
_NOT_LATEST = re.compile(
    r"\bsince (?:the |its |their )?last\b|\blast \w+ before\b|\bkept up[- ]to[- ]date\b", re.I
)
_VISIT = (
    r"(?:inspections?|reports?|visit|assessment|time|one|grades?|ratings?|judge?ments?|results?)"
)
_NEXT = re.compile(
    rf"\bnext {_VISIT}\b|\b{_VISIT} after\b(?! *(?:the |its |their )?(?:\w+ )?{YEAR})"
    r"|\bafter (?:that|this)\b|\bafterwards\b",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    rf"\b(?:previous|prior|earlier|preceding) (?:\w+ ){{0,2}}{_VISIT}\b|\bpreviously\b"
    rf"|\b{_VISIT} before\b(?! *{YEAR})|(?<!year )\bbefore (?:that|this|then)\b"
    rf"|\bbefore (?:the |its |their )?(?:\w+ )?{YEAR}(?: \w+)? {_VISIT}"
    rf"|\bbefore it\b[\w ]{{1,25}}{YEAR}",
    re.IGNORECASE,
)
_STILL_SO = re.compile(
    r"\b(?:still|yet|any ?more|left to (?:do|fix|improve|sort)|remains? to be done)\b",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(
    r"(?<!year )\b(?:before|previously|earlier|last time|the time before|in the past)(?: that)?\W*$"
    r"|\b(?:what|how) (?:was|were) (?:it|that|things) (?:like )?(?:before|earlier|previously)\b"
    r"|\bused to\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """The time a question speaks of, as the fields of the same names of a `Question`."""

    years: tuple[int, ...] = ()
    since: int | None = None
    until: int | None = None
    latest: bool = False
    change: bool = False
    step: int = 0


def period(text: str, today: date) -> Period:
    """The time that the text speaks of; "the last three years" are counted back from `today`."""
    since, until = _span(text, today)
    return Period(
        years=years(text),
        since=since,
        until=until,
        latest=asks_latest(text),
        change=asks_change(text),
        step=0 if sets_against(text) else _step(text),
    )


def _step(text: str) -> int:
    return 1 if _NEXT.search(text) else -1 if _PREVIOUS.search(text) else 0


def asks_latest(text: str) -> bool:
    """Whether it asks for what is so now, or for the newest report."""
    return bool(_LATEST.search(text)) and not _NOT_LATEST.search(text)


def asks_since(text: str) -> bool:
    """Whether a follow-up asks for what holds after the time spoken of: "is it still so?"."""
    return _STILL_SO.search(text) is not None


def points_before(text: str) -> bool:
    """Whether a follow-up asks for what was said earlier: "what did they say before?"."""
    return _BEFORE_THAT.search(text) is not None


def _span(text: str, today: date) -> tuple[int | None, int | None]:
    of_reports = _OF_REPORTS.search(text) is not None
    if between := BETWEEN.search(text):
        return int(between[1]), int(between[2]) if of_reports else None
    if since := SINCE.search(text):
        return int(next(filter(None, since.groups()))), None
    if not of_reports:
        return None, None
    if last := _LAST_YEARS.search(text):
        back = (last[1] or "1").lower()
        return today.year - (int(back) if back.isdigit() else _NUMBERS.index(back) + 1), None
    if before := BEFORE.search(text):
        return None, int(before[1]) - 1
    up_to = UP_TO.search(text)
    return None, int(up_to[1]) if up_to else None


def without_period(text: str) -> str:
    """The text without its dates and spans of years, and the "in" or "for" before one."""
    for form in (BETWEEN, SINCE, BEFORE, UP_TO, DATED, _LAST_YEARS):
        with_its_word = rf"(?:\b(?:in|during|for|of|from)\s+)?(?:{form.pattern})"
        text = re.sub(with_its_word, " ", text, flags=form.flags)
    return re.sub(r"\s+(?=[?.,])", "", " ".join(text.split())).strip(" ,")
