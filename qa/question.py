"""Understanding a question: councils and years named, the kind of fact asked for, follow-ups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.authorities import find_authorities
from qa.answer import Turn
from qa.kinds import Kind, asked_kind

_YEAR = re.compile(r"\b(20[0-4]\d)\b(?!\s*[-–/]\s*\d)|\b(20[0-4]\d)(?=\s*[-–/]\s*\d)")
_SINCE = re.compile(r"\b(?:since|after|from)\s+(?:\w+\s+){0,2}(20[0-4]\d)\b", re.IGNORECASE)
_OPENS_FOLLOW_UP = re.compile(
    r"^(?:and|but|so|also|ok|or|then|what about|how about|what else|any others?|who else)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:that|this|it|its|they|them|their|those|these|he|she|his|her|there|then|ones?|same)\b",
    re.IGNORECASE,
)
_SHORT = 4  # words: a question this short rarely stands alone in a conversation


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    `text` is what was typed; `asked` is the question completed from the history, for people;
    `search_text` is what is searched for. `authorities` are canonical names in order of mention.
    `group` says what they have in common where a group was named ("London boroughs", "every
    council"), else "". `publishers` and `kinds` (of report, as in `Scope`) are those named.
    `years` are the four-digit years named; `since` is the year of "since 2020" and `until` that
    of "before 2020" (inclusive: 2019), else None. `latest` is whether the newest report was
    asked for in words ("latest", "last time", "currently"); `change` whether two times are to
    be compared ("got any better since", "2015 and again in 2017"), `compare` whether councils
    are to be.
    """

    text: str
    asked: str
    search_text: str
    authorities: tuple[str, ...]
    years: tuple[int, ...]
    since: int | None
    kind: Kind
    until: int | None = None
    group: str = ""
    publishers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    latest: bool = False
    change: bool = False
    compare: bool = False


def understand(text: str, history: Sequence[Turn] = ()) -> Question:
    """Read the question, completing a follow-up from the history (oldest turn first).

    A follow-up keeps the subject and the councils of the question before it, unless it names
    councils of its own; no language model is asked.
    """
    text = " ".join(text.split())
    subject = _subject(text, history)
    names = _authorities(text) or (_authorities(subject) if subject else ())
    since = _SINCE.search(text)
    return Question(
        text=text,
        asked=f"{text.rstrip('?')} (following “{subject}”)" if subject else text,
        search_text=f"{subject} {text}" if subject else text,
        authorities=names,
        years=tuple(int(a or b) for a, b in _YEAR.findall(text)),
        since=int(since.group(1)) if since else None,
        kind=_kind(text, subject),
    )


def _subject(text: str, history: Sequence[Turn]) -> str:
    """The earlier question that a follow-up leans on, "" where the text stands alone."""
    if not history or not _leans_back(text):
        return ""
    for turn in reversed(history):
        if not _leans_back(turn.question):
            return turn.question
    return history[0].question


def _leans_back(text: str) -> bool:
    if _OPENS_FOLLOW_UP.search(text) or len(text.split()) <= _SHORT:
        return True
    return not _authorities(text) and _POINTS_BACK.search(text) is not None


def _authorities(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.name for found in find_authorities(text)))


def _kind(text: str, subject: str) -> Kind:
    kind = asked_kind(text)
    return asked_kind(subject) if kind == "other" and subject else kind
