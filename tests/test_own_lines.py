"""Who led an inspection and when: from the lines that its report has of itself."""

from __future__ import annotations

import pytest

from indexer.build import build
from indexer.index import Index
from qa.answer import Turn
from qa.assistant import Assistant
from tests.by_eye import ByEye

REPORT = """---
title: Inspection of {council}
authority: {council}
publisher: Ofsted
published: {published}
---
# Inspection of {council}

| Judgement | Grade |
| --- | --- |
| Overall effectiveness | Good |

Inspection dates: {dates}

{lead}

Since the last inspection a new director was appointed in May 2021. She is led by what children say.
"""
HELD = (
    (
        "Leeds",
        "2019-08-01",
        "1 to 12 July 2019",
        "Lead inspector: Ann Other, His Majesty’s Inspector",
    ),
    (
        "Leeds",
        "2024-08-01",
        "8 to 19 July 2024",
        "Lead inspector: Bea Second, His Majesty’s Inspector",
    ),
    (
        "Wigan",
        "2023-08-01",
        "3 to 7 July 2023",
        "Lead inspector: Ann Other, His Majesty’s Inspector",
    ),
    ("Devon", "2025-08-01", "7 to 11 July 2025", "Inspectors came twice."),
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("lines")
    for council, published, dates, lead in HELD:
        text = REPORT.format(council=council, published=published, dates=dates, lead=lead)
        (folder / f"{council}-{published}.md").write_text(text, "utf-8")
    build([folder], folder / ".index", ByEye())
    return Assistant(Index.open(folder / ".index", ByEye()))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who inspected Leeds?", "Leeds, 1 August 2024: Lead inspector: Bea Second"),
        ("who was lead inspector of Leeds in 2019", "Leeds, 1 August 2019: Lead inspector: Ann"),
        ("When was Wigan last inspected?", "Wigan, 1 August 2023: Inspection dates: 3 to 7 July"),
        ("how long did inspectors spend in Leeds", "Leeds, 1 August 2024: Inspection dates: 8 to"),
    ],
)
def test_the_line_of_the_report_meant_is_told(
    assistant: Assistant, question: str, said: str
) -> None:
    answer = assistant.ask(question)
    assert answer.text.startswith(said)
    assert len(answer.citations) == 1


def test_who_and_when_are_told_together(assistant: Assistant) -> None:
    answer = assistant.ask("Who led the inspection of Leeds and when was it?")
    assert "8 to 19 July 2024" in answer.text
    assert "Bea Second" in answer.text
    follow_up = assistant.ask("and who led it?", [Turn("When was Wigan last inspected?", "")])
    assert "Ann Other" in follow_up.text


def test_the_inspections_one_person_led_are_all_told(assistant: Assistant) -> None:
    answer = assistant.ask("Which councils has Ann Other inspected?")
    assert [one.report_id for one in answer.citations] == [
        "Leeds-2019-08-01.md",
        "Wigan-2023-08-01.md",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Who led the inspection of Devon?",
        "When is the next inspection of Leeds due?",
        "Who will inspect Leeds next?",
    ],
)
def test_what_no_line_tells_is_not_told(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "no_evidence"


def test_when_children_are_visited_is_no_question_on_the_inspection(assistant: Assistant) -> None:
    assert "Inspection dates" not in assistant.ask("When are children visited in Leeds?").text


def test_when_the_inspection_was_that_graded_is_told_by_its_dates(assistant: Assistant) -> None:
    asked = "how was Leeds graded in 2019"
    graded = Turn(asked, assistant.ask(asked).text)
    told = assistant.ask("when was the inspection?", [graded])
    assert [one.report_id for one in told.citations] == ["Leeds-2019-08-01.md"]
    assert "Inspection dates" in told.text
