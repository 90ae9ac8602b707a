"""Whose report is asked: the publishers and kinds of report that a question names."""

from __future__ import annotations

import re

PEERS = "peer review"
# A publisher narrows only as the source that is asked: homes "registered with Ofsted" are a matter
# of any report.
_PUBLISHERS = {
    "Ofsted": r"\bofsted\b(?![ -](?:regist|approv|licen))",
    "Care Quality Commission": r"\bCQC\b(?!['’]?[ -](?:regist|approv))|\bcare quality commission\b",
}
_REGISTERED = re.compile(r"\b(?:un)?(?:regist\w+|licensed|approved)\b", re.IGNORECASE)
_PEER_REVIEW = re.compile(
    r"\bpeer (?:review|challenge)(?:ers?|s)?['’]?s? (?:say|said|says|find|found|think|thought"
    r"|recommend\w*|report|team|conclude\w*|suggest\w*|look\w* at|make of)\b"
    r"|\b(?:in|by|from|according to|does|did|(?:recommendation|finding|conclusion|result)s? of)"
    r" (?:the|its|their) (?:\w+ )?peer (?:review|challenge)"
    r"(?:ers?)?\b|\bpeer reviewers\b",
    re.IGNORECASE,
)
_PEERS = r"\bpeer (?:review|challenge)(?:ers?)?\b"
_ONE = rf"(?:the )?(?:{'|'.join((*_PUBLISHERS.values(), _PEERS))})"
_ONE += r"(?: (?:report|assessment|inspection|visit|review)\b)?"
_AGREES = r"(?:agrees? with|contradicts?|match(?:es)?|differs? from|says? the same as)"
_SET_AGAINST = re.compile(
    rf"\b(?:between|from) {_ONE} (?:and|to) {_ONE}"
    rf"|{_ONE} (?:vs?\.?|versus|against|or|{_AGREES}) {_ONE}",
    re.IGNORECASE,
)


def publishers(text: str) -> tuple[str, ...]:
    """Those named as the source that is asked."""
    return () if _REGISTERED.search(text) else _named(text)


def kinds(text: str) -> tuple[str, ...]:
    """The kinds of report, as in `Scope`, that are asked what they say."""
    return (PEERS,) if _PEER_REVIEW.search(text) else ()


def set_against(text: str) -> tuple[str, ...]:
    """Two or more publishers that are set against each other, `PEERS` among them: "between the
    peer review and CQC", "Ofsted v CQC"; else none."""
    found = _SET_AGAINST.search(text)
    if found is None:
        return ()
    peers = (PEERS,) if re.search(_PEERS, found[0], re.IGNORECASE) else ()
    both = (*peers, *_named(found[0]))
    return both if len(both) > 1 else ()


def without_set_against(text: str) -> str:
    """The text without the publishers set against each other, and what joins them."""
    return " ".join(_SET_AGAINST.sub(" ", text).split())


def _named(text: str) -> tuple[str, ...]:
    return tuple(name for name, form in _PUBLISHERS.items() if re.search(form, text, re.IGNORECASE))
