"""What kind of fact a question asks for, and whether a sentence holds a fact of that kind."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["number", "duration", "date", "who", "reason", "grade", "list", "yesno", "other"]

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|third"
    r"|quarter|dozen|once|twice|double|doubled|none|no|all|every|majority)"
)
GRADE = r"(?:outstanding|good|requires improvement|inadequate|adequate|satisfactory)"

# In order: the first pattern that matches decides.
_ASKS: tuple[tuple[Kind, str], ...] = (
    ("duration", r"\bhow (?:long|fast|quickly|soon)\b|\b(?:wait|waiting) times?\b|\bturnaround\b"),
    ("number", r"\bhow (?:many|much|big|old|large|often|frequently|high|low|full|far)\b"),
    (
        "number",
        r"\b(?:number|percentage|percent|proportion|share|rate|ratio|headcount|total|cost|costs"
        r"|budget|spend|figures?|average|size|tally|count|caseloads?)\b|%|£",
    ),
    ("reason", r"\bwhy\b|\bhow come\b|\b(?:reasons?|causes?|caused|explains?|blamed?|because)\b"),
    ("grade", r"\b(?:grades?|graded|ratings?|rated|judged|judgements?|scores?|scored)\b"),
    ("date", r"\bwhen\b|\b(?:what|which) (?:year|month|date|day)\b|\bdates?\b|\bhow recent"),
    ("who", r"\bwho\b|\bwhose\b|\bwhom\b|\bnames?\b|\bcalled\b|\bnamed\b"),
    (
        "list",
        r"\bwhat (?:are|were) (?:the|its|their)\b|\bwhich (?:two|three|four|five|six|\w+s)\b"
        r"|\blist\b|\bwhat (?:\w+ ){0,2}(?:things|areas|steps|priorities|recommendations)\b"
        r"|\brecommend|\bneeds? to (?:improve|fix|do)\b",
    ),
    ("yesno", r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|any)\b"),
)

_HOLDS: dict[Kind, str] = {
    "number": rf"\d|\b{_NUMBER_WORD}\b",
    "duration": rf"(?:\d|\b{_NUMBER_WORD}\b|\bseveral|\bmany)[\w\s()%,.-]{{0,20}}"
    r"\b(?:minute|hour|day|week|month|year)s?\b|\b(?:week|month|year|day)s\b",
    "date": rf"\b(?:19|20)\d\d\b|\b{MONTH}\b|\b(?:spring|summer|autumn|winter)\b|\bago\b"
    r"|\b(?:last|next|this) (?:year|month|week)\b",
    "who": r"(?<!^)(?<![.!?] )\b[A-Z][a-z]+|\b[A-Z]{2,}\b|\b(?:director|manager|leader|officer"
    r"|member|team|worker|panel|board|service|provider|commissioner|inspector)s?\b",
    "reason": r"\b(?:because|due to|as a (?:result|consequence)|result(?:s|ed|ing)? (?:of|in)"
    r"|reasons?|caus(?:e|es|ed|ing)|led to|leads? to|owing to|attribut|since|so that|means?|meant"
    r"|meaning|therefore|in order to|to ensure|this is|given|reflect|contribut|impact|driven"
    r"|explain|prevent|affected|following)",
    "grade": rf"\b{GRADE}\b|\bscores?\b|\brated\b|\bgrade",
}


def asked_kind(question: str) -> Kind:
    """The kind of fact the question asks for; "other" where its form does not tell."""
    for kind, pattern in _ASKS:
        if re.search(pattern, question, re.IGNORECASE):
            return kind
    return "other"


def holds(kind: Kind, sentence: str) -> bool:
    """Whether the sentence has a fact of this kind at all; always true for kinds without a form."""
    pattern = _HOLDS.get(kind)
    flags = 0 if kind == "who" else re.IGNORECASE
    return pattern is None or re.search(pattern, sentence, flags) is not None
