"""How something stands against other councils is told by sentences that compare, or not at all."""

from __future__ import annotations

import pytest

from indexer.build import build
from indexer.encoder import SentenceEncoder
from qa.asking.kinds import asks_beside_others, tells_beside_others
from qa.assistant import Assistant

REPORT = """---
title: Inspection of Leeds
authority: Leeds
publisher: Ofsted
published: 2024-05-01
---
# Referrals

Repeat referrals in Leeds make up 39% of all referrals. This is higher than in similar authorities.

# Missing children

Children who go missing in Leeds are offered an interview within 72 hours.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("others")
    (folder / "leeds.md").write_text(REPORT, "utf-8")
    build([folder], folder / "index", encoder=SentenceEncoder())
    return Assistant.open(folder / "index")


def test_the_figure_is_told_with_the_comparison_after_it(assistant: Assistant) -> None:
    answer = assistant.ask("are repeat referrals in Leeds higher than in other councils")
    assert "39%" in answer.text
    assert "higher than in similar authorities" in answer.text


def test_without_a_comparison_it_is_refused(assistant: Assistant) -> None:
    asked = "are children who go missing in Leeds offered an interview"
    assert assistant.ask(asked).text
    assert not assistant.ask(f"{asked} faster than elsewhere").text


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("is the wait longer than in other boroughs", True),
        ("do staff leave more often than elsewhere", True),
        ("is it above the regional average", True),
        ("do children wait longer on average", False),
        ("what lies behind most of the closures", False),
        ("are more children in other placements", False),
    ],
)
def test_what_asks_for_a_comparison(question: str, asks: bool) -> None:
    assert asks_beside_others(question) is asks


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("This is below the London figure, and any other borough.", True),
        ("Waits are shorter than those of comparable councils.", True),
        ("It has one of the highest rates of turnover.", True),
        ("They involve agencies other than the police.", False),
        ("Carers wait 12 weeks.", False),
    ],
)
def test_what_tells_a_comparison(sentence: str, tells: bool) -> None:
    assert tells_beside_others(sentence) is tells
