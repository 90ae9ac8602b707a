"""Follow-ups on the source of an answer: which report told it, and is that the newest."""

from __future__ import annotations

import re

_SOURCE = re.compile(
    r"^(?:and |so |but )?(?:"
    r"(?:is|are|was) (?:that|this|it|these|those) (?:still )?(?:the )?"
    r"(?:latest|newest|most recent|up[- ]to[- ]date|current|recent|old|out of date)\b"
    r"|(?:is there|have you|do you have|any|anything) (?:got )?(?:anything |a |any )?"
    r"(?:newer|later|more recent)\b"
    r"|how (?:old|recent) (?:is|are|was) (?:that|this|it|these|those)\b"
    r"|when was (?:that|this|it) (?:said|found|written|published|inspected)\b"
    r"|when was (?:that|this|the) (?:report|inspection)\b"
    r"|(?:which|what) (?:report|inspection|page|document|section|paragraph)"
    r" (?:is|was|says|said|does)\b"
    r"|where (?:does|did|do) (?:it|that|they) say\b|how do (?:you|we|they|i) know\b"
    r"|who sa(?:ys|id)(?= (?:that|this|so|it)\b|\W*$)|says who|according to whom?\b"
    r"|what(?:['’]s| is| was) (?:that|this|it) (?:based|resting) on\b"
    r"|what(?:['’]s| is) (?:the|your|its) (?:source|evidence)\b"
    r"|where(?:['’]s| is| was) (?:that|this|it) (?:from|written|said|stated|printed)\b"
    r"|where (?:do|did) you (?:get|find|read|have) (?:that|this|it)\b|are you sure\b"
    r"|(?:(?:which|what) (?:page|report|paragraph|section)|(?:the )?source)(?= please|\W*$))"
    r"[\w ]{0,25}\W*$",
    re.IGNORECASE,
)

_STILL = re.compile(
    r"^(?:and |so |but )?(?:(?:is|are|was|does|do) (?:that|this|it|these|those|they) still"
    r" (?:so|true|the case|like (?:that|this)|right|valid|correct|hold|stand|apply)|still true)"
    r"(?: (?:now|today))?\W*$",
    re.IGNORECASE,
)


def asks_if_still_so(text: str) -> bool:
    """Whether a follow-up asks only whether what was told still holds."""
    return _STILL.search(text) is not None


def asks_source(text: str) -> bool:
    """Whether a follow-up asks only which report told that, or whether it is the newest."""
    return _SOURCE.search(text) is not None
