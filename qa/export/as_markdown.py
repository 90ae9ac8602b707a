"""Answers as Markdown (CommonMark, tables as GitHub writes them), to paste into a briefing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from indexer.index import Index
from qa.answer import Answer
from qa.export import told as export

# Signs that mean something anywhere in a line, and those that do at its beginning only.
_SIGNS = re.compile(r"([\\`*_\[\]<>#|~$&!^=])")
_OPENING = re.compile(r"^(\s*)(?:([-+:])|(\d+)([.)]))")


def markdown(answers: Sequence[Answer], index: Index, made: date) -> bytes:
    """The answers as a Markdown document in UTF-8.

    All words of questions and reports are escaped: they come out as they stand there, whatever
    they hold.
    """
    parts = [f"# {_text(export.title(answers))}", _text(export.made_line(index, made))]
    for answer in answers:
        parts += _sheet(export.sheet(answer, index.reports), several=len(answers) > 1)
    return ("\n\n".join(parts) + "\n").encode()


def _sheet(sheet: export.Sheet, several: bool) -> Iterator[str]:
    if several:
        yield f"## {_text(sheet.question)}"
    yield f"**{_text(sheet.status)}**"
    if sheet.understood:
        yield f"Understood as: {_text(sheet.understood)}"
    yield from _lines(sheet.lines)
    if sheet.grades:
        yield _table(sheet.grades)
    if sheet.notes:
        yield "### Notes"
        yield "\n".join(f"- {_text(note)}" for note in sheet.notes)
    for heading, sources in (
        ("Sources", sheet.sources),
        ("Earlier findings", sheet.earlier),
        ("The nearest passages, which do not answer it", sheet.nearest),
    ):
        if sources:
            yield f"### {heading}"
            for source in sources:
                yield from _source(source)
    if sheet.scope:
        yield f"*{_text(sheet.scope)}*"


def _lines(lines: Sequence[tuple[bool, str]]) -> Iterator[str]:
    """Paragraphs, and the items that follow each other as one list."""
    items: list[str] = []
    for listed, line in (*lines, (False, "")):
        if listed:
            items.append(f"- {_text(line)}")
            continue
        if items:
            yield "\n".join(items)
            items = []
        if line:
            yield _text(line)


def _table(rows: Sequence[Sequence[str]]) -> str:
    ruled = [export.GRADE_HEADS, ["---"] * len(export.GRADE_HEADS)]
    escaped = [[_text(cell) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (*ruled, *escaped))


def _source(source: export.Source) -> Iterator[str]:
    mark = f"\\[{source.mark}\\] " if source.mark else ""
    yield f"**{mark}{_text(source.reference)}**"
    if source.heading:
        yield _text(source.heading)
    lines = [_text(line) for line in source.quote.splitlines() if line.strip()]
    yield "\n>\n".join(f"> {line}" for line in lines)
    yield from (_text(note) for note in source.notes)
    if source.url:
        yield f"[The original on the publisher’s site](<{source.url}>)"


def _text(text: str) -> str:
    """The text with every sign that Markdown would read as its own escaped."""
    escaped = _SIGNS.sub(r"\\\1", text.strip())
    return _OPENING.sub(lambda m: rf"{m[1]}\{m[2]}" if m[2] else rf"{m[3]}\{m[4]}", escaped)
