"""Grades of inspections whose report is not held, as a later report tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from corpus import Report, Sentence
from indexer.index import Index
from indexer.passages import Hit
from qa.compose import Statement, stated
from qa.extract import Finding
from qa.grading.areas import take_areas
from qa.grading.question import GradeQuestion
from qa.grading.reports import in_order

_INSPECTED = re.compile(r"\binspect(?:ion|ions|ed)\b", re.IGNORECASE)
_JUDGED = re.compile(
    r"\b(?:judged|graded|rated|found|were|was|being)\b[^.;]{0,60}?\b(?:outstanding|good|adequate"
    r"|satisfactory|inadequate|requir(?:es?|ing|ed) improvement)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:focused|monitoring|joint|peer|thematic)\b|\b(?:homes?|schools?|fostering|adoption|centres?"
    r"|agency|agencies|college)\b",
    re.IGNORECASE,
)


def told_of_year(
    index: Index, asked: GradeQuestion, years: Sequence[int], reports: Sequence[Report]
) -> list[Statement]:
    """What the first report after the years tells of an inspection in one of them, in its words.

    `reports` are of one council. Empty where none tells of the council's own inspection then.
    """
    for report in in_order(reports):
        if report.dated and report.dated.year < min(years):
            continue
        for found in _told(index, report, asked, years):
            first, *others = stated(found)
            return [replace(first, apart=True), *others]
    return []


def _told(
    index: Index, report: Report, asked: GradeQuestion, years: Sequence[int]
) -> Iterator[list[Finding]]:
    """The sentence that names year and inspection, with the next where that has the grade."""
    for passage in index.of_report(report.id):
        prose = [sentence for sentence in passage.sentences if sentence.kind != "row"]
        for one, following in zip_longest(prose, prose[1:]):
            if not any(str(year) in one.text for year in years) or not _INSPECTED.search(one.text):
                continue
            told = [one] if _JUDGED.search(one.text) else [s for s in (one, following) if s]
            if _answers(told, asked):
                yield [Finding(Hit(passage, 1.0), sentence, 1.0) for sentence in told]


def _answers(told: Sequence[Sentence], asked: GradeQuestion) -> bool:
    text = " ".join(sentence.text for sentence in told)
    if not _JUDGED.search(text):
        return False
    if asked.areas in ((), ("overall",)):
        return not _OTHERS.search(text)
    return bool(set(asked.areas) & set(take_areas(text)[0]))
