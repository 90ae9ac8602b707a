"""Lists of what is to be improved, where several publishers report on one council."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build
from indexer.index import Index
from indexer.passages import Hit
from qa.answer import Turn
from qa.assistant import Assistant
from qa.extract import Finding
from qa.notes import more_items
from tests.by_eye import ByEye

HEAD = "---\ntitle: {title}\nauthority: Leeds\npublisher: {by}\npublished: {day}\n---\n"
REPORTS = {
    "peers.md": HEAD.format(
        title="Peer review of adult social care", by="Leeds Council", day="2016-03-17"
    )
    + "# Recommendations\n\n- Plan the budget.\n- Train the board.\n",
    "ofsted.md": HEAD.format(title="Children's services", by="Ofsted", day="2019-05-01")
    + "# What needs to improve\n\n- Visits to children.\n",
    "cqc.md": HEAD.format(title="Adult social care", by="Care Quality Commission", day="2024-05-01")
    + "# Leadership\n\nLeaders know their services.\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("lists")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    build([folder], folder / ".index", ByEye())
    return Assistant(Index.open(folder / ".index", ByEye()))


def test_each_publisher_has_its_own_list_newest_first(assistant: Assistant) -> None:
    assert assistant.ask("What does Leeds need to improve?").text.split("\n") == [
        "Ofsted, 1 May 2019:",
        "• Visits to children. [1]",
        "Leeds Council, 17 March 2016:",
        "• Plan the budget. [2]",
        "• Train the board. [2]",
    ]


def test_only_the_list_on_the_service_asked_about_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("What do children's services in Leeds need to improve?")
    assert answer.text == "• Visits to children. [1]"
    assert answer.notes == ()


def test_of_a_kind_of_report_asked_for_only_its_list_is_told(assistant: Assistant) -> None:
    asked = assistant.ask("What did the peer review of Leeds recommend?")
    assert asked.text == "• Plan the budget. [1]\n• Train the board. [1]"


def test_a_review_is_the_peers_and_inspectors_write_none(assistant: Assistant) -> None:
    asked = assistant.ask("What did the 2016 review of Leeds recommend?")
    assert asked.text == "• Plan the budget. [1]\n• Train the board. [1]"
    asked = assistant.ask("What did inspectors say Leeds needs to improve?")
    assert {citation.report_id for citation in asked.citations} == {"ofsted.md"}


@pytest.mark.parametrize(
    "question",
    [
        "top three weaknesses of Leeds children's services",
        "what is going wrong in children's services in Leeds",
        "What were the inspectors' main concerns about Leeds?",
        "what are children's services in Leeds doing badly?",
        "where do Leeds children's services fall short",
        "children's services in Leeds: what are they worried about",
    ],
)
def test_weaknesses_of_the_whole_are_the_reports_own_list(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert {citation.report_id for citation in answer.citations} == {"ofsted.md"}
    assert answer.text.endswith("• Visits to children. [1]")
    assert "the list that the report itself gives" in answer.notes[0]


@pytest.mark.parametrize(
    "question",
    [
        "main concerns about visits in Leeds",
        "have the weaknesses in Leeds been fixed",
        "what are people worried about in Leeds",
        "how many problems does Leeds have",
        "what are the concerns about children in care in Leeds",
    ],
)
def test_weaknesses_in_one_matter_are_searched_for(assistant: Assistant, question: str) -> None:
    assert not any("the list that" in note for note in assistant.ask(question).notes)


def test_a_follow_up_asks_for_weaknesses_of_the_whole_or_of_the_matter(
    assistant: Assistant,
) -> None:
    of_whole = assistant.ask("and the weaknesses?", [Turn("summarise Leeds", "")])
    assert "• Plan the budget." in of_whole.text
    assert assistant.ask("and Leeds?", [Turn("main risks in Wigan", "")]).text == of_whole.text
    how = assistant.ask("how?", [Turn("main risks in Leeds", "")])
    assert not any("the list that" in note for note in how.notes)
    of_matter = assistant.ask("and the risks?", [Turn("how often are visits made in Leeds", "")])
    assert not of_matter.notes or "the list that" not in of_matter.notes[0]


def test_how_many_items_of_a_list_stand_in_other_passages_is_said(tmp_path: Path) -> None:
    items = "".join(
        f"- Train the {n} team, which {'works hard and ' * 20}rests.\n" for n in range(9)
    )
    text = HEAD.format(title="Inspection", by="Ofsted", day="2019-05-01")
    text += f"# Training\n\nLeaders plan these:\n\n{items}"
    (tmp_path / "leeds.md").write_text(text, "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    index = Index.open(tmp_path / ".index", ByEye())
    part = index.passages[1]
    told = [Finding(Hit(part, 1.0), s, 0.9) for s in part.sentences if s.kind == "bullet"]
    (note,) = more_items(index, told)
    assert note == f"The list has {9 - len(told)} more items: open its source."
    everything = [Finding(Hit(p, 1.0), s, 0.9) for p in index.passages for s in p.sentences]
    assert more_items(index, everything) == ()
    assert more_items(index, told[:1]) == ()
