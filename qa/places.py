"""Names and abbreviations in a question that are no council's: does a report know them?"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpus.authorities import find_authorities
from indexer.index import Index
from indexer.passages import Hit
from indexer.words import words
from qa.asking.groups import without_group
from qa.asking.question import Question
from qa.asking.terms import spelt_out

_PLACE = re.compile(
    r"\b(?i:in|at|for|of|about|do|does|did|has|have|had|is|are|was|were)\s+"
    r"(?!Ofsted\b|Inspect|Council|Any|Every|Some|Nobody|Nothing)(?P<of>[A-Z][a-z]{3,})\b"
    r"|\b(?!Council|County|Borough|City|Ofsted)(?P<its>[A-Z][a-z]{3,})"
    r"(?=\s+(?:[Cc]ouncil|[Cc]ounty|[Bb]orough|[Cc]ity|[Cc]hildren['’]?s|[Aa]dults?['’]?s?)\b|['’]s\b)"
)
# An abbreviation, but for those of inspectors, of their grades and of the country.
_SHORT = re.compile(r"\b(?!(?:CQC|LGA|HMI|ILACS|RI|UK|OK|FAQ)\b)[A-Z]{2,6}\b")
_RARE, _RARELY = 0.002, 5  # share of the passages, and passages: a name that no more have is rare


def unheard(index: Index, question: Question) -> tuple[str, ...]:
    """The names in the question, as of a place that something is asked about, that no report
    has: "Atlantis" in "care leavers in Atlantis" or "Atlantis Council". Councils known by name
    are left out: whether they are held is asked before."""
    return tuple(name for name in _places(question) if not index.matching(name, 1))


def heard(
    index: Index, question: Question, hits: Sequence[Hit], reports: Collection[str]
) -> list[Hit]:
    """The hits that have every rare name that something is asked about ("Southport" in "care
    leavers in Southport"); where none has, the passages of the reports (ids) that do, with the
    score of the last hit. All of the hits where there is neither."""
    most = max(_RARELY, round(_RARE * len(index.passages)))
    found = [index.matching(name, most + 1) for name in _places(question)]
    rare = [{hit.passage.id: hit.passage for hit in of} for of in found if len(of) <= most]
    if not rare or not hits:
        return list(hits)
    ids = set.intersection(*(set(of) for of in rare))
    own = [hit for hit in hits if hit.passage.id in ids]
    beyond = (rare[0][id_] for id_ in sorted(ids) if rare[0][id_].report_id in reports)
    return own or [Hit(passage, hits[-1].score) for passage in beyond] or list(hits)


def unread(index: Index, question: Question) -> tuple[str, ...]:
    """The abbreviations in the question that no report uses and nobody here can spell out: what
    they stand for may not be what is found."""
    text = question.completed
    short = () if text.isupper() else dict.fromkeys(_SHORT.findall(text))
    return tuple(
        one
        for one in short
        if words([one])[0] and spelt_out(one) == one and not index.matching(one, 1)
    )


def _places(question: Question) -> tuple[str, ...]:
    text = question.completed
    for mention in reversed(find_authorities(text)):
        text = f"{text[: mention.start]} … {text[mention.end :]}"
    text = without_group(text)
    names = dict.fromkeys(found["of"] or found["its"] for found in _PLACE.finditer(text))
    return tuple(name for name in names if words([name])[0])
