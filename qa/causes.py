"""A bare "why?" after an answer: the cause that stands beside what was told, or that none does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus import Report
from indexer.index import Index
from indexer.passages import Hit, Passage
from qa.asking.question import Question
from qa.beside import names_cause
from qa.extract import Finding
from qa.found import Found, findings_of

_WHY = re.compile(
    r"^(?:(?:and|but|so|ok) )?(?:why|how come)"
    r"(?: (?:(?:is|was|are|were) )?(?:that|this|it|so|they))?\W*$",
    re.IGNORECASE,
)
_AFTER, _BEFORE = 2, 1  # sentences beside what was told, in its paragraph
_TELLING = 20  # characters: a shorter sentence may stand anywhere
_NONE = "What was told gives no reason, and no sentence was found that does."


def asks_why(question: Question) -> bool:
    """Whether it is a follow-up that asks for the reason of what was told, and nothing else."""
    return bool(question.before) and _WHY.search(question.text) is not None


def why_of(index: Index, question: Question, reports: Sequence[Report]) -> list[Finding]:
    """What was told before and the cause that stands beside it; empty where none does, or where
    something else is asked."""
    if not asks_why(question):
        return []
    told = [
        (question.before.index(sentence.text), passage, place)
        for report in reports
        for passage in index.of_report(report.id)
        for place, sentence in enumerate(passage.sentences)
        if len(sentence.text) >= _TELLING and sentence.text in question.before
    ]
    for _, passage, place in sorted(told, key=lambda one: one[0]):
        if causes := _beside(passage, place):
            hit = Hit(passage, 1.0)
            return [Finding(hit, passage.sentences[at], 1.0) for at in sorted({place, *causes})]
    return []


def reasoned(question: Question, found: Found) -> Found:
    """What was found, or that there is no reason where it is only what was told before."""
    new = [
        finding
        for finding in findings_of(found.statements)
        if finding.sentence.text not in question.before or names_cause(finding.sentence.text)
    ]
    if new or not found.statements:
        return found
    return replace(found, status="no_evidence", statements=(), notes=(_NONE,), unsure=False)


def _beside(passage: Passage, place: int) -> list[int]:
    """The places of the sentences that name a cause, the told one among them if it does."""
    own = passage.sentences[place]
    near = range(max(place - _BEFORE, 0), min(place + _AFTER + 1, len(passage.sentences)))
    return [
        at
        for at in near
        if passage.sentences[at].paragraph == own.paragraph
        and names_cause(passage.sentences[at].text)
    ]
