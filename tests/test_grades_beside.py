"""Questions for grades in other words: who is better, the weakest area, over the years."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build
from indexer.index import Index
from qa.answer import Turn
from qa.assistant import Assistant
from tests.by_eye import ByEye

HEAD = """---
title: Inspection of services
authority: {authority}
publisher: Ofsted
kind: inspection
published: {published}
framework: ILACS standard inspection
---
# Inspection of services

| Judgement | Grade |
| --- | --- |
| The impact of leaders on social work practice with children and families | {leaders} |
| The experiences and progress of children in care | {care} |
| Overall effectiveness | {overall} |
"""
RI = "Requires improvement to be good"
GRADED = (
    ("Leeds", "2019-05-01", "Outstanding", "Good", "Good"),
    ("Leeds", "2024-05-01", "Good", "Outstanding", "Good"),
    ("Wigan", "2023-05-01", "Good", RI, "Good"),
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("beside")
    for authority, published, leaders, care, overall in GRADED:
        text = HEAD.format(
            authority=authority, published=published, leaders=leaders, care=care, overall=overall
        )
        (folder / f"{authority}-{published}.md").write_text(text, "utf-8")
    build([folder], folder / ".index", ByEye())
    return Assistant(Index.open(folder / ".index", ByEye()))


@pytest.mark.parametrize(
    "question",
    [
        "Which council is better for children in care, Leeds or Wigan?",
        "Who is better at children in care, Wigan or Leeds?",
    ],
)
def test_who_is_better_is_told_by_the_grades(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.text.startswith("Leeds has the higher grade.")
    assert {grade.grade for grade in answer.grades} == {"outstanding", "requires improvement"}


def test_who_is_better_at_a_matter_without_a_grade_is_searched_for(assistant: Assistant) -> None:
    assert not assistant.ask("Who is better at paying foster carers, Leeds or Wigan?").grades


def test_the_weakest_area_is_told_beside_the_whole(assistant: Assistant) -> None:
    answer = assistant.ask("What did Wigan get overall and which bit is weakest?")
    assert [(grade.key, grade.grade) for grade in answer.grades] == [
        ("in_care", "requires improvement"),
        ("overall", "good"),
    ]
    assert answer.notes == ()


def test_a_grade_that_dropped_anywhere_is_told_with_both_reports(assistant: Assistant) -> None:
    answer = assistant.ask("Did Leeds drop a grade anywhere since 2019?")
    assert [(grade.key, grade.grade) for grade in answer.grades] == [
        ("leadership", "outstanding"),
        ("leadership", "good"),
    ]


def test_the_source_of_a_grade_is_the_grade_with_its_report(assistant: Assistant) -> None:
    first = "What did Wigan get overall and which bit is weakest?"
    told = assistant.ask(first)
    again = assistant.ask("How do you know?", [Turn(first, told.text)])
    assert (again.text, again.citations) == (told.text, told.citations)


@pytest.mark.parametrize(
    "question",
    [
        "Which area of Leeds lost its outstanding?",
        "Which parts of Leeds got a lower grade since 2019?",
    ],
)
def test_the_area_that_fell_is_told(assistant: Assistant, question: str) -> None:
    assert {grade.key for grade in assistant.ask(question).grades} == {"leadership"}


def test_an_inspection_counts_for_its_own_year_too(tmp_path: Path) -> None:
    text = HEAD.format(
        authority="Leeds", published="2024-01-12", leaders="Good", care="Good", overall="Good"
    )
    later = text.replace("framework:", "inspected: 2023-11-20/2023-11-24\nframework:")
    first = text.replace("2024-01-12", "2018-11-12").replace(
        "children in care | Good", "children in care | Inadequate"
    )
    (tmp_path / "later.md").write_text(later, "utf-8")
    (tmp_path / "first.md").write_text(first, "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    assistant = Assistant(Index.open(tmp_path / ".index", ByEye()))
    answer = assistant.ask("Which grades of Leeds went up between 2018 and 2023?")
    assert "rose from inadequate (November 2018) to good (January 2024)" in answer.text


def test_where_one_publishers_areas_fit_anothers_are_left_out(tmp_path: Path) -> None:
    text = HEAD.format(
        authority="Leeds", published="2024-01-12", leaders="Good", care="Good", overall="Good"
    )
    (tmp_path / "ofsted.md").write_text(text, "utf-8")
    scored = text.replace("Ofsted", "Care Quality Commission").replace("framework:", "note:")
    table = "| Safeguarding | Score: 3 |\n| Equity in experience and outcomes | Score: 1 |\n"
    (tmp_path / "cqc.md").write_text(scored[: scored.index("| The impact")] + table, "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    assistant = Assistant(Index.open(tmp_path / ".index", ByEye()))
    answer = assistant.ask("Which areas did Leeds score a 3 on?")
    assert [(grade.area, grade.score) for grade in answer.grades] == [("Safeguarding", 3)]
    assert answer.notes == ()


def test_grades_over_the_years_open_with_the_whole(assistant: Assistant) -> None:
    first, second, *others = assistant.ask("What grades has Leeds had over the years?").text.split(
        "\n"
    )
    assert all("Overall effectiveness: good" in line for line in (first, second))
    assert any("rose from good (May 2019) to outstanding (May 2024)" in line for line in others)


@pytest.mark.parametrize(
    ("first", "grades"),
    [
        ("What did children in care in Leeds get in 2019?", ["outstanding"]),
        ("What grade have children in care in Leeds?", ["outstanding"]),
        ("How were leaders in Leeds graded in 2019?", ["good"]),
    ],
)
def test_whether_a_grade_is_still_so_is_told_by_the_newest(
    assistant: Assistant, first: str, grades: list[str]
) -> None:
    answer = assistant.ask("is that still the case?", [assistant.ask(first).turn])
    assert [grade.grade for grade in answer.grades] == grades
    assert all("2024" in citation.report_id for citation in answer.citations)
