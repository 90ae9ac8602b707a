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

# In order: the first pattern that matches decides. Question words count where they ask: "people who
# left care" names no person, "when they leave" no date.
_YES_OR_NO = (
    r"^(?:(?:and|so|but) )?(?:is|isn['’]t|are|aren['’]t|was|were|do|does|did|has|have|had|can"
    r"|could|will|would|should|any)\b"
)
_WORK_TO_DO = (
    r"(?:improv(?:e|ing|ements?)|fix(?:ing)?|get(?:ting)? better at|sort(?:ing)? out"
    r"|put(?:ting)? right|do|work(?:ing)? on|to-do list)"
)
_ASKS: tuple[tuple[Kind, str], ...] = (
    (
        "reason",
        r"\bwhy\b|\bhow come\b|\bwhat caused\b|\b(?:what|thought to) explains?\b|\bblamed?\b",
    ),
    (
        "reason",
        r"\breasons? (?:for|given|behind|why|that)\b|^(?:the )?(?:main )?(?:reasons?|causes?)\b",
    ),
    (
        "duration",
        r"\bhow long\b|\b(?:wait|waiting) times?\b|\bhow many (?:\w+ )?(?:days|weeks|months)\b",
    ),
    ("number", r"\bhow (?:many|much|old|often|frequently|high|low|full|far)\b"),
    ("number", r"\bhow (?:big|large)\b(?! an? )|^(?:number|percentage|proportion|share)\b"),
    ("list", rf"\bneed(?:s|ed)?(?: to)? {_WORK_TO_DO}\b(?! (?:about|on|for|with|over)\b)"),
    (
        "list",
        rf"\bwhat\b.*\b(?:told|asked|wanted|want|ha(?:s|ve)|left|should|must|still)\b.*\b{_WORK_TO_DO}"
        r"\b(?!.*\b(?:about|on|for|with|over)\b)|\banything left\b|\bareas? for improvement\b"
        r"|\bimprovement (?:areas|points|list)\b|\bto-do list\b",
    ),
    (
        "list",
        r"\bwhich (?:two|three|four|five|six)\b|\bname the (?:two|three|four|five|six)\b|\blist\b",
    ),
    ("list", r"\bwhat (?:\w+ ){0,2}(?:things|steps|priorities|recommendations)\b"),
    ("list", r"\bwhat (?:are|were) (?:the|its|their)\b|\bwere they\b"),
    ("yesno", rf"{_YES_OR_NO}(?!.*\b(?:which|what|how)\b)"),
    (
        "number",
        r"\b(?:number|numbers|percentage|percent|proportion|rate|rates|ratio|headcount|total|figures?"
        r"|average|tally|amount|turnover|salary|shortfall)\b|%|£|\b(?:share|size|cost|costs|budget)"
        r" (?:of|for|to)\b|\bwhat share\b|\bin pounds\b",
    ),
    ("grade", r"\b(?:grades?|graded|ratings?|rated|judged|judgements?|scores?|scored)\b"),
    (
        "date",
        r"^(?:(?:and|so|since|until|by|from) )*when (?:was|were|did|had|has|have|will)\b"
        r"|\bwhen (?:was|were|did|will)\b|\b(?:what|which|in what) (?:year|month|date|day)\b"
        r"|(?<!to )(?<!to-)\bdates?\b|\bhow recent",
    ),
    (
        "who",
        r"^(?:(?:and|so|but|by|with) )*(?:who|whose|whom)\b|\bnames?\b|\b(?:called|named)\b"
        r"|, who\b|\bby whom\b",
    ),
    ("list", r"\bwhich \w+s\b|\brecommend"),
)

_HOLDS: dict[Kind, str] = {
    "number": rf"\d|\b{_NUMBER_WORD}\b"
    r"|\b(?:daily|weekly|fortnightly|monthly|quarterly|annual(?:ly)?)\b"
    r"|\b(?:minority|few)\b",
    "duration": rf"(?:\d|\b{_NUMBER_WORD}\b|\bseveral|\bmany)[\w\s()%,.-]{{0,20}}"
    r"\b(?:minute|hour|day|week|month|year|decade)s?\b|\b(?:week|month|year|day|decade)s?\b"
    r"|\bsince (?:\w+ ){0,2}(?:19|20)\d\d\b",
    "date": rf"\b(?:19|20)\d\d\b|\b{MONTH}\b|\b(?:spring|summer|autumn|winter)\b|\bago\b"
    r"|\b(?:last|past|next|this) (?:\w+ )?(?:years?|months?|weeks?)\b|\brecently\b",
    "who": r"(?<!^)(?<![.!?] )\b[A-Z][a-z]+|\b[A-Z]{2,}\b|[‘“]|\b(?:director|manager|leader|officer"
    r"|member|team|worker|panel|board|service|provider|commissioner|inspector|nurse|advis[eo]r|carer"
    r"|parent|teacher|practitioner|professional|staff|agenc(?:y|ie)|partner|police|school)s?\b",
    "reason": r"\b(?:because|due to|as a (?:result|consequence)|result(?:s|ed|ing)? (?:of|in)"
    r"|reasons?|caus(?:e|es|ed|ing)|led to|leads? to|owing to|attribut|since|so that|means?|meant"
    r"|meaning|therefore|in order to|to ensure|this is|given|reflect|contribut|impact|driven"
    r"|explain|prevent|affected|following)",
    "grade": rf"\b{GRADE}\b|\bscores?\b|\brated\b|\bgrade|\brequires? improvement\b|\bnot judged\b",
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
