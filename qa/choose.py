"""Choosing what to say: the fewest findings that answer, a list always whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.index import Index
from qa.asking.question import Question
from qa.extract import Finding

_NEXT_BEST = 0.35  # a further sentence must be this likely to answer, against the best
_MOST = 3  # sentences in an answer that is no list
_LIST_INSTEAD = 0.35  # where a list is asked for, one this likely against the best is told instead
_OLDER = 3  # earlier findings offered
_STILL_ON_THIS = 0.5  # an older finding must be this likely to answer, against the best
_POINTS_BACK = re.compile(
    r"^(?:this|these|those|they|their|it|its|he|she|such|both|here|there|then|also|instead)\b"
    r"|^(?:as a (?:result|consequence)|in addition|for (?:example|instance)|however|therefore)\b",
    re.IGNORECASE,
)


def choose(question: Question, findings: Sequence[Finding]) -> list[Finding]:
    """The fewest findings that answer: the whole list that the best opens or is an item of,
    else the best, what it points back to, and what comes near it. Empty only for no findings.
    """
    if not findings:
        return []
    best = findings[0]
    likely = [f for f in findings if f.score >= _LIST_INSTEAD * best.score]
    for finding in likely if question.kind == "list" else [best]:
        if listed := _whole_list(question, finding):
            return listed
    near = [finding for finding in findings[1:] if finding.score >= _NEXT_BEST * best.score]
    return [*_with_what_it_points_to(best), *near][:_MOST]


def earlier(index: Index, chosen: Sequence[Finding], findings: Sequence[Finding]) -> list[Finding]:
    """What older reports than those chosen said on the same matter, newest first, one each."""
    if not chosen:
        return []
    told = {finding.hit.passage.report_id for finding in chosen}
    before = min((day for id_ in told if (day := index.reports[id_].dated)), default=None)
    best: dict[str, Finding] = {}
    for finding in findings:
        day = index.reports[finding.hit.passage.report_id].dated
        near = finding.score >= _STILL_ON_THIS * chosen[0].score
        if before and day and day < before and near:
            best.setdefault(finding.hit.passage.report_id, finding)
    newest_last = sorted(best, key=lambda id_: (str(index.reports[id_].dated), id_))
    return [best[id_] for id_ in reversed(newest_last[-_OLDER:])]


def _with_what_it_points_to(best: Finding) -> list[Finding]:
    """The finding after the sentence before it, where it begins by pointing back to that."""
    sentences = best.hit.passage.sentences
    if best.sentence.kind != "prose" or not _POINTS_BACK.search(best.sentence.text):
        return [best]
    place = sentences.index(best.sentence)
    before = sentences[place - 1] if place else None
    if before is None or before.paragraph != best.sentence.paragraph:
        return [best]
    return [Finding(best.hit, before, best.score), best]


def _whole_list(question: Question, best: Finding) -> list[Finding]:
    """The list that `best` introduces, or is an item of where a list is asked for; in order."""
    sentences = best.hit.passage.sentences
    opens = best.sentence.text.rstrip().endswith(":")
    if not opens and (question.kind != "list" or best.sentence.kind != "bullet"):
        return []
    lead_in = best.sentence.text if opens else best.sentence.lead_in
    items = [s for s in sentences if s.kind == "bullet" and s.lead_in == lead_in]
    lead = [s for s in sentences if s.text == lead_in][:1]
    return [Finding(best.hit, s, best.score) for s in [*lead, *items]]
