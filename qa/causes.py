"""A bare "why?" or "what is being done about it?" after an answer: what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus import Report
from indexer.index import Index
from indexer.passages import Hit, Passage
from qa.asking.question import Question
from qa.beside import names_action, names_cause
from qa.extract import Finding
from qa.found import Found, findings_of

_WHY = re.compile(
    r"^(?:(?:and|but|so|ok) )?(?:why|how come)"
    r"(?: (?:(?:is|was|are|were) )?(?:that|this|it|so|they))?\W*$",
    re.IGNORECASE,
)
_IT = r"(?:that|this|it|them|these|those)"
_DONE = re.compile(
    r"^(?:(?:and|but|so|ok) )?(?:"
    r"what (?:is|are|was|were|has|have|did)(?: (?!done\b)[\w’']+){1,3} (?:doing|done|do|planned)"
    r"|what(?:['’]s| is| are| was) (?:being )?(?:done|planned)|what action\w*(?: \w+){1,3}"
    r"|(?:is|are|was|were) (?:\w+ ){1,3}doing (?:any|some)thing"
    rf"|(?:is|are|was|were) (?:\w+ ){{1,3}}(?:fixing|mending|tackling|addressing) {_IT}"
    r"|(?:is|are) there (?:any |a )?(?:plans?|action)"
    rf")(?: (?:about|for|to|on|with) (?:fix |address |tackle |mend )?{_IT})?\W*$",
    re.IGNORECASE,
)
_AFTER, _BEFORE = 3, 1  # sentences beside what was told, in its paragraph
_TELLING = 20  # characters: a shorter sentence may stand anywhere
_NO_REASON = "What was told gives no reason, and no sentence was found that does."
_NO_ACTION = (
    "What was told names nothing that is done about it, and no sentence was found that does."
)


@dataclass(frozen=True, slots=True)
class _More:
    """What such a follow-up asks for: the sentences that tell it, whether what it is asked about
    may be one of them, and the words for none."""

    tells: Callable[[str], bool]
    told_too: bool
    none: str


_WHAT = (
    (_WHY, _More(names_cause, True, _NO_REASON)),
    (_DONE, _More(names_action, False, _NO_ACTION)),
)


def asks_more(question: Question) -> bool:
    """Whether it is a follow-up that asks for the reason of what was told, or what is done about
    it, and nothing else."""
    return _asked(question) is not None


def more_of(index: Index, question: Question, reports: Sequence[Report]) -> list[Finding]:
    """What was told before and the cause, or the action, that stands beside it; empty where none
    does, or where something else is asked."""
    asked = _asked(question)
    if asked is None:
        return []
    told = [
        (question.before.index(sentence.text), passage, place)
        for report in reports
        for passage in index.of_report(report.id)
        for place, sentence in enumerate(passage.sentences)
        if len(sentence.text) >= _TELLING and sentence.text in question.before
    ]
    for _, passage, place in sorted(told, key=lambda one: one[0]):
        if beside := _beside(question, asked, passage, place):
            hit = Hit(passage, 1.0)
            return [Finding(hit, passage.sentences[at], 1.0) for at in sorted({place, *beside})]
    return []


def only_new(question: Question, found: Found) -> Found:
    """What was found, or that there is nothing where it is only what was told before."""
    asked = _asked(question)
    told = [finding.sentence.text for finding in findings_of(found.statements)]
    if asked is None or not told or any(_tells_more(question, asked, text) for text in told):
        return found
    return replace(found, status="no_evidence", statements=(), notes=(asked.none,), unsure=False)


def _tells_more(question: Question, asked: _More, text: str) -> bool:
    return text not in question.before or (asked.told_too and asked.tells(text))


def _asked(question: Question) -> _More | None:
    forms = (more for form, more in _WHAT if form.search(question.text))
    return next(forms, None) if question.before else None


def _beside(question: Question, asked: _More, passage: Passage, place: int) -> list[int]:
    """The places of the sentences that tell it, the told one among them if it does and may; what is
    done may have been told after it."""
    own = passage.sentences[place]
    near = range(max(place - _BEFORE, 0), min(place + _AFTER + 1, len(passage.sentences)))
    return [
        at
        for at in near
        if passage.sentences[at].paragraph == own.paragraph
        and passage.sentences[at].kind == "prose"
        and asked.tells(passage.sentences[at].text)
        and (asked.told_too or at > place or passage.sentences[at].text not in question.before)
    ]
