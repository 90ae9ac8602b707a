"""Choosing what to say: the fewest findings that answer, a list always whole."""

from __future__ import annotations

from collections.abc import Sequence

from qa.extract import Finding
from qa.question import Question

_NEXT_BEST = 0.35  # a further sentence must be this likely to answer, against the best
_MOST = 3  # sentences in an answer that is no list
_LONGEST_LIST = 8  # items


def choose(question: Question, findings: Sequence[Finding]) -> list[Finding]:
    """The fewest findings that answer: the whole list that the best opens or is an item of,
    else the best and at most one that comes near it. Empty only for no findings.
    """
    if not findings:
        return []
    best = findings[0]
    if listed := _whole_list(question, best):
        return listed
    near = [finding for finding in findings[1:] if finding.score >= _NEXT_BEST * best.score]
    return [best, *near][:_MOST]


def _whole_list(question: Question, best: Finding) -> list[Finding]:
    """The list that `best` introduces, or is an item of where a list is asked for; in order."""
    sentences = best.hit.passage.sentences
    opens = best.sentence.text.rstrip().endswith(":")
    if not opens and (question.kind != "list" or best.sentence.kind != "bullet"):
        return []
    lead_in = best.sentence.text if opens else best.sentence.lead_in
    items = [s for s in sentences if s.kind == "bullet" and s.lead_in == lead_in]
    lead = [s for s in sentences if s.text == lead_in][:1]
    return [Finding(best.hit, s, best.score) for s in [*lead, *items[:_LONGEST_LIST]]]
