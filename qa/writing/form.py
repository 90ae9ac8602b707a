"""Whether a text is a sentence that says something by itself: whole, said once, quoting truly."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.words import words
from qa.writing.claims import as_named, clauses, plain

_FEWEST = 2  # stems, names and figures aside, that a sentence shares with what it cites
_STOPPED = re.compile(r"\.[\"'”’)\]]*$")
_NAME_OR_FIGURE = re.compile(r"(?<!^)\b[A-Z][\w'&-]*|\b[A-Z]{2}\w*|\S*\d\S*")
_QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]|‘([^‘’]+)’(?!\w)")
_LEANS = re.compile(
    r"(?:this|these|those|that|they|their|it|its|he|his|she|her|such|however|also|similarly|thus"
    r"|additionally|furthermore|moreover|therefore|consequently|nevertheless|instead|as a result"
    r"|in addition|for example|since then|of (?:this|these|those))\b",
    re.IGNORECASE,
)


def leans(text: str) -> bool:
    """Whether the sentence means something only after the one before: "This is a reduction"."""
    return _LEANS.match(text.lstrip("'\"‘“(")) is not None


def is_copied(text: str, cited: Sequence[str]) -> bool:
    """Whether the text is one of the cited sentences, word for word."""
    return as_named(plain(text)) in (as_named(plain(sentence)) for sentence in cited)


def well_formed(text: str, cited: Sequence[str]) -> bool:
    """Whether the text is a whole sentence on what the cited sentences are about, no part of it
    said twice, and every quotation of two words or more as it stands there.
    """
    whole = _STOPPED.search(text) is not None and _shares_words(text, cited)
    once = not _repeats(text) or any(map(_repeats, cited))
    return whole and once and _quotes(text, cited)


def _shares_words(text: str, cited: Sequence[str]) -> bool:
    """A name and a figure alone are no statement, though both stand there."""
    said, *told = words([_NAME_OR_FIGURE.sub(" ", plain(text)), *map(plain, cited)])
    return len(set(said) & {stem for stems in told for stem in stems}) >= _FEWEST


def _repeats(text: str) -> bool:
    seen: set[str] = set()
    for clause in clauses(text):
        if len(clause.words) > 1 and clause.words <= seen:
            return True
        seen |= clause.words
    return False


def _quotes(text: str, cited: Sequence[str]) -> bool:
    told = f" {' | '.join(as_named(plain(sentence)) for sentence in cited)} "
    quoted = (as_named(plain(double or single)) for double, single in _QUOTED.findall(text))
    return all(f" {words_of} " in told for words_of in quoted if " " in words_of)
