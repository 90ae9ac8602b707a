"""The grades of answers as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from qa.answer import Answer
from qa.export.csv_text import csv_text
from qa.export.told import one_line

HEADS = ("Question", "Council", "Area", "Grade", "Score", "Date", "Reference", "Quote")


def grades_csv(answers: Iterable[Answer]) -> bytes:
    """The grades told, a row each, as CSV in UTF-8 with the mark by which Excel knows it."""
    rows = []
    for answer in answers:
        for grade in answer.grades:
            cited = answer.citations[grade.mark - 1]
            day = grade.dated.isoformat() if grade.dated else ""
            words = (answer.question, grade.authority, grade.area, grade.grade)
            told = [one_line(word) for word in words]
            rows.append((*told, grade.score, day, one_line(cited.reference), one_line(cited.quote)))
    return csv_text(HEADS, rows).encode("utf-8-sig")
