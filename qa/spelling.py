"""Slips of typing put right: a word that nobody knows, so close to one of the reports or of a
council's name that that one is meant."""

from __future__ import annotations

import re
from collections import Counter
from difflib import get_close_matches
from functools import cache, cached_property

from spellchecker import SpellChecker

from corpus.authorities import authorities, find_authorities
from corpus.dates import MONTHS
from indexer.index import Index

_WORD = re.compile(r"(?<!['’])\b[^\W\d_]+\b(?!['’]t)")
_SHORTEST = 5  # letters of a word that is put right; of what it is taken for one less
_CLOSE = 0.86  # ratio of letters in common, 0 to 1: "plymoth" has .93 of "plymouth"
_CLOSE_NAME = 0.8  # of a name to a council's: "Wigen" has .8 of "Wigan"
_OFTEN = 3  # times the reports must use a word: their own misprints are not taught
_OF_COUNCIL = re.compile(
    r"\s+(?:re-?)?(?:inspect\w+|reports?|visits?|assessments?|reviews?|councils?|boroughs?)\b", re.I
)
_MONTHS = frozenset(MONTHS)
_CONTRACTED = re.compile(r"(?:do|does|did|is|are|was|were|ha[sd]|have|ca|could|should|would|wo)nt")


class Spelling:
    """Knows the words of an index; safe for many threads."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def corrected(self, text: str) -> str:
        """The text with its slips put right, itself where there are none.

        Right are the words that the reports use or councils are called by, and those of the
        English word list. A name (capital letter within a sentence) can only be a month or a
        council's; with "the" before it only where a report of it is spoken of.
        """
        named = [(mention.start, mention.end) for mention in find_authorities(text)]

        def meant(found: re.Match[str]) -> str:
            if any(start <= found.start() < end for start, end in named):
                return found[0]
            before = text[: found.start()].rstrip()
            name = found[0][0].isupper() and before[-1:] not in ("", ".", "?", "!")
            known = name and re.search(r"\bthe$", before, re.IGNORECASE)
            of_thing = known and not _OF_COUNCIL.match(text, found.end())
            return found[0] if of_thing else self._meant(found[0], name)

        return _WORD.sub(meant, text)

    def _meant(self, typed: str, name: bool) -> str:
        word = typed.lower()
        if len(word) < _SHORTEST or _CONTRACTED.fullmatch(word) or typed.isupper():
            return typed
        if word in _names() or self._index.matching(word, 1) or _is_english(word):
            return typed
        able = _names() | _MONTHS if name else self._words
        swapped = sorted(_swapped(word) & able)
        alike = [one for one in able if one[0] == word[0]]
        close = get_close_matches(word, alike, n=1, cutoff=_CLOSE_NAME if name else _CLOSE)
        for best in swapped or close:
            return best.capitalize() if best in _names() | _MONTHS or typed[0].isupper() else best
        return typed

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words that a slip may be meant for."""
        used = Counter(
            word
            for passage in self._index.passages
            for word in _WORD.findall(f"{' '.join(passage.heading)} {passage.text}".lower())
            if len(word) >= _SHORTEST - 1
        )
        return _names() | {word for word, times in used.items() if times >= _OFTEN}


@cache
def _names() -> frozenset[str]:
    """The long words that councils are called by, in lower case."""
    printed = (name for one in authorities() for name in (one.name, *one.aliases))
    words = (word.lower() for name in printed for word in _WORD.findall(name))
    return frozenset(word for word in words if len(word) >= _SHORTEST)


def _swapped(word: str) -> set[str]:
    """The word with two neighbouring letters changed about, in each way: "school" for "shcool"."""
    return {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}


def _is_english(word: str) -> bool:
    """Whether the word list has it, in American spelling or without the plural's "s" too."""
    american = re.sub(r"is(?=(?:e[ds]?|ing|ations?)$)", "iz", word)
    return bool(_english().known([word, american, word.removesuffix("s")]))


@cache
def _english() -> SpellChecker:
    return SpellChecker(language="en", distance=1)
