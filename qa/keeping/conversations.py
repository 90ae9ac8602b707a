"""Conversations kept across restarts: what one person asked, and what came of it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Row
from typing import Any

from pydantic import TypeAdapter, ValidationError

from qa.answer import EVERYTHING, Answer, Scope, Turn
from qa.keeping.database import connected

_log = logging.getLogger(__name__)

_ANSWER = TypeAdapter(Answer)
_SCOPE = TypeAdapter(Scope)
_IGNORING = TypeAdapter(tuple[str, ...])
_LONGEST_TITLE = 120  # characters


class NoSuchConversation(LookupError):
    """There is none of that id, or it is not this owner's."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation in a list; `changed` is when (UTC) something was last asked in it."""

    id: str
    title: str
    changed: datetime


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, how it was asked, and its answer.

    `scope` is what the person had set, `ignoring` what of the question's own limits was to be
    left aside: fields, or single councils. `answer` is None where there is none: not yet, or
    because answering failed or was broken off. `index_version` is the version of the index that
    the answer was made from.
    """

    id: int
    question: str
    answer: Answer | None
    scope: Scope = EVERYTHING
    ignoring: tuple[str, ...] = ()
    index_version: str = ""


class Conversations:
    """All conversations of one owner, and no others: each query names the owner.

    Nothing is held in memory, so any number of these may look at one file. `owner` is any
    text that only that person's browser knows. Members raise DatabaseUnusable, and those that
    are given an id NoSuchConversation.
    """

    def __init__(self, file: Path, owner: str) -> None:
        self.file, self.owner = file, owner

    def listed(self, search: str = "", most: int = 50) -> list[Conversation]:
        """The conversations, the latest first; those that `search` occurs in, whichever case."""
        with connected(self.file) as database:
            rows = database.execute(
                """SELECT id, title, changed FROM conversations AS one WHERE owner = :owner
                AND (instr(lower(title), lower(:search)) OR EXISTS (
                    SELECT 1 FROM exchanges WHERE conversation = one.id AND instr(lower(
                        question || ' ' || ifnull(answer ->> '$.text', '')), lower(:search))))
                ORDER BY changed DESC LIMIT :most""",
                {"owner": self.owner, "search": search.strip(), "most": most},
            ).fetchall()
        return [Conversation(id_, title, datetime.fromisoformat(day)) for id_, title, day in rows]

    def start(self, title: str) -> str:
        """A new, empty conversation; its id."""
        id_ = secrets.token_urlsafe(12)
        with connected(self.file) as database:
            database.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?)",
                (id_, self.owner, _title(title), _now()),
            )
        return id_

    def rename(self, id: str, title: str) -> None:
        change = "UPDATE conversations SET title = ? WHERE id = ? AND owner = ?"
        self._change(change, id, _title(title))

    def delete(self, id: str) -> None:
        """Delete a conversation and all that was said in it; feedback on it stays."""
        self._change("DELETE FROM conversations WHERE id = ? AND owner = ?", id)

    def exchanges(self, id: str) -> tuple[Exchange, ...]:
        """What was said in a conversation, oldest first."""
        with connected(self.file) as database:
            database.row_factory = Row
            held = "SELECT 1 FROM conversations WHERE id = ? AND owner = ?"
            if not database.execute(held, (id, self.owner)).fetchone():
                raise NoSuchConversation(id)
            said = "SELECT * FROM exchanges WHERE conversation = ? ORDER BY id"
            rows = database.execute(said, (id,)).fetchall()
        return tuple(_exchange(row) for row in rows)

    def put(
        self,
        id: str,
        question: str,
        scope: Scope = EVERYTHING,
        ignoring: Collection[str] = (),
    ) -> int:
        """Keep a question before it is answered; the id of the exchange."""
        self._change("UPDATE conversations SET changed = ? WHERE id = ? AND owner = ?", id, _now())
        with connected(self.file) as database:
            added = database.execute(
                "INSERT INTO exchanges (conversation, question, scope, ignoring) "
                "VALUES (?, ?, ?, ?)",
                (id, question, _json(_SCOPE, scope), _json(_IGNORING, tuple(ignoring))),
            )
        return int(added.lastrowid or 0)

    def put_again(self, exchange: int, ignoring: Collection[str]) -> None:
        """Forget an exchange's answer: it is to be asked again, with other things left aside."""
        self._of_exchange(
            exchange, "answer = NULL, ignoring = ?", _json(_IGNORING, tuple(ignoring))
        )

    def keep(self, exchange: int, answer: Answer, index_version: str) -> None:
        """Keep the answer to a question that was put."""
        self._of_exchange(
            exchange, "answer = ?, index_version = ?", _json(_ANSWER, answer), index_version
        )

    def _change(self, statement: str, id: str, *values: str) -> None:
        with connected(self.file) as database:
            if not database.execute(statement, (*values, id, self.owner)).rowcount:
                raise NoSuchConversation(id)

    def _of_exchange(self, exchange: int, change: str, *values: str) -> None:
        with connected(self.file) as database:
            database.execute(
                f"UPDATE exchanges SET {change} WHERE id = ? AND conversation IN "
                "(SELECT id FROM conversations WHERE owner = ?)",
                (*values, exchange, self.owner),
            )


def turns(exchanges: Collection[Exchange]) -> list[Turn]:
    """The history that these exchanges are to the question after them."""
    return [one.answer.turn for one in exchanges if one.answer]


def _exchange(row: Row) -> Exchange:
    return Exchange(
        row["id"],
        row["question"],
        _answer(row["answer"]),
        _SCOPE.validate_json(row["scope"]),
        _IGNORING.validate_json(row["ignoring"]),
        row["index_version"],
    )


def _answer(stored: str | None) -> Answer | None:
    """The answer as it was; None also for one that this version of the program cannot read."""
    try:
        return _ANSWER.validate_json(stored) if stored else None
    except ValidationError:
        _log.exception("An answer kept by another version of this program cannot be read")
        return None


def _title(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_TITLE] or "Without a title"


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _json(adapter: TypeAdapter[Any], value: object) -> str:
    return adapter.dump_json(value).decode()
