"""What is told though it may not answer, what is no answer, and what would leave some out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Sentence
from indexer.build import build
from indexer.index import Index
from indexer.passages import Hit, Passage
from qa.__main__ import as_text
from qa.asking.question import understand
from qa.assistant import Assistant
from qa.choose import choose
from qa.compose import stated
from qa.extract import Finding
from qa.found import Found, together
from qa.prior import Prior
from qa.refusal import Refusal
from qa.refuse import supported
from qa.survey import survey
from qa.wording import status_name
from tests.by_eye import ByEye

LEAD = "The council did these things:"


def _finding(*sentences: Sentence, answers: float = 0.9) -> Finding:
    passage = Passage("r#0", "r", "Review", "Leeds", None, ("Findings",), sentences)
    return Finding(Hit(passage, 1.0), sentences[0], answers, answers=answers)


@pytest.mark.parametrize(
    ("asked", "answers", "sure"),
    [
        ("how are adopters supported in Leeds", 0.5, True),
        ("how are adopters supported in Leeds", 0.05, False),
        ("what was the budget for adoption in Leeds", 0.15, False),
        ("what was the budget for adoption in Leeds", 0.9, True),
    ],
)
def test_what_is_unlikely_to_answer_is_not_told_as_sure(
    asked: str, answers: float, sure: bool
) -> None:
    told = [_finding(Sentence("Homes are warm.", 1), answers=one) for one in (0.02, answers)]
    assert Refusal.shipped().sure(Prior(), understand(asked), told) is sure


def test_of_a_much_older_report_more_is_asked_before_it_is_sure() -> None:
    asked = understand("how are adopters supported in Leeds")
    for answers, sure in ((0.2, False), (0.5, True)):
        told = replace(_finding(Sentence("Homes are warm.", 1), answers=answers), behind=4.0)
        assert Refusal.shipped().sure(Prior(), asked, [told]) is sure


def test_an_answer_is_unsure_where_all_that_is_told_is() -> None:
    doubtful, sure, none = (
        Found(status, statements=stated(told), unsure=unsure)
        for status, told, unsure in (
            ("answered", [_finding(Sentence("Homes are warm.", 1))], True),
            ("answered", [_finding(Sentence("Schools are good.", 1))], False),
            ("no_evidence", [], False),
        )
    )
    asked = [understand("are homes warm"), understand("are schools good")]
    assert together(asked, [doubtful, none]).unsure
    both = together(asked, [doubtful, sure])
    assert not both.unsure
    assert any(note.startswith("“are homes warm”: what is told") for note in both.notes)
    assert not together(asked, [sure, none]).unsure


def test_the_assistant_says_what_it_is_unsure_of(index_folder: Path) -> None:
    assistant = Assistant.open(index_folder)
    assert not assistant.ask("how long do carers wait for reviews in Ashford").unsure
    faint = assistant.ask("are many staff at Ashford temporary")
    assert faint.unsure
    assert status_name(faint) != status_name(replace(faint, unsure=False))
    assert as_text(faint).startswith("Perhaps an answer")
    other = "are many staff at ashford temporary"
    both = assistant.ask(f"What do adopters in Bexham praise? {other.capitalize()}?")
    assert both.status == "answered"
    assert not both.unsure
    assert [note for note in both.notes if other in note.lower() and "may not answer" in note]
    (reply,) = survey(assistant, "are many staff temporary", ["Ashford"])
    assert reply.outcome == "nearest"


def test_what_introduces_a_list_is_told_only_with_the_list(index: Index) -> None:
    question = understand("what did the council do")
    lead = Sentence(LEAD, 1)
    item = Sentence("It built homes.", 1, kind="bullet", lead_in=LEAD)
    listed = _finding(lead, item)
    assert supported(index, question, [listed]) == [listed]
    assert supported(index, question, [_finding(lead)]) == []
    assert supported(index, question, [_finding(replace(lead, text="It built homes."))])


def test_a_row_of_the_table_of_grades_answers_questions_for_grades_alone(tmp_path: Path) -> None:
    head = "---\ntitle: Homes\nauthority: Leeds\npublisher: Ofsted\n---\n# Homes\n\n"
    table = "| Judgement | Grade |\n| --- | --- |\n| Overall effectiveness | Good |\n"
    (tmp_path / "homes.md").write_text(f"{head}{table}\nHomes are warm.\n", "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    graded = Index.open(tmp_path / ".index", ByEye())
    (passage,) = graded.passages
    found = [Finding(Hit(passage, 1.0), sentence, 0.9) for sentence in passage.sentences]
    told = supported(graded, understand("are homes in Leeds any good"), found)
    assert [one.sentence.text for one in told] == ["Homes are warm."]
    told = supported(graded, understand("how was Leeds graded for its homes"), found)
    assert "Overall effectiveness: Good" in [one.sentence.text for one in told]


def test_a_short_list_is_told_whole_where_several_of_its_items_answer() -> None:
    texts = ("Plans are late.", "Records are thin.", "Visits are few.", "Letters are cold.")
    items = tuple(Sentence(text, 1, kind="bullet", paragraph=i) for i, text in enumerate(texts))
    passage = Passage("r#0", "r", "Review", "Leeds", None, ("To do",), items)
    near = [Finding(Hit(passage, 1.0), item, 0.9) for item in items[:3]]
    told = choose(understand("where does Leeds fall short"), near)
    assert [finding.sentence.text for finding in told] == [*texts]
    few = replace(items[0], text="290 homes", lead_in="At 31 May there were these:")
    lead = Sentence(few.lead_in, 1, kind="bullet")
    listed = replace(passage, sentences=(lead, few, replace(few, text="12 flats")))
    (said, item) = choose(
        understand("how many homes in Leeds"), [Finding(Hit(listed, 1.0), few, 0.9)]
    )
    assert [said.sentence, item.sentence] == [lead, few]
    for text, alone in (("At 31 May there were 302 homes:", True), ("In 2023 two kinds:", False)):
        opening = replace(lead, text=text)
        of_it = replace(listed, sentences=(opening, replace(few, lead_in=text)))
        told = choose(understand("how many homes in Leeds"), [Finding(Hit(of_it, 1.0), opening, 1)])
        assert (len(told) == 1) is alone
    of_one_fact = choose(understand("how many plans are late in Leeds"), near)
    assert [finding.sentence.text for finding in of_one_fact] == [*texts[:3]]


def test_an_item_too_short_to_be_a_sentence_comes_with_its_list() -> None:
    lead = Sentence("After English most speak:", 1)
    items = tuple(
        Sentence(name, 1, kind="bullet", lead_in=lead.text) for name in ("Urdu", "Welsh", "Somali")
    )
    first = Sentence("The school speaks many languages.", 1)
    passage = Passage("r#0", "r", "Review", "Leeds", None, ("Pupils",), (first, lead, *items))
    whole, welsh = (Finding(Hit(passage, 1.0), one, 0.9) for one in (first, items[1]))
    asked = understand("is Welsh spoken")
    assert [one.sentence for one in choose(asked, [welsh])] == [lead, *items]
    both = choose(asked, [whole, replace(welsh, score=0.8)])
    assert [one.sentence for one in both] == [first, lead, *items]


def test_a_figure_comes_with_the_national_one_printed_after_it() -> None:
    own, national, other = (
        Sentence("Of carers 29% were content.", 1),
        Sentence("The England average was 36%.", 1),
        Sentence("Homes are warm.", 1),
    )
    passage = Passage("r#0", "r", "Review", "Leeds", None, ("Carers",), (other, own, national))
    warm, content, average = (Finding(Hit(passage, 1.0), s, 0.9) for s in passage.sentences)
    asked = understand("are carers content")
    for found in ([content], [average], [content, average]):
        assert [one.sentence for one in choose(asked, found)] == [own, national]
    assert [one.sentence for one in choose(asked, [warm])] == [other]


def test_why_is_told_with_the_cause_that_stands_beside() -> None:
    late, cause, warm = (
        Sentence("Visits are late.", 1),
        Sentence("This is due to a lack of cars.", 1),
        Sentence("Homes are warm.", 1),
    )
    passage = Passage("r#0", "r", "Review", "Leeds", None, ("Visits",), (late, cause, warm))
    for sentence in (late, warm):
        found = [Finding(Hit(passage, 1.0), sentence, 0.9)]
        beside = [one for one in passage.sentences if one in (sentence, cause)]
        assert [one.sentence for one in choose(understand("why are visits late"), found)] == beside
        assert [one.sentence for one in choose(understand("are visits late"), found)] == [sentence]
    alone = replace(passage, sentences=(late, warm))
    told = choose(understand("why are visits late"), [Finding(Hit(alone, 1.0), late, 0.9)])
    assert [one.sentence for one in told] == [late]


@pytest.mark.parametrize(
    ("asked", "tells"), [("are homes safe", False), ("what do people expect of homes", True)]
)
def test_what_every_assessment_prints_is_no_finding(index: Index, asked: str, tells: bool) -> None:
    printed = _finding(Sentence("I have homes that are safe.", 1))
    passage = replace(printed.hit.passage, heading=("Safe systems", "What people expect"))
    printed = replace(printed, hit=Hit(passage, 1.0))
    assert supported(index, understand(asked), [printed]) == [printed] * tells


def test_of_one_figure_fewer_sentences_are_told_than_of_other_matters() -> None:
    best, near = (_finding(Sentence(f"Some {n} homes are warm.", 1)) for n in (40, 9))
    near = replace(near, hit=Hit(replace(near.hit.passage, id="r#1"), 1.0), score=0.5)
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
    index: Index, line: str, asked: str, tells: bool
) -> None:
    found = _finding(Sentence(line, 1))
    assert supported(index, understand(asked), [found]) == [found] * tells


@pytest.mark.parametrize(
    ("asked", "text", "tells"),
    [
        ("how many under-16s are in hostels", "Few of those under 16 are.", True),
        ("how many under-16s are in hostels", "Children under 16 are in hostels.", False),
        ("how many of the 17 actions are done", "All 17 actions are done.", True),
        ("how many of the 17 actions are done", "There were 17 actions.", False),
        ("how many have a plan, and how many had one", "One has a plan.", True),
        ("what did the 17 actions bring", "The 17 actions brought change.", True),
    ],
)
def test_a_number_of_the_question_does_not_tell_how_many(
    index: Index, asked: str, text: str, tells: bool
) -> None:
    found = _finding(Sentence(text, None))
    assert supported(index, understand(f"{asked} in Leeds"), [found]) == [found] * tells


@pytest.mark.parametrize(
    ("asked", "text", "tells"),
    [
        ("how many complaints came in 2023/24", "In 2022-2023 there were 510.", False),
        ("how many complaints came in 23/24", "In 2023-24 there were 510, in 2022/23 490.", True),
        ("how many complaints came in 2023/24", "By January 2024 there were 510.", True),
        ("how many complaints came in 2023", "In 2022/23 there were 510.", True),
        ("what was the budget of 2024/25", "It had £3m for 12-13 teams in 2023/24.", False),
        ("what was the budget of 2024/25", "It had £3m for 12-13 teams.", True),
    ],
)
def test_a_figure_of_another_financial_year_is_not_the_one_asked_for(
    index: Index, asked: str, text: str, tells: bool
) -> None:
    found = _finding(Sentence(text, None))
    assert supported(index, understand(f"{asked} in Leeds"), [found]) == [found] * tells
