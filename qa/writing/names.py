"""Whether every name in a sentence, of people, bodies and councils, stands in what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.authorities import find_authorities
from qa.writing.claims import as_named, plain
from qa.writing.sources import Source

# Words that open a sentence with a capital and are no names.
_OPENERS = frozenset(
    "a about according across additionally after against all also although among an and"  # noqa: SIM905
    " another any around as at because before being both but by children currently despite"
    " during each every few following for from had has have he her his how however if in"
    " inspectors into it its later leaders locally many more most much nationally no not of on"
    " once only or other our over overall people several she similarly since so some staff"
    " still such than that the their then there these they this those though through to two"
    " under until was were what when where which while who with within without yet young".split()
)
_NAME = re.compile(r"\b[A-Z][\w'&-]*(?:\s+(?:(?:of|and|the|for)\s+)?[A-Z][\w'&-]*)*")
_OF_COUNCIL = re.compile(
    r"^\s*(?:(?:city|county|borough|metropolitan|district|royal|london)\s+)*(?:council|borough)\b",
    re.IGNORECASE,
)
_STRANGE = re.compile(r"\S*[\[\]<>{}|\\@`~^]\S*|\b(?:https?:|www\.)\S*")


def names_are_there(text: str, cited: Sequence[Source], others: Iterable[Source]) -> bool:
    """Every name stands in what is cited as it does here; councils by whatever name."""
    told = " | ".join(source.about for source in cited)
    known = {m.name for s in cited for m in find_authorities(s.text)}
    known |= {source.passage.authority for source in cited}
    for mention in reversed(find_authorities(text)):
        if mention.name not in known:
            return False
        text = text[: mention.start] + "it" + _OF_COUNCIL.sub("", text[mention.end :])
    if any(strange not in " ".join(s.text for s in cited) for strange in _STRANGE.findall(text)):
        return False
    plain_words = {word for s in others for word in re.findall(r"\b[a-z]+\b", s.text)}
    for match in _NAME.finditer(plain(text)):
        name = as_named(match[0])
        first, _, rest = name.partition(" ")
        if match.start() == 0 and (first in _OPENERS or first in plain_words):
            name = rest
        if name and f" {name} " not in f" {told} ":
            return False
    return True
