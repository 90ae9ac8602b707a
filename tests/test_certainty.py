"""What is told though it may not answer, and what is no answer at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus import Sentence
from indexer.passages import Hit, Passage
from qa.asking.question import understand
from qa.extract import Finding
from qa.notes import unsure
from qa.parts import Part
from qa.refuse import supported

LEAD = "The council did these things:"


def _finding(*sentences: Sentence, answers: float = 0.9) -> Finding:
    passage = Passage("r#0", "r", "Review", "Leeds", None, ("Findings",), sentences)
    return Finding(Hit(passage, 1.0), sentences[0], answers, answers=answers)


@pytest.mark.parametrize(("likely", "said"), [((0.05, 0.09), True), ((0.05, 0.3), False)])
def test_what_only_comes_nearest_is_told_as_that(likely: tuple[float, ...], said: bool) -> None:
    told = [_finding(Sentence("Homes are warm.", 1), answers=one) for one in likely]
    notes = unsure([Part("", ())], [told])
    assert [note.startswith("This only comes nearest") for note in notes] == [True] * said


def test_only_the_doubtful_part_is_named() -> None:
    sure, doubtful = (_finding(Sentence("Warm.", 1), answers=one) for one in (0.9, 0.05))
    (note,) = unsure(
        [Part("Leeds", ()), Part("Wigan", ()), Part("Kent", ())], [[sure], [doubtful], []]
    )
    assert note.startswith("Wigan: This only comes nearest")


def test_what_introduces_a_list_is_told_only_with_the_list() -> None:
    question = understand("what did the council do")
    lead = Sentence(LEAD, 1)
    item = Sentence("It built homes.", 1, kind="bullet", lead_in=LEAD)
    listed = _finding(lead, item)
    assert supported(question, [listed]) == [listed]
    assert supported(question, [_finding(lead)]) == []
    assert supported(question, [_finding(replace(lead, text="It built homes."))])
