"""What an exported answer tells, in order: the same for every format, and nothing of a format."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus import Report
from indexer.index import Index
from indexer.passages import Hit
from qa.answer import Answer, Citation, Grade
from qa.cite import reference
from qa.wording import BRIEFING_NOTE, in_words, meaning, scope_line, status_name

NEAREST = 3  # passages told with a refusal

GRADE_HEADS = ("Council", "Area", "Grade", "Score", "Date", "Source")

# What XML 1.0 cannot hold, and what breaks a line of Markdown; real PDFs hold them.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)
_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Source:
    """A citation, or one of the nearest passages of a refusal, as it is told.

    `mark` is its number in the answer, 0 where it has none; `heading` is its path in one line;
    `notes` say what a reader must know of it; `citation` is None for a nearest passage.
    """

    mark: int
    reference: str
    heading: str
    quote: str
    url: str
    notes: tuple[str, ...]
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One question and all that was said to it; every text is plain and printable.

    `lines` are the answer's, each with whether it is an item of a list. `grades` are rows under
    GRADE_HEADS.
    """

    question: str
    understood: str
    status: str
    lines: tuple[tuple[bool, str], ...]
    grades: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    earlier: tuple[Source, ...]
    nearest: tuple[Source, ...]
    scope: str


def sheet(answer: Answer, reports: Mapping[str, Report]) -> Sheet:
    """The answer as it is told outside the app. `reports` are those of the index, by id."""
    followed = answer.asked.split() != answer.question.split()
    lines = [line for line in printable(answer.text).splitlines() if line.strip()]
    refused = not answer.citations
    return Sheet(
        question=one_line(answer.question),
        understood=one_line(answer.asked) if followed else "",
        status=f"{status_name(answer)}. {one_line(meaning(answer, reports))}",
        lines=tuple((line.startswith("•"), line.lstrip("• ")) for line in lines),
        grades=tuple(_row(grade) for grade in answer.grades),
        notes=tuple(one_line(note) for note in answer.notes),
        sources=tuple(
            _cited(citation, mark, reports) for mark, citation in enumerate(answer.citations, 1)
        ),
        earlier=tuple(_cited(citation, 0, reports) for citation in answer.earlier),
        nearest=tuple(_near(hit, reports) for hit in answer.hits[:NEAREST] if refused),
        scope=one_line(scope_line(answer)),
    )


def title(answers: Sequence[Answer]) -> str:
    """What a document of these answers is called."""
    if len(answers) == 1:
        return one_line(answers[0].question)
    return f"Answers from inspection reports: {len(answers)} questions"


def made_line(index: Index, made: date) -> str:
    """When the document was made, and from what."""
    return (
        f"Made on {in_words(made)} from an index of {len(index.reports)} reports, built on "
        f"{in_words(index.built.date())} (version {one_line(index.version)})."
    )


def marks(line: str, cited: int) -> list[tuple[str, int]]:
    """The line in pieces, each with the number of its citation mark or 0 for text.

    A number in brackets that is no mark of the `cited` sources was printed so in the report.
    """
    pieces, end = [], 0
    for match in _MARK.finditer(line):
        if 1 <= int(match[1]) <= cited:
            pieces += [(line[end : match.start()], 0), (match[0], int(match[1]))]
            end = match.end()
    return [piece for piece in (*pieces, (line[end:], 0)) if piece[0]]


def printable(text: str) -> str:
    """The text without control characters and halves of characters; line ends stay."""
    return _UNPRINTABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The text, printable, in one line with single spaces."""
    return " ".join(printable(text).split())


def _row(grade: Grade) -> tuple[str, ...]:
    cells = (
        grade.authority,
        grade.area,
        grade.grade,
        "" if grade.score is None else str(grade.score),
        in_words(grade.dated) if grade.dated else "",
        f"[{grade.mark}]",
    )
    return tuple(one_line(cell) for cell in cells)


def _cited(citation: Citation, mark: int, reports: Mapping[str, Report]) -> Source:
    report = reports.get(citation.report_id)
    rests = (f"Rests on: {one_line(citation.strength)}.",) if citation.strength else ()
    return Source(
        mark=mark,
        reference=one_line(citation.reference),
        heading=_path(citation.heading),
        quote=printable(citation.quote),
        url=_url(report),
        notes=(*_briefing(report), *rests),
        citation=citation,
    )


def _near(hit: Hit, reports: Mapping[str, Report]) -> Source:
    passage, report = hit.passage, reports.get(hit.passage.report_id)
    named = reference(report, passage.sentences[0]) if report else passage.title
    return Source(
        mark=0,
        reference=one_line(named),
        heading=_path(passage.heading),
        quote=printable(passage.text),
        url=_url(report),
        notes=_briefing(report),
    )


def _path(heading: tuple[str, ...]) -> str:
    return one_line(" › ".join(heading))


def _url(report: Report | None) -> str:
    url = report.url if report else ""
    return url if re.fullmatch(r"https?://[^\s<>\"\\^`{|}\x00-\x20\x7f-\uffff]+", url) else ""


def _briefing(report: Report | None) -> tuple[str, ...]:
    return (BRIEFING_NOTE,) if report and report.kind == "briefing" else ()
