"""A name asked for is told only by a sentence that gives one."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build
from indexer.encoder import SentenceEncoder
from qa.asking.names import asks_for_name, names_anew
from qa.assistant import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "which charity runs the carers' centre in Ashford",
        "Which two care homes closed?",
        "which national home care provider pulled out",
        "name of the regional adoption agency",
        "who is the director, by name",
        "what university trains them",
        "which organisation missed the meetings",
    ],
)
def test_it_asks_for_a_name(question: str) -> None:
    assert asks_for_name(question)


@pytest.mark.parametrize(
    "question",
    [
        "how many care homes closed in Ashford",
        "do providers think they are paid enough",
        "what makes charities in the south feel left out",
        "which of the waits got worse, and does the provider know",
        "why was the contract with the company ended",
        "what did the agency say",
        "what is the hub for care leavers called",
    ],
)
def test_it_asks_for_something_else(question: str) -> None:
    assert not asks_for_name(question)


def test_another_council_is_asked_for_beside_the_one_named() -> None:
    assert asks_for_name("which council does Ashford share its team with", "Ashford")
    assert not asks_for_name("which council has the longest waits")


@pytest.mark.parametrize(
    "text",
    [
        "Support is bought from Riverside Carers.",
        "Citizens Advice was chosen for it.",
        "The adoption agency (Coram) finds families.",
        "VOICE is an active council.",
        "It works with an adoption agency (CORAM).",
        "The group calls itself “after eight”.",
        "The police lead it.",
    ],
)
def test_a_name_is_given(text: str) -> None:
    assert names_anew(text, "which charity supports carers in Ashford Ashford")


@pytest.mark.parametrize(
    "text",
    [
        "A charity was chosen to support carers in Ashford.",
        "Ashford Council ended the contract in March 2024.",
        "Inspectors found that CQC had rated three homes. Providers agreed.",
        "I like it.",
        "It works with a voluntary adoption agency (VAA).",
    ],
)
def test_no_name_is_given(text: str) -> None:
    assert not names_anew(text, "which charity supports carers in Ashford Ashford")


def test_a_body_without_a_name_is_not_told_nor_is_another_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "ashford.md").write_text(
        "---\ntitle: Care in Ashford\nauthority: Ashford\npublisher: Care Quality Commission\n"
        "published: 2024-11-05\n---\n# Carers\n\n"
        "A charity was chosen to run the carers' centre.\n\n# Lunch clubs\n\n"
        "The lunch clubs for older people are run by Harbour Trust.\n",
        "utf-8",
    )
    build([tmp_path], tmp_path / "index", SentenceEncoder())
    assistant = Assistant.open(tmp_path / "index")
    named = assistant.ask("which charity runs the lunch clubs for older people in Ashford")
    assert "Harbour Trust" in named.text
    unnamed = assistant.ask("which charity was chosen to run the carers' centre in Ashford")
    assert unnamed.status == "no_evidence"
