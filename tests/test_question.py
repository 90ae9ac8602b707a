"""Understanding questions: councils, years, kinds of fact, follow-ups."""

from __future__ import annotations

import pytest

from qa.answer import Turn
from qa.kinds import asked_kind, holds
from qa.question import understand


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("how long do carers wait for reviews", "duration"),
        ("How many children's homes are there?", "number"),
        ("what share of agency staff", "number"),
        ("Why did the backlog grow?", "reason"),
        ("how come visits were late", "reason"),
        ("when was the peer review", "date"),
        ("which year was the restructure", "date"),
        ("who chairs the board", "who"),
        ("what is the app called", "who"),
        ("overall grade in 2020", "grade"),
        ("which three things need fixing", "list"),
        ("are placements stable", "yesno"),
        ("placement stability", "other"),
    ],
)
def test_the_kind_of_fact_asked_for(text: str, kind: str) -> None:
    assert asked_kind(text) == kind


@pytest.mark.parametrize(
    ("kind", "sentence", "held"),
    [
        ("number", "There were 76 referrals.", True),
        ("number", "Referrals rose.", False),
        ("duration", "Carers waited for five weeks.", True),
        ("duration", "There were 76 referrals.", False),
        ("date", "The review was made in March.", True),
        ("date", "The review was thorough.", False),
        ("grade", "Care leavers: requires improvement", True),
        ("grade", "Care leavers are well supported", False),
        ("other", "Anything", True),
    ],
)
def test_whether_a_sentence_holds_such_a_fact(kind: str, sentence: str, held: bool) -> None:
    assert holds(kind, sentence) is held  # type: ignore[arg-type]


def test_councils_and_years_are_found_as_people_type_them() -> None:
    asked = understand("how have RBKC and barking & dagenham done since 2020?")
    assert asked.authorities == ("Kensington and Chelsea", "Barking and Dagenham")
    assert asked.since == 2020
    assert asked.years == (2020,)


def test_a_span_of_years_names_its_first_year() -> None:
    assert understand("training in Leeds 2015-16").years == (2015,)


HISTORY = [
    Turn("how many primary pupils in Harrow speak another language?", "66%."),
]


@pytest.mark.parametrize("text", ["what about secondaries", "and why is that so high these days"])
def test_a_follow_up_keeps_subject_and_council(text: str) -> None:
    asked = understand(text, HISTORY)
    assert asked.authorities == ("Harrow",)
    assert "primary pupils" in asked.search_text
    assert text in asked.search_text
    assert "following" in asked.asked


def test_a_follow_up_of_a_follow_up_reaches_back_to_the_subject() -> None:
    asked = understand("and in 2020?", [*HISTORY, Turn("what about secondaries", "60%.")])
    assert "primary pupils" in asked.search_text


def test_a_follow_up_may_name_another_council() -> None:
    assert understand("what about Leeds?", HISTORY).authorities == ("Leeds",)


def test_a_question_that_stands_alone_leaves_the_history() -> None:
    text = "How large are social workers' caseloads in Wigan?"
    assert understand(text, HISTORY).search_text == text
    assert understand(text).asked == text
