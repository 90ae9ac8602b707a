"""Why a council has its grade: the grade itself, and the report's own words on what it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus import Report
from corpus.judgements import area_key
from indexer.index import Index
from indexer.passages import Hit, Passage
from qa.answer import Grade
from qa.asking.question import Question
from qa.choose import choose
from qa.compose import stated
from qa.extract import weigh
from qa.grading.grades import Graded, grades_asked
from qa.grading.question import GradeQuestion, grade_question
from qa.grading.words import NOUN, SCALE
from qa.reader import Reader

_WHY = re.compile(
    r"^(?:and |so |but )?(?:why|how come|what (?:is|was|were|are) (?:the reasons?|behind))\b"
    r"(?:,? what (?:is|was|has|had|went)\b[\w ]*\bwrong\b)?",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"\bsummary\b", re.IGNORECASE)
_NOTE = "Below the grade is what comes nearest to its reasons where the report sums it up."
_OTHERWISE = "The question supposes a grade, or a change, that these reports do not give."
_NO_WORDS = "The report gives no reasons in a summary of this grade."


def why_graded(
    index: Index, reader: Reader, question: Question, reports: Sequence[Report]
) -> Graded | None:
    """The grade asked about, then the likeliest reasons from the section that sums it up.

    None where the question asks nothing of the kind, or is not on one grade of one council. Where
    the grade is another than the question says, or moved another way, it is told without reasons.
    """
    why = _WHY.search(question.text)
    if not why or question.group or len(question.authorities) != 1:
        return None
    bare = question.text[why.end() :]
    plain = replace(question, text=bare)
    asked = grade_question(plain)
    if asked is None or len(asked.areas) != 1:
        return None
    if not (asked.grades or asked.of_change or _of_grade(question, bare)):
        return None
    plain = replace(plain, change=question.change or asked.of_change)
    told = [
        one
        for publisher in dict.fromkeys(report.publisher for report in reports)
        if (
            one := grades_asked(
                index, plain, asked, [r for r in reports if r.publisher == publisher]
            )
        )
        and one.grades
    ]
    fitting = [one for one in told if _as_asked(asked, one.grades)]
    if not fitting:
        return _otherwise(max(told, key=_fullest)) if told else None
    return _with_reasons(index, reader, question, max(fitting, key=_fullest))


def _of_grade(question: Question, bare: str) -> bool:
    """Whether what is asked the reason of is called a grade, or was asked for just before."""
    before = replace(question, text=question.subject, subject="")
    return bool(NOUN.search(bare) or (question.subject and grade_question(before)))


def _fullest(told: Graded) -> tuple[int, str]:
    """By the number of reports told from, then by the newest of them."""
    return len({grade.report_id for grade in told.grades}), str(told.grades[-1].dated)


def _as_asked(asked: GradeQuestion, grades: Sequence[Grade]) -> bool:
    """Whether the last grade is one that the question names, or moved the way it says."""
    first, last = grades[0], grades[-1]
    if asked.grades and last.grade not in asked.grades:
        return False
    if asked.came_from and first.grade not in asked.came_from:
        return False
    if asked.went_to and last.grade not in asked.went_to:
        return False
    if not asked.moved or {first.grade, last.grade} - {*SCALE}:
        return True
    difference = SCALE.index(last.grade) - SCALE.index(first.grade)
    return difference > 0 if asked.moved == "up" else difference < 0


def _otherwise(told: Graded) -> Graded:
    return replace(told, status="partial", notes=(_OTHERWISE, *told.notes))


def _with_reasons(index: Index, reader: Reader, question: Question, told: Graded) -> Graded:
    last = told.grades[-1]
    hits = [Hit(passage, 1.0) for passage in summing_up(index, last)]
    weighed = weigh(index, reader, question, hits)
    found = choose(question, [f for f in weighed if f.sentence.kind == "prose"])
    if not found:
        return replace(told, status="partial", notes=(_NO_WORDS, *told.notes))
    order = [(passage.passage.id, s) for passage in hits for s in passage.passage.sentences]
    found.sort(key=lambda f: order.index((f.hit.passage.id, f.sentence)))
    first, *others = stated(found)
    reasons = [replace(first, apart=True), *others]
    return replace(told, statements=(*told.statements, *reasons), notes=(_NOTE, *told.notes))


def summing_up(index: Index, grade: Grade) -> list[Passage]:
    """The passages of the section on the area graded; for the grade of all, of a summary or what it
    stands in."""
    passages = index.of_report(grade.report_id)
    if grade.key != "overall":
        return [one for one in passages if any(area_key(h) == grade.key for h in one.heading)]
    summary = [one for one in passages if any(map(_SUMMARY.search, one.heading))]
    return summary or [one for one in passages if one.heading == passages[0].heading]
