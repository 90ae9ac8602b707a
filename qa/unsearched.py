"""Answers that no search has to find: grades, a report's own lists and lines, what is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus import Report
from indexer.index import Index
from qa.asking.question import Question
from qa.asking.source import asks_if_still_so
from qa.causes import more_of
from qa.compose import stated
from qa.found import Found
from qa.grading.grades import graded
from qa.grading.in_general import in_general
from qa.grading.why import why_graded
from qa.holdings import all_held, holdings, said_to_the_chat
from qa.improvements import improvements
from qa.inspections import inspections
from qa.reader import Reader


def unsearched(
    index: Index, reader: Reader, question: Question, reports: Sequence[Report]
) -> Found | None:
    """The first of these that the question asks for, without hits; None where it asks for none."""
    if note := said_to_the_chat(index, question):
        return Found("held", notes=(note,))
    again = question.subject and (question.sourced or asks_if_still_so(question.text))
    meant = replace(question, text=question.subject, subject="") if again else question
    of = (index, meant, reports)
    why = why_graded(index, reader, question, reports)
    if told := (why or in_general(*of) or graded(*of) or improvements(*of)):
        graded_in = {grade.report_id for grade in told.grades}
        own = [report for report in reports if report.id in graded_in]
        asked_after = replace(question, subject="")  # "when was that inspection?"
        if again and (dates := inspections(index, asked_after, own)):
            return Found("answered", statements=dates)
        return Found(told.status, (), told.statements, told.notes, told.grades)
    if note := all_held(question, reports):
        return Found("held", notes=(note,))
    of_itself = inspections(index, question, reports) or holdings(index, question, reports)
    said = of_itself or stated(more_of(index, question, reports))
    return Found("answered", statements=said) if said else None
