"""Judgements and metadata against a table of them that another program made of the same files."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from corpus import Report
from corpus.authorities import canonical
from corpus.sources import load_sources
from eval.plain import letters

DISPUTES = Path(__file__).with_name("gold") / "judgement-disputes.csv"
GRADES = {
    "overall_effectiveness_grade": ("overall",),
    "impact_of_leaders_grade": ("leadership",),
    "help_and_protection_grade": ("help_protection",),
    "in_care_grade": ("in_care", "in_care_and_care_leavers"),
    "care_leavers_grade": ("care_leavers",),
}
_LONG = "inspection duration longer than standard framework"  # counts as standard here
_PRINTED = ("outstanding", "good", "requires improvement", "inadequate")  # else it says why not


@dataclass(slots=True)
class Cells:
    """How many cells of one column agree, and a line for each that does not or is disputed."""

    right: int = 0
    total: int = 0
    notes: list[str] = field(default_factory=list)


def facts(reports: Mapping[str, Report], table: Path) -> dict[str, Cells]:
    """Each column of the table at `table` and of the manifest, by name, against `reports`.

    `reports` (by file name) must have been read without their names and manifest rows, or the
    manifest agrees with itself. Where `eval/gold/judgement-disputes.csv` says that the document
    prints another value than the table, the printed one is right. An empty cell is not counted.
    """
    with DISPUTES.open(encoding="utf-8", newline="") as lines:
        disputes = {(row["doc"], row["cell"]): row for row in csv.DictReader(lines)}
    found: dict[str, Cells] = {}
    for doc, cell, gold, ours in (*_of_manifest(reports), *_of_table(reports, table)):
        cells = found.setdefault(cell, Cells())
        wanted = gold
        if dispute := disputes.get((doc, cell)):
            wanted = dispute["printed"]
            page = dispute["page"]
            cells.notes.append(f"{doc}: {gold!r} is wrong, page {page} says {wanted!r}")
        same = letters(wanted) == letters(ours)
        cells.total += 1
        cells.right += same
        if not same:
            cells.notes.append(f"{doc}: {wanted!r} wanted, {ours!r} read")
    return found


Cell = tuple[str, str, str, str]  # document, column, the gold value and ours


def _of_manifest(reports: Mapping[str, Report]) -> Iterator[Cell]:
    sources = load_sources()
    for doc, report in reports.items():
        if source := sources.get(doc):
            yield doc, "authority", source.authority, report.authority
            if report.published:
                yield doc, "published", str(source.published), str(report.published)


def _of_table(reports: Mapping[str, Report], table: Path) -> Iterator[Cell]:
    if not table.exists():
        return
    with table.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["doc"] in reports]
    for row in rows:
        doc, report = row["doc"], reports[row["doc"]]
        yield (
            doc,
            "authority",
            canonical(row["local_authority"].replace("-", " ")),
            report.authority,
        )
        if not row["inspector_name"]:  # the other program could not read this one
            continue
        yield doc, "inspector", row["inspector_name"], report.inspector
        days = (_day(row["inspection_start_date"]), _day(row["inspection_end_date"]))
        yield doc, "inspected", " ".join(days), " ".join(map(str, report.inspected or ()))
        framework = row["inspection_framework"].replace(_LONG, "standard")
        yield doc, "framework", f"ILACS {framework} inspection", report.framework
        grades = {one.key: one.grade for one in report.judgements}
        for column, keys in GRADES.items():
            ours = next((grades[key] for key in keys if key in grades), "")
            yield doc, column, row[column] if row[column] in _PRINTED else "", ours


def _day(printed: str) -> str:
    return str(datetime.strptime(printed, "%d/%m/%Y").date())


def held(reports: Mapping[str, Report]) -> dict[str, Cells]:
    """In how many reports each thing that all of them should print was found, and where not."""
    tests: dict[str, Callable[[Report], object]] = {
        "judgements": lambda one: one.judgements,
        "inspected": lambda one: one.inspected,
        "inspector": lambda one: one.inspector,
        "framework": lambda one: one.framework,
    }
    found: dict[str, Cells] = {}
    for name, test in tests.items():
        missing = [doc for doc, report in reports.items() if not test(report)]
        notes = [f"{doc}: none found" for doc in missing]
        found[name] = Cells(len(reports) - len(missing), len(reports), notes)
    return found


def eras(reports: Mapping[str, Report]) -> list[str]:
    """How many reports of each framework were published when, in a line each."""
    years: dict[str, Counter[int]] = {}
    for report in reports.values():
        if report.framework and report.dated:
            years.setdefault(report.framework, Counter())[report.dated.year] += 1
    return [
        f"{name}: {counts.total()} reports, {min(counts)}-{max(counts)}"
        for name, counts in sorted(years.items())
    ]
