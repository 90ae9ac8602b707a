"""What a finding rests on, where its own words tell."""

from __future__ import annotations

import re

# In order: the first form that is found decides.
_FORMS = (
    ("national survey", r"\b(?:survey of adult (?:carers|social care)|\bASCS\b|\bSACE\b|\bSACS\b)"),
    ("national figures", r"\b(?:national (?:data|figures|statistics)|adult social care outcomes "
     r"framework|\bASCOF\b|\bNHS England\b|england average|statistical neighbours?)"),
    ("a survey", r"\bsurvey(?:s|ed)?\b"),
    ("the council’s own data", r"\b(?:local authority|council|authority)(?:['’]s)? (?:own )?(?:"
     r"data|figures|records|self[- ]assessment|self[- ]evaluation)\b"
     r"|\b(?:local authority|council) (?:told us|reported|provided data)\b"
     r"|\bperformance (?:data|information|reports?)\b"),
    ("cases that inspectors looked at", r"\b(?:cases?|records?|files?|audits?|plans?|assessments?)"
     r"[\w\s,]{0,30}\b(?:seen|sampled|tracked|reviewed|examined|considered|looked at|read)\b"
     r"|\binspectors (?:saw|sampled|tracked|reviewed|examined|looked at|observed|found)\b"),
    ("what people said", r"\b(?:people|carers?|parents?|children|young people|care leavers|"
     r"families|foster carers|residents)\b[\w\s,]{0,40}\b(?:told|said|say|report(?:ed)?|spoke"
     r"|described?|feel|felt|expressed)\b"),
    ("what staff said", r"\b(?:staff|social workers?|practitioners?|workers|managers|personal "
     r"advisers|teams?)\b[\w\s,]{0,40}\b(?:told|said|say|report(?:ed)?|spoke|described?|feel|felt)\b"),
    ("what leaders said", r"\b(?:leaders?|senior managers|director|councillors?|members|chief "
     r"executive)\b[\w\s,]{0,40}\b(?:told|said|say|report(?:ed)?|described?|acknowledged?|recognised?)\b"),
    ("what partners said", r"\b(?:partners|providers?|courts?|judges?|judiciary|Cafcass|schools|"
     r"health)\b[\w\s,]{0,40}\b(?:told|said|say|report(?:ed)?|described?|praised?)\b"),
)  # fmt: skip
_COMPILED = tuple((label, re.compile(form, re.IGNORECASE)) for label, form in _FORMS)


def strength(text: str) -> str:
    """What a finding rests on as its text says ("national survey", "what staff said"), else ""."""
    return next((label for label, form in _COMPILED if form.search(text)), "")
