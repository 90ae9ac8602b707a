"""What a finding rests on, where its own words tell."""

from __future__ import annotations

import re

_SHOWS = (
    r"(?:shows?|showed|shown|indicat\w+|suggest\w*|reveal\w*|demonstrat\w+|found|confirm\w*"
    r"|identif\w+|stat(?:es|ed)|sa(?:ys?|id)|told)"
)
_DATA = (
    r"(?:(?:local authority|council|authority)(?:['’]s)? (?:own )?(?:data|figures|records"
    r"|self[- ]assessment|self[- ]evaluation)|performance (?:data|information|reports?))"
)
_LOOKED = r"(?:saw|seen|sampled|tracked|reviewed|examined|considered|looked at|read)"
_CASES = r"(?:cases?|(?:case |care )?records?|(?:case )?files?|audits?|plans?|assessments?)"
_INSPECTORS = r"(?:inspectors|reviewers|the (?:inspection|review|peer) team|we)"
# In order: the first form that is found decides.
_EVIDENCE = (
    ("national survey", r"\b(?:survey of adult (?:carers|social care)|\bASCS\b|\bSACE\b|\bSACS\b)"),
    ("national figures", r"\b(?:national (?:data|figures|statistics)"
     r"|adult social care outcomes framework|\bASCOF\b|\bNHS England (?:data|figures)"
     r"|england average|statistical neighbours?)"),
    ("a survey", rf"\bsurvey(?:s|ed)?\b.*(?:\b{_SHOWS}\b|\bfelt\b|\brespon\w+|\d ?%|\bper cent\b)"
     r"|(?:\d ?%|\bper cent\b).*\bsurvey(?:s|ed)?\b|\brespondents\b"),
    ("the council’s own data", rf"\b{_DATA}\b[^.;]{{0,25}}\b{_SHOWS}\b"
     rf"|\baccording to[^.;]{{0,20}}\b{_DATA}\b"
     r"|\b(?:local authority|council) (?:told (?:us|inspectors)|reported that|provided data)\b"),
    ("cases that inspectors looked at", rf"\b{_INSPECTORS} {_LOOKED}\b[^.;]{{0,40}}\b{_CASES}\b"
     rf"|\b{_CASES}\b[^.;]{{0,25}}\b(?:{_INSPECTORS} {_LOOKED}\b|{_LOOKED} by {_INSPECTORS}\b)"
     r"|\b(?:cases|records|files|plans|assessments) (?:seen|sampled|tracked)\b"
     r"(?! (?:by|in|through)\b)"),
)  # fmt: skip
# Who speaks must do so actively: "children reported missing" and "is reported as late" tell
# nothing of who said it.
_SPOKE = (
    r"\b(?:[ ,]+(?!(?:is|are|was|were|be|been|being|not|and)\b)[\w’'-]+){0,6}?[ ,]+"
    r"(?:told\b(?! (?:to|off|by)\b)|said\b(?! to\b)|say\b|spoke\b|describe[sd]?\b|feel\b|felt\b"
    r"|expressed\b|praised?\b|acknowledged?\b"
    r"|report(?:ed)? (?:that|feeling|being|having|positive\w*|good|to (?:us|inspectors))\b)"
)
_SPEAKERS = (
    ("what people said", r"(?:people|carers?|parents?|children|care leavers|families|residents)"),
    ("what staff said", r"(?:staff|social workers?|practitioners?|workers|managers"
     r"|personal advisers|teams?)"),
    ("what leaders said", r"(?:leaders?|senior managers|director|councillors?|members"
     r"|chief executive)"),
    ("what partners said", r"(?:partners|providers?|courts?|judges?|judiciary|Cafcass|schools"
     r"|health (?:partners|professionals|colleagues|visitors))"),
)  # fmt: skip
_EVIDENCE_FORMS = tuple((label, re.compile(form, re.IGNORECASE)) for label, form in _EVIDENCE)
_SPEECH_FORMS = tuple(
    (label, re.compile(rf"\b{who}{_SPOKE}", re.IGNORECASE)) for label, who in _SPEAKERS
)


def strength(text: str) -> str:
    """What a finding rests on as its text says ("national survey", "what staff said"), else ""."""
    for label, form in _EVIDENCE_FORMS:
        if form.search(text):
            return label
    spoken = [
        (found.start(), label) for label, form in _SPEECH_FORMS if (found := form.search(text))
    ]
    return min(spoken)[1] if spoken else ""
