"""Conversations, feedback and links: kept, apart, and the same again after a restart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from urllib.parse import parse_qs

import pytest

from eval.questions import BadQuestions, load_questions
from indexer.generations import locked
from indexer.index import Index
from indexer.underway import Underway, underway
from qa import links
from qa.answer import Answer, Citation, Coverage, Scope, Turn
from qa.assistant import Assistant
from qa.keeping import feedback
from qa.keeping.answering import Answering
from qa.keeping.conversations import Conversations, Exchange, NoSuchConversation, turns
from qa.keeping.database import DatabaseUnusable
from qa.links import Linked

SCOPE = Scope(("Ashford", "Bexham"), ("Ofsted",), 2018, 2024, ("inspection",), latest=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept.sqlite3"


@pytest.fixture
def mine(file: Path) -> Conversations:
    return Conversations(file, "me")


def answer(index: Index, question: str = "How long do carers wait?", cited: bool = True) -> Answer:
    passage = index.passages[0]
    sentence = passage.sentences[0]
    citation = Citation(
        passage.report_id, passage.id, None, passage.heading, sentence.text, "CQC", (sentence,)
    )
    return Answer(
        question,
        "answered" if cited else "no_evidence",
        f"{sentence.text} [1]" if cited else "",
        (citation,) if cited else (),
        tuple(index.nearest(question, 3)),
        Coverage(2, 3, 1, None, 0),
        question,
        SCOPE,
        narrowed=("since",),
        notes=("Only one report was found.",),
    )


def test_what_was_said_is_the_same_after_a_restart(
    mine: Conversations, file: Path, index: Index
) -> None:
    id_ = mine.start("  How long do\ncarers wait? ")
    first = mine.put(id_, "How long do carers wait?", SCOPE, ("authorities",))
    second = mine.put(id_, "and in 2019?")
    kept = answer(index)
    mine.keep(first, kept, "version 1")

    again = Conversations(file, "me")
    assert [one.title for one in again.listed()] == ["How long do carers wait?"]
    assert again.exchanges(id_) == (
        Exchange(first, "How long do carers wait?", kept, SCOPE, ("authorities",), "version 1"),
        Exchange(second, "and in 2019?", None),
    )
    assert turns(again.exchanges(id_)) == [Turn(kept.question, kept.text, ("Ashford",))]


def test_a_question_asked_again_waits_for_its_answer_in_its_place(
    mine: Conversations, index: Index
) -> None:
    id_ = mine.start("Carers")
    exchange = mine.put(id_, "How long?")
    mine.put(id_, "Why?")
    mine.keep(exchange, answer(index), "1")
    mine.put_again(exchange, ("since",))
    first, second = mine.exchanges(id_)
    assert (first.question, first.answer, first.ignoring) == ("How long?", None, ("since",))
    assert second.question == "Why?"


def test_conversations_are_listed_searched_renamed_and_deleted(
    mine: Conversations, index: Index
) -> None:
    carers, adoption = mine.start("100% of carers"), mine.start("Adoption")
    mine.keep(mine.put(carers, "How long do they wait?"), answer(index), "1")
    assert [one.id for one in mine.listed()] == [carers, adoption], "the latest asked in first"
    assert [one.id for one in mine.listed("ADOPT")] == [adoption]
    assert [one.id for one in mine.listed("they wait")] == [carers], "by a question"
    assert [one.id for one in mine.listed("14 weeks")] == [carers], "by an answer"
    assert [one.id for one in mine.listed("100%")] == [carers], "a sign is only a sign"
    assert mine.listed("nothing of the kind") == []
    assert len(mine.listed(most=1)) == 1

    mine.rename(adoption, "Adopters ' \" $x")
    mine.delete(carers)
    assert [one.title for one in mine.listed()] == ["Adopters ' \" $x"]
    with pytest.raises(NoSuchConversation):
        mine.exchanges(carers)


def test_nobody_else_sees_or_changes_a_conversation(
    mine: Conversations, file: Path, index: Index
) -> None:
    id_ = mine.start("Mine")
    exchange = mine.put(id_, "How long?")
    other = Conversations(file, "you")
    assert other.listed() == []
    for attempt in (
        lambda: other.exchanges(id_),
        lambda: other.put(id_, "Why?"),
        lambda: other.rename(id_, "Yours"),
        lambda: other.delete(id_),
    ):
        with pytest.raises(NoSuchConversation):
            attempt()
    other.keep(exchange, answer(index), "1")
    other.put_again(exchange, ("since",))
    assert mine.exchanges(id_) == (Exchange(exchange, "How long?", None),)


def test_what_is_deleted_is_gone_from_the_file(mine: Conversations, file: Path) -> None:
    id_ = mine.start("Title")
    mine.put(id_, "Something that only this question says")
    mine.delete(id_)
    kept = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert b"only this question" not in kept


def test_an_answer_of_another_version_is_asked_again_not_broken(
    mine: Conversations, file: Path
) -> None:
    id_ = mine.start("Old")
    mine.put(id_, "How long?")
    with sqlite3.connect(file) as database:
        database.execute("UPDATE exchanges SET answer = '{\"told\": 1}'")
    assert mine.exchanges(id_)[0].answer is None


def test_an_answer_kept_before_it_said_its_years_is_still_read(
    mine: Conversations, file: Path, index: Index
) -> None:
    id_, kept = mine.start("Old"), answer(index)
    mine.keep(mine.put(id_, "How long?"), kept, "1")
    with sqlite3.connect(file) as database:
        database.execute("UPDATE exchanges SET answer = json_remove(answer, '$.years')")
    assert mine.exchanges(id_)[0].answer == kept


def test_ten_people_write_at_once(file: Path, index: Index) -> None:
    kept = answer(index)

    def converse(owner: str) -> None:
        own = Conversations(file, owner)
        id_ = own.start(owner)
        for number in range(5):
            own.keep(own.put(id_, f"{owner} {number}"), kept, "1")

    people = [Thread(target=converse, args=(f"person {n}",)) for n in range(10)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    for number in range(10):
        own = Conversations(file, f"person {number}")
        said = own.exchanges(own.listed()[0].id)
        assert [one.question for one in said] == [f"person {number} {n}" for n in range(5)]
        assert all(one.answer for one in said)


def test_a_folder_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    file = tmp_path / "not" / "there" / "kept.sqlite3"
    assert Conversations(file, "me").listed() == []
    assert file.exists()


def test_a_file_that_cannot_be_used_is_explained(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a database, but long enough to be taken for one" * 100)
    with pytest.raises(DatabaseUnusable, match="folder that can be written to"):
        Conversations(other / "kept.sqlite3", "me").listed()
    with pytest.raises(DatabaseUnusable, match="move it away"):
        Conversations(other, "me").listed()
    newer = tmp_path / "newer.sqlite3"
    with sqlite3.connect(newer) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(DatabaseUnusable, match="version 99"):
        Conversations(newer, "me").listed()


class Slow(Assistant):
    """Waits, in the middle of its work, until it may go on; fails where it is to."""

    def __init__(self, index: Index, fails: bool = False) -> None:
        super().__init__(index)
        self.may_go_on, self.fails = Event(), fails

    def ask(self, question: str, *rest: object, **_: object) -> Answer:
        _history, scope, tell, ignoring, write = rest
        write("So far")  # type: ignore[operator]
        tell("Reading")  # type: ignore[operator]
        self.may_go_on.wait(timeout=30)
        if self.fails:
            raise RuntimeError("the model is gone")
        return replace(answer(self.index, question), scope=scope, narrowed=ignoring)  # type: ignore[arg-type]


def test_answering_goes_on_without_the_page_and_keeps_the_answer(
    mine: Conversations, index: Index
) -> None:
    id_ = mine.start("Carers")
    mine.put(id_, "How long?", SCOPE, ("since",))
    slow = Slow(index)
    work = Answering(slow, mine, mine.exchanges(id_)[0], [])
    while work.stage != "Reading":
        work.join(0.01)
    assert work.text == "So far"
    assert mine.exchanges(id_)[0].answer is None
    slow.may_go_on.set()
    work.join()
    (kept,) = mine.exchanges(id_)
    assert kept.answer == replace(answer(index, "How long?"), scope=SCOPE, narrowed=("since",))
    assert kept.index_version == index.version


def test_a_question_that_cannot_be_answered_stays_without_an_answer(
    mine: Conversations, index: Index, caplog: pytest.LogCaptureFixture
) -> None:
    id_ = mine.start("Carers")
    mine.put(id_, "How long?")
    slow = Slow(index, fails=True)
    slow.may_go_on.set()
    Answering(slow, mine, mine.exchanges(id_)[0], []).join()
    assert mine.exchanges(id_)[0].answer is None
    assert "the model is gone" in caplog.text


@pytest.fixture
def said(mine: Conversations, index: Index) -> tuple[Exchange, ...]:
    """A conversation of an answer, a refusal, an answer and a question without one."""
    id_ = mine.start("Carers")
    for question, cited in (("How long do carers wait?", True), ("When?", False), ("Who?", True)):
        mine.keep(mine.put(id_, question), answer(index, question, cited), "version 1")
    mine.put(id_, "Why?")
    return mine.exchanges(id_)


def test_feedback_is_kept_with_question_answer_and_index(
    file: Path, said: tuple[Exchange, ...], mine: Conversations
) -> None:
    feedback.give(file, said[0], (), helpful=True)
    feedback.give(file, said[2], said[:2], False, "wrong passage", "It is about children.")
    assert feedback.given_on(file, said) == {said[0].id: True, said[2].id: False}
    mine.delete(mine.listed()[0].id)
    latest, first = feedback.received(file)
    assert (first.helpful, first.reason, first.answer) == (True, "", said[0].answer)
    assert (latest.reason, latest.comment) == ("wrong passage", "It is about children.")
    assert latest.history == tuple(turns(said[:2]))
    assert latest.index_version == "version 1"
    with pytest.raises(ValueError, match="no answer"):
        feedback.give(file, said[3], (), helpful=True)


def test_a_later_verdict_takes_the_place_of_the_first(
    file: Path, said: tuple[Exchange, ...]
) -> None:
    feedback.give(file, said[0], (), helpful=True)
    feedback.give(file, said[0], (), False, "out of date")
    assert [one.reason for one in feedback.received(file)] == ["out of date"]


def test_helpful_answers_are_exported_as_questions_that_load(
    file: Path, said: tuple[Exchange, ...], tmp_path: Path
) -> None:
    feedback.give(file, said[0], (), helpful=True)
    feedback.give(file, said[1], said[:1], helpful=True)
    lines = tmp_path / "candidates.jsonl"
    lines.write_text(feedback.as_questions(feedback.received(file)), "utf-8")
    refusal, answered = load_questions(lines)
    assert (answered.question, answered.type) == ("How long do carers wait?", "duration")
    assert answered.answerable
    assert [one.doc for one in answered.evidence] == ["ashford.md"]
    assert answered.must == (("Carers wait 14 weeks for a review.",),)
    assert (refusal.question, refusal.answerable) == ("When?", False)
    assert [turn.question for turn in refusal.history] == ["How long do carers wait?"]


def test_what_should_have_been_said_is_for_a_person_to_fill_in(
    file: Path, said: tuple[Exchange, ...], tmp_path: Path
) -> None:
    feedback.give(file, said[0], (), False, "did not answer", "It asks for children.")
    lines = tmp_path / "candidates.jsonl"
    lines.write_text(feedback.as_questions(feedback.received(file)), "utf-8")
    assert "It asks for children." in lines.read_text("utf-8")
    with pytest.raises(BadQuestions, match="needs 'evidence'"):
        load_questions(lines)


@pytest.mark.parametrize("scope", [Scope(), Scope(("Ashford & Co",), since=2020), SCOPE])
def test_a_link_asks_the_same_question_in_the_same_scope(scope: Scope) -> None:
    aside = ("since", "until", "Leeds")
    asked = Linked("Why £5 & 10%? #1", scope, aside, ("Who?", "When?"))
    query = links.query(asked.question, asked.scope, asked.ignoring, asked.after)
    assert links.read(parse_qs(query)) == asked


def test_a_link_typed_by_hand_is_read_as_far_as_it_means_something() -> None:
    found = links.read(
        parse_qs("q=Why%3F&authority=leeds&authority=Nowhere&since=soon&latest=1&ignoring=x")
    )
    expected = Scope(("Leeds", "Nowhere"), latest=True)
    assert found == Linked("Why?", expected, unread=("since=soon",))
    assert links.read(parse_qs("authority=Leeds&c=abc")) is None
    assert links.read(parse_qs("q=+")) is None


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with locked(tmp_path / "index"):
        yield tmp_path / "index"


def test_a_running_build_can_be_seen(folder: Path) -> None:
    assert underway(folder) == Underway(0, 0)
    (folder / "unfinished").mkdir()
    (folder / "unfinished" / "reports.jsonl").write_bytes(b"\nab {}\n" * 3)
    (folder / "unfinished" / "0-000000.npz").touch()
    assert underway(folder) == Underway(3, 128)


def test_no_build_is_seen_where_none_runs(tmp_path: Path) -> None:
    assert underway(tmp_path / "index") is None
    with locked(tmp_path / "index"):
        pass
    assert underway(tmp_path / "index") is None
    with locked(tmp_path / "index"):
        assert underway(tmp_path / "index") is not None
