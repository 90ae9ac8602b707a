"""The command line: `python -m eval VERB`, from `run`, which asks, to `boxes`; `--help` has all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from eval.against import BadResults
from eval.answers import BadAnswers
from eval.commands import reading, scoring, studies, training
from eval.questions import BadQuestions

# What a command is for, what it takes and what it does.
Command = tuple[
    str, Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], None]
]
COMMANDS: dict[str, Command] = {
    "run": (
        "ask every question, keep the answers, print the figures",
        scoring.run_options,
        scoring.run,
    ),
    "score": (
        "print the figures of answers made before",
        scoring.score_options,
        scoring.score,
    ),
    "locate": (
        "write a question set with its evidence quoted, for another scorer",
        scoring.locate_options,
        scoring.locate,
    ),
    "train": (
        "fine-tune the models on questions, one after another",
        training.train_options,
        training.train,
    ),
    "reading": (
        "measure how well reports are read, against hand-checked ones",
        reading.reading_options,
        reading.reading,
    ),
    "fuzz": (
        "read damaged files: none may crash or hang a reader",
        reading.fuzz_options,
        reading.fuzz,
    ),
    "boxes": (
        "box cited sentences on page pictures and check them",
        reading.boxes_options,
        reading.boxes,
    ),
    "ablation": (
        "measure what each part of the assistant adds",
        studies.ablation_options,
        studies.ablation,
    ),
    "curve": (
        "measure refusal by threshold: risk against coverage",
        studies.curve_options,
        studies.curve,
    ),
}


def main(argv: Sequence[str] | None = None) -> int:
    """0 done; 1 with one line on standard error; argparse exits 2 on wrong usage."""
    arguments = parser().parse_args(argv)
    try:
        arguments.do(arguments)
    except (BadQuestions, BadAnswers, BadResults, OSError) as error:
        print(f"eval: {error}", file=sys.stderr)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="python -m eval", description="Measure the assistant on sets of questions."
    )
    verbs = top.add_subparsers(required=True, metavar="VERB")
    for name, (purpose, add_options, do) in COMMANDS.items():
        verb = verbs.add_parser(name, help=purpose)
        add_options(verb)
        verb.set_defaults(do=do)
    return top


if __name__ == "__main__":
    sys.exit(main())
