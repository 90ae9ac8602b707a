"""The one file in which conversations and feedback are kept: SQLite, open to many threads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock

FILE_NAME = "conversations.sqlite3"
VERSION = 1  # raised when the tables change; kept in the file as its user_version

_MAKING = Lock()
_TABLES = """
PRAGMA journal_mode = WAL;
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    title TEXT NOT NULL,
    changed TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS conversations_of ON conversations (owner, changed);
CREATE TABLE IF NOT EXISTS exchanges (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
    question TEXT NOT NULL,
    scope TEXT NOT NULL,
    ignoring TEXT NOT NULL,
    answer TEXT,
    index_version TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS exchanges_of ON exchanges (conversation);
CREATE TABLE IF NOT EXISTS feedback (
    exchange INTEGER PRIMARY KEY,
    helpful INTEGER NOT NULL,
    feedback TEXT NOT NULL
);
PRAGMA user_version = 1;
COMMIT;
"""


class DatabaseUnusable(Exception):
    """The file cannot be opened, or is of a newer program."""


@contextmanager
def connected(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection for one piece of work, committed at its end and undone where it raises.

    The file, its folder and its tables are made where they are missing. Raises
    DatabaseUnusable; within, sqlite3.Error.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(file, timeout=30)
        with closing(connection):
            _prepare(connection, file)
            with connection:
                yield connection
    except (sqlite3.OperationalError, OSError) as error:
        raise DatabaseUnusable(
            f"{str(file)!r} cannot be used ({error}): it needs a folder that can be written to"
        ) from error
    except sqlite3.DatabaseError as error:
        raise DatabaseUnusable(
            f"{str(file)!r} is not a file of conversations ({error}): move it away"
        ) from error


def _prepare(connection: sqlite3.Connection, file: Path) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what a person deletes is overwritten
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found == 0:
        with _MAKING:  # turning a file to WAL does not wait for who is at it
            connection.executescript(_TABLES)
    elif found != VERSION:
        raise DatabaseUnusable(
            f"{str(file)!r} has version {found!r}, this program reads version {VERSION}: "
            "start the program that wrote it, or move the file away"
        )
