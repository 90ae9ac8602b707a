"""Two questions in one: told apart where each stands alone, and each answered or refused."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.build import build
from indexer.encoder import SentenceEncoder
from qa.asking.matters import leaning, matters
from qa.asking.question import understand
from qa.assistant import Assistant

REPORT = """---
title: Inspection of Leeds
authority: Leeds
publisher: Ofsted
published: 2024-03-01
---
Inspection dates: 3 to 7 February 2024

Lead inspector: Ann Lee, His Majesty's Inspector

# Leadership

Agency staff fill 31% of posts. Supervision of social workers is infrequent and poorly recorded.

# Care leavers

Personal advisers each support 35 young people. A new hub called The Forge opened in June 2018.

# Judgements

| Judgement | Grade |
|---|---|
| Overall effectiveness | Good |
| The experiences and progress of care leavers | Inadequate |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("matters")
    (folder / "leeds.md").write_text(REPORT, encoding="utf-8")
    build([folder], folder / "index", encoder=SentenceEncoder())
    return Assistant.open(folder / "index")


@pytest.mark.parametrize(
    ("text", "each"),
    [
        (
            "How many children are in care and how long do carers wait for reviews in Leeds?",
            (
                "How many children are in care in Leeds?",
                "how long do carers wait for reviews in Leeds?",
            ),
        ),
        (
            "How is supervision in Wigan since 2019? Is there a shortage of foster homes?",
            (
                "How is supervision in Wigan since 2019?",
                "Is there a shortage of foster homes in Wigan since 2019?",
            ),
        ),
        (
            "What was Leeds graded in 2018 and how is neglect dealt with in Wigan?",
            ("What was Leeds graded in 2018?", "how is neglect dealt with in Wigan?"),
        ),
        (
            "how many kids are in care and what was Leeds graded",
            ("how many kids are in care in Leeds?", "what was Leeds graded?"),
        ),
        (
            "Do managers check plans and are written records of visits kept?",
            ("Do managers check plans?", "are written records of visits kept?"),
        ),
        (
            "What was Leeds graded in 2018 and what did Wigan do for care leavers in 2020",
            ("What was Leeds graded in 2018?", "what did Wigan do for care leavers in 2020?"),
        ),
    ],
)
def test_questions_that_stand_alone_are_told_apart(text: str, each: tuple[str, ...]) -> None:
    assert matters(text, date(2026, 1, 1)) == each


@pytest.mark.parametrize(
    "text",
    [
        "How many care leavers are in Leeds and why?",
        "How many plans were late in 2018 and how many in 2022?",
        "Who screens contacts and are they qualified?",
        "Overall grade of Leeds: what was it in 2020 and where did it land in 2025?",
        "How do the London boroughs do on adoption and which councils support foster carers well?",
        "people who dispute charges and how many of these complaints were upheld at once",
        "What do children and their families say?",
        "which managers know what works and for whom",
        "Which children live in homes that are unregistered and are seldom visited at night?",
        "What help is there for young people who left care and who now live far away?",
        "Are there children who go missing and are not interviewed on their return?",
    ],
)
def test_what_leans_on_the_rest_stays_with_it(text: str) -> None:
    assert matters(text) == (text,)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How many left and why?", "other"),
        ("How many left in 2018 and how many in 2022?", "number"),
        ("when did it open and what does it offer?", "date"),
    ],
)
def test_of_two_kinds_of_fact_asked_for_neither_is_insisted_on(text: str, kind: str) -> None:
    assert understand(text).kind == kind


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("Who inspected Leeds and when?", ("Who inspected Leeds", "when")),
        ("when was Leeds inspected, and who led it", ("when was Leeds inspected", "who led it")),
        ("How many left and why?", ("How many left", "why")),
        ("who said that and when they left", ()),
        ("How is supervision?", ()),
        ("How is supervision in Leeds and how long do carers wait for reviews?", ()),
    ],
)
def test_what_leans_is_known(text: str, each: tuple[str, ...]) -> None:
    assert leaning(text) == each


@pytest.mark.parametrize(
    "text", ["Who inspected Leeds and when?", "when was Leeds inspected and who led it?"]
)
def test_a_kind_of_fact_that_nothing_told_has_is_looked_for(
    assistant: Assistant, text: str
) -> None:
    answer = assistant.ask(text)
    assert answer.status == "answered"
    assert "Lead inspector: Ann Lee" in answer.text
    assert "3 to 7 February 2024" in answer.text


def test_that_it_was_not_found_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("What share of posts do agency staff fill in Leeds and when?")
    assert answer.text.startswith("Agency staff fill 31% of posts.")
    assert answer.status == "partial"
    assert [note for note in answer.notes if note.endswith("that answers “when”.")]


def test_each_is_answered_with_its_own_citation(assistant: Assistant) -> None:
    answer = assistant.ask(
        "What share of posts do agency staff fill and what is the new hub for care leavers called?"
    )

    assert answer.status == "answered"
    first, second = answer.text.split("\n")
    assert "31%" in first
    assert "The Forge" in second
    marks = [line[-3:] for line in (first, second)]
    assert marks == ["[1]", "[2]"]
    assert ["The Forge" in citation.quote for citation in answer.citations] == [False, True]


def test_what_one_of_them_lacks_is_said(assistant: Assistant) -> None:
    lacking = "how much does the council pay for school meals?"
    answer = assistant.ask(f"What share of posts do agency staff fill and {lacking}")

    assert answer.status == "partial"
    assert "31%" in answer.text
    assert answer.notes == (f"Nothing more was found that answers “{lacking}”.",)


def test_where_none_is_answered_both_are_named(assistant: Assistant) -> None:
    answer = assistant.ask(
        "How much do school meals cost and which swimming pools did the council close?"
    )

    assert answer.status == "no_evidence"
    assert answer.text == ""
    assert [note.startswith("Nothing was found that answers") for note in answer.notes] == [
        True
    ] * 2


def test_a_grade_beside_a_finding_keeps_its_mark(assistant: Assistant) -> None:
    answer = assistant.ask(
        "What share of posts do agency staff fill and how did Ofsted grade work with care leavers?"
    )

    (grade,) = answer.grades
    assert (grade.grade, grade.mark) == ("inadequate", 2)
    assert "nadequate" in answer.citations[grade.mark - 1].quote


def test_a_sentence_that_answers_both_is_told_once(assistant: Assistant) -> None:
    answer = assistant.ask(
        "What is the new hub for care leavers called and when did the care leavers hub open?"
    )

    assert answer.text.count("The Forge") == 1
    assert answer.text.count("[1]") == 1


def test_a_council_not_held_beside_one_that_is(assistant: Assistant) -> None:
    answer = assistant.ask(
        "What share of posts do agency staff fill in Leeds and how is supervision in Wigan?"
    )

    assert answer.status == "partial"
    assert answer.text.startswith("Leeds: Agency staff fill 31% of posts.")
    assert answer.notes == ("No report on Wigan is held.",)
