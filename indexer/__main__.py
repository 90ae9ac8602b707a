"""The command line: `python -m indexer build` and `python -m indexer list`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import corpus
from indexer.build import BuildSummary, build
from indexer.embedding import Progress
from indexer.encoder import DEFAULT, EncoderUnavailable, SentenceEncoder
from indexer.files import NothingToIndex
from indexer.generations import Generation, IndexBusy, IndexMismatch, IndexMissing, Manifest

if TYPE_CHECKING:
    from rich.progress import TaskID

BRIEFINGS = Path(corpus.__file__).with_name("briefings")


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 done, 1 a reason on stderr."""
    asked = _parser().parse_args(arguments)
    try:
        return _build(asked) if asked.command == "build" else _list(asked)
    except (
        NothingToIndex,
        IndexMissing,
        IndexMismatch,
        IndexBusy,
        EncoderUnavailable,
        OSError,
    ) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped: the index is as it was; build again to go on from here", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m indexer", description="Make reports searchable.")
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser(
        "build",
        help="index the reports in folders",
        description="Make the index hold the reports in the folders (PDF, HTML, Word, Markdown, "
        "text), and no others. Only what changed since the last build is read and embedded.",
    )
    make.add_argument(
        "folders",
        metavar="DIR",
        nargs="*",
        type=Path,
        help="folders of reports, searched to the bottom (default: those of the last build, "
        "at first the bundled briefings)",
    )
    make.add_argument(
        "--encoder",
        metavar="NAME",
        help="a sentence-transformers model: its name on the hub, or a folder (default: that of "
        f"the last build, at first {DEFAULT}, which needs no network)",
    )
    make.add_argument("--strict", action="store_true", help="exit 1 if a file cannot be read")
    show = commands.add_parser("list", help="show what an index holds")
    for command in (make, show):
        command.add_argument(
            "--index",
            type=Path,
            default=Path("index"),
            metavar="DIR",
            help="the index folder (default: %(default)s)",
        )
        command.add_argument("--json", action="store_true", help="print JSON, for scripts")
    return parser


def _build(asked: argparse.Namespace) -> int:
    last = _last(asked.index)
    folders = asked.folders or ([Path(one) for one in last.folders] if last else [BRIEFINGS])
    encoder = asked.encoder or (last.encoder if last else DEFAULT)
    with _bars() as progress:
        summary = build(folders, asked.index, SentenceEncoder(encoder), progress)
    if asked.json:
        print(json.dumps(asdict(summary), ensure_ascii=False))
    else:
        print(_told(summary, asked.index))
    for file in summary.unreadable:
        print(f"warning: not indexed: {file.name}: {file.reason}", file=sys.stderr)
    return 1 if asked.strict and summary.unreadable else 0


def _last(index: Path) -> Manifest | None:
    try:
        return Generation.current(index).manifest()
    except (IndexMissing, IndexMismatch):
        return None


def _told(summary: BuildSummary, index: Path) -> str:
    seconds, speed = summary.seconds, summary.embedded / max(summary.seconds, 1e-9)
    lines = [
        f"{summary.reports} reports, {summary.passages} passages in {str(index)!r}: "
        f"{summary.added} added, {summary.changed} changed, {summary.kept} kept, "
        f"{summary.removed} removed",
        f"{seconds:.1f} s; {summary.embedded} passages embedded, {speed:.1f} passages a second",
    ]
    lines += [f"left out, the same file again: {path}" for path in summary.duplicates]
    if summary.unreadable:
        lines.append(f"{len(summary.unreadable)} files are not in the index:")
    return "\n".join(lines)


def _list(asked: argparse.Namespace) -> int:
    generation = Generation.current(asked.index)
    manifest = generation.manifest()
    rows = [
        {
            "id": stored.report.id,
            "authority": stored.report.authority,
            "published": stored.report.published and stored.report.published.isoformat(),
            "kind": stored.report.kind,
            "title": stored.report.title,
            "passages": len(stored.spans),
        }
        for stored in generation.reports()
    ]
    if asked.json:
        print(json.dumps(_described(manifest, rows), ensure_ascii=False))
        return 0
    for row in rows:
        print("\t".join(str(value or "-") for value in row.values()))
    for file in (*manifest.failed, *manifest.skipped):
        print(f"not indexed: {file.name}: {file.reason}")
    return 0


def _described(manifest: Manifest, rows: Sequence[Mapping[str, object]]) -> dict[str, object]:
    return {
        "built": manifest.built.isoformat(),
        "encoder": manifest.encoder,
        "passages": manifest.passages,
        "reports": rows,
        "unreadable": [asdict(file) for file in (*manifest.failed, *manifest.skipped)],
    }


@contextmanager
def _bars() -> Iterator[Progress]:
    """A progress bar with the time left for each stage of a build, on stderr."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    bars = Bars(TextColumn("{task.description:>9}"), *columns, console=Console(stderr=True))
    tasks: dict[str, TaskID] = {}

    def show(stage: str, done: int, total: int) -> None:
        if total:
            bars.start()  # not sooner: an error before any work is then a single line
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done)

    try:
        yield show
    finally:
        if tasks:
            bars.stop()


if __name__ == "__main__":
    sys.exit(main())
