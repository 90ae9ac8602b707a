"""`run`, `score` and `locate`: answers to a set of questions, and their figures."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from eval import against, report
from eval.answers import Reply, load_answers
from eval.commands import opening
from eval.commands.options import add_index, add_json, add_model, add_questions
from eval.commands.output import console, print_json
from eval.questions import Question, load_questions


def run_options(parser: ArgumentParser) -> None:
    add_questions(parser)
    add_index(parser)
    add_model(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="ANSWERS.jsonl")
    _add_figures(parser)


def score_options(parser: ArgumentParser) -> None:
    add_questions(parser)
    parser.add_argument("answers", type=Path, metavar="ANSWERS.jsonl")
    _add_reports(parser, required=False)
    _add_figures(parser)


def locate_options(parser: ArgumentParser) -> None:
    add_questions(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="QUOTED.jsonl")
    _add_reports(parser, required=True)


def _add_reports(parser: ArgumentParser, required: bool) -> None:
    parser.add_argument(
        "--index",
        type=Path,
        required=required,
        help="has the reports, where the questions name sentences instead of quoting them",
    )


def _add_figures(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--against",
        type=Path,
        metavar="FIGURES.json",
        help="exit 1 where a figure is worse than in these, which --json printed before",
    )
    parser.add_argument(
        "--misses", type=int, default=0, metavar="N", help="show the first N wrong answers"
    )
    add_json(parser)


def run(arguments: Namespace) -> None:
    from eval.run import run

    assistant = opening.assistant(arguments.index, arguments.model, arguments.base_url)
    questions = load_questions(arguments.questions, assistant.index.reports)
    _print(questions, run(assistant, questions, arguments.out), arguments)


def score(arguments: Namespace) -> None:
    questions = load_questions(arguments.questions, opening.reports(arguments.index))
    _print(questions, load_answers(arguments.answers), arguments)


def locate(arguments: Namespace) -> None:
    questions = load_questions(arguments.questions, opening.reports(arguments.index))
    lines = "".join(f"{question.as_json()}\n" for question in questions)
    arguments.out.write_text(lines, encoding="utf-8")


def _print(
    questions: Sequence[Question], replies: Mapping[str, Reply], arguments: Namespace
) -> None:
    """The figures, and what became of earlier ones: exits 1 where one is worse."""
    groups = report.figures(questions, replies)
    compared = _compared(questions, groups[report.ALL], arguments.against)
    if arguments.json:
        figures: dict[str, object] = {
            "made": f"{datetime.now(UTC):%Y-%m-%d}",
            "figures": groups,
            "faults": report.faults(questions, replies),
            "misses": report.misses(questions, replies, arguments.misses),
        }
        told = {"against": against.as_json(compared)} if arguments.against else {}
        print_json(figures | told)
    else:
        report.show(questions, replies, console(), arguments.misses)
        if arguments.against:
            console().print(against.table(compared, arguments.against.name))
    if worse := [str(change) for change in compared if change.worse]:
        sys.exit(f"eval: {len(worse)} figures are worse than before: {'; '.join(worse)}")


def _compared(
    questions: Sequence[Question], now: report.Figures, earlier: Path | None
) -> list[against.Change]:
    if earlier is None:
        return []
    return against.changes(against.load_results(earlier, questions), now, questions)
