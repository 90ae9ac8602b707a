"""Who led an inspection and on what days: the lines that a report has of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus import Report, Sentence
from indexer.index import Index
from indexer.passages import Hit, Passage
from qa.asking.question import Question
from qa.asking.slots import without_slots
from qa.compose import Statement, labelled, stated
from qa.extract import Finding
from qa.grading.reports import in_order, selected
from qa.wording import dated

_WHO = re.compile(r"\b(?:who|whom|inspector|names?)\b", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:when|days?|dates?|weeks?|how long)\b", re.IGNORECASE)
_OF = re.compile(r"\b(?:inspect\w*|visit\w*)\b", re.IGNORECASE)
_OUT = re.compile(r"\b(?:publish\w*|c[ao]me out)\b", re.IGNORECASE)
_PRINTED = re.compile(r"^(?:report )?published\b", re.IGNORECASE)
_ON_INSPECTION = re.compile(
    r"\b(?:(?:re-?)?inspect\w*|visit\w*|ofsted|cqc|reports?|review\w*|assessment)\b", re.IGNORECASE
)
_CHILDREN = re.compile(  # "when are children visited"
    r"\b(?:are|were|get) children\b|\bchildren (?:are|were|get)\b", re.IGNORECASE
)
_LED = re.compile(r"^(?:lead|reporting) inspector\b", re.IGNORECASE)
_ANY = re.compile("")
_DATES = re.compile(r"^inspection dates?\b", re.IGNORECASE)
_PLAIN = frozenset(
    """a and are at borough by called came carried children children's childrens come council date
    dates day days did do finish for from full how in inspect inspected inspection
    inspections inspector inspectors is it last latest lead led long many most name named
    newest of ofsted on out please publication publish published ran recent recently report
    run s service services site spend spent start stay tell that the their there they this
    time to visit visited visits was week weeks were what when which who whom whose with""".split()  # noqa: SIM905 - read as words
)


def inspections(index: Index, question: Question, reports: Sequence[Report]) -> list[Statement]:
    """The lines asked for of the report that the question means, or of each that the inspector
    named in it led; empty where the question asks for anything else, or a line is not there."""
    if led := _led_by(question, reports):
        lines = [(report, _line(index, report, _LED)) for report in led]
        return [one for report, line in lines if line for one in _told(index, report, [line])]
    if question.change or len(question.authorities) != 1 or not _asks(question):
        return []
    able = [report for report in reports if report.inspected or report.inspector]
    told = []
    for report in selected(question, able, index.years_undated)[-1:]:
        when = _PRINTED if _OUT.search(question.text) else _DATES
        pairs = ((_WHO, _LED), (_WHEN, when))
        forms = [form for asks, form in pairs if asks.search(_of(question))]
        found = [_line(index, report, form) for form in forms]
        if found and all(found):
            told = _told(index, report, [one for one in found if one])
    return told


def _led_by(question: Question, reports: Sequence[Report]) -> list[Report]:
    """The reports of inspections led by the one whom the question names in full."""
    asked = question.text.lower()
    if not _OF.search(asked) or question.authorities:
        return []
    return in_order([r for r in reports if r.inspector and r.inspector.lower() in asked])


def _of(question: Question) -> str:
    return f"{question.subject} {question.text}" if question.subject else question.text


def _asks(question: Question) -> bool:
    text = _of(question)
    if _CHILDREN.search(text) or not (
        (_OF.search(text) or _OUT.search(text)) and (_WHO.search(text) or _WHEN.search(text))
    ):
        return False
    bare = without_slots(text).lower().replace("’", "'")
    words = re.findall(r"[^\W\d_]{2,}(?:['’]s)?", bare)
    return all(word in _PLAIN for word in words)


def is_on_inspection(text: str) -> bool:
    """Whether it speaks of an inspection, and not of visits to children."""
    return _ON_INSPECTION.search(text) is not None and not _CHILDREN.search(text)


def own_line(index: Index, report: Report) -> tuple[Passage, Sentence] | None:
    """The first line in which the report tells of itself, or else its first sentence; None only for
    a report without passages."""
    forms = (_PRINTED, _DATES, _LED, _ANY)
    return next(filter(None, (_line(index, report, form) for form in forms)), None)


def _line(index: Index, report: Report, form: re.Pattern[str]) -> tuple[Passage, Sentence] | None:
    lines = ((p, s) for p in index.of_report(report.id) for s in p.sentences if form.search(s.text))
    return next(lines, None)


def _told(
    index: Index, report: Report, lines: Sequence[tuple[Passage, Sentence]]
) -> list[Statement]:
    found = [Finding(Hit(passage, 1.0), sentence, 1.0) for passage, sentence in lines]
    label = f"{report.authority or report.title}, {dated(report, index.years_undated)}"
    first, *others = labelled(label, stated(found))
    return [replace(first, apart=True), *others]
