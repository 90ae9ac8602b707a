"""`train`: the models, fine-tuned on questions."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from eval.commands import opening
from indexer.encoder import BASE


def train_options(parser: ArgumentParser) -> None:
    parser.add_argument("model", choices=("retriever", "reader", "prior", "refusal"))
    parser.add_argument("questions", nargs="+", type=Path, metavar="QUESTIONS.jsonl")
    parser.add_argument("--index", type=Path, required=True, help="has the questions' reports")
    parser.add_argument("--out", type=Path, required=True, metavar="PATH", help="what is written")
    parser.add_argument(
        "--base", default=BASE, metavar="ENCODER", help="what is trained (default: %(default)s)"
    )
    parser.add_argument("--epochs", type=float, default=1, help="default: %(default)s")


def train(arguments: Namespace) -> None:
    from eval import train_prior, train_reader, train_refusal, train_retriever
    from eval.training_candidates import candidates
    from eval.training_examples import examples
    from eval.training_questions import asked

    index = opening.assistant(arguments.index).index
    questions = asked(arguments.questions, index.reports)
    if arguments.model == "refusal":
        _fit(train_refusal.fit(questions, index), arguments.out)
        return
    held = candidates(questions, index, apart=False)
    how = arguments.out, arguments.epochs
    with _bar(arguments.model) as tell:
        if arguments.model == "retriever":
            made = examples(held, index)
            train_retriever.train(made, arguments.out, int(arguments.epochs), tell, arguments.base)
        elif arguments.model == "reader":
            train_reader.train(list(held), *how, tell, arguments.base)
        else:
            train_prior.train(questions, *how, tell, arguments.base)


def _fit(fitted: tuple[Any, Any], out: Path) -> None:
    """Keeps what decides on refusing; prints the weights that stand in `qa.extract`."""
    weights, refusal = fitted
    out.write_text(json.dumps(asdict(refusal), indent=1) + "\n", "utf-8")
    print(json.dumps(asdict(weights), indent=1))


@contextmanager
def _bar(name: str) -> Iterator[Callable[[int, int, float], None]]:
    """A progress bar with the time left and a running mean of the loss."""
    columns = (
        name,
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        "{task.fields[loss]}",
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task(name, loss="")
        yield lambda done, steps, loss: bars.update(
            task, completed=done, total=steps, loss=f"loss {loss:.2f}"
        )
