"""`reading`, `fuzz` and `boxes`: how files are read, and where on their pages quotes are found."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from eval.commands.opening import usable
from eval.commands.options import add_count, add_index, add_json, add_shared
from eval.commands.output import files_bar, tell


def reading_options(parser: ArgumentParser) -> None:
    add_shared(parser)
    add_json(parser)


def fuzz_options(parser: ArgumentParser) -> None:
    add_count(parser, "--files", 2000)
    add_count(parser, "--seed", 1)
    add_shared(parser)
    add_json(parser)


def boxes_options(parser: ArgumentParser) -> None:
    add_index(parser)
    add_count(parser, "--sample", 200)
    add_count(parser, "--seed", 1)
    add_json(parser)


def reading(arguments: Namespace) -> None:
    from eval.reading import as_json, failed, measure, show

    with files_bar() as told:
        bench = measure(arguments.shared, told)
    tell(as_json(bench), lambda console: show(bench, console), arguments)
    if missed := failed(bench.checks):
        sys.exit(f"eval: {len(missed)} checks missed their target: {'; '.join(missed)}")


def fuzz(arguments: Namespace) -> None:
    from eval.fuzz import BRIEFINGS, as_json, fuzz, show

    folders = [BRIEFINGS, arguments.shared / "reports"]
    with files_bar() as told:
        fuzzed = fuzz(folders, arguments.files, arguments.seed, told)
    tell(as_json(fuzzed), lambda console: show(fuzzed, console), arguments)
    if bad := fuzzed.stopped + fuzzed.unforeseen:
        sys.exit(f"eval: {len(bad)} files had to be stopped or had no clear reason")


def boxes(arguments: Namespace) -> None:
    from eval.boxes import as_json, measure, show
    from indexer.generations import Generation

    with usable():
        held = Generation.current(arguments.index)
        with files_bar() as told:
            boxed = measure(held, arguments.sample, arguments.seed, told)
    tell(as_json(boxed), lambda console: show(boxed, console), arguments)
    if wrong := sum(one.outcome == "wrong" for one in boxed):
        sys.exit(f"eval: {wrong} boxes stand around other text than was cited")
