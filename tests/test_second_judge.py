"""A language model as a second judge of whether the reports answer, beside the reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.build import build
from indexer.encoder import SentenceEncoder
from qa.assistant import Assistant
from qa.writing.writer import Writer
from tests.conftest import CARE
from tests.model_server import ModelServer
from tests.writing import REPORTS

SURE = "how long do carers wait for reviews in Ashford"
UNSURE = "are many staff at Ashford temporary"
REFUSED = "who is the director in Ashford"
WAIT, AGENCY, TURNOVER = (
    "Carers wait 14 weeks for a review.",
    "Agency staff fill 40 posts.",
    "Staff turnover fell to 12.5%.",
)


@pytest.fixture
def assistant(index_folder: Path, server: ModelServer) -> Assistant:
    return Assistant.open(index_folder, Writer.open("openai:well-behaved", server.url))


def write(assistant: Assistant, server: ModelServer, question: str, *said: tuple[str, str]) -> None:
    """Makes the server write these words in answer to the question, each with the token of the
    sentence that it rests on."""
    server.text = "NO ANSWER"
    assistant.ask(question)
    *_, passages = (body["messages"][1]["content"] for _, _, body in server.asked)
    told = [json.loads(line) for line in passages.split("\n") if line.startswith("{")]
    tokens = {text: token for line in told for token, text in line["sentences"].items()}
    server.text = "\n".join(f"{words} [{tokens[sentence]}]" for words, sentence in said)


@pytest.mark.parametrize("question", [SURE, UNSURE])
def test_what_both_find_is_answered(
    assistant: Assistant, server: ModelServer, question: str
) -> None:
    told = WAIT if question == SURE else TURNOVER
    write(assistant, server, question, (told, told))
    answer = assistant.ask(question)
    assert (answer.status, answer.unsure) == ("answered", False)
    assert told in answer.text


@pytest.mark.parametrize("question", [UNSURE, REFUSED])
def test_what_one_finds_only_comes_nearest(
    assistant: Assistant, server: ModelServer, question: str
) -> None:
    write(assistant, server, question, (AGENCY, AGENCY))
    answer = assistant.ask(question)
    assert (answer.status, answer.unsure) == ("answered", True)
    assert AGENCY in answer.text


def test_what_the_model_denies_only_comes_nearest_and_what_only_came_nearest_is_not_told(
    assistant: Assistant, server: ModelServer
) -> None:
    server.text = "NO ANSWER"
    told = assistant.ask(SURE)
    assert (told.status, told.unsure) == ("answered", True)
    assert WAIT in told.text
    for question in (UNSURE, REFUSED):
        denied = assistant.ask(question)
        assert (denied.status, denied.text, denied.unsure) == ("no_evidence", "", False)
        assert denied.hits
        assert any("found no answer in the passages" in note for note in denied.notes)
        assert not any("stand in" in note for note in denied.notes)


def test_a_model_that_fails_judges_nothing(index_folder: Path, server: ModelServer) -> None:
    plain = Assistant.open(index_folder)
    failing = Assistant(plain.index, plain.reader, Writer.open("openai:broken", server.url))
    for question in (SURE, UNSURE, REFUSED):
        told, extract = failing.ask(question), plain.ask(question)
        assert (told.status, told.text, told.unsure) == (
            extract.status,
            extract.text,
            extract.unsure,
        )


def test_each_council_is_worded_and_denied_by_itself(tmp_path: Path, server: ModelServer) -> None:
    assistant = _over(tmp_path, server, "leeds.md", "wigan.md")
    server.text = f"{RECORDED} [S2]"  # of Leeds; Wigan's second is on something else
    shown: list[str] = []
    asked = "is supervision recorded in Leeds and in Wigan"
    answer = assistant.ask(asked, on_text=shown.append)
    parts = [body["messages"][1]["content"].split("\n")[-1] for _, _, body in server.asked]
    assert parts == ['Part: "Leeds"', 'Part: "Wigan"']
    assert answer.text == f"Leeds: {RECORDED} [1]"
    assert shown == [answer.text]
    assert answer.status == "partial"
    assert any(note.startswith("Wigan: no sentence was found") for note in answer.notes)


def _over(folder: Path, server: ModelServer, *names: str) -> Assistant:
    """An assistant over the reports of these names."""
    for name in names:
        (folder / name).write_text(REPORTS[name], "utf-8")
    build([folder], folder / "index", SentenceEncoder())
    writer = Writer.open("openai:well-behaved", server.url)
    return Assistant.open(folder / "index", writer)


OLDER = "Agency staff fill 31% of posts."
RECORDED = "Supervision is regular but is not always recorded."
REVIEW = "Unpaid carers wait 19 weeks for a review."


def test_what_an_older_report_says_is_dated_and_so_is_what_stands_beside_it(
    tmp_path: Path, server: ModelServer
) -> None:
    assistant = _over(tmp_path, server, "leeds.md", "older.md")
    asked = "agency staff and supervision in Leeds"
    write(assistant, server, asked, (OLDER, OLDER), ("Supervision is regular.", RECORDED))
    assert assistant.ask(asked).text == (
        "1 February 2019: Agency staff fill 31% of posts. [1]\n"
        "1 March 2024: Supervision is regular. [2]"
    )


def test_what_names_its_year_is_not_dated_again(tmp_path: Path, server: ModelServer) -> None:
    assistant = _over(tmp_path, server, "leeds.md", "older.md")
    asked = "agency staff and supervision in Leeds"
    dated = f"The February 2019 report says agency {OLDER[7:]}"
    write(assistant, server, asked, (dated, OLDER))
    assert assistant.ask(asked).text.startswith("The February 2019 report says")


def test_whose_a_sentence_is_is_said_where_it_leaves_that_open(
    tmp_path: Path, server: ModelServer
) -> None:
    assistant = _over(tmp_path, server, "leeds.md", "wigan.md")
    asked = "what is slow or is not recorded"
    here = "Unpaid carers in Wigan wait 19 weeks for a review."
    write(assistant, server, asked, (RECORDED, RECORDED), (here, REVIEW))
    assert assistant.ask(asked).text == f"Leeds: {RECORDED} [1] {here} [2]"


def test_of_sentences_of_two_councils_both_are_named(tmp_path: Path, server: ModelServer) -> None:
    assistant = _over(tmp_path, server, "leeds.md", "wigan.md")
    asked = "how are agency staff relied on"
    first = "Managers rely less on agency staff, who now fill 8% of posts."
    second = "Agency staff fill 12% of social work posts."
    write(assistant, server, asked, (first, first))
    one = server.text.rpartition(" ")[2]
    write(assistant, server, asked, (second, second))
    server.text = f"Agency staff fill posts. {one}{server.text.rpartition(' ')[2]}"
    assert assistant.ask(asked).text == "Leeds and Wigan: Agency staff fill posts. [1][2]"


def test_nothing_earlier_stands_under_what_the_model_denies(
    tmp_path: Path, server: ModelServer
) -> None:
    (tmp_path / "new.md").write_text(CARE, "utf-8")
    old = CARE.replace("2024-11-05", "2023-11-05").replace("12.5%", "15.5%")
    (tmp_path / "old.md").write_text(old, "utf-8")
    assistant = _over(tmp_path, server)
    extract = Assistant(assistant.index, assistant.reader).ask(UNSURE)
    assert extract.unsure
    assert extract.earlier
    server.text = "NO ANSWER"
    denied = assistant.ask(UNSURE)
    assert (denied.status, denied.earlier) == ("no_evidence", ())
