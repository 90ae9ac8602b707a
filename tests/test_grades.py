"""Grade questions are answered from the judgement table, each grade with its citation."""

from __future__ import annotations

import pytest

from indexer.build import build
from indexer.index import Index
from qa.assistant import Assistant
from tests.by_eye import ByEye

REPORT = """---
title: Inspection of children's services
authority: {authority}
publisher: Ofsted
kind: inspection
published: {published}
---
# Inspection of children's services

| Judgement | Grade |
| --- | --- |
| Overall effectiveness | {overall} |
| The impact of leaders on social work practice | Good |
| The experiences and progress of children in care | Outstanding |
| The experiences and progress of care leavers | {leavers} |

# Findings

Young people leaving care rated their advisers highly. Leaders know the service.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("grades")
    for authority, published, overall, leavers in (
        ("Leeds", "2018-05-01", "Inadequate", "Inadequate"),
        ("Leeds", "2024-05-01", "Good", "Requires improvement to be good"),
        ("Wigan", "2022-05-01", "Requires improvement to be good", "Good"),
    ):
        text = REPORT.format(
            authority=authority, published=published, overall=overall, leavers=leavers
        )
        (folder / f"{authority}-{published}.md").write_text(text, "utf-8")
    build([folder], folder / ".index", ByEye())
    return Assistant(Index.open(folder / ".index", ByEye()))


@pytest.mark.parametrize(
    ("question", "said", "report"),
    [
        ("what grade did Leeds get overall", "Overall effectiveness: Good", "Leeds-2024-05-01.md"),
        (
            "how was Leeds rated in 2018?",
            "Overall effectiveness: Inadequate",
            "Leeds-2018-05-01.md",
        ),
        (
            "Leeds rating for young people leaving care",
            "care leavers: Requires improvement to be good",
            "Leeds-2024-05-01.md",
        ),
        ("grade for leadership in Wigan", "social work practice: Good", "Wigan-2022-05-01.md"),
        ("what is Wigan's grade for LAC", "children in care: Outstanding", "Wigan-2022-05-01.md"),
    ],
)
def test_a_grade_comes_from_the_table_of_the_right_report(
    assistant: Assistant, question: str, said: str, report: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert said in answer.text
    assert [citation.report_id for citation in answer.citations] == [report]
    assert answer.hits[0].passage.report_id == report
    assert answer.citations[0].quote in answer.hits[0].passage.text


def test_two_councils_are_graded_side_by_side(assistant: Assistant) -> None:
    answer = assistant.ask("overall grades of Leeds and Wigan")
    assert [citation.report_id for citation in answer.citations] == [
        "Leeds-2024-05-01.md",
        "Wigan-2022-05-01.md",
    ]


def test_a_question_about_more_than_a_grade_is_searched_for(assistant: Assistant) -> None:
    answer = assistant.ask("how did young people in Leeds rate their advisers' phone line")
    assert "Overall effectiveness" not in answer.text
