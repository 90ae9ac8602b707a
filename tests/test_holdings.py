"""Which reports are held is counted and listed, each with its first words as its source."""

from __future__ import annotations

import pytest

from indexer.build import build
from indexer.index import Index
from qa.answer import Status, Turn
from qa.asking.question import understand
from qa.assistant import Assistant
from qa.found import Found, together
from qa.wording import status_name
from tests.by_eye import ByEye

HEAD = "---\ntitle: Inspection {year}\nauthority: {council}\npublisher: Ofsted\n{dated}---\n"
TEXT = "# Findings\n\nFoster carers are proud of what they do in {year}.\n"
HELD = (("Leeds", "2015"), ("Leeds", "2019"), ("Leeds", ""), ("Wigan", "2022"))


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("holdings")
    for council, year in HELD:
        dated = f"published: {year}-05-01\n" if year else ""
        head = HEAD.format(year=year, council=council, dated=dated)
        (folder / f"{council}-{year or 'undated'}.md").write_text(head + TEXT, "utf-8")
    build([folder], folder / ".index", ByEye())
    return Assistant(Index.open(folder / ".index", ByEye()))


@pytest.mark.parametrize(
    "question",
    [
        "How many inspections of Leeds do you hold?",
        "what reports do you have on Leeds",
        "how many times has Leeds been inspected",
        "When did Ofsted inspect Leeds?",
        "when was the assessment of Leeds carried out",
    ],
)
def test_the_reports_on_a_council_are_counted_and_listed(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.text.startswith(
        "3 reports on Leeds held:\nOfsted, Inspection 2015, 1 May 2015 [1]"
    )
    held = ["Leeds-2015.md", "Leeds-2019.md", "Leeds-undated.md"]
    assert [citation.report_id for citation in answer.citations] == held


def test_the_newest_or_that_of_a_year_alone(assistant: Assistant) -> None:
    newest = assistant.ask("what is the newest report on Leeds")
    assert newest.text.startswith("The newest of 3 reports on Leeds held:\nOfsted, Inspection 2019")
    of_year = assistant.ask("which reports on Leeds of 2015 do you hold")
    assert [citation.report_id for citation in of_year.citations] == ["Leeds-2015.md"]


@pytest.mark.parametrize(
    "question", ["which councils do you cover", "how many reports are there?", "what do you hold"]
)
def test_of_all_councils_it_is_said_how_many_are_held(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    told = "2 councils and 4 reports are held: Leeds and Wigan."
    asks = question != "what do you hold"
    assert (told in " ".join(answer.notes)) is asks
    assert answer.status == ("held" if asks else "no_evidence")
    assert answer.text == ""
    assert (status_name(answer) == "What is held here") is asks
    assert bool(answer.hits) is not asks


@pytest.mark.parametrize(
    "said",
    ["Hello!", "what can you do?", "thank you very much", "hi, can you help me", "who are you?"],
)
def test_who_speaks_to_the_chat_is_told_what_it_is_for(assistant: Assistant, said: str) -> None:
    asked = ("are foster carers in Leeds proud", "how is Leeds doing")
    for history in ([], *([Turn(one, "Foster carers are proud.")] for one in asked)):
        answer = assistant.ask(said, history)
        assert answer.status == "held"
        assert answer.notes[0].startswith("2 councils and 4 reports are held: Leeds and Wigan.")
        assert "Ask what they say" in answer.notes[0]


def test_how_old_a_report_is_is_told_by_the_date_of_the_newest(assistant: Assistant) -> None:
    told = assistant.ask("how old is the report on Leeds").text
    assert told.startswith("The newest of")
    assert assistant.ask("is the information on Leeds out of date?").text == told
    assert not assistant.ask("when was the peer review of Leeds done").text.count("held:")
    assert "held:" not in assistant.ask("how old are foster carers in Leeds").text


def test_of_a_group_only_its_councils_count(assistant: Assistant) -> None:
    answer = assistant.ask("How many metropolitan councils do you hold reports for?")
    assert answer.notes[0].startswith("2 councils (metropolitan councils) and 4 reports")
    proud = "How proud of what they do are foster carers in metropolitan councils?"
    assert "Foster carers" in assistant.ask(proud).text
    matter = "Which councils have foster carers who are proud of what they do?"
    assert "held:" not in assistant.ask(matter).text


@pytest.mark.parametrize(
    "question",
    [
        "what reports do foster carers in Leeds have",
        "how many foster carers are there in Leeds",
        "when are children visited in Leeds",
        "when were foster carers in Leeds assessed",
    ],
)
def test_a_question_on_a_matter_is_no_question_on_what_is_held(
    assistant: Assistant, question: str
) -> None:
    assert "held:" not in assistant.ask(question).text


def test_what_is_held_is_told_beside_another_question() -> None:
    note = "2 councils and 4 reports are held."
    held = Found("held", notes=(note,))
    asked = [understand("which councils do you cover"), understand("are foster carers proud")]
    statuses: tuple[Status, ...] = ("answered", "partial", "no_evidence", "held")
    for status in statuses:
        told = together(asked, [held, Found(status)])
        assert told.status == status
        assert note in told.notes
        assert not any("which councils" in one for one in told.notes)
