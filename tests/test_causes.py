"""A bare "why?" after an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build
from indexer.encoder import SentenceEncoder
from indexer.index import Index
from qa.answer import Answer, Turn
from qa.assistant import Assistant

TEXT = """---
title: Inspection of Leeds
authority: Leeds
publisher: Ofsted
published: 2024-05-01
---
# Conferences

Some child protection conferences in Leeds are held late. They are due to move to a new hall. This
is because there are too few minute takers.

# Visits

Many visits in Leeds are late. Leaders have recruited six more visitors to address this. Tea is
served.

# Plans

Pathway plans in Leeds are often out of date. Leaders have begun to check each plan to improve it.

# Adoption

There is a shortage of adopters in Leeds. Adopters are proud of their training.
"""
LATE, CAUSE = "Some child protection conferences in Leeds are held late.", "too few minute takers"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("causes")
    (folder / "leeds.md").write_text(TEXT, "utf-8")
    build([folder], folder / "index", encoder=SentenceEncoder())
    return Assistant(Index.open(folder / "index"))


def _after(assistant: Assistant, first: str, then: str) -> Answer:
    told = assistant.ask(first)
    return assistant.ask(then, [Turn(first, told.text)])


@pytest.mark.parametrize("why", ["why?", "and why is that?", "How come?"])
def test_the_cause_beside_what_was_told_answers_why(assistant: Assistant, why: str) -> None:
    answer = _after(assistant, "Are child protection conferences late in Leeds?", why)
    assert answer.text.startswith(LATE)
    assert CAUSE in answer.text
    assert "hall" not in answer.text
    assert {citation.report_id for citation in answer.citations} == {"leeds.md"}


def test_what_was_told_is_no_reason_for_itself(assistant: Assistant) -> None:
    answer = _after(assistant, "Is there a shortage of adopters in Leeds?", "why?")
    assert answer.status == "no_evidence"
    assert answer.text == ""
    assert answer.notes == ("What was told gives no reason, and no sentence was found that does.",)
    assert answer.hits


def test_why_with_a_matter_is_searched_for(assistant: Assistant) -> None:
    answer = _after(
        assistant,
        "Is there a shortage of adopters in Leeds?",
        "why are child protection conferences late?",
    )
    assert CAUSE in answer.text


@pytest.mark.parametrize("asked", ["what are they doing about it?", "and what is being done?"])
def test_what_is_done_beside_what_was_told_answers_what_is_done(
    assistant: Assistant, asked: str
) -> None:
    answer = _after(assistant, "Are visits in Leeds late?", asked)
    assert answer.text.startswith("Many visits in Leeds are late.")
    assert "six more visitors" in answer.text
    assert "Tea" not in answer.text


def test_that_nothing_is_done_is_no_answer(assistant: Assistant) -> None:
    answer = _after(assistant, "Is there a shortage of adopters in Leeds?", "what is being done?")
    assert "There is a shortage" not in answer.text


def test_plans_that_were_told_of_are_no_action(assistant: Assistant) -> None:
    answer = _after(assistant, "Are pathway plans in Leeds out of date?", "what is being done?")
    assert answer.text.startswith(
        "Pathway plans in Leeds are often out of date. [1] Leaders have begun"
    )
