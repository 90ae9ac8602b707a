"""The areas that inspectors grade, in the words of people and of reports."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import Judgement

# How people name the areas, by the normal form of Judgement.key. The first is read first: what it
# takes is not read again ("leaving care" is not care, the "safeguarding board" not safeguarding).
_AREAS = {
    "lscb": r"[LA-Z]*SCBs?|(?:local )?safeguarding (?:children['’]?s? |childrens )?"
    r"(?:boards?|partnerships?)",
    "capacity": r"(?:capacity|ability|able) to improve|can\W+(?:it |they )?improve",
    "adoption": r"adoption performance|adopt(?:ion|ions|ing|ers?|ed|ive)",
    "care_leavers": r"care[- ]leavers?|(?:leav(?:ing|es?)|left)[- ](?:the )?care|aftercare"
    r"|after[- ]care|care[- ]experienced|(?:had|who) (?:been|were) in care",
    "in_care": r"(?:in|into) (?:\w+(?:['’]s)? )?care|looked[- ]after|look(?:s|ing)? after"
    r"|LAC|CLA|CiC|cared[- ]for children|children cared for|permanence",
    "safeguarding": r"safeguarding|(?:protect(?:ing|ion of)|keep(?:ing)?)"
    r" (?:adults|people|residents)(?: safe)?(?: from (?:abuse|harm|neglect))?",
    "help_protection": r"(?:protect|keep)(?:ing)? (?:vulnerable )?(?:children|kids|young people)"
    r"(?: at risk)?(?: safe)?(?: from (?:abuse|harm|neglect))?"
    r"|help(?:ing)? (?:and|&|or|/) ?protect\w*|(?:early )?help|at risk"
    r"|(?:child|children['’]?s) protection|protecti(?:on|ng)(?: and help(?:ing)?)?|front[- ]door",
    "leadership": r"(?:the )?impact of leaders(?: on (?:social work )?practice)?"
    r"|(?:senior |top )?(?:leaders?(?:hip)?|manage(?:ment|rs?))|top (?:team|brass)|in charge"
    r"|(?:people|those|ones|officers) (?:in charge|at the top|running|who run)|boss(?:es)?",
    "assessing_needs": r"assess(?:ing|ment of)? (?:people['’]s )?needs?|needs assessments?",
    "healthier_lives": r"(?:living )?health(?:y|ier) (?:lives|living)|prevention|staying well",
    "equity": r"equity|equalit(?:y|ies)|inequalit(?:y|ies)|fairness|diversity|inclusion",
    "care_provision": r"care provision|provi(?:ding|sion of) care|(?:integration and )?continuity",
    "partnerships": r"(?:partnerships?|(?:joint|joined[- ]up|partnership) work(?:ing)?"
    r"|work(?:ing|s|ed)? (?:together|jointly|with (?:others|partners)))"
    r"(?: working)?(?: (?:and|with) (?:communit(?:y|ies)"
    r"|(?:other )?(?:organisations|agencies|partners|others)))?",
    "safe_systems": r"safe (?:systems|pathways)|pathways|transitions?"
    r"|(?:mov|pass|transferr?)(?:es?|ing|ed) (?:\w+ )?(?:between|from one) services?"
    r"(?: to another)?"
    r"|(?:mov(?:es?|ing) )?(?:on )?from child\w*(?:['’]?s)? (?:services )?(?:in)?to adult\w*"
    r"(?: services)?|handovers?",
    "governance": r"governance|sustainability|well[- ]led"
    r"|how (?:well )?(?:it|the council) is (?:run|led)(?: and (?:run|led))?",
    "learning": r"learning|innovation",
    "overall": r"overall(?: effectiveness)?|headline|in general|as a whole|all told",
}
_FORMS = {key: re.compile(rf"\b(?:{form})\b", re.IGNORECASE) for key, form in _AREAS.items()}
# Areas that take in another, where a report does not grade that one apart.
_WIDER = {
    "in_care": ("in_care_and_care_leavers",),
    "care_leavers": ("in_care_and_care_leavers",),
    "in_care_and_care_leavers": ("in_care", "care_leavers"),
    "safeguarding": ("help_protection",),
}
_PRINTED = {"capacity": "capacity to improve", "governance": "governance"}
_NAMES = {
    "lscb": "the safeguarding children board",
    "capacity": "the capacity to improve",
    "in_care": "children in care",
    "in_care_and_care_leavers": "children in care and care leavers",
    "help_protection": "help and protection",
    "overall": "overall effectiveness",
}


def in_words(area: str) -> str:
    """'help and protection' for "help_protection"."""
    return _NAMES.get(area, area.replace("_", " "))


def take_areas(text: str) -> tuple[tuple[str, ...], str]:
    """The keys of the areas that the text names, in order of mention, and the text without them.

    They are those of `Judgement.key`, and "capacity" for the capacity to improve.
    """
    found: list[tuple[int, str]] = []
    for key, form in _FORMS.items():
        if first := form.search(text):
            found.append((first.start(), key))
            text = form.sub(lambda match: " " * len(match[0]), text)
    return tuple(key for _, key in sorted(found)), text


def judged(judgements: Sequence[Judgement], area: str) -> tuple[Judgement, ...]:
    """The judgements for the area: its own, else one with its name, else one that takes it in."""
    printed = _PRINTED.get(area)
    return (
        tuple(one for one in judgements if one.key == area)
        or tuple(one for one in judgements if printed and printed in one.area.lower())
        or tuple(one for one in judgements if one.key in _WIDER.get(area, ()))
    )
