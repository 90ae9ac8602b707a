"""Whether figures, grades, denials and roles are told of what the report tells them of.

Each is of the words beside it: where those are left out, "of pupils in primary schools 31% ..."
becomes a falsehood on pupils, and the host of an agency becomes the agency.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from indexer.words import words
from qa.writing.claims import is_figure, kind, plain, values
from qa.writing.parts import Part, content

_DENIES = re.compile(r"\b(?:not|no|never|none|neither|without)\b|n't\b", re.IGNORECASE)
# What narrows the noun before it: "homes in the north", "pupils who speak Welsh".
_NARROWS = frozenset(
    "among at by during for from in of on over that under which who whose with".split()  # noqa: SIM905
)
_NAME = re.compile(r"[A-Z][a-z]+$")
_PAST = re.compile(r"\w\wed$")
_NOUN = r"(?:(?:now|also|still|currently|\w+ly) )*(?:the|an?) (\w+)"
_IS = re.compile(rf"\b(?:is|are|was|were|be|been|being|becomes?|became) {_NOUN}", re.IGNORECASE)
_MAY_BE = re.compile(
    rf"(?:\b(?:is|are|was|were|be|been|being|becomes?|became|remains?|as|has|have|had) |^){_NOUN}",
    re.IGNORECASE,
)


def keeps_scope(
    part: Part, used: Sequence[Part], text: str, told: Sequence[Part], known: Set[str]
) -> bool:
    """Whether the part of the sentence `text` says of its subject what the parts used, of those
    told, say of it. `known` are the stems of the council's name.
    """
    grades = _grades([text])
    groups = {one.group for one in used}
    return (
        (not grades or _grades(one.text for one in told if one.group in groups) <= grades)
        and not _cuts_noun(part, used, {*words([plain(text)])[0], *known})
        and (len(used) < 2 or not _denies(part) or all(map(_denies, used)))
        and not any(_is_narrower(one, part, known) for one in used)
        and _counted([part], 0) <= _counted(used, 2)
        and _roles(_IS, [part]) <= _roles(_MAY_BE, used)
    )


def _denies(part: Part) -> bool:
    return _DENIES.search(part.text) is not None


def _is_narrower(one: Part, part: Part, known: Set[str]) -> bool:
    """Whether the report narrows, amid what is told, what a figure or a denial is of."""
    if not _denies(part) and not re.search(r"\d", part.text):
        return False
    tokens = re.findall(r"[\w.]+", one.text.lower())
    stems = ["".join(stemmed) for stemmed in words(tokens)]
    told = [n for n, stem in enumerate(stems) if stem in part.stems]
    narrows = lost = False
    for token, stem in list(zip(tokens, stems, strict=True))[told[0] : told[-1]] if told else ():
        if not stem:
            if lost:
                return True
            narrows = narrows or token in _NARROWS
        elif stem in part.stems or stem in known or stem[0].isdigit():
            narrows = lost = False
        elif narrows:
            lost = True
    return False


def _cuts_noun(part: Part, used: Sequence[Part], said: Set[str]) -> bool:
    """Whether the part ends at "school" what the report tells of a "school report"."""
    heads = {stem for stem, after in _followed(part) if not after and not stem[0].isdigit()}
    cut: set[str] = set()
    whole: set[str] = set()
    for stem, after in (pair for one in used for pair in _followed(one)):
        (cut if content([after]) and after not in said else whole).add(stem)
    return not heads.isdisjoint(cut - whole)


def _followed(part: Part) -> list[tuple[str, str]]:
    """The stem of each word that has a meaning and does not own the next ("the council's"), with
    that of the next, "" where a verb or a word without a meaning of its own follows.
    """
    tokens = re.findall(r"[\w.%']+|\S", part.text)
    stems = ["".join(stemmed) for stemmed in words(tokens)]
    pairs = []
    for n, (token, stem) in enumerate(zip(tokens, stems, strict=True)):
        follows, after = [*tokens[n + 1 : n + 2], ""][0], [*stems[n + 1 : n + 2], ""][0]
        verb = _PAST.search(follows) or (_NAME.match(token) and follows.islower())
        if stem and not token.endswith(("'s", "s'")):
            pairs.append((stem, "" if verb else after))
    return pairs


def _counted(among: Sequence[Part], between: int) -> set[tuple[str, str]]:
    """Each figure with the word that follows it, or with as many more words as may be between."""
    found = set()
    for part in among:
        tokens = re.findall(r"[^\W\d]\w+|\d[\w.%]*", part.text.lower())
        stems = ["".join(stemmed) for stemmed in words(tokens)]
        for n, token in enumerate(tokens):
            if token.isdigit():
                found |= {(token, stem) for stem in stems[n + 1 : n + 2 + between] if stem}
    return found


def _grades(texts: Iterable[str]) -> set[str]:
    return {v for text in texts for v in values(text) if is_figure(v) and kind(v) == "grade"}


def _roles(pattern: re.Pattern[str], among: Sequence[Part]) -> set[str]:
    nouns = [noun for part in among for noun in pattern.findall(part.text)]
    return {stem for stems in words(nouns) for stem in stems}
