"""Two things set against each other in one question ("which are fuller, nursing or residential
homes"): to tell of the one alone is half an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.words import words
from qa.asking.kinds import asks_nationally, has_figure, holds
from qa.asking.question import Question
from qa.extract import Finding

_MORE = (
    r"(?:more|less|fewer|most|least|better|best|worse|worst|fuller|busier|easier|happier|lonelier"
    r"|(?:high|low|fast|quick|slow|long|short|larg|small|cheap|dear|old|young|strong|weak|saf|soon"
    r"|clos|hard)e(?:r|st)|bigge(?:r|st))"
)
_SET_AGAINST = re.compile(
    r"(?P<one>[\w'’-]+) (?:v|vs|versus)\.? (?:the )?(?P<other>[\w'’-]+)"
    rf"|\b(?:which|who|whose|what)\b.*\b{_MORE}\b.*?(?P<first>(?:[\w'’-]+ ){{1,2}})or"
    r" (?:the |in |for |with |those )*(?P<second>[\w'’-]+(?: [\w'’-]+)?)\W*$"
    r"|^(?:is|are|was|were|do|does|did|has|have)\b.*?(?P<this>(?:[\w'’-]+ ){1,2})or"
    rf" (?:the |its |their |in |for |with |those )*(?!{_MORE}\b)(?P<that>[\w'’-]+(?: [\w'’-]+)?)"
    rf" .*\b{_MORE}\b",
    re.IGNORECASE,
)


def alternatives(question: str) -> tuple[set[str], set[str]]:
    """The words, stemmed, that tell the two things apart; both empty where it sets none, or the
    country, against another."""
    found = _SET_AGAINST.search(question)
    if found is None or asks_nationally(question):
        return set(), set()
    first = (found["one"] or found["first"] or found["this"]).split()
    second = (found["other"] or found["second"] or found["that"]).split()
    second = second[: len(first)]  # "nursing or care homes": one word each
    one, other = map(set, words([" ".join(first), " ".join(second)]))
    return (one - other, other - one) if one - other and other - one else (set(), set())


def with_the_other(
    question: Question, chosen: Sequence[Finding], findings: Sequence[Finding]
) -> list[Finding]:
    """Those chosen and, where they tell of one of two things set against each other, the
    likeliest finding of their passages that tells the other: in figures, if they have any."""
    pair = alternatives(question.completed)
    told = {word for text in words([f.sentence.text for f in chosen]) for word in text}
    missing = [one for one in pair if one and not one & told]
    if len(missing) != 1:
        return list(chosen)
    passages = {finding.hit.passage.id for finding in chosen}
    figures = any(has_figure(finding.sentence.text) for finding in chosen)
    texts = words([finding.sentence.text for finding in findings])
    others = (
        finding
        for finding, text in zip(findings, texts, strict=True)
        if finding.hit.passage.id in passages
        and not missing[0].isdisjoint(text)
        and holds(question.kind, finding.sentence.text)
        and (has_figure(finding.sentence.text) or not figures)
    )
    return [*chosen, *list(others)[:1]]
