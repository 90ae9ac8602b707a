"""The grade beside what is told: "how well are care leavers helped" has one, whatever is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from indexer.index import Index
from qa.asking.question import Question
from qa.compose import Statement
from qa.extract import Finding
from qa.grading.areas import take_areas
from qa.grading.rows import rows
from qa.grading.sentences import lines

_HOW_WELL = re.compile(
    r"\bhow (?:well|good|strong|weak|bad|poor|effective(?:ly)?|successful(?:ly)?)\b"
    r"|\bhow (?:is|are|was|were|has|have)\b.*\b(?:doing|faring|performing|done)\b|\bany good\b",
    re.IGNORECASE,
)


def with_grades(
    index: Index, question: Question, found: Iterable[Finding], said: Sequence[Statement]
) -> list[Statement]:
    """What is said of the findings, after a line for each grade that their reports give the area
    asked about, where the question is how well something is done: the sentences that come
    nearest may all praise what was graded inadequate."""
    areas, _ = take_areas(question.completed)
    if not (said and areas and _HOW_WELL.search(question.completed)):
        return list(said)
    told = dict.fromkeys(finding.hit.passage.report_id for finding in found)
    graded = [row for id_ in told for row in rows(index, index.reports[id_], areas)]
    first, *others = said
    return [*lines(graded, question), replace(first, apart=bool(graded) or first.apart), *others]
