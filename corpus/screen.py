"""How downloads and reports look in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.tree import Tree

from corpus.fetch import OnBytes, Outcome
from corpus.model import Report, Section
from corpus.sources import Source

WORDS = {"came": "came", "there": "already there", "failed": "[red]failed[/]"}


@contextmanager
def fetching(
    sources: Sequence[Source],
) -> Iterator[tuple[OnBytes, Callable[[Outcome], None]]]:
    """A progress bar over `sources` on stderr, and the two functions that move it."""
    progress = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
        console=Console(stderr=True),
        transient=True,
    )
    task = progress.add_task("asking the server", total=len(sources))

    def on_bytes(source: Source, size: int) -> None:
        whole = f" of {source.bytes / 1000:.0f}" if source.bytes else ""
        progress.update(task, description=escape(f"{source.doc} {size / 1000:.0f}{whole} kB"))

    with progress:
        yield on_bytes, lambda outcome: progress.advance(task)


def outcome_table(outcomes: Sequence[Outcome], to: Path) -> RenderableType:
    """One row a report, and a line with the sums."""
    table = Table("report", "published", "kB", "", "why", box=None, pad_edge=False)
    table.columns[0].overflow = table.columns[4].overflow = "fold"
    table.columns[2].justify = "right"
    for outcome in outcomes:
        source = outcome.source
        size = f"{outcome.bytes / 1000:.0f}" if outcome.bytes else ""
        table.add_row(
            escape(source.doc),
            str(source.published or ""),
            size,
            WORDS[outcome.status],
            escape(outcome.reason),
        )
    counts = {
        status: sum(outcome.status == status for outcome in outcomes)
        for status in ("came", "there", "failed")
    }
    return Group(
        table,
        f"\n{counts['came']} came, {counts['there']} were already there, "
        f"{counts['failed']} failed; in {escape(str(to))}",
    )


def report_tree(report: Report) -> RenderableType:
    """What the report is, its headings with their sentences counted, and its judgements."""
    facts = Table(box=None, show_header=False, pad_edge=False)
    inspected = " to ".join(str(day) for day in report.inspected or ())
    for name, value in (
        ("title", report.title),
        ("authority", report.authority),
        ("publisher", report.publisher),
        ("kind", report.kind),
        ("published", report.published),
        ("inspected", inspected),
        ("pages", report.pages),
        ("url", report.url),
    ):
        facts.add_row(f"[bold]{name}[/]", escape(str(value or "-")))
    judgements = Table("judgement", "grade", "score", "page", box=None, pad_edge=False)
    for row in report.judgements:
        judgements.add_row(
            escape(row.area), escape(row.grade), str(row.score or ""), str(row.page or "")
        )
    parts: list[RenderableType] = [facts, "", _headings(report)]
    return Group(*parts, *(("", judgements) if report.judgements else ()))


def _headings(report: Report) -> Tree:
    tree = Tree(f"[bold]{escape(report.id)}[/]")
    branches: dict[tuple[str, ...], Tree] = {(): tree}
    for section in report.sections:
        path = section.heading
        for depth in range(1, len(path)):
            above = path[:depth]
            if above not in branches:
                branches[above] = branches[above[:-1]].add(escape(above[-1]))
        branch = branches[path[:-1]].add(_label(section))
        if path:
            branches[path] = branch
    return tree


def _label(section: Section) -> str:
    name = escape(section.heading[-1]) if section.heading else "[dim](no heading)[/]"
    pages = sorted({sentence.page for sentence in section.sentences if sentence.page})
    where = f", p. {pages[0]}" + (f"-{pages[-1]}" if len(pages) > 1 else "") if pages else ""
    count = len(section.sentences)
    return f"{name} [dim]{count} sentence{'' if count == 1 else 's'}{where}[/]"
