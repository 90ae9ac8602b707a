"""The command line: `python -m eval run ...`, `python -m eval score ...`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console

from eval import report
from eval.answers import BadAnswers, Reply, load_answers
from eval.questions import BadQuestions, Question, load_questions

WIDTH = 120  # columns, where the output is a file or a pipe


def main(argv: Sequence[str] | None = None) -> int:
    """0 done; 1 with one line on standard error; argparse exits 2 on wrong usage."""
    arguments = parser().parse_args(argv)
    try:
        arguments.do(arguments)
    except (BadQuestions, BadAnswers, OSError) as error:
        print(f"eval: {error}", file=sys.stderr)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="python -m eval", description="Measure the assistant on sets of questions."
    )
    verbs = top.add_subparsers(required=True, metavar="VERB")

    run = verbs.add_parser("run", help="ask every question, keep the answers, print the figures")
    run.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    run.add_argument("--index", type=Path, default=Path("index"), help="default: %(default)s")
    run.add_argument("--out", type=Path, required=True, metavar="ANSWERS.jsonl")
    run.set_defaults(do=_run)

    score = verbs.add_parser("score", help="print the figures of answers made before")
    score.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    score.add_argument("answers", type=Path, metavar="ANSWERS.jsonl")
    score.set_defaults(do=_score)

    train = verbs.add_parser("train", help="fine-tune the encoder on questions with their quotes")
    train.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    train.add_argument("--reports", type=Path, action="append", required=True, metavar="DIR")
    train.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder of the model")
    train.add_argument("--epochs", type=int, default=1, help="default: %(default)s")
    train.set_defaults(do=_train)

    for verb in (run, score):
        verb.add_argument(
            "--misses", type=int, default=0, metavar="N", help="show the first N wrong answers"
        )
        verb.add_argument("--json", action="store_true", help="print the figures as JSON")
    return top


def _run(arguments: argparse.Namespace) -> None:
    from eval.run import run
    from indexer.encoder import EncoderUnavailable
    from indexer.index import IndexMismatch, IndexMissing
    from qa.assistant import Assistant

    questions = load_questions(arguments.questions)
    try:
        assistant = Assistant.open(arguments.index)
    except (IndexMissing, IndexMismatch, EncoderUnavailable) as error:
        sys.exit(f"eval: {error}")
    _print(questions, run(assistant, questions, arguments.out), arguments)


def _score(arguments: argparse.Namespace) -> None:
    questions = load_questions(arguments.questions)
    _print(questions, load_answers(arguments.answers), arguments)


def _train(arguments: argparse.Namespace) -> None:
    from rich.progress import BarColumn, Progress, TimeRemainingColumn

    from eval.train_retriever import train
    from eval.training_examples import examples

    print("reading the reports", file=sys.stderr)
    made = examples(arguments.questions, arguments.reports)
    print(f"{len(made)} examples", file=sys.stderr)
    bars = Progress(
        "loss {task.fields[loss]:.3f}",
        BarColumn(),
        "{task.completed}/{task.total}",
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    with bars:
        task = bars.add_task("training", total=None, loss=float("nan"))
        train(
            made,
            arguments.out,
            arguments.epochs,
            lambda done, steps, loss: bars.update(task, completed=done, total=steps, loss=loss),
        )


def _print(
    questions: Sequence[Question], replies: Mapping[str, Reply], arguments: argparse.Namespace
) -> None:
    if arguments.json:
        figures: dict[str, object] = {
            "figures": report.figures(questions, replies),
            "faults": report.faults(questions, replies),
            "misses": report.misses(questions, replies, arguments.misses),
        }
        print(json.dumps(figures, indent=2, ensure_ascii=False))
        return
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    report.show(questions, replies, console, arguments.misses)


if __name__ == "__main__":
    sys.exit(main())
