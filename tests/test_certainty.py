"""What is told though it may not answer, what is no answer, and what would leave some out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus import Sentence
from indexer.passages import Hit, Passage
from qa.asking.question import understand
from qa.choose import choose
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
    assert [note.startswith("What is told comes nearest") for note in notes] == [True] * said


def test_only_the_doubtful_part_is_named() -> None:
    sure, doubtful = (_finding(Sentence("Warm.", 1), answers=one) for one in (0.9, 0.05))
    (note,) = unsure(
        [Part("Leeds", ()), Part("Wigan", ()), Part("Kent", ())], [[sure], [doubtful], []]
    )
    assert note.startswith("Wigan: What is told comes nearest")


def test_what_introduces_a_list_is_told_only_with_the_list() -> None:
    question = understand("what did the council do")
    lead = Sentence(LEAD, 1)
    item = Sentence("It built homes.", 1, kind="bullet", lead_in=LEAD)
    listed = _finding(lead, item)
    assert supported(question, [listed]) == [listed]
    assert supported(question, [_finding(lead)]) == []
    assert supported(question, [_finding(replace(lead, text="It built homes."))])


def test_a_short_list_is_told_whole_where_several_of_its_items_answer() -> None:
    texts = ("Plans are late.", "Records are thin.", "Visits are few.", "Letters are cold.")
    items = tuple(Sentence(text, 1, kind="bullet", paragraph=i) for i, text in enumerate(texts))
    passage = Passage("r#0", "r", "Review", "Leeds", None, ("To do",), items)
    near = [Finding(Hit(passage, 1.0), item, 0.9) for item in items[:3]]
    told = choose(understand("where does Leeds fall short"), near)
    assert [finding.sentence.text for finding in told] == [*texts]
    of_one_fact = choose(understand("how many plans are late in Leeds"), near)
    assert [finding.sentence.text for finding in of_one_fact] == [*texts[:3]]


def test_of_one_figure_fewer_sentences_are_told_than_of_other_matters() -> None:
    best, near = (_finding(Sentence(f"Some {n} homes are warm.", 1)) for n in (40, 9))
    near = replace(near, hit=Hit(replace(near.hit.passage, id="r#1"), 1.0), score=0.4)
    assert choose(understand("how many homes are warm in Leeds"), [best, near]) == [best]
    assert choose(understand("what are homes like in Leeds"), [best, near]) == [best, near]


@pytest.mark.parametrize(
    ("line", "asked", "tells"),
    [
        ("Lead inspector: Ann Lee", "who led the inspection of Leeds", True),
        ("Lead inspector: Ann Lee", "who is the lead member for children in Leeds", False),
        ("Inspection dates: 3 to 7 May 2024", "when was Leeds inspected", True),
        ("Inspection dates: 3 to 7 May 2024", "how many children were in care at the visit", False),
        ("Judgement: Grade", "what grade did Leeds get from the focused visit", False),
    ],
)
def test_what_a_report_says_of_itself_answers_questions_on_that_alone(
    line: str, asked: str, tells: bool
) -> None:
    found = _finding(Sentence(line, 1))
    assert supported(understand(asked), [found]) == [found] * tells
