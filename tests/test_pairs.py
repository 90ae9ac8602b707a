"""Councils that have a year each are told each of its own year."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build
from indexer.index import Index
from qa.asking.matters import matters
from qa.asking.pairs import with_own_years
from qa.assistant import Assistant
from tests.by_eye import ByEye
from tests.test_telling import report

GRADES = "| Judgement | Grade |\n| --- | --- |\n| Overall effectiveness | {} |\n"


@pytest.mark.parametrize(
    ("text", "each"),
    [
        (
            "overall grade of Luton in 2020 against Leeds in 2018?",
            ("overall grade of Luton in 2020?", "overall grade of Leeds in 2018?"),
        ),
        (
            "compare care leavers in work: Leeds's newest report v Wigan 2016",
            ("care leavers in work: Leeds's newest report", "care leavers in work: Wigan 2016"),
        ),
        (
            "Hostels, Croydon 2024 or Lambeth in its 2026 report, who used them",
            ("Hostels, Croydon 2024, who used them", "Hostels, Lambeth in its 2026 report, who used"
             " them"),
        ),
    ],
)  # fmt: skip
def test_each_council_has_a_question_with_its_year(text: str, each: tuple[str, ...]) -> None:
    assert with_own_years(text) == each
    assert matters(text) == each


@pytest.mark.parametrize(
    "text",
    [
        "compare Leeds and Wigan in 2022",
        "overall grade of Leeds in 2018 and in 2022",
        "did Leeds in 2018 and Wigan in 2022 have the same grade",
        "how did Leeds in 2015 compare with Luton in 2016",
        "has Leeds moved on since 2019",
    ],
)
def test_else_it_stays_one_question(text: str) -> None:
    assert with_own_years(text) == ()


def test_each_is_told_of_its_own_year(tmp_path: Path) -> None:
    for council, year, grade in (
        ("Leeds", 2018, "Good"),
        ("Leeds", 2022, "Outstanding"),
        ("Wigan", 2018, "Inadequate"),
        ("Wigan", 2022, "Good"),
    ):
        text = report(council, "Ofsted", f"{year}-05-01", GRADES.format(grade))
        (tmp_path / f"{council}-{year}.md").write_text(text, "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    assistant = Assistant(Index.open(tmp_path / ".index", ByEye()))
    answer = assistant.ask("overall grade of Leeds in 2018 against Wigan in 2022")
    assert answer.status == "answered"
    assert answer.text.split("\n") == [
        "Leeds, Ofsted, 1 May 2018: Overall effectiveness: good [1]",
        "Wigan, Ofsted, 1 May 2022: Overall effectiveness: good [2]",
    ]
    assert [one.report_id for one in answer.citations] == ["Leeds-2018.md", "Wigan-2022.md"]
