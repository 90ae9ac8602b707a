"""What can be seen, from outside, of a build that is running."""

from __future__ import annotations

import fcntl
from dataclasses import dataclass
from pathlib import Path

from indexer.embedding import BATCH


@dataclass(frozen=True, slots=True)
class Underway:
    """How far a running build has come: reports read, and passages embedded, to a batch."""

    reports: int
    passages: int


def underway(index: Path) -> Underway | None:
    """The build that is writing `index` now; None where none is."""
    if not _locked(index / "LOCK"):
        return None
    unfinished = index / "unfinished"
    try:
        read = (unfinished / "reports.jsonl").read_bytes().count(b"\n\n") + 1
    except FileNotFoundError:
        read = 0
    return Underway(read, BATCH * len(list(unfinished.glob("*.npz"))))


def _locked(lock: Path) -> bool:
    """Whether a build holds the lock: shared, it can be had only where nobody holds it alone."""
    try:
        with lock.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
