"""When the reports do not tell: is what was found a fact of the kind that was asked for?"""

from __future__ import annotations

from collections.abc import Sequence

from corpus import Report
from qa.extract import Finding
from qa.kinds import holds
from qa.question import Question

WEAKEST = 0.01  # less likely to answer than this, a sentence is about something else


def supported(question: Question, findings: Sequence[Finding]) -> list[Finding]:
    """The findings strong enough to answer from, best first.

    A sentence without a number does not tell how many, one without a date not when: without
    a fact of the kind asked for a sentence is no answer, however near its subject.
    """
    return [
        finding
        for finding in findings
        if finding.score >= WEAKEST and holds(question.kind, finding.sentence.text)
    ]


def year_is_held(
    question: Question, reports: Sequence[Report], findings: Sequence[Finding]
) -> bool:
    """Whether any report, or any finding, is of a year that the question asks about.

    A report speaks for the year it was published or made in and for the two before it.
    """
    if not question.years:
        return True
    covered = {
        day.year - back
        for report in reports
        for day in (report.published, *(report.inspected or ()))
        if day
        for back in range(3)
    }
    told = " ".join(finding.sentence.text for finding in findings)
    undated = any(report.dated is None for report in reports)
    return undated or any(year in covered or str(year) in told for year in question.years)
