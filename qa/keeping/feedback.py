"""What people said of answers, kept with question, answer and index; as new test questions too."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from pydantic import TypeAdapter

from qa.answer import Answer, Turn
from qa.asking.kinds import asked_kind
from qa.keeping.conversations import Exchange, turns
from qa.keeping.database import connected

Reason = Literal["wrong passage", "out of date", "did not answer", "other"]
REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True)
class Feedback:
    """One verdict on one answer. `given` is UTC; `reason` is "" for a helpful answer;
    `history` is the conversation before the question, oldest turn first."""

    given: datetime
    helpful: bool
    reason: Reason | Literal[""]
    comment: str
    history: tuple[Turn, ...]
    answer: Answer
    index_version: str


_FEEDBACK = TypeAdapter(Feedback)


def give(
    file: Path,
    exchange: Exchange,
    earlier: Collection[Exchange],
    helpful: bool,
    reason: Reason | Literal[""] = "",
    comment: str = "",
) -> None:
    """Keep a verdict on an answered exchange; a later one on the same takes its place.

    `earlier` are the exchanges before it. Raises ValueError for an exchange without an answer.
    """
    if exchange.answer is None:
        raise ValueError(f"exchange {exchange.id!r} has no answer to give feedback on")
    verdict = Feedback(
        datetime.now(UTC),
        helpful,
        reason,
        comment,
        tuple(turns(earlier)),
        exchange.answer,
        exchange.index_version,
    )
    with connected(file) as database:
        database.execute(
            "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?)",
            (exchange.id, helpful, _FEEDBACK.dump_json(verdict).decode()),
        )


def received(file: Path) -> list[Feedback]:
    """All feedback of all people, the latest first. Raises DatabaseUnusable."""
    with connected(file) as database:
        rows = database.execute("SELECT feedback FROM feedback").fetchall()
    verdicts: list[Feedback] = [_FEEDBACK.validate_json(row) for (row,) in rows]
    return sorted(verdicts, key=lambda one: one.given, reverse=True)


def given_on(file: Path, exchanges: Iterable[Exchange]) -> dict[int, bool]:
    """Whether each of these exchanges was said to be helpful, by id; without those not judged."""
    ids = [exchange.id for exchange in exchanges]
    places = ", ".join("?" * len(ids))
    with connected(file) as database:
        rows = database.execute(
            f"SELECT exchange, helpful FROM feedback WHERE exchange IN ({places})", ids
        ).fetchall()
    return {exchange: bool(helpful) for exchange, helpful in rows}


def as_questions(feedback: Iterable[Feedback]) -> str:
    """The feedback as lines of a question set for `python -m eval`, candidates for a person.

    A helpful answer becomes a question with its citations as evidence; a helpful refusal one
    that has no answer. What is right instead of an unhelpful answer nobody has said: its line
    has no evidence, and a question set with it in is refused until somebody fills that in.
    `feedback`, which the evaluation ignores, says what was found fault with and what was shown.
    """
    return "".join(json.dumps(_question(one), ensure_ascii=False) + "\n" for one in feedback)


def _question(one: Feedback) -> dict[str, object]:
    answer = one.answer
    cited = answer.citations if one.helpful else ()
    return {
        "id": f"feedback-{one.given:%Y%m%dT%H%M%S%f}",
        "question": answer.question,
        "type": asked_kind(answer.asked),
        "answerable": bool(cited) or not one.helpful,
        "evidence": [
            {
                "doc": citation.report_id,
                "page": citation.page,
                "heading": citation.heading[-1] if citation.heading else "",
                "quote": citation.quote,
            }
            for citation in cited
        ],
        "must": [[citation.quote] for citation in cited],
        "history": [{"question": turn.question, "answer": turn.answer} for turn in one.history],
        "feedback": {
            "helpful": one.helpful,
            "reason": one.reason,
            "comment": one.comment,
            "shown": answer.text,
            "index": one.index_version,
        },
    }
