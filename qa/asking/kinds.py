"""What kind of fact a question asks for, and whether a sentence holds a fact of that kind."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal[
    "contact", "number", "duration", "date", "who", "reason", "grade", "list", "yesno", "other"
]

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred|thousand|million|half|third|quarter|dozen|once|twice|double|doubled"
    r"|none|no|all|every|majority)"
)
GRADE = r"(?:outstanding|good|requires improvement|inadequate|adequate|satisfactory)"

# In order: the first pattern that matches decides. Question words count where they ask: "people who
# left care" names no person, "when they leave" no date.
_YES_OR_NO = (
    r"^(?:(?:and|so|but) )?(?:is|isn['’]t|are|aren['’]t|was|were|do|does|did|has|have|had|can"
    r"|could|will|would|should|any)\b"
)
# What is to be done better, as people ask for it; "do about housing" asks for a matter of its own.
_WORK = (
    r"(?:improv(?:ed?|ing|ements?)|chang(?:e|ing)|strengthen(?:ing)?|fix(?:ed|ing)?|address(?:ing)?"
    r"|tackl(?:e|ing)|get(?:ting)? (?:better|right)|do(?:ing)? better|sort(?:ing)? out"
    r"|put(?:ting)? right|do|work(?:ing)? on|to-?do)\b"
)
_IN_ALL = r"(?!.*\b(?:about|on|for|with|over)\b)"
_OUGHT = (
    r"(?:told|asked|expected|required|supposed|wants?|wanted|needs?|needed|must|should|ought|left"
    r"|still|ha(?:s|ve|d) (?:got |yet )?to)"
)
_TO_IMPROVE = re.compile(
    rf"\bneed(?:s|ed)?(?: to)? (?:{_WORK}|(?:more |further )?work\b){_IN_ALL}"
    rf"|\b(?:what|where|which|things?|anything|list)\b.*\b{_OUGHT}\b.*\b{_WORK}{_IN_ALL}"
    rf"|\b(?:shortcomings|failings|actions? (?:needed|required)|required actions?)\b{_IN_ALL}"
    r"|\bareas? (?:for|of|in need of) (?:improvement|development|priority action)\b"
    r"|\bimprovement (?:areas|points|list)\b|\bto-?do list\b|\bpriority actions?\b",
    re.IGNORECASE,
)
_RECOMMENDED = r"\brecommend"
_ASKS: tuple[tuple[Kind, str], ...] = (
    (
        "contact",
        r"^(?!why|how|when|who)(?:what(?:['’]s| is| are)? )?(?:the |its |their )?"
        r"(?:[\w'’-]+ ){0,3}?(?:address of"
        r"|(?:e-?mail|web|website|postal) address(?:es)?|opening (?:hours|times)"
        r"|(?:phone|telephone|helpline) numbers?|contact (?:details?|numbers?))\b",
    ),
    (
        "yesno",
        rf"{_YES_OR_NO}.*\b(?:keep|kept|track|record|log|monitor|measure|count|check)\w*\b.*\bhow\b",
    ),
    (
        "who",
        r"^(?:(?:what|which) (?:is|are|was|were) )?(?:the )?(?:full )?names? of\b"
        r"|\b(?:which|what) (?:councillor|director|officer|inspector|minister|commissioner)\b",
    ),
    (
        "reason",
        r"\bwhy\b|\bhow come\b|\bwhat caused\b|\bwhat\b.*\bexplains?\b|\bexplanations?\b"
        r"|\bblamed?\b",
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
    ("list", _TO_IMPROVE.pattern),
    (
        "list",
        r"\bwhich (?:two|three|four|five|six)\b|\bname the (?:two|three|four|five|six)\b|\blist\b",
    ),
    ("list", r"\bwhat (?:\w+ ){0,2}(?:things|steps|priorities|recommendations)\b"),
    ("list", r"\bwhat (?:are|were) (?:the|its|their|they|these|those)\b"),
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
        r"|^(?:(?:and|so|but) )?when\W*$|\bwhen (?:was|were|did|will)\b"
        r"|\b(?:what|which|in what) (?:year|month|date|day)s?\b"
        r"|(?<!to )(?<!to-)\bdates?\b|\bhow recent",
    ),
    (
        "who",
        r"^(?:(?:and|so|but|by|with) )*(?:who|whose|whom)\b|\bnames?\b|\b(?:called|named)\b"
        r"|, who\b|\bby whom\b",
    ),
    ("list", rf"\bwhich \w+s\b|{_RECOMMENDED}"),
)

_HOLDS: dict[Kind, str] = {
    "contact": r"@|\bwww\.|https?:|\b0\d{2,4}[ -]?\d{3}|\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b"
    r"|\d ?[ap]\.?m\b|\b24[ -]hour|\bmidnight\b",
    "number": rf"\d|\b{_NUMBER_WORD}\b"
    r"|\b(?:daily|weekly|fortnightly|monthly|quarterly|annual(?:ly)?)\b"
    r"|\b(?:minority|few)\b",
    "duration": rf"(?:\d|\b{_NUMBER_WORD}\b|\bseveral|\bmany)[\w\s()%,.-]{{0,20}}"
    r"\b(?:minute|hour|day|week|month|year|decade)s?\b|\b(?:week|month|year|day|decade)s?\b"
    r"|\bsince (?:\w+ ){0,2}(?:19|20)\d\d\b"
    r"|\b(?:took up|in post|joined|appointed)\b[^.;]{0,40}\b(?:19|20)\d\d\b",
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

# Digits that count nothing, and capitals that name nobody: days, months and years.
_WHEN = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: (?:to|and|[-–]) \d{{1,2}}(?:st|nd|rd|th)?)? )?{MONTH}"
    r"(?: (?:19|20)\d\d)?\b|(?<![£$€])\b(?:19|20)\d\d(?:\s?[-/–]\s?(?:(?:19|20)?\d\d))?\b",
    re.IGNORECASE,
)
_SIDE_BY_SIDE = r"\bhow (?:do|does|did) \w+ compare\b(?! (?:with|to|against|on))"
_NATIONAL_ASKED = re.compile(
    r"\b(?:england|english|national(?:ly)?)(?:['’]s)?(?: \w+){0,2}"
    r" (?:averages?|figures?|rates?|levels?|norms?|means?|shares?|picture)\b"
    r"|\b(?:than|with|to|against|versus|vs?) (?:the rest of |all of )?england\b(?!['’])"
    r"|\b(?:than|with|to|against|versus|vs?|across) (?:the )?(?:rest|whole) of the country\b"
    rf"|{_SIDE_BY_SIDE}"
    r"|\bacross the country\b|\bthan nationally\b"
    r"|\bnational(?:ly)?\b.{0,30}\b(?:compar|average)|\baverage\b.{0,20}\b(?:england|national)",
    re.IGNORECASE,
)
_NATIONAL = re.compile(
    r"\b(?:England|English|nation(?:al(?:ly)?|wide)?|country|comparators?|averages?|neighbours"
    r"|similar)\b",
    re.IGNORECASE,
)
# "Better than elsewhere", "compared with similar councils", and what sets one beside others.
_AREAS = r"(?:places?|councils?|areas?|authorities|boroughs?|counties)"
_OTHERS_ASKED = re.compile(
    r"\b(?:better|worse|higher|lower|more|less|fewer|above|below|quicker|slower|faster|longer|shorter"
    r"|bigger|smaller|larger|sooner|earlier|later|compar\w+)\b[^,.;?]{0,25}\b(?:elsewhere"
    rf"|(?:other|similar|neighbouring|most|most other) {_AREAS}|(?<!on )average|usual"
    r"|everyone else)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    rf"{_NATIONAL.pattern}|\b(?:compar\w+|elsewhere|region\w*|(?:other|any) (?:local )?{_AREAS}"
    r"|(?:highest|lowest|best|worst|most|least) (?:\w+ )?(?:rate|of)"
    r"|(?<!other )than (?:that|those|in|for|the))\b",
    re.IGNORECASE,
)


def asked_kind(question: str) -> Kind:
    """The kind of fact the question asks for; "other" where its form does not tell."""
    for kind, pattern in _ASKS:
        if re.search(pattern, question, re.IGNORECASE):
            return kind
    return "other"


def asks_to_improve(question: str) -> bool:
    """Whether it asks what is to be done better: a report's recommendations or areas to improve."""
    return bool(_TO_IMPROVE.search(question) or re.search(_RECOMMENDED, question, re.IGNORECASE))


def asks_nationally(question: str) -> bool:
    """Whether it asks for the figure of the whole country, or how a council stands against it."""
    return _NATIONAL_ASKED.search(question) is not None


def asks_side_by_side(question: str) -> bool:
    """Whether it asks how one council compares, and names nobody to compare it with."""
    return re.search(_SIDE_BY_SIDE, question, re.IGNORECASE) is not None


def tells_nationally(sentence: str) -> bool:
    """Whether the sentence speaks of the country, of an average or of like councils at all."""
    return _NATIONAL.search(sentence) is not None


def asks_beside_others(question: str) -> bool:
    """Whether it asks how something stands against other councils, or against the usual."""
    return _OTHERS_ASKED.search(question) is not None


def tells_beside_others(sentence: str) -> bool:
    """Whether the sentence sets what it tells beside anything."""
    return _OTHERS.search(sentence) is not None


def holds(kind: Kind, sentence: str) -> bool:
    """Whether the sentence has a fact of this kind at all; always true for kinds without a form."""
    pattern = _HOLDS.get(kind)
    sentence = _WHEN.sub(" ", sentence) if kind in ("number", "who") else sentence
    flags = 0 if kind == "who" else re.IGNORECASE
    return pattern is None or re.search(pattern, sentence, flags) is not None


def has_figure(sentence: str) -> bool:
    """Whether the sentence has a number in digits that is no date."""
    return re.search(r"\d", _WHEN.sub(" ", sentence)) is not None


def counts_anew(sentence: str, question: str) -> bool:
    """False where all numbers of the sentence are the question's own: "under 16" of "how many
    under-16s"."""
    numbers = rf"\d+|\b(?:{_NUMBER_WORD}|few|most|minority)\b"
    said, known = (
        set(re.findall(numbers, _WHEN.sub(" ", text.lower()))) for text in (sentence, question)
    )
    return not said or not said <= known - {"one"}  # "and how many had one?"
