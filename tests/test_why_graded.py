"""Why a council has its grade: the grade, then the report's own summary of it."""

from __future__ import annotations

import pytest

from indexer.build import build
from indexer.index import Index
from qa.answer import Turn
from qa.assistant import Assistant
from tests.by_eye import ByEye

HEAD = """---
title: Inspection of services in {authority}
authority: {authority}
publisher: {publisher}
kind: inspection
published: {published}
---
# Inspection of services in {authority}

| Judgement | Grade |
| --- | --- |
| The impact of leaders | {leaders} |
| Overall effectiveness | {overall} |

{summary}

# The impact of leaders

Leaders do not know how many visits are late because their records are not kept up.

# What was seen elsewhere

Lunch was served at noon because the kitchen opens then.
"""
DECLINE = "Services have become much worse because social workers leave and are not replaced."
PRAISE = "Children do well because their social workers stay with them for years."


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("why")
    for authority, publisher, published, leaders, overall, summary in (
        ("Leeds", "Ofsted", "2018-05-01", "Good", "Good", PRAISE),
        ("Leeds", "Ofsted", "2024-05-01", "Inadequate", "Inadequate", DECLINE),
        ("Leeds", "Care Quality Commission", "2025-05-01", "Good", "Good", PRAISE),
        ("Wigan", "Ofsted", "2023-05-01", "Good", "Good", PRAISE),
    ):
        text = HEAD.format(
            authority=authority,
            publisher=publisher,
            published=published,
            leaders=leaders,
            overall=overall,
            summary=summary,
        )
        (folder / f"{authority}-{published}.md").write_text(text, "utf-8")
    build([folder], folder / ".index", ByEye())
    return Assistant(Index.open(folder / ".index", ByEye()))


@pytest.mark.parametrize(
    ("question", "grade", "reason"),
    [
        ("Why is Leeds rated inadequate?", "Overall effectiveness: inadequate", DECLINE),
        ("why was Wigan judged good", "Overall effectiveness: good", PRAISE),
        ("Why isn't Wigan outstanding?", "Overall effectiveness: good", PRAISE),
        ("how come Leeds is good for adults", "Overall effectiveness: good", PRAISE),
        ("Why is leadership inadequate in Leeds?", "leaders: inadequate", "Leaders do not know"),
        ("why was Leeds good in 2018", "Overall effectiveness: good", PRAISE),
    ],
)
def test_the_grade_is_followed_by_what_its_report_says_of_it(
    assistant: Assistant, question: str, grade: str, reason: str
) -> None:
    answer = assistant.ask(question)
    told, because = answer.text.split("\n")
    assert grade in told
    assert because.startswith(reason)
    assert answer.status == "answered"
    assert len({citation.report_id for citation in answer.citations}) == 1


def test_a_grade_that_fell_is_told_from_both_reports(assistant: Assistant) -> None:
    answer = assistant.ask("Why did the grade of Leeds fall?")
    assert answer.text.startswith(
        "Leeds's grade fell from good (May 2018) to inadequate (May 2024)"
    )
    assert DECLINE in answer.text


@pytest.mark.parametrize(
    ("question", "so_it_is"),
    [
        ("why is Wigan inadequate", "good"),
        ("why did Leeds's grade improve", "fell from good (May 2018) to inadequate (May 2024)"),
    ],
)
def test_no_reason_is_given_for_what_is_not_so(
    assistant: Assistant, question: str, so_it_is: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "partial"
    assert so_it_is in answer.text
    assert "because" not in answer.text
    assert any("supposes a grade" in note for note in answer.notes)


@pytest.mark.parametrize("why", ["why?", "how come", "why, what was going wrong?", "why was that"])
def test_a_follow_up_asks_why_of_the_grade_before(assistant: Assistant, why: str) -> None:
    history = [Turn("What did Leeds get overall in 2018?", "Good.")]
    answer = assistant.ask(why, history)
    assert answer.text.startswith("Leeds, Ofsted, 1 May 2018: Overall effectiveness: good")
    assert PRAISE in answer.text


def test_the_grades_of_all_areas_have_no_one_reason(assistant: Assistant) -> None:
    answer = assistant.ask("Why did Leeds's grades fall?")
    assert not answer.grades
    assert "grade fell" not in answer.text


def test_another_reason_is_searched_for(assistant: Assistant) -> None:
    answer = assistant.ask("Why is lunch served at noon in Wigan?")
    assert "the kitchen opens then" in answer.text
    assert not answer.grades


@pytest.mark.parametrize(
    ("question", "grade", "opening"),
    [
        ("What did Ofsted say about Leeds?", "Overall effectiveness: inadequate", DECLINE),
        ("what was found at the Ofsted visit to Leeds in 2018", "effectiveness: good", PRAISE),
        ("leadership in Wigan, what was said", "leaders: good", "Leaders do not know"),
        ("What did CQC find in Leeds", "Overall effectiveness: good", PRAISE),
        ("what did they say about leadership in Wigan", "leaders: good", "Leaders do not know"),
        ("give me a short overview of Wigan", "Overall effectiveness: good", PRAISE),
        ("Summarise the 2018 report on Leeds", "Overall effectiveness: good", PRAISE),
        ("main findings on leadership in Wigan", "leaders: good", "Leaders do not know"),
        ("what is going well in Wigan", "Overall effectiveness: good", PRAISE),
        ("What is Wigan good at?", "Overall effectiveness: good", PRAISE),
        ("hello there, how is Wigan doing?", "Overall effectiveness: good", PRAISE),
        ("strengths and weaknesses of children's services in Leeds", "s: inadequate", DECLINE),
    ],
)
def test_in_general_the_grade_is_told_and_how_the_report_opens(
    assistant: Assistant, question: str, grade: str, opening: str
) -> None:
    answer = assistant.ask(question)
    told, said = answer.text.split("\n")
    assert grade in told
    assert said.startswith(opening)
    assert "it says more there" in answer.notes[0]


def test_another_council_or_area_may_follow(assistant: Assistant) -> None:
    history = [Turn("Summarise Leeds", "")]
    told = assistant.ask("and Wigan?", history).text
    assert told.startswith("Wigan")
    assert PRAISE in told
    assert "Leaders do not know" in assistant.ask("and leadership in Wigan?", history).text
    history = [Turn("good morning, how is Leeds doing?", "")]
    assert PRAISE in assistant.ask("and Wigan?", history).text
    history = [Turn("main risks in Wigan", "")]
    assert PRAISE in assistant.ask("and what do they do well?", history).text


def test_what_was_said_of_a_matter_is_searched_for(assistant: Assistant) -> None:
    assert not assistant.ask("What did Ofsted say about lunch in Leeds?").grades
