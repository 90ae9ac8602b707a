"""Grades a second way: by a search for them in the plain text of reports that nobody graded."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from pathlib import Path

from corpus import Report
from eval.plain import extracted
from eval.reading_facts import Cells

COUNT = 20  # reports
SEED = 7
_PAGES = 4  # in which a report prints its table of grades
_GRADE = r"\W{1,3}(outstanding|good|requires improvement|inadequate)\b"
# As the tables print the areas; "summary" prose words them in other ways.
_ROWS = {
    "help_protection": r"(?:1\. children who|children who) need help and protection",
    "in_care": r"children looked after and achieving permanence|of children in care",
    "in_care_and_care_leavers": r"of children in care and care leavers",
    "adoption": r"2\.1\.? adoption performance",
    "care_leavers": r"2\.2\.? experiences and progress of care leavers|progress of care leavers",
    "leadership": r"3\. leadership, management and governance|practice with children and families",
    "overall": r"overall effectiveness",
}


def second_search(reports: Mapping[str, Report], files: Mapping[str, Path]) -> Cells:
    """The grades of COUNT reports drawn from `files` (by name), against a search for their rows.

    The search is over the plain text of the first pages, in which a row is an area, then its
    grade. A row found with two grades, or not at all, is not counted.
    """
    names = sorted(name for name in files if name in reports)
    found = Cells()
    for name in random.Random(SEED).sample(names, min(COUNT, len(names))):
        text = " ".join(" ".join(extracted(files[name], _PAGES)).split())
        grades = {one.key: one.grade for one in reports[name].judgements}
        for key, row in _ROWS.items():
            printed = {grade.lower() for grade in re.findall(f"(?:{row}){_GRADE}", text, re.I)}
            if len(printed) != 1:
                continue
            (grade,) = printed
            found.total += 1
            found.right += grades.get(key) == grade
            if grades.get(key) != grade:
                found.notes.append(f"{name} {key}: {grade!r} printed, {grades.get(key)!r} read")
    return found
