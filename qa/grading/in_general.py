"""What a report says in general, of a council or an area: the grade, and how that part opens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus import Report
from indexer.index import Index
from indexer.passages import Hit
from qa.asking.question import Question
from qa.compose import stated
from qa.extract import Finding
from qa.grading.grades import Graded, grades_asked
from qa.grading.question import grade_question
from qa.grading.why import summing_up
from qa.refuse import of_itself

_BY = r"(?:the )?(?:ofsted|cqc|inspectors?|they|it|(?:\w+ )?(?:report|inspection|visit|assessment))"
_ASKS = re.compile(
    rf"^(?:(?:and|so|but) )?(?:what (?:did|do|does|has|have) {_BY}"
    r" (?:say|said|find|found|think|thought|conclude)\b"
    r"|what (?:was|were|is) (?:said|found|concluded)\b|what happened (?:at|in|when)\b)"
    rf"(?: (?:at|by|during) {_BY})?(?: (?:about|of|on|with))?",
    re.IGNORECASE,
)
# "Give me an overview of", "the main findings on", "what is going well in".
_ASKS_FOR_ALL = re.compile(
    r"^(?:(?:and|so|but|please|(?:can|could|would) (?:you|i|we)|i (?:want|need)|give|get|have|write"
    r"|show|me|us|the|an?|what (?:is|are|was|were)|what['’]s|brief|quick|short|overall|general|main"
    r"|key|headline|biggest|two|three|four|five|top) )*"
    r"(?:(?:summar(?:y|ise|ize)|sum up|overview|gist|headlines?|findings|messages|conclusions"
    r"|takeaways|strengths|good|(?:going|working|done|went) well)\b"
    r"(?:(?:,| and)(?: the| main| key)* weak(?:nesses| points| areas)\b)?"
    r"(?: (?:of|on|for|from|in|at|about|with|the|main|key)\b)*\s*)+",
    re.IGNORECASE,
)
# "How is Leeds doing", "what does Leeds do well".
_ASKS_AROUND = re.compile(
    r"^(?:(?:and|so|but) )?(?:"
    r"how (?:is|are|was|were) (?P<done>.+?) (?:doing|getting on|performing|faring)"
    r"(?: (?:overall|in general|generally|now|these days))?"
    r"|what (?:is|are|was|were|do|does|did) (?P<well>.+?)"
    r" (?:(?:doing|do|did) well|good at|strong (?:at|in|on)))\W*$",
    re.IGNORECASE,
)
_ASKS_LAST = re.compile(
    rf"\W+what (?:was|were|is|(?:did|do|does) {_BY}) (?:said|say|found|find|think)\W*$",
    re.IGNORECASE,
)
_SCORE = re.compile(r"^(?:score\b|\d\b)", re.IGNORECASE)  # as CQC prints it under a heading
_OPENING = 3  # sentences
_NOTE = "What stands below the grade is how the report's part on it opens; it says more there."


def in_general(index: Index, question: Question, reports: Sequence[Report]) -> Graded | None:
    """The grade, of all or of the area that the question names, with the first sentences of what
    the report that gave it says there. None where it asks for more, or of several councils.

    Of a year that no report is of, that is said.
    """
    councils = question.authorities or {report.authority for report in reports}
    if question.group or len(councils) != 1:
        return None
    if (about := _about(question.text)) is not None:
        plain = replace(question, text=f"grade {about}")
    elif (about := _about(question.subject)) is not None:
        plain = replace(question, subject=f"grade {about}")  # "and Leeds?"
    else:
        return None
    asked = grade_question(plain)
    if asked is None or len(asked.areas) != 1:
        return None
    overall = asked.areas == ("overall",)
    told = grades_asked(index, plain, replace(asked, instead=overall), reports)
    if told is None or not told.grades:
        return told if question.years and _none_of(question.years, reports) else None
    newest = max(told.grades, key=lambda grade: str(grade.dated or ""))
    opening = [
        Finding(Hit(passage, 1.0), sentence, 1.0)
        for passage in summing_up(index, replace(newest, key="overall") if overall else newest)
        for sentence in passage.sentences
        if sentence.kind == "prose" and not _SCORE.search(sentence.text)
    ]
    opening = [one for one in opening if not of_itself(one)][:_OPENING]
    if not opening:
        return told
    first, *others = stated(opening)
    said = (replace(first, apart=True), *others)
    return replace(told, statements=(*told.statements, *said), notes=(_NOTE, *told.notes))


def _about(text: str) -> str | None:
    """What it asks to be told in general of, None where it asks for something else."""
    if found := _ASKS.search(text) or _ASKS_FOR_ALL.search(text):
        return text[found.end() :]
    if around := _ASKS_AROUND.search(text):
        return around["done"] or around["well"]
    last = _ASKS_LAST.search(text)
    return text[: last.start()] if last else None


def _none_of(years: Sequence[int], reports: Sequence[Report]) -> bool:
    days = [day for r in reports for day in (r.published, *(r.inspected or ())) if day]
    return bool(days) and not any(day.year in years for day in days)
