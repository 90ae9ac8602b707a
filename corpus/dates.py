"""Spans of days as British reports print them: "27 November to 8 December 2023", "12/09/2016"."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

MONTHS = (
    "january february march april may june july august"  # noqa: SIM905
    " september october november december".split()
)
_MONTH = r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
_MONTH += r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_FIRST = rf"(?:{_WEEKDAY}{_DAY.format('day1')}"
_FIRST += rf"(?:\s+{_MONTH.format('month1')},?(?:\s+(?P<year1>\d{{4}}))?)?"
_FIRST += r"\s*(?:[-–—‐‑]|\bto\b|\band\b|\buntil\b)\s*)?"
_LAST = rf"{_WEEKDAY}{_DAY.format('day2')}\s+{_MONTH.format('month2')},?\s+(?P<year2>\d{{4}})"
_SPAN = re.compile(rf"\b{_FIRST}{_LAST}\b", re.I)

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](20\d\d)\b")


def find_spans(text: str) -> list[tuple[date, date]]:
    """The first and last day of every span of days in `text`; a lone date is a span of one day.

    A month or year left out of the first day is that of the last ("8 to 12 July 2013",
    "27 November to 8 December 2023"); impossible dates are passed over.
    """
    text = _SLASHED.sub(_spelt, text)
    return [span for match in _SPAN.finditer(text) if (span := _span(match))]


def year_named_most(text: str) -> int | None:
    """The year that `text` names most often, the first named of several; None for no year."""
    named = Counter(_YEAR.findall(text)).most_common(1)
    return int(named[0][0]) if named else None


def _spelt(match: re.Match[str]) -> str:
    day, month, year = map(int, match.groups())
    return f"{day} {MONTHS[month - 1]} {year}" if 1 <= month <= 12 else match[0]


def _span(match: re.Match[str]) -> tuple[date, date] | None:
    try:
        last = date(int(match["year2"]), _month(match["month2"]), int(match["day2"]))
        if match["day1"] is None:
            return last, last
        month = _month(match["month1"]) if match["month1"] else last.month
        year = int(match["year1"]) if match["year1"] else last.year - (month > last.month)
        first = date(year, month, int(match["day1"]))
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name[:3].lower()))
