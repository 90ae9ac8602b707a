"""The command line: `python -m eval VERB`, from `run`, which asks, to `boxes`; `--help` has all."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from corpus import Report
from eval import against, report
from eval.answers import BadAnswers, Reply, load_answers
from eval.questions import BadQuestions, Question, load_questions

if TYPE_CHECKING:
    from rich.table import Table

    from qa.assistant import Assistant

WIDTH = 120  # columns, where the output is a file or a pipe
SHARED = Path(__file__).resolve().parents[2] / "shared"
SHARED_HELP = "folder of reports/ and questions/ to measure on (default: %(default)s)"


def main(argv: Sequence[str] | None = None) -> int:
    """0 done; 1 with one line on standard error; argparse exits 2 on wrong usage."""
    arguments = parser().parse_args(argv)
    try:
        arguments.do(arguments)
    except (BadQuestions, BadAnswers, against.BadResults, OSError) as error:
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

    locate = verbs.add_parser(
        "locate", help="write a question set with its evidence quoted, for another scorer"
    )
    locate.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    locate.add_argument("--out", type=Path, required=True, metavar="QUOTED.jsonl")
    locate.set_defaults(do=_locate)
    for verb, needed in ((score, False), (locate, True)):
        verb.add_argument(
            "--index",
            type=Path,
            required=needed,
            help="has the reports, where the questions name sentences instead of quoting them",
        )

    train = verbs.add_parser("train", help="fine-tune the models on questions, one after another")
    train.add_argument("model", choices=("retriever", "reader", "refusal"))
    train.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    train.add_argument("--index", type=Path, required=True, help="has the questions' reports")
    train.add_argument("--out", type=Path, required=True, metavar="PATH", help="what is written")
    train.add_argument("--epochs", type=float, default=1, help="default: %(default)s")
    train.set_defaults(do=_train)

    _add_readings(verbs)
    _add_studies(verbs)
    for verb in (run, score):
        verb.add_argument(
            "--against",
            type=Path,
            metavar="FIGURES.json",
            help="exit 1 where a figure is worse than in these, which --json printed before",
        )
        verb.add_argument(
            "--misses", type=int, default=0, metavar="N", help="show the first N wrong answers"
        )
        verb.add_argument("--json", action="store_true", help="print the figures as JSON")
    return top


def _add_readings(verbs: Any) -> None:
    """The verbs that measure the reading of files; `verbs` are argparse's subparsers."""
    reading = verbs.add_parser(
        "reading", help="measure how well reports are read, against hand-checked ones"
    )
    reading.add_argument("--shared", type=Path, default=SHARED, metavar="DIR", help=SHARED_HELP)
    reading.add_argument("--json", action="store_true", help="print the figures as JSON")
    reading.set_defaults(do=_reading)

    fuzz = verbs.add_parser("fuzz", help="read damaged files: none may crash or hang a reader")
    fuzz.add_argument("--files", type=int, default=2000, metavar="N", help="default: %(default)s")
    fuzz.add_argument("--seed", type=int, default=1, metavar="N", help="default: %(default)s")
    fuzz.add_argument("--shared", type=Path, default=SHARED, metavar="DIR", help=SHARED_HELP)
    fuzz.add_argument("--json", action="store_true", help="print the figures as JSON")
    fuzz.set_defaults(do=_fuzz)

    boxes = verbs.add_parser("boxes", help="box cited sentences on page pictures and check them")
    boxes.add_argument("--index", type=Path, default=Path("index"), help="default: %(default)s")
    boxes.add_argument("--sample", type=int, default=200, metavar="N", help="default: %(default)s")
    boxes.add_argument("--seed", type=int, default=1, metavar="N", help="default: %(default)s")
    boxes.add_argument("--json", action="store_true", help="print the figures as JSON")
    boxes.set_defaults(do=_boxes)


def _add_studies(verbs: Any) -> None:
    """The verbs that show what makes the figures; `verbs` are argparse's subparsers."""
    ablation = verbs.add_parser("ablation", help="measure what each part of the assistant adds")
    ablation.add_argument(
        "--base-index", type=Path, metavar="DIR", help="of the same reports, by another encoder"
    )
    ablation.set_defaults(do=_ablation)

    curve = verbs.add_parser("curve", help="measure refusal by threshold: risk against coverage")
    curve.set_defaults(do=_curve)
    for verb in (ablation, curve):
        verb.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
        verb.add_argument("--index", type=Path, default=Path("index"), help="default: %(default)s")
        verb.add_argument(
            "--plot", type=Path, metavar="FILE.svg", help="draw it, too; needs matplotlib"
        )
        verb.add_argument("--json", action="store_true", help="print the figures as JSON")


def _run(arguments: argparse.Namespace) -> None:
    from eval.run import run

    assistant = _opened(arguments.index)
    questions = load_questions(arguments.questions, assistant.index.reports)
    _print(questions, run(assistant, questions, arguments.out), arguments)


def _opened(folder: Path) -> Assistant:
    from indexer.encoder import EncoderUnavailable
    from indexer.index import IndexMismatch, IndexMissing
    from qa.assistant import Assistant

    try:
        return Assistant.open(folder)
    except (IndexMissing, IndexMismatch, EncoderUnavailable) as error:
        sys.exit(f"eval: {error}")


def _score(arguments: argparse.Namespace) -> None:
    questions = load_questions(arguments.questions, _reports(arguments.index))
    _print(questions, load_answers(arguments.answers), arguments)


def _locate(arguments: argparse.Namespace) -> None:
    questions = load_questions(arguments.questions, _reports(arguments.index))
    lines = "".join(f"{question.as_json()}\n" for question in questions)
    arguments.out.write_text(lines, encoding="utf-8")


def _reports(index: Path | None) -> dict[str, Report]:
    """The reports of the index by id, without its encoder; none where no index is named."""
    from indexer.generations import Generation, IndexMismatch, IndexMissing

    if index is None:
        return {}
    try:
        generation = Generation.current(index)
        generation.manifest()  # refuses what was damaged or written by another version
    except (IndexMissing, IndexMismatch) as error:
        sys.exit(f"eval: {error}")
    return {stored.report.id: stored.report for stored in generation.reports()}


def _reading(arguments: argparse.Namespace) -> None:
    from eval.reading import as_json, failed, measure, show

    with _files_bar() as tell:
        bench = measure(arguments.shared, tell)
    if arguments.json:
        print(json.dumps(as_json(bench), indent=2, ensure_ascii=False))
    else:
        show(bench, _console())
    if missed := failed(bench.checks):
        sys.exit(f"eval: {len(missed)} checks missed their target: {'; '.join(missed)}")


def _fuzz(arguments: argparse.Namespace) -> None:
    from eval.fuzz import BRIEFINGS, as_json, fuzz, show

    with _files_bar() as tell:
        fuzzed = fuzz(
            [BRIEFINGS, arguments.shared / "reports"], arguments.files, arguments.seed, tell
        )
    if arguments.json:
        print(json.dumps(as_json(fuzzed), indent=2, ensure_ascii=False))
    else:
        show(fuzzed, _console())
    if bad := fuzzed.stopped + fuzzed.unforeseen:
        sys.exit(f"eval: {len(bad)} files had to be stopped or had no clear reason")


def _boxes(arguments: argparse.Namespace) -> None:
    from eval.boxes import as_json, measure, show
    from indexer.generations import Generation, IndexMismatch, IndexMissing

    try:
        held = Generation.current(arguments.index)
        with _files_bar() as tell:
            boxed = measure(held, arguments.sample, arguments.seed, tell)
    except (IndexMissing, IndexMismatch) as error:
        sys.exit(f"eval: {error}")
    if arguments.json:
        print(json.dumps(as_json(boxed), indent=2, ensure_ascii=False))
    else:
        show(boxed, _console())
    if wrong := sum(one.outcome == "wrong" for one in boxed):
        sys.exit(f"eval: {wrong} boxes stand around other text than was cited")


def _ablation(arguments: argparse.Namespace) -> None:
    from eval.ablation import as_json, steps, table

    index = _opened(arguments.index).index
    base = _opened(arguments.base_index).index if arguments.base_index else None
    made = list(steps(load_questions(arguments.questions, index.reports), index, base))
    if arguments.plot:
        from eval.plots import draw_steps

        draw_steps(made, arguments.questions.stem, arguments.plot)
    _tell(as_json(made), table(made), arguments)


def _curve(arguments: argparse.Namespace) -> None:
    from eval.refusal_curve import as_json, outcomes, table

    index = _opened(arguments.index).index
    made = outcomes(load_questions(arguments.questions, index.reports), index)
    if arguments.plot:
        from eval.plots import draw_curve

        draw_curve(made, arguments.questions.stem, arguments.plot)
    _tell(as_json(made), table(made), arguments)


def _tell(figures: object, table: Table, arguments: argparse.Namespace) -> None:
    if arguments.json:
        print(json.dumps(figures, indent=2, ensure_ascii=False))
    else:
        _console().print(table)


def _train(arguments: argparse.Namespace) -> None:
    from eval import train_reader, train_refusal, train_retriever
    from eval.training_candidates import candidates
    from eval.training_examples import examples

    index = _opened(arguments.index).index
    if arguments.model == "refusal":
        _fit(train_refusal.fit(arguments.questions, index), arguments.out)
        return
    with _bar(arguments.model) as tell:
        if arguments.model == "retriever":
            made = examples(arguments.questions, index)
            train_retriever.train(made, arguments.out, int(arguments.epochs), tell)
        else:
            asked = list(candidates(arguments.questions, index, apart=False))
            train_reader.train(asked, arguments.out, arguments.epochs, tell)


def _fit(fitted: tuple[Any, Any], out: Path) -> None:
    """Keeps what decides on refusing; prints the weights that stand in `qa.extract`."""
    from dataclasses import asdict

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


@contextmanager
def _files_bar() -> Iterator[Callable[[int, int], None]]:
    """A progress bar over files."""
    with Progress(
        "reading", BarColumn(), MofNCompleteColumn(), console=Console(stderr=True)
    ) as bars:
        task = bars.add_task("reading")
        yield lambda done, total: bars.update(task, completed=done, total=total)


def _print(
    questions: Sequence[Question], replies: Mapping[str, Reply], arguments: argparse.Namespace
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
        print(json.dumps(figures | told, indent=2, ensure_ascii=False))
    else:
        report.show(questions, replies, _console(), arguments.misses)
        if arguments.against:
            _console().print(against.table(compared, arguments.against.name))
    if worse := [str(change) for change in compared if change.worse]:
        sys.exit(f"eval: {len(worse)} figures are worse than before: {'; '.join(worse)}")


def _compared(
    questions: Sequence[Question], now: report.Figures, earlier: Path | None
) -> list[against.Change]:
    if earlier is None:
        return []
    return against.changes(against.load_results(earlier, questions), now, questions)


def _console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=WIDTH)


if __name__ == "__main__":
    sys.exit(main())
