"""Reads thousands of damaged files as a build does: none may crash, hang or go without a reason."""

from __future__ import annotations

import re
import resource
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from time import perf_counter

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

import corpus
from corpus import UnreadableReport, read
from eval.damage import DAMAGES, as_html, as_word, damaged, worst
from indexer.files import ReportFile, Unreadable
from indexer.reading import TIME_LIMIT, TooSlow, read_files

BRIEFINGS = Path(corpus.__file__).with_name("briefings")
LARGEST = 1_000_000  # bytes of a sound file: damage to a larger one shows nothing more
MOST = 6  # sound files of one format
UNFORESEEN = "the reader failed on it"


class NothingToDamage(Exception):
    """There is no sound file to damage."""


@dataclass(slots=True)
class Fuzzed:
    """What became of the files. `formats` counts the damaged ones by suffix, `reasons` all that
    could not be read by reason, numbers and names aside.

    `stopped` are those stopped at the time limit or whose reader died, `unforeseen` those with
    an error that no reader names; each is (file name, reason). `seconds` is wall time and
    `memory` the most bytes that one worker held at once.
    """

    files: int = 0
    read: int = 0
    formats: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    stopped: list[tuple[str, str]] = field(default_factory=list)
    unforeseen: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0
    memory: int = 0


def fuzz(
    folders: Sequence[Path],
    count: int,
    seed: int = 1,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Fuzzed:
    """Reads `count` files damaged from those in `folders`, and the worst of `eval.damage`.

    Raises NothingToDamage where no file in `folders` can be read.
    """
    with tempfile.TemporaryDirectory() as place:
        sound, bad, odd = (Path(place, name) for name in ("sound", "bad", "odd"))
        for folder in (sound, bad, odd):
            folder.mkdir()
        paths = list(damaged(_sound(folders, sound), count, bad, seed))
        formats = Counter(path.suffix for path in paths)
        paths += worst(odd)
        files = [ReportFile(path.name, str(path), "") for path in paths]
        found = Fuzzed(files=len(files), formats=formats)
        started = perf_counter()
        for file, outcome in read_files(files, TIME_LIMIT):
            _count(found, file, outcome)
            progress(found.read + found.reasons.total(), len(files))
        found.seconds = perf_counter() - started
        found.memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return found


def _count(found: Fuzzed, file: ReportFile, outcome: object) -> None:
    if not isinstance(outcome, Unreadable):
        found.read += 1
        return
    found.reasons[re.sub(r"\d+", "N", re.sub(r"\(.*", "(...)", outcome.reason))] += 1
    if isinstance(outcome, TooSlow):
        found.stopped.append((file.name, outcome.reason))
    elif outcome.reason.startswith(UNFORESEEN):
        found.unforeseen.append((file.name, outcome.reason))


def _sound(folders: Sequence[Path], place: Path) -> list[Path]:
    """A few small files of each format; HTML and Word files are made of the first text."""
    found: dict[str, list[Path]] = {suffix: [] for suffix in DAMAGES}
    for path in sorted(path for folder in folders for path in folder.rglob("*")):
        if path.suffix in found and path.is_file() and path.stat().st_size < LARGEST:
            found[path.suffix].append(path)
    texts = found[".txt"] + found[".md"]
    for number, path in enumerate(texts[:MOST]):
        try:
            report = read(path)
        except UnreadableReport:
            continue
        html, word = place / f"{number}.html", place / f"{number}.docx"
        html.write_text(as_html(report), "utf-8")
        as_word(report, word)
        found[".html"].append(html)
        found[".docx"].append(word)
    spread = [paths[:: max(1, len(paths) // MOST)][:MOST] for paths in found.values()]
    if not any(spread):
        raise NothingToDamage(f"no report in {', '.join(repr(str(folder)) for folder in folders)}")
    return [paths[at % len(paths)] for at in range(MOST) for paths in spread if paths]


def as_json(fuzzed: Fuzzed) -> dict[str, object]:
    """The same for scripts."""
    return {one.name: getattr(fuzzed, one.name) for one in fields(fuzzed)}


def show(fuzzed: Fuzzed, console: Console) -> None:
    """Print the totals by reason, then each file that had to be stopped or has no clear reason."""
    title = (
        f"{fuzzed.files} damaged files, {fuzzed.seconds:.0f} s, {fuzzed.memory >> 20} MB at most"
    )
    table = Table("files", "outcome", title=title, title_justify="left", box=SIMPLE_HEAD)
    table.add_row(str(fuzzed.read), "read")
    for reason, count in fuzzed.reasons.most_common():
        table.add_row(str(count), reason)
    console.print(table)
    for name, reason in fuzzed.stopped + fuzzed.unforeseen:
        console.print(f"{name}: {reason}", markup=False, highlight=False)
