"""The reading bench: measures worked by hand, and the whole of it on reports made here."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus import Judgement, Report, Section, Sentence
from eval.__main__ import main
from eval.furniture import faults
from eval.plain import letters, plain_text, running_lines
from eval.reading import Check, failed, measure
from eval.reading_facts import eras, facts, held
from eval.reading_headings import (
    Frame,
    Heading,
    Outline,
    agreement,
    gold_of_pdfs,
    gold_of_texts,
    headings,
    paths,
)

PAGES = [
    "Town Council\nSummary\nCarers wait too long in this town.\nWhat next?1\n"
    "Plans are made by all.",
    "Homes\nSummary\n12. Homes are warm and safe for all.\n13. Repairs are done on time here.\n"
    "2 These are homes that the town owns itself.",
]
OUTLINE = Outline(
    [
        Heading(1, "Town Council", 1),
        Heading(2, "Summary", 1),
        Heading(2, "What next?", 1),
        Heading(1, "Homes", 2),
        Heading(2, "Summary", 2),
    ],
    [Frame(2, 1, "13")],
)


def report(*sections: tuple[tuple[str, ...], int, str, str]) -> Report:
    made = [
        Section(path, (Sentence(text, page, label=label),)) for path, page, label, text in sections
    ]
    return Report("a.pdf", "A", sections=tuple(made))


READ = report(
    (("Town Council", "Summary"), 1, "", "Carers wait too long in this town."),
    (("Town Council", "What next?"), 1, "", "Plans are made by all."),
    (("Homes", "Summary"), 2, "12", "Homes are warm and safe for all."),
    (("Homes",), 2, "13", "Repairs are done on time here."),
    (("Town Council",), 2, "", "These are homes that the town owns itself."),
    (("Town Council",), 1, "", "This sentence is not on the page."),
)


def test_heading_f1_counts_order_and_levels() -> None:
    gold = [Heading(1, "A"), Heading(2, "B’s"), Heading(2, "C")]
    assert agreement(gold, [Heading(1, "a"), Heading(2, "B's"), Heading(2, "C")], True) == (6, 6)
    assert agreement(gold, [Heading(1, "A"), Heading(1, "B's"), Heading(2, "C")], True) == (4, 6)
    assert agreement(gold, [Heading(1, "A"), Heading(1, "B's"), Heading(2, "C")], False) == (6, 6)
    assert agreement(gold, [Heading(2, "C"), Heading(1, "A")], True) == (2, 5)
    assert agreement(gold, [], True) == (0, 3)


def test_headings_of_a_report_are_its_sections_without_those_that_go_on() -> None:
    made = report(
        ((), 1, "", "x"), (("A",), 1, "", "x"), (("A", "B"), 1, "", "x"), (("A",), 1, "", "x")
    )
    assert [(one.level, one.text) for one in headings(made)] == [(1, "A"), (2, "B")]


def test_the_right_path_comes_from_the_plain_text() -> None:
    found = paths(READ, OUTLINE, plain_text(PAGES), 10, random.Random(1))
    assert (found.placed, found.passed, found.wrong) == (4, 2, [])  # a footnote, and no such line


def test_a_wrong_path_is_found() -> None:
    moved = [replace(section, heading=("Homes", "Summary")) for section in READ.sections]
    found = paths(
        replace(READ, sections=tuple(moved)), OUTLINE, plain_text(PAGES), 10, random.Random(1)
    )
    assert found.placed == 4
    assert sorted(wrong[2] for wrong in found.wrong) == [
        ("Homes",),
        ("Town Council", "Summary"),
        ("Town Council", "What next?"),
    ]


def test_text_after_a_heading_that_is_not_found_is_not_judged() -> None:
    lost = Outline([*OUTLINE.headings[:2], Heading(2, "Gone", 1), *OUTLINE.headings[2:]], [])
    found = paths(READ, lost, plain_text(PAGES), 10, random.Random(1))
    assert (found.placed, found.passed) == (3, 3)


def test_running_lines_are_those_that_come_back() -> None:
    pages = [
        f"Report on the town\n{number} Text.\nAnd more of it, {number}\nPage {number}"
        for number in range(9)
    ]
    assert running_lines(pages) == {letters("Report on the town"), letters("And more of it")}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Work in this area2 is good.", "a glued footnote digit"),
        ("What needs to improve?1", "a glued footnote digit"),
        ("It rose to 22.2%3 in a year.", "a glued footnote digit"),
        ("There are 56,2002 children.", "a glued footnote digit"),
        ("See www.example.org for more.", "a URL"),
        ("12", "a page number"),
        ("Plans are made Page 3 of 12 by all.", "a page number"),
        ("7 Plans are made by all.", "a page number"),
        ("Plans are made by all. 7", "a page number"),
        ("Homes . . . . . . . 12", "a line of contents"),
        ("© Crown copyright", "the imprint"),
        ("Plans are Report on the Town made.", "a running line"),
    ],
)
def test_the_scan_sees_each_kind_of_furniture(text: str, fault: str) -> None:
    assert faults(Sentence(text, page=7), {letters("Report on the town")}) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        "In 2019-20 there were 56,200 children, 22.2% of all.",
        "Pupils at KS2 and in Year 11 do well.",
        "Staff saw 7 children on page 7 of 8 files.",
        "Of 25 plans, 19 were good.",
    ],
)
def test_the_scan_passes_figures(text: str) -> None:
    assert [fault for fault in faults(Sentence(text, page=3)) if "page 7" not in text] == []


HEADER = (
    "doc,local_authority,inspection_framework,inspector_name,inspection_start_date,"
    "inspection_end_date,overall_effectiveness_grade,impact_of_leaders_grade,"
    "help_and_protection_grade,in_care_grade,care_leavers_grade\n"
)


def test_facts_are_compared_cell_by_cell_and_disputes_are_told(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    row = "short,Ann Other -Wise,01/07/2023,05/07/2023,good,good,good,requires improvement,good\n"
    table.write_text(
        f"{HEADER}st-helens-2023-09-04.pdf,st helens,{row}x.pdf,leeds,,,,,,,,data_unreadable,\n"
    )
    grades = {
        "overall": "good",
        "leadership": "inadequate",
        "help_protection": "requires improvement",
        "in_care_and_care_leavers": "good",
        "care_leavers": "outstanding",
    }
    ours = Report(
        "1.pdf",
        "A",
        authority="St Helens",
        inspected=(date(2023, 7, 1), date(2023, 7, 5)),
        judgements=tuple(Judgement(key, one, None, 1, "", key) for key, one in grades.items()),
        framework="ILACS short inspection",
        inspector="Ann Other-Wise",
    )
    other = Report("2.pdf", "B", authority="Hull")
    found = facts({"st-helens-2023-09-04.pdf": ours, "x.pdf": other}, table)
    wrong = {name for name, cells in found.items() if cells.right < cells.total}
    assert wrong == {"impact_of_leaders_grade", "authority"}
    assert (found["authority"].right, found["authority"].total) == (2, 3)  # the manifest has one
    assert found["in_care_grade"].notes == [
        "st-helens-2023-09-04.pdf: 'requires improvement' is wrong, page 1 says 'good'"
    ]
    assert held({"1.pdf": ours, "2.pdf": other})["inspector"].notes == ["2.pdf: none found"]
    assert eras({"1.pdf": ours}) == ["ILACS short inspection: 1 reports, 2023-2023"]


def test_a_check_over_nothing_fails() -> None:
    nothing = Check("a", "b", 0, 0, 0.9)
    assert nothing.figure is None
    assert failed([nothing, Check("c", "d", 9, 10, 0.9), Check("e", "f", 2, 1, 1.5, (), True)]) == [
        "a (b)",
        "e (f)",
    ]


def test_without_the_reports_all_is_said_to_be_absent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bench = measure(tmp_path)
    assert sorted(gold_of_pdfs()) == bench.absent
    assert len(failed(bench.checks)) == len(bench.checks)
    with pytest.raises(SystemExit, match="checks missed their target"):
        main(["reading", "--shared", str(tmp_path), "--json"])
    assert json.loads(capsys.readouterr().out)["checks"][0]["figure"] is None


def test_the_bench_reads_texts_against_their_gold(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "seeds"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("# Homes\n\nWarm.\n\n## Repairs\n\nLate.\n", "utf-8")
    (tmp_path / "questions").mkdir()
    gold = [{"text": "Homes", "level": 1}, {"text": "Repairs", "level": 1}]
    path = tmp_path / "questions" / "seeds-headings.json"
    path.write_text(
        json.dumps([{"doc": "a.md", "headings": gold}, {"doc": "b.md", "headings": []}])
    )
    assert len(gold_of_texts(path)) == 2
    first = measure(tmp_path).checks[0]
    assert (first.part, first.right, first.total, first.passed) == ("a.md", 2, 4, False)
    assert first.notes == ("without levels 1.000",)
    assert "b.md" in measure(tmp_path).absent


def test_hand_checked_outlines_are_of_several_eras() -> None:
    gold = gold_of_pdfs()
    years = {doc[-14:-10] for doc in gold}
    assert len(gold) >= 12
    assert len(years) >= 8
    assert all(one.page for outline in gold.values() for one in outline.headings)
