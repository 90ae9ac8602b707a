"""Follow-ups that only what was told before seems to answer: it is no answer told twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.words import words
from qa.asking.question import Question
from qa.extract import Finding
from qa.found import Found, findings_of

_NOTE = "Nothing new was found: this was told before, and may not answer what is asked now."


def repeats(question: Question, found: Found) -> bool:
    """Whether a follow-up is answered with nothing but what was told before it, or where it might
    be read by itself, not at all."""
    told = findings_of(found.statements)
    if question.sourced or not question.subject or _new(question, told):
        return False
    return not (told and _names_it(question.hop, told)) and bool(told or question.hop)


def doubtful_of(question: Question, found: Found) -> bool:
    """Whether a follow-up that might be read by itself ("caseloads?") is perhaps answered, with
    what does not name its matter."""
    told = findings_of(found.statements)
    return bool(question.hop and found.unsure) and not _names_it(question.hop, told)


def not_told(question: Question, findings: Sequence[Finding]) -> list[Finding]:
    """The findings, without those told before where others are asked for."""
    return _new(question, findings) if question.afresh else list(findings)


def told_before(found: Found) -> Found:
    """What was found, with doubt and the note that it was told before."""
    return replace(found, unsure=True, notes=(_NOTE, *found.notes))


def _names_it(matter: str, told: Sequence[Finding]) -> bool:
    """Whether one sentence told has every word of the matter that a follow-up names alone."""
    wanted, *said = (set(some) for some in words([matter, *(one.sentence.text for one in told)]))
    return bool(wanted) and any(wanted <= some for some in said)


def _new(question: Question, told: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in told if finding.sentence.text not in question.told]
