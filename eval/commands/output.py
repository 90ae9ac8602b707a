"""What commands print: figures on standard output, progress on standard error."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress

_WIDTH = 120  # columns, where the output is a file or a pipe


def console() -> Console:
    made = Console()
    return made if made.is_terminal else Console(width=_WIDTH)


def print_json(figures: object) -> None:
    print(json.dumps(figures, indent=2, ensure_ascii=False))


def tell(figures: object, show: Callable[[Console], None], arguments: Namespace) -> None:
    """The figures as JSON where `--json` asks for it, else as `show` prints them for people."""
    if arguments.json:
        print_json(figures)
    else:
        show(console())


@contextmanager
def files_bar() -> Iterator[Callable[[int, int], None]]:
    """A progress bar over files."""
    with Progress(
        "reading", BarColumn(), MofNCompleteColumn(), console=Console(stderr=True)
    ) as bars:
        task = bars.add_task("reading")
        yield lambda done, total: bars.update(task, completed=done, total=total)
