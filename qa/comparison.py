"""Councils side by side: the data behind Compare, from the judgements of the reports held.

One framework at a time: the areas and scales of ILACS, the single inspection framework and
CQC's quality statements are not the same, and a table of two of them would say they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus import Judgement, Report
from corpus.authorities import Authority, authorities
from indexer.index import Index
from qa.answer import Citation
from qa.cite import cite
from qa.compose import Quoted
from qa.export.csv_text import csv_text
from qa.grading.rows import framework_of, stated

# The areas in the order of a table, and their names, by Judgement.key.
_AREAS = {
    "overall": "Overall",
    "leadership": "Leadership and management",
    "help_protection": "Help and protection",
    "in_care": "Children in care",
    "care_leavers": "Care leavers",
    "adoption": "Adoption",
    "lscb": "Safeguarding children board",
    "assessing_needs": "Assessing needs",
    "healthier_lives": "Healthier lives",
    "equity": "Equity in experience and outcomes",
    "care_provision": "Care provision and continuity",
    "partnerships": "Partnerships and communities",
    "safe_systems": "Safe pathways and transitions",
    "safeguarding": "Safeguarding",
    "governance": "Governance and sustainability",
    "learning": "Learning and innovation",
}
# Until 2022 ILACS gave one judgement for both.
_STANDS_FOR = {"in_care_and_care_leavers": ("in_care", "care_leavers")}
_CSV_HEADER = (
    *("council", "framework", "area", "area as printed", "grade", "score", "report date"),
    *("report", "briefing", "page", "quote"),
)


@dataclass(frozen=True, slots=True)
class Area:
    """A column: `key` as in Judgement, or the printed name where a judgement has no key."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One judgement of one report. `dated` is the report's day, None where it states none.

    `older` says that the council's newest report of the framework does not judge the area and
    this is an earlier one's. The rest is as in Judgement and Report.
    """

    authority: str
    framework: str
    judgement: Judgement
    report_id: str
    dated: date | None
    briefing: bool
    older: bool = False

    @property
    def graded(self) -> bool:
        """Whether a grade or score was given: an area may be printed as "not judged"."""
        return self.judgement.score is not None or self.judgement.grade not in ("", "not judged")


@dataclass(frozen=True, slots=True)
class Row:
    """A council; `cells` in the order of the areas, None where no report judges the area.

    A judgement on two areas together stands in both places. `region` and `type` are "" where
    the council is not a known one.
    """

    authority: str
    region: str
    type: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Councils by areas, under one framework.

    `rows` by council name; `without` names the councils held that have no judgement under the
    framework; `unplaced` counts reports with judgements whose council is not stated.
    """

    framework: str
    areas: tuple[Area, ...]
    rows: tuple[Row, ...]
    without: tuple[str, ...]
    unplaced: int

    def coverage(self, area: Area) -> tuple[int, int]:
        """How many of the councils held have a grade for the area, and how many are held."""
        place = self.areas.index(area)
        graded = [row for row in self.rows if (cell := row.cells[place]) and cell.graded]
        return len(graded), len(self.rows) + len(self.without)


def frameworks(reports: Iterable[Report]) -> tuple[str, ...]:
    """The frameworks under which the reports give judgements, that of most reports first."""
    counts = Counter(framework_of(report) for report in reports if report.judgements)
    return tuple(name for name, _ in counts.most_common())


def kindred(reports: Sequence[Report], framework: str) -> tuple[str, ...]:
    """The publisher's frameworks, that of most reports first: areas of one name can be followed
    through them, though their scales may differ."""
    by = {framework_of(report): report.publisher for report in reports if report.judgements}
    return tuple(name for name in frameworks(reports) if by[name] == by[framework])


def compare(
    reports: Iterable[Report], framework: str, only: Collection[str] | None = None
) -> Comparison:
    """The newest grade of every council in every area; `only` leaves out other councils."""
    held = [report for report in reports if only is None or report.authority in only]
    cells = _cells(held, framework)
    areas = _areas(cells)
    placed = [cell for cell in cells if cell.authority]
    names = sorted({report.authority for report in held if report.authority})
    judged = {cell.authority for cell in placed}
    known = {authority.name: authority for authority in authorities()}
    return Comparison(
        framework,
        areas,
        tuple(_row(name, known.get(name), areas, placed) for name in names if name in judged),
        tuple(name for name in names if name not in judged),
        len({cell.report_id for cell in cells if not cell.authority}),
    )


def history(
    reports: Iterable[Report], frameworks: Collection[str], key: str, only: Collection[str]
) -> tuple[Cell, ...]:
    """All judgements of the area in `only` councils, oldest first; undated ones come last."""
    cells = [cell for framework in frameworks for cell in _cells(reports, framework)]
    wanted = [c for c in cells if c.authority in only and key in _keys(c.judgement)]
    return tuple(sorted(wanted, key=lambda c: (c.authority, c.dated or date.max)))


def citation(index: Index, cell: Cell) -> Citation | None:
    """The citation of the printed words that give the grade; None where the index's passages
    do not hold them any longer."""
    if cell.report_id not in index.reports:
        return None
    if found := stated(index.of_report(cell.report_id), cell.judgement):
        passage, sentence = found
        return cite(index.reports[cell.report_id], Quoted(passage, (sentence,)))
    return None


def as_csv(cells: Iterable[Cell]) -> str:
    """A line for each judgement, with where it is printed."""
    return csv_text(_CSV_HEADER, (_fields(cell) for cell in dict.fromkeys(cells)))


def _fields(cell: Cell) -> tuple[object, ...]:
    judgement = cell.judgement
    names = [_AREAS.get(key, judgement.area) for key in _keys(judgement)]
    return (
        *(cell.authority, cell.framework, " and ".join(names), judgement.area),
        *(judgement.grade, judgement.score, cell.dated and cell.dated.isoformat()),
        *(cell.report_id, "yes" if cell.briefing else "no", judgement.page, judgement.quote),
    )


def _cells(reports: Iterable[Report], framework: str) -> list[Cell]:
    """The framework's judgements, those of the newest report first; of two reports of one day
    the original comes before a briefing, then the one with more judgements."""
    of_framework = [r for r in reports if r.judgements and framework_of(r) == framework]
    newest_first = sorted(
        of_framework,
        key=lambda r: (r.dated or date.min, r.kind != "briefing", len(r.judgements)),
        reverse=True,
    )
    return [
        Cell(r.authority, framework, judgement, r.id, r.dated, r.kind == "briefing")
        for r in newest_first
        for judgement in r.judgements
    ]


def _keys(judgement: Judgement) -> tuple[str, ...]:
    """The areas that a judgement is on."""
    key = judgement.key or judgement.area.lower()
    return _STANDS_FOR.get(key, (key,))


def _areas(cells: Iterable[Cell]) -> tuple[Area, ...]:
    """The areas of the cells: the known ones in their order, then others as printed."""
    printed = {key: cell.judgement.area for cell in cells for key in _keys(cell.judgement)}
    known = [Area(key, name) for key, name in _AREAS.items() if key in printed]
    others = [Area(key, name) for key, name in printed.items() if key not in _AREAS]
    return (*known, *others)


def _row(name: str, known: Authority | None, areas: Iterable[Area], cells: Iterable[Cell]) -> Row:
    """The council's row; `cells` newest first."""
    own = [cell for cell in cells if cell.authority == name]
    return Row(
        name,
        known.region if known else "",
        known.type if known else "",
        tuple(_newest(own, area.key) for area in areas),
    )


def _newest(cells: list[Cell], key: str) -> Cell | None:
    for cell in cells:
        if key in _keys(cell.judgement):
            return replace(cell, older=cell.dated != cells[0].dated)
    return None
