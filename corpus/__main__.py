"""The command line: `python -m corpus fetch ...` and `python -m corpus read FILE`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from rich.console import Console

from corpus.sources import BUNDLED, BadManifest, Source, UnknownAuthority, load_sources, select


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 done, 1 failed (one line on stderr), 130 stopped by Ctrl-C."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command == "read":
        return _read(options.file, options.json)
    if not (options.all or options.authority or options.since):
        parser.error("say which reports: --authority NAME, --since YEAR or --all")
    try:
        sources = select(
            load_sources(options.sources).values(), options.authority or (), options.since
        )
    except UnknownAuthority as error:
        parser.error(str(error))
    except BadManifest as error:
        return _fail(str(error))
    if not sources:
        return _fail(f"the manifest has no such report since {options.since}")
    return _fetch(sources, options.to, options.json)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m corpus", description="Download published reports, or see how one is read."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    fetch = commands.add_parser(
        "fetch",
        help="download published reports from their official links",
        description="Download published reports from their official links, one at a time, and "
        "verify them. What is there already is not asked for again; what broke off is resumed. "
        "Exit status: 0 all are there, 1 some failed, 2 wrong usage, 130 stopped by Ctrl-C.",
    )
    which = fetch.add_mutually_exclusive_group()
    which.add_argument(
        "--authority", action="append", metavar="NAME", help="one authority's; may be repeated"
    )
    which.add_argument("--all", action="store_true", help="every report of the manifest")
    fetch.add_argument(
        "--since", type=_day, metavar="DATE", help="published in or after 2023, or on 2023-05-31"
    )
    fetch.add_argument(
        "--to", type=Path, default=Path("downloads"), metavar="DIR", help="default: %(default)s"
    )
    fetch.add_argument(
        "--sources", type=Path, default=BUNDLED, metavar="CSV", help="another manifest"
    )
    read = commands.add_parser(
        "read",
        help="show how one file is read",
        description="Show a file as the index will see it: what it is, its headings, judgements. "
        "Exit status: 0 readable, 1 not, with the reason.",
    )
    read.add_argument("file", type=Path, metavar="FILE")
    for command in (fetch, read):
        command.add_argument("--json", action="store_true", help="print JSON, for scripts")
    return parser


def _day(text: str) -> date:
    try:
        return date(int(text), 1, 1) if len(text) == 4 else date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither a year (2023) nor a date (2023-05-31)"
        ) from None


def _fail(problem: str) -> int:
    print(problem, file=sys.stderr)
    return 1


def _fetch(sources: list[Source], to: Path, as_json: bool) -> int:
    # requests is slow to import, and --help needs none of it.
    from corpus.fetch import FolderBusy, fetch
    from corpus.screen import fetching, outcome_table

    outcomes = []
    problem = ""
    code = 1
    try:
        with fetching(sources) as (on_bytes, on_outcome):
            for outcome in fetch(sources, to, on_bytes=on_bytes):
                outcomes.append(outcome)
                on_outcome(outcome)
    except KeyboardInterrupt:
        problem, code = "stopped: the same command goes on where it stopped", 130
    except FolderBusy as error:
        problem = str(error)
    except OSError as error:
        problem = f"cannot write to {str(to)!r}: {error.strerror or error}"
    failed = [outcome for outcome in outcomes if outcome.status == "failed"]
    if failed and not problem:
        first = f"{failed[0].source.doc}: {failed[0].reason}"
        problem = f"{len(failed)} of {len(sources)} reports failed ({first})"
    if as_json:
        print(json.dumps([asdict(outcome) for outcome in outcomes], default=str, indent=1))
    elif outcomes:
        Console().print(outcome_table(outcomes, to))
    if not problem:
        return 0
    print(problem, file=sys.stderr)
    return code


def _read(path: Path, as_json: bool) -> int:
    from corpus.readers import UnreadableReport, read
    from corpus.screen import report_tree

    try:
        report = read(path, load_sources().get(path.name))
    except UnreadableReport as error:
        return _fail(str(error))
    if as_json:
        print(json.dumps(asdict(report), default=str, ensure_ascii=False, indent=1))
    else:
        Console().print(report_tree(report))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # whoever read the output, such as head, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
