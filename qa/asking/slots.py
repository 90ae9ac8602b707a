"""Councils and times in a question: what it says beside them, and others put in their place."""

from __future__ import annotations

import re

from corpus.authorities import find_authorities
from qa.asking.dates import DATED
from qa.asking.periods import asks_latest, asks_since, without_period
from qa.asking.services import service

_FILLERS = re.compile(
    r"\b(?:and|but|so|also|ok|or|then|what|how|about|in|at|for|of|the|to|with|as|well|was|were"
    r"|is|it|did|do|same|please|report|inspection|year|council|again|back|s)\b|[^\w\s]",
    re.IGNORECASE,
)
# Beside the council so far, not in its place: "how does that compare with Wigan".
_COMPARES = re.compile(
    r"\b(?:compar\w+|than(?! (?:half|an?|one|ever|before|\d))|against|versus|vs|next to)\b",
    re.IGNORECASE,
)
_IN_COMPARING = re.compile(
    r"\b(?:that|this|these|those|they|does|do|better|worse)\b", re.IGNORECASE
)

_SERVICE = re.compile(
    r"(?:child(?:ren)?|kids?|adults?|social|care|services?|side|ones?)(?:['’]?s)?['’]?",
    re.IGNORECASE,
)
_CHILDREN = re.compile(r"\b(?:child(?:ren)?|kids?)(?:['’]s)?(?!\w)", re.IGNORECASE)
_ADULTS = re.compile(r"\badults?(?:['’]s?)?(?!\w)", re.IGNORECASE)


def own_words(text: str) -> list[str]:
    """The words that say what the text is about: no councils, no times, no filling words."""
    return _FILLERS.sub(" ", without_slots(text)).split()


def merged(subject: str, text: str) -> tuple[str, str]:
    """The subject with the councils and years of `text` for its own, and what else `text` says."""
    names = [text[m.start : m.end] for m in find_authorities(text)]
    if names and _COMPARES.search(text):
        names = [subject[m.start : m.end] for m in find_authorities(subject)] + names
        text = _IN_COMPARING.sub(" ", _COMPARES.sub(" ", text))
    if names:
        subject = _put(subject, [(m.start, m.end) for m in find_authorities(subject)], names)
    dates = [found[0] for found in DATED.finditer(text)]
    if dates:
        subject = _put(subject, [found.span() for found in DATED.finditer(subject)], dates)
    own = own_words(DATED.sub(" ", text))
    if own and not (names or dates) and (swapped := _of_service(subject, own)):
        return swapped, ""
    return subject, "" if (names or dates) and not own else text


def _of_service(subject: str, own: list[str]) -> str:
    """The subject with the other service in it, where the words name no more than that."""
    wanted = service(" ".join(own))
    others = {"adults": _CHILDREN, "children": _ADULTS}
    if not wanted or wanted == service(subject) or not all(map(_SERVICE.fullmatch, own)):
        return ""
    return others[wanted].sub(f"{wanted}’s" if wanted == "children" else "adults’", subject)


def placed(own: str, subject: str) -> str:
    """A matter of its own with the councils of the question before it, and with its times unless it
    asks for what is so now."""
    councils = [subject[m.start : m.end] for m in find_authorities(subject)]
    dates = [found[0] for found in DATED.finditer(subject)]
    for named in (councils, [] if asks_since(own) or asks_latest(own) else dates):
        missing = [name for name in named if name not in own]
        own = _put(own, [], missing) if missing else own
    return own


def without_slots(text: str) -> str:
    """The text without its councils and times."""
    for mention in reversed(find_authorities(text)):
        text = text[: mention.start] + " " + text[mention.end :]
    return without_period(text)


def _put(subject: str, places: list[tuple[int, int]], words: list[str]) -> str:
    """`words` in the subject at the first of `places`, the others cut; at its end for no place."""
    joined = " and ".join(words)
    if not places:
        stop = "?" if subject.endswith("?") else ""
        return f"{subject.rstrip('?. ')} in {joined}{stop}"
    for start, end in reversed(places[1:]):
        subject = (
            re.sub(r"(?:\s*(?:,|&|and|or|vs?|versus))?\s*$", "", subject[:start]) + subject[end:]
        )
    start, end = places[0]
    return subject[:start] + joined + subject[end:]
