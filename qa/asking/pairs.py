"""Several councils in one question, each with a year of its own: "Torbay in 2022 or Norfolk in its
2023 report"."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.authorities import Mention, find_authorities
from qa.asking.dates import DATED

_REPORT = r"(?:reports?|inspections?|visits?|assessments?|one)"
_ITS = rf"(?:in|its|the|their|at|from|of|for|{_REPORT})"
_TIME = re.compile(
    rf"(?:['’]s)?,?(?: {_ITS})* (?:(?:newest|latest|most recent)\b|{DATED.pattern})"
    rf"(?: {_REPORT}\b)?",
    re.IGNORECASE,
)
_OF_BOTH = re.compile(r"\b(?:same|both|differ\w*|each other|alike)\b", re.IGNORECASE)
_COMPARE = re.compile(r"^(?:please )?compare (?:the )?", re.IGNORECASE)
_JOINS = re.compile(
    r"[,;:]?\s*(?:(?:and|or|against|versus|vs?\.?|compared (?:with|to)|beside)\s+)?"
    r"(?:(?:in|for|with|the one of|that of)\s+)?",
    re.IGNORECASE,
)


def with_own_years(text: str) -> tuple[str, ...]:
    """A question for each council, with its own year alone; none where not every council has one,
    or where it is asked of both together.

    What stands before the first council and after the last year belongs to all.
    """
    mentions = find_authorities(text)
    ends = [_end(text, mention) for mention in mentions]
    if len({mention.name for mention in mentions}) < 2 or None in ends or _OF_BOTH.search(text):
        return ()
    spans = [(one.start, end) for one, end in zip(mentions, ends, strict=True) if end]
    between = [text[a[1] : b[0]] for a, b in pairwise(spans)]
    if not all(_JOINS.fullmatch(words) for words in between):
        return ()
    before, after = _COMPARE.sub("", text[: spans[0][0]]), text[spans[-1][1] :]
    return tuple(f"{before}{text[start:end]}{after}" for start, end in spans)


def _end(text: str, mention: Mention) -> int | None:
    """Where the council's time ends, None where none stands right after it."""
    found = _TIME.match(text, mention.end)
    return found.end() if found else None
