"""The run: every question is asked and kept, even of an assistant that crashes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.answers import load_answers
from eval.metrics import mark
from eval.questions import Evidence, Question
from eval.report import figures
from eval.run import run
from indexer.index import Index
from qa.answer import Answer, Turn
from qa.assistant import Assistant
from tests.small_set import ASKED, NEXT, UNTOLD, WaitingAssistant


def test_a_run_writes_the_contract_and_survives_a_crash(tmp_path: Path) -> None:
    assistant = WaitingAssistant()
    out = tmp_path / "new" / "answers.jsonl"
    replies = run(assistant, [ASKED, UNTOLD, NEXT], out)

    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    told, refused, crashed = lines
    assert set(told) == {
        *("id", "status", "abstained", "unsure", "answer", "citations", "hits", "ms")
    }
    assert told["status"] == "answered"
    assert not told["abstained"]
    quote = "Carers waited 11 weeks for a review."
    where = {"doc": "town.pdf", "page": 4, "heading": "Waiting"}
    shown = f"Care\nWaiting\n{quote}"
    assert told["citations"] == [where | {"quote": quote, "text": shown}]
    assert told["hits"] == [where | {"text": shown, "score": 0.5}] * 10
    assert told["ms"] >= 0
    assert (refused["status"], refused["abstained"]) == ("not_in_corpus", True)
    assert (crashed["id"], crashed["status"], crashed["abstained"]) == ("q3", "crashed", False)
    assert crashed["error"] == "RuntimeError('no memory')"
    assert assistant.histories == [(), (), NEXT.history]
    assert load_answers(out) == replies
    assert [path.name for path in out.parent.iterdir()] == ["answers.jsonl"]


class StoppedAssistant(WaitingAssistant):
    """Is interrupted from the keyboard at the second question."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        if self.histories:
            raise KeyboardInterrupt
        return super().ask(question, history)


def test_a_stopped_run_leaves_the_earlier_answers_alone(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    earlier = run(WaitingAssistant(), [ASKED, UNTOLD], out)
    with pytest.raises(KeyboardInterrupt):
        run(StoppedAssistant(), [ASKED, UNTOLD], out)
    assert load_answers(out) == earlier
    (partial,) = tmp_path.glob("*.partial")
    assert list(load_answers(partial)) == ["q1"]


def test_a_crash_and_a_missing_reply_count_as_wrong(tmp_path: Path) -> None:
    questions = [ASKED, UNTOLD, NEXT]
    replies = run(WaitingAssistant(), questions, tmp_path / "answers.jsonl")
    del replies["q2"]
    groups = figures(questions, replies)
    assert list(groups) == ["followup", "none", "number", "all"]
    assert groups["followup"]["n"] == 1
    assert groups["followup"]["correct"] == 0.0
    assert groups["followup"]["abstain_wrong"] == 0.0
    assert groups["none"]["abstain_right"] == 0.0
    assert groups["none"]["hit@5"] is None
    assert groups["all"]["right"] == 0.0
    assert groups["all"]["hit@1"] == 0.5  # the crash found nothing, and is in the mean


def test_the_production_assistant_is_asked(index: Index, tmp_path: Path) -> None:
    wait = "Carers wait 14 weeks for a review."
    question = Question(
        id="real",
        question="how long do carers in Ashford wait for a review?",
        type="number",
        answerable=True,
        evidence=(Evidence("ashford.md", wait, heading="Unpaid carers"),),
        must=(("14 weeks",),),
    )
    reply = run(Assistant(index), [question], tmp_path / "answers.jsonl")["real"]
    assert reply.error == ""
    assert reply.hits[0].doc == "ashford.md"
    assert reply.hits[0].heading == "Unpaid carers"
    marks = mark(question, reply)
    assert (marks["hit@1"], marks["correct"], marks["cite_hit"]) == (1.0, 1.0, 1.0)
