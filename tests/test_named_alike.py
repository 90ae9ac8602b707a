"""Matters with a name like another's, and items of a list that name a matter alone."""

from __future__ import annotations

import pytest

from indexer.build import build
from indexer.encoder import SentenceEncoder
from qa.answer import Turn
from qa.asking.question import understand
from qa.assistant import Assistant

HEAD = """---
title: Inspection of {council}
authority: {council}
publisher: Ofsted
published: {year}-05-01
---
"""
FOSTERING = "# Fostering\n\nThe fostering service recruits and supports foster carers well.\n"
PRIVATE = (
    "# Other children\n\nChildren who are privately fostered are not visited in {year} homes.\n"
)
DAY = "# Front door\n\nThe duty team answers calls to the council promptly in the day.\n"
LIST = "# What needs to improve\n\n- The quality of the work of the virtual school for children.\n"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("alike")
    for council, year, text in (
        ("Leeds", "2015", FOSTERING + PRIVATE),
        ("Leeds", "2019", FOSTERING + PRIVATE),
        ("Leeds", "2024", FOSTERING + LIST),
        ("Wigan", "2024", FOSTERING + DAY),
    ):
        body = HEAD.format(council=council, year=year) + text.replace(
            "{year}", str(int(year) - 2000)
        )
        (folder / f"{council}-{year}.md").write_text(body, "utf-8")
    build([folder], folder / "index", encoder=SentenceEncoder())
    return Assistant.open(folder / "index")


def test_private_fostering_is_not_fostering(assistant: Assistant) -> None:
    answer = assistant.ask("How well are children in private fostering in Leeds looked after?")
    assert {citation.report_id for citation in answer.citations} == {"Leeds-2019.md"}
    assert not assistant.ask("How good is private fostering in Wigan?").text
    assert "recruits" in assistant.ask("How good is fostering in Wigan?").text


def test_the_duty_team_of_the_day_is_not_that_of_the_night(assistant: Assistant) -> None:
    assert assistant.ask("How well does the duty team answer calls in Wigan?").text
    assert not assistant.ask("How well does the emergency duty team answer calls in Wigan?").text


def test_an_item_to_improve_stands_under_its_heading(assistant: Assistant) -> None:
    answer = assistant.ask("How good is the work of the virtual school in Leeds?")
    assert answer.text.startswith("What needs to improve:\n• The quality of the work of the virt")


def test_the_report_before_is_the_one_next_to_it(assistant: Assistant) -> None:
    history = [Turn("How good is the fostering service in Leeds in 2024?", "It is strong.")]
    answer = assistant.ask("and in the report before that?", history)
    assert {citation.report_id for citation in answer.citations} == {"Leeds-2019.md"}


@pytest.mark.parametrize(
    "text",
    [
        "fostering in Leeds, then and now",
        "fostering in Leeds over the three reports",
        "fostering in Leeds in 2015 compared with the newest report",
    ],
)
def test_then_and_now_are_a_change(text: str) -> None:
    assert understand(text).change
