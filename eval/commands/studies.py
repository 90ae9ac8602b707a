"""`ablation` and `curve`: what makes the figures."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from eval.commands import opening
from eval.commands.options import add_index, add_json, add_questions
from eval.commands.output import tell
from eval.questions import load_questions


def ablation_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--base-index", type=Path, metavar="DIR", help="of the same reports, by another encoder"
    )
    curve_options(parser)


def curve_options(parser: ArgumentParser) -> None:
    add_questions(parser)
    add_index(parser)
    parser.add_argument(
        "--plot", type=Path, metavar="FILE.svg", help="draw it, too; needs matplotlib"
    )
    add_json(parser)


def ablation(arguments: Namespace) -> None:
    from eval.ablation import as_json, steps, table

    index = opening.assistant(arguments.index).index
    base = opening.assistant(arguments.base_index).index if arguments.base_index else None
    made = list(steps(load_questions(arguments.questions, index.reports), index, base))
    if arguments.plot:
        from eval.plots import draw_steps

        draw_steps(made, arguments.questions.stem, arguments.plot)
    tell(as_json(made), lambda console: console.print(table(made)), arguments)


def curve(arguments: Namespace) -> None:
    from eval.refusal_curve import as_json, outcomes, table

    index = opening.assistant(arguments.index).index
    made = outcomes(load_questions(arguments.questions, index.reports), index)
    if arguments.plot:
        from eval.plots import draw_curve

        draw_curve(made, arguments.questions.stem, arguments.plot)
    tell(as_json(made), lambda console: console.print(table(made)), arguments)
