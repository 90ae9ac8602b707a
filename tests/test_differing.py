"""Reports that do not give the same figure stand side by side, and it is said."""

from __future__ import annotations

import pytest

from indexer.build import build
from indexer.index import Index
from qa.assistant import Assistant
from tests.by_eye import ByEye

REPORT = """---
title: Review of services
authority: {authority}
publisher: {publisher}
published: {published}
---
# Support for carers

{text}
"""
DIFFER = "The reports told of give different figures: each stands with its publisher and date."
QUESTION = "How many carers wait for an assessment in {}?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("differing")
    for authority, publisher, published, number in (
        ("Leeds", "Care Quality Commission", "2024-05-01", "Some 140 carers wait"),
        ("Leeds", "Local Government Association", "2024-07-01", "In all 310 carers wait"),
        ("Wigan", "Care Quality Commission", "2024-05-01", "Some 140 carers wait"),
        ("Wigan", "Local Government Association", "2024-07-01", "About 140 carers still wait"),
        ("Devon", "Care Quality Commission", "2024-05-01", "Some 140 carers wait"),
        ("Devon", "Ofsted", "2024-07-01", "In 2016 there were 12 panels"),
    ):
        text = REPORT.format(
            authority=authority,
            publisher=publisher,
            published=published,
            text=f"{number} for an assessment in {authority}.",
        )
        (folder / f"{authority}-{publisher}.md").write_text(text, "utf-8")
    build([folder], folder / ".index", ByEye())
    return Assistant(Index.open(folder / ".index", ByEye()))


def test_figures_that_differ_are_told_with_publisher_and_date(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION.format("Leeds"))
    lines = answer.text.splitlines()
    assert len(lines) == 2
    assert any(line.startswith("Care Quality Commission, 1 May 2024: Some 140") for line in lines)
    assert any("Association, 1 July 2024: In all 310" in line for line in lines)
    assert DIFFER in answer.notes


def test_one_figure_in_two_reports_is_no_difference(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION.format("Wigan"))
    assert len(answer.citations) == 2
    assert DIFFER not in answer.notes


def test_other_questions_than_for_a_figure_have_no_such_note(assistant: Assistant) -> None:
    answer = assistant.ask("Who waits for an assessment in Leeds?")
    assert DIFFER not in answer.notes


def test_figures_on_different_matters_do_not_differ(assistant: Assistant) -> None:
    assert DIFFER not in assistant.ask(QUESTION.format("Devon")).notes
