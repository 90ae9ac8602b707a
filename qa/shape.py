"""The shape of a question: what kind of thing it asks for, whatever the council and the figures."""

from __future__ import annotations

import re

from corpus.authorities import find_authorities

# The same by other names: how familiar a question sounds says nothing of what is told.
_ALSO = (
    (re.compile(r"\b(?:kid|youngster)s?\b"), "children"),
    (re.compile(r"\b(?:lac|cla)\b"), "looked after children"),
)
_COUNCILS = re.compile(r"\bwhich (?:local )?(?:councils?|boroughs?|authorit(?:y|ies))\b", re.I)


def shape(text: str) -> str:
    """The question without its councils and figures: what kind of thing is asked."""
    for mention in reversed(find_authorities(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    text = _COUNCILS.sub(" ", text)
    text = re.sub(r"^\s*['’]s|\b20\d\d(?:[-/–]\d\d)?\b|['’]s\b", " ", text)
    text = re.sub(r"\d+", "0", text).lower()
    for named, children in _ALSO:
        text = named.sub(children, text)
    return " ".join(text.split())
