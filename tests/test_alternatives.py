"""A question that sets two things against each other is told of both, where the passage is."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build
from indexer.index import Index
from qa.alternatives import alternatives
from qa.asking.question import understand
from qa.choose import choose
from tests.by_eye import ByEye
from tests.test_telling import finding, report

HOMES = """# Homes

In March, 81% of nursing beds were taken. A nursing home closed. Families waited.
Of residential beds 94% were.
"""


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("which are fuller in Leeds, nursing or residential homes", {"nurs"}, {"residenti"}),
        (
            "which homes have more room, nursing homes or residential homes?",
            {"nurs"},
            {"residenti"},
        ),
        ("Are its residential homes or its nursing homes fuller?", {"residenti"}, {"nurs"}),
        ("do men or women wait longer in Leeds", {"men"}, {"women"}),
        ("is it good or better than others, and more so", set(), set()),
        ("rural v urban waits", {"rural"}, {"urban"}),
        ("how many care leavers are in work or training", set(), set()),
        ("carers who are content, Leeds v England", set(), set()),
        ("who is told more, the family or the family", set(), set()),
    ],
)
def test_the_words_that_tell_two_things_apart(
    question: str, one: set[str], other: set[str]
) -> None:
    assert alternatives(question) == (one, other)


@pytest.mark.parametrize("places", [(0, 1, 2, 3), (3, 2, 1, 0)])
def test_both_of_two_things_are_told(tmp_path: Path, places: tuple[int, ...]) -> None:
    told = _told(tmp_path, "which beds are fuller, nursing or residential ones", places)
    assert "In March, 81% of nursing beds were taken." in told
    assert "Of residential beds 94% were." in told


def test_of_one_thing_asked_about_one_is_told(tmp_path: Path) -> None:
    told = _told(tmp_path, "how full are the nursing beds", (0, 1, 2, 3))
    assert told == ["In March, 81% of nursing beds were taken."]


def _told(tmp_path: Path, question: str, places: tuple[int, ...]) -> list[str]:
    """What is chosen of the report's sentences, found in this order, the first far likeliest."""
    (tmp_path / "a.md").write_text(report("Leeds", "Ofsted", "2019-05-01", HOMES), "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    small = Index.open(tmp_path / ".index", ByEye())
    scores = (0.9, 0.2, 0.1, 0.1)
    findings = [
        finding(small, "a.md", place, score) for place, score in zip(places, scores, strict=True)
    ]
    return [one.sentence.text for one in choose(understand(question), findings)]
