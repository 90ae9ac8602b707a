"""Changing an index while it is used: reports added or removed in a thread of its own."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock, Thread

from indexer.build import BuildSummary, build
from indexer.encoder import Encoder
from indexer.generations import Generation, IndexBusy

_ASIDE = ".removed"  # hidden, so that a build leaves it out

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Change:
    """What is done with the files `names`, and how far it is: `done` of `total` in `stage`.

    At its end `summary` says what became of the index, or `problem` why it is as it was.
    """

    names: tuple[str, ...]
    removing: bool
    stage: str = "starting"
    done: int = 0
    total: int = 0
    summary: BuildSummary | None = None
    problem: str = ""

    @property
    def running(self) -> bool:
        return self.summary is None and not self.problem


class Changes:
    """The changes of one index, one at a time. Files added are kept in a folder of their own,
    `reports`, which the index remembers besides the folders that it was built from.

    A change that fails leaves index and folder as they were. Who has the index open goes on
    with the old one; `Index.version_in` tells that there is a new one. `last` is the change
    that runs, or ran last.
    """

    def __init__(self, index: Path, reports: Path) -> None:
        self.index, self.reports = index, reports
        self.last: Change | None = None
        self._starting = Lock()

    def added(self) -> list[str]:
        """The names of the files that were added, in alphabetical order."""
        files = self.reports.iterdir() if self.reports.is_dir() else ()
        return sorted(file.name for file in files if file.is_file() and file.name[0] != ".")

    def add(self, files: Sequence[Path], encoder: Encoder) -> None:
        """Begin to copy the files into the folder and to index them. Raises IndexBusy."""
        self._begin(Change(tuple(file.name for file in files), False), files, encoder)

    def remove(self, name: str, encoder: Encoder) -> None:
        """Begin to take a file that was added out of the index and to delete it.

        Raises IndexBusy, and ValueError where it is none of `added`.
        """
        if name not in self.added():
            raise ValueError(f"{name!r} is none of the files that were added")
        self._begin(Change((name,), True), (), encoder)

    def _begin(self, change: Change, files: Sequence[Path], encoder: Encoder) -> None:
        with self._starting:
            if self.last and self.last.running:
                raise IndexBusy("another change to the index is being made: wait for its end")
            self.last = change
        Thread(target=self._run, args=(change, files, encoder), daemon=True).start()

    def _run(self, change: Change, files: Sequence[Path], encoder: Encoder) -> None:
        def tell(stage: str, done: int, total: int) -> None:
            self.last = replace(change, stage=stage, done=done, total=total)

        try:
            with ExitStack() as undo:
                self.reports.mkdir(parents=True, exist_ok=True)
                for file in files:
                    self._put_in(file, undo)
                for name in change.names if change.removing else ():
                    self._take_out(name, undo)
                summary = build(self._folders(), self.index, encoder, tell)
                undo.pop_all()
        except Exception as error:
            # Whatever went wrong, the page that waits for this thread must hear of it.
            _log.exception("Could not change the index in %r", str(self.index))
            self.last = replace(change, problem=str(error))
        else:
            shutil.rmtree(self.reports / _ASIDE, ignore_errors=True)
            self.last = replace(change, summary=summary)

    def _put_in(self, file: Path, undo: ExitStack) -> None:
        copy = self.reports / file.name
        with file.open("rb") as whole, copy.open("xb") as new:
            undo.callback(copy.unlink)
            shutil.copyfileobj(whole, new)

    def _take_out(self, name: str, undo: ExitStack) -> None:
        aside = self.reports / _ASIDE
        aside.mkdir(exist_ok=True)
        (self.reports / name).replace(aside / name)
        undo.callback((aside / name).replace, self.reports / name)

    def _folders(self) -> list[Path]:
        """Those of the last build, and the one of what was added."""
        folders = Generation.current(self.index).manifest().folders
        return [Path(folder) for folder in dict.fromkeys((*folders, str(self.reports.absolute())))]
