"""The reading bench: how well reports are read, against people and other programs, in one table."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from corpus import Report, read
from eval.furniture import faults
from eval.plain import extracted, plain_text, running_lines
from eval.reading_facts import Cells, eras, facts, held
from eval.reading_grades import second_search
from eval.reading_headings import (
    Gold,
    agreement,
    gold_of_pdfs,
    gold_of_texts,
    headings,
    paths,
)
from indexer.files import ReportFile
from indexer.reading import read_files

MORE = "ofsted-more"  # of which no table of grades exists
FOLDERS = ("ofsted", MORE)
SENTENCES = 500  # in each sample that is scanned for furniture
PLACED = 20  # sentences of each hand-checked PDF whose heading path is checked
SEED = 7
SPEED = "seconds to read, to seconds of plain text extraction"

Tell = Callable[[int, int], None]
Pages = Mapping[str, list[str]]  # the plain text of each page, by file name


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the table: `right` of `total`, and the least (or most) their ratio may be.

    `notes` say what disagrees. A check over nothing fails.
    """

    name: str
    part: str
    right: float
    total: float
    target: float
    notes: tuple[str, ...] = ()
    at_most: bool = False

    @property
    def figure(self) -> float | None:
        return self.right / self.total if self.total else None

    @property
    def passed(self) -> bool:
        if self.figure is None:
            return False
        return self.figure <= self.target if self.at_most else self.figure >= self.target


@dataclass(frozen=True, slots=True)
class Bench:
    """The checks in the table's order, the documents that are not on this machine, and remarks."""

    checks: list[Check]
    absent: list[str]
    remarks: list[str]


def measure(shared: Path, tell: Tell = lambda done, total: None) -> Bench:
    """Everything, over the reports in `shared`; `tell` hears how many files of all are read."""
    questions = shared / "questions"
    reports = _reports(shared / "reports", tell)
    texts = gold_of_texts(questions / "seeds-headings.json")
    seeds = {doc: shared / "reports" / "seeds" / doc for doc in texts}
    reports |= {doc: read(path) for doc, path in seeds.items() if path.exists()}
    gold = gold_of_pdfs()
    pdfs = {doc: report for doc, report in reports.items() if doc not in texts}
    files = {path.name: path for path in _files(shared / "reports") if path.name in gold}
    untold = {path.name: path for path in _files(shared / "reports") if path.parent.name == MORE}
    pages, speed = _raced(files)
    checks = [
        *_headings(texts, reports, 0.95),
        *_headings(gold, reports, 0.95),
        _paths(gold, reports, pages),
        *_facts(facts(pdfs, questions / "ofsted-judgements-dev.csv"), "as the table says", 0.99),
        *_facts({"judgements": second_search(pdfs, untold)}, "a second search of 20 PDFs", 0.99),
        *_facts(held(pdfs), "found in the report", 0.99),
        _furniture("any report", pdfs, {}),
        _furniture("hand-checked PDFs", {doc: pdfs[doc] for doc in gold if doc in pdfs}, pages),
        speed,
    ]
    absent = sorted(doc for doc in (*texts, *gold) if doc not in reports)
    return Bench(checks, absent, eras(reports))


def _files(folder: Path) -> list[Path]:
    return sorted(path for name in FOLDERS for path in (folder / name).glob("*.pdf"))


def _reports(folder: Path, tell: Tell) -> dict[str, Report]:
    """The readable PDFs by file name, read under other names: what is known is what they print."""
    found: dict[str, Report] = {}
    with tempfile.TemporaryDirectory() as place:
        names: dict[str, str] = {}
        links: list[ReportFile] = []
        for number, path in enumerate(_files(folder)):
            link = Path(place, f"{number}.pdf")
            link.symlink_to(path.resolve())
            names[link.name] = path.name
            links.append(ReportFile(link.name, str(link), ""))
        for done, (file, outcome) in enumerate(read_files(links) if links else (), 1):
            if hasattr(outcome, "report"):
                found[names[file.name]] = outcome.report
            tell(done, len(links))
    return dict(sorted(found.items()))


def _raced(files: Mapping[str, Path]) -> tuple[Pages, Check]:
    """The plain text of `files`, and how long ours takes next to it: file by file, in turn."""
    pages: dict[str, list[str]] = {}
    ours = theirs = 0.0
    for doc, path in files.items():
        started = perf_counter()
        pages[doc] = extracted(path)
        between = perf_counter()
        read(path)
        theirs += between - started
        ours += perf_counter() - between
    return pages, Check("speed", f"{len(files)} PDFs: {SPEED}", ours, theirs, 1.5, at_most=True)


def _headings(gold: Gold, reports: Mapping[str, Report], target: float) -> Iterator[Check]:
    """F1 with levels; that of the text alone is in the notes."""
    docs = [doc for doc in gold if doc in reports]
    for doc in docs:
        found = headings(reports[doc])
        same, both = agreement(gold[doc].headings, found, level=True)
        alone, _ = agreement(gold[doc].headings, found, level=False)
        displaced = doc.startswith("000_")  # many of its headings are out of their place
        notes = () if alone == same else (f"without levels {alone / both:.3f}",)
        yield Check("heading F1", doc, same, both, 0.9 if displaced else target, notes)
    if not docs:
        yield Check("heading F1", f"{len(gold)} documents", 0, 0, target)


def _paths(gold: Gold, reports: Mapping[str, Report], pages: Pages) -> Check:
    dice = random.Random(SEED)
    placed = passed = 0
    notes: list[str] = []
    for doc in (doc for doc in gold if doc in reports and doc in pages):
        one = paths(reports[doc], gold[doc], plain_text(pages[doc]), PLACED, dice)
        placed, passed = placed + one.placed, passed + one.passed
        for page, found, wanted in one.wrong:
            notes.append(f"{doc} page {page}: {' > '.join(found)!r}, not {' > '.join(wanted)!r}")
    right = placed - len(notes)
    notes.append(f"{passed} more sentences could not be placed in the plain text with certainty")
    return Check(
        "heading path", "sentences of hand-checked PDFs", right, placed, 0.97, tuple(notes)
    )


def _facts(columns: Mapping[str, Cells], how: str, target: float) -> Iterator[Check]:
    for name, cells in columns.items():
        yield Check(name, how, cells.right, cells.total, target, tuple(cells.notes))
    if not columns:
        yield Check("facts", how, 0, 0, target)


def _furniture(what: str, reports: Mapping[str, Report], pages: Pages) -> Check:
    """Sentences without any furniture; running lines are known where there are `pages`."""
    drawn = [
        (doc, one)
        for doc, report in reports.items()
        for section in report.sections
        for one in section.sentences
    ]
    sample = random.Random(SEED).sample(drawn, min(SENTENCES, len(drawn)))
    running = {doc: running_lines(text) for doc, text in pages.items()}
    wrong = [
        f"{doc} page {one.page}: {', '.join(found)} in {one.text[:60]!r}...{one.text[-30:]!r}"
        for doc, one in sample
        if (found := faults(one, running.get(doc, ())))
    ]
    kind = "and running lines" if pages else "by form alone"
    part = f"clean sentences, {what}, {kind}"
    return Check("furniture", part, len(sample) - len(wrong), len(sample), 1.0, tuple(wrong))


def show(bench: Bench, console: Console) -> None:
    """Print the table, then what disagrees, what is absent, and the remarks."""
    table = Table(title="Reading", title_justify="left", box=SIMPLE_HEAD)
    for head in ("check", "of"):
        table.add_column(head)
    for head in ("right", "total", "figure", "target", ""):
        table.add_column(head, justify="right")
    for check in bench.checks:
        figure = "-" if check.figure is None else f"{check.figure:.3f}"
        sign = "<=" if check.at_most else ">="
        numbers = (f"{number:.4g}" for number in (check.right, check.total))
        verdict = "" if check.passed else "FAILED"
        target = f"{sign} {check.target}"
        table.add_row(check.name, check.part, *numbers, figure, target, verdict)
    console.print(table)
    lines = [f"{check.name}: {note}" for check in bench.checks for note in check.notes]
    if bench.absent:
        lines.append(f"not on this machine, skipped: {', '.join(bench.absent)}")
    console.print(*lines, *bench.remarks, sep="\n", markup=False, highlight=False, soft_wrap=True)


def as_json(bench: Bench) -> dict[str, object]:
    """The same for scripts."""
    checks = [
        {
            "check": check.name,
            "of": check.part,
            "right": check.right,
            "total": check.total,
            "figure": check.figure,
            "target": check.target,
            "passed": check.passed,
            "notes": list(check.notes),
        }
        for check in bench.checks
    ]
    return {"checks": checks, "absent": bench.absent, "remarks": bench.remarks}


def failed(checks: Sequence[Check]) -> list[str]:
    """The names of the checks that missed their target."""
    return [f"{check.name} ({check.part})" for check in checks if not check.passed]
