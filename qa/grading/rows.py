"""Rows: the judgements of reports, each with the finding that shows where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus import Judgement, Report, Sentence
from corpus.judgements import area_key
from indexer.index import Index
from indexer.passages import Hit, Passage
from qa.extract import Finding
from qa.grading.areas import judged
from qa.grading.words import SCALE
from qa.wording import dated


@dataclass(frozen=True, slots=True)
class Row:
    """One judgement of one report, asked for as `area`, and where it stands; `when` is the report's
    date in words."""

    report: Report
    judgement: Judgement
    area: str
    finding: Finding
    when: str

    @property
    def rank(self) -> int | None:
        """Its place from 0, the worst, to 3; None for a grade of another scale."""
        if self.judgement.score is not None:
            return self.judgement.score - 1
        grade = self.judgement.grade
        return SCALE.index(grade) if grade in SCALE else None

    @property
    def grade(self) -> str:
        """The grade in words as printed, or the score and its scale."""
        one = self.judgement
        if not one.grade:
            return f"a score of {one.score} out of 4"
        in_full = one.grade == "requires improvement" and "to be good" in one.quote
        return f"{one.grade} to be good" if in_full else one.grade


def rows(index: Index, report: Report, areas: Sequence[str]) -> list[Row]:
    """The report's rows for the areas, in their order, none twice; all its rows for no areas."""
    if areas:
        told = [(one, area) for area in areas for one in _judged(report, area)]
    else:
        told = [(one, one.key) for one in report.judgements]
    first = dict(reversed(told))
    found = [(one, area) for one, area in told if first[one] == area]
    placed = [(one, area, where(index, report, one)) for one, area in found]
    when = dated(report, index.years_undated)
    return [Row(report, one, area, finding, when) for one, area, finding in placed if finding]


def _judged(report: Report, area: str) -> tuple[Judgement, ...]:
    """An inspection of one service grades that service as a whole."""
    own = judged(report.judgements, area)
    if not own and area == "in_care" and report.framework.startswith("looked after"):
        return judged(report.judgements, "overall")
    return own


def comparable(some: Sequence[Row]) -> bool:
    """Whether the rows are grades of one thing on one scale: same framework, same area."""
    first = some[0]
    return all(
        row.rank is not None
        and row.judgement.key == first.judgement.key
        and bool(row.judgement.grade) == bool(first.judgement.grade)
        and framework_of(row.report) == framework_of(first.report)
        for row in some
    )


def framework_of(report: Report) -> str:
    """The framework as far as its areas and scale go: a short and a standard ILACS inspection
    are one. A report that names none is apart from those that do."""
    if report.framework.startswith("ILACS "):
        return f"{report.publisher} ILACS"
    publisher = report.publisher or "Publisher not stated"
    if not report.framework:
        return f"{publisher}, framework not stated"
    named = report.framework.startswith("CQC ")
    return report.framework if named else f"{publisher} {report.framework}"


def where(index: Index, report: Report, judgement: Judgement) -> Finding | None:
    """The judgement where it stands: as a sentence of a passage, or as a heading over it. None
    where no passage prints it: it cannot be cited."""
    if found := stated(index.of_report(report.id), judgement):
        passage, sentence = found
        return Finding(Hit(passage, 1.0), sentence, 1.0)
    return None


def meaning(index: Index, row: Row) -> Finding | None:
    """What the report prints that the row's score means, under the heading of its area ("2 -
    Evidence shows some shortfalls"); None for a grade in words, or where it prints nothing."""
    score = row.judgement.score
    if score is None:
        return None
    for passage in index.of_report(row.report.id):
        if passage.heading and area_key(passage.heading[-1]) == row.judgement.key:
            for sentence in passage.sentences:
                if re.match(rf"{score}\s*[-–]\s*[A-Za-z]", sentence.text):
                    return Finding(Hit(passage, 1.0), sentence, 1.0)
    return None


def stated(passages: Iterable[Passage], judgement: Judgement) -> tuple[Passage, Sentence] | None:
    """The first passage that prints the judgement, and the sentence that does; where a heading
    does, that as a row of its own. None where no passage prints it.
    """
    for passage in passages:
        for sentence in passage.sentences:
            if sentence.text == judgement.quote:
                return passage, sentence
        if judgement.quote in passage.heading:
            return passage, Sentence(judgement.quote, judgement.page, kind="row")
    return None
