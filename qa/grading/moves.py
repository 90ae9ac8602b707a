"""Which councils' grades moved, and how: from one report to another."""

from __future__ import annotations

from collections.abc import Sequence

from qa.asking.question import Question
from qa.compose import Statement
from qa.grading.areas import in_words
from qa.grading.fitting import moved_as_asked
from qa.grading.question import GradeQuestion
from qa.grading.rows import Row, comparable, framework_of
from qa.grading.sentences import movement, number, whose
from qa.grading.words import OVER_TIME

_FRAMEWORKS = (
    "Some of these reports were made under different frameworks: "
    "the same word need not mean the same."
)


def moved(
    question: Question, asked: GradeQuestion, area: str, held: Sequence[Sequence[Row]]
) -> tuple[list[Statement], list[Row], list[str]]:
    """The councils whose grade moved as asked, each with both reports; that of none it did."""
    ever = OVER_TIME.search(question.text) is not None
    pairs = [pair for some in held if (pair := _pair(asked, some, ever))]
    if not pairs:
        which = f"({whose(held[0][0])}{in_words(area)})" if held else f"for {in_words(area)}"
        return [], [], [f"No council has two grades {which} that can be compared."]
    wanted = [pair for pair in pairs if moved_as_asked(asked, *pair)]
    told = [
        Statement(movement(first, last), (first.finding, last.finding), apart=True)
        for first, last in wanted
    ]
    which = "in the last two reports"
    if question.years or ever:
        which = "of the time asked for" if question.years else "in any two reports"
    opening = (
        f"Of {number([last for _, last in pairs])} whose grades ({whose(pairs[0][1])}"
        f"{in_words(area)}) {which} can be compared, {len(wanted) or 'none'} {_way(asked)}"
    )
    if told:
        told[0] = Statement(f"{opening}:\n{told[0].text}", told[0].findings, apart=True)
    else:
        findings = tuple(row.finding for pair in pairs for row in pair)
        told = [Statement(f"{opening}.", findings, apart=True)]
    frameworks = any(framework_of(a.report) != framework_of(b.report) for a, b in wanted)
    return told, [row for pair in wanted or pairs for row in pair], [_FRAMEWORKS] * frameworks


def _way(asked: GradeQuestion) -> str:
    """'rose from inadequate to good or outstanding'."""
    verb = {"up": "rose", "down": "fell"}.get(asked.moved, "moved")
    start = f" from {' or '.join(asked.came_from)}" if asked.came_from else ""
    end = f" to {' or '.join(asked.went_to)}" if asked.went_to else ""
    return f"{verb}{start}{end}"


def _pair(asked: GradeQuestion, some: Sequence[Row], ever: bool) -> tuple[Row, Row] | None:
    """The first and the last grade of a council; of those it ever had the newest two that moved as
    asked. Only of one framework, but where both grades are named."""
    named = ever and asked.came_from and asked.went_to
    pairs = [
        (first, last)
        for place, last in enumerate(some)
        for first in some[:place]
        if named or comparable([first, last])
    ]
    fitting = [pair for pair in pairs if ever and moved_as_asked(asked, *pair)]
    ends = [pair for pair in pairs if pair[1] is some[-1]][:1]
    return next(iter([*fitting[-1:], *ends]), None)
