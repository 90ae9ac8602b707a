"""The shape of a question says how often such questions are answered, whatever the council."""

from __future__ import annotations

import pytest

from corpus import Sentence
from indexer.passages import Hit, Passage
from qa.answer import Turn
from qa.asking.question import understand
from qa.extract import Finding
from qa.prior import Prior
from qa.refusal import Refusal
from qa.shape import shape

SAYS = Sentence("Foster carers are well supported.", 1)
NEAR = Passage("p#0", "p", "Inspection", "Leeds", None, ("Foster care",), (SAYS,))
FOUND = Finding(Hit(NEAR, 0.1), SAYS, 0.3, answers=0.3)


def likely(question: str) -> float:
    return Refusal.shipped().likelihood(Prior(), understand(question), [FOUND])


def test_the_shape_has_neither_council_nor_figures() -> None:
    asked = "How many of Leeds’s 120 foster carers left in 2023/24?"
    assert shape(asked) == "how many of 0 foster carers left in ?"
    assert shape(asked.replace("Leeds", "Wigan")) == shape(asked)
    assert shape("which councils have proud carers?") == "have proud carers?"
    assert shape("do kids in Leeds wait") == shape("do children in Wigan wait")


@pytest.mark.parametrize(
    ("often", "seldom"),
    [
        (
            "how well are foster carers supported in Leeds",
            "what is the recruitment target for foster carers in Leeds",
        ),
        (
            "do foster carers get good training in Leeds",
            "which company trains the foster carers in Leeds",
        ),
        (
            "what do managers in Leeds do for foster carers",
            "how many managers in Leeds are foster carers",
        ),
    ],
)
def test_what_reports_seldom_tell_needs_more_evidence(often: str, seldom: str) -> None:
    assert likely(often) > likely(seldom)
    assert likely(often) == pytest.approx(likely(often.replace("Leeds", "Wigan")), abs=1e-6)


def test_of_a_follow_up_only_its_own_words_have_a_shape() -> None:
    refusal, prior = Refusal.shipped(), Prior()

    def follows(text: str, before: str) -> float:
        asked = understand(text, [Turn(before, "It is run by a charity.")])
        assert asked.subject
        return refusal.likelihood(prior, asked, [FOUND])

    befores = ("Who runs the carers centre in Leeds?", "What was the budget of the hub in Leeds?")
    why, cost = (
        [follows(text, one) for one in befores] for text in ("why is that?", "what did it cost?")
    )
    assert why[0] == pytest.approx(why[1])
    assert cost[0] == pytest.approx(cost[1])
    assert why[0] > cost[0]
