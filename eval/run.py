"""Ask the production assistant every question of a set, as a user would."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.progress import track

from eval.answers import Reply
from eval.questions import Question
from qa.answer import Answer, Turn


class Asks(Protocol):
    """What a run needs of an assistant: `qa.assistant.Assistant`, or a fake in a test."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer: ...


def run(assistant: Asks, questions: Sequence[Question], out: Path) -> dict[str, Reply]:
    """Ask each question in turn and write one line a question to `out`: a whole run or nothing.

    Returns the replies by question id. A question the assistant crashes on is recorded with
    its error and the run goes on. Folders on the way to `out` are made. A run that is killed
    leaves `out` as it was, and what was answered so far in a ".partial" file beside it.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_name(f"{out.name}.{os.getpid()}.partial")
    replies: dict[str, Reply] = {}
    with partial.open("w", encoding="utf-8", newline="\n") as file:
        for question in track(questions, "Asking", console=Console(stderr=True)):
            reply = ask(assistant, question)
            file.write(reply.as_json() + "\n")
            file.flush()
            replies[reply.id] = reply
    partial.replace(out)
    return replies


def ask(assistant: Asks, question: Question) -> Reply:
    """One question, timed by the wall clock in milliseconds."""
    started = time.perf_counter()
    try:
        answer = assistant.ask(question.question, question.history)
    except Exception as error:  # any exception is the finding here: it is recorded and shown
        return Reply(question.id, status="crashed", error=repr(error), ms=_since(started))
    return Reply.of(question.id, answer, _since(started))


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
