"""Answers as a Word document: real styles, tables and alt texts, and pictures of the pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from indexer.index import Index
from qa.answer import Answer, Citation
from qa.export import told as export
from qa.export.word_parts import (
    bookmark,
    captioned,
    in_english,
    linked,
    opened_at,
    page_numbers,
    pictured,
    repeated_head,
    styled,
    wide,
)

if TYPE_CHECKING:
    from docx.document import Document

    from corpus.pdf_picture import Picture

_WIDTH = 12.0  # cm of a page picture: a portrait page and its caption fit one sheet of A4
_COLUMNS = (2.8, 4.6, 2.8, 1.6, 2.6, 1.6)  # cm, of the table of grades
_SCALE = 1.5  # pixels a point: 108 dpi of the page, some 190 at this width


def word(answers: Sequence[Answer], index: Index, made: date, pictures: bool = True) -> bytes:
    """The answers as a .docx file. `pictures` adds each cited PDF page, the sentences boxed.

    A page that cannot be drawn is left out: quote and reference stand all the same.
    """
    import docx

    document = docx.Document()
    styled(document)
    in_english(document)
    title = export.title(answers)
    document.core_properties.title = title[:255]  # as long as Word lets it be
    document.core_properties.author = "Ask the reports"
    document.core_properties.comments = ""
    document.core_properties.created = datetime(made.year, made.month, made.day)
    document.add_paragraph(title, "Title")
    document.add_paragraph(export.made_line(index, made), "Subtitle")
    page_numbers(document, f"Ask the reports · {title[:80]}")
    for number, answer in enumerate(answers, 1):
        sheet = export.sheet(answer, index.reports)
        if len(answers) > 1:
            document.add_heading(sheet.question, 1)
        _answer(document, sheet, number)
        _sources(document, "Sources", sheet.sources, number, index if pictures else None)
        _sources(document, "Earlier findings", sheet.earlier, number, None)
        nearest = "The nearest passages, which do not answer it"
        _sources(document, nearest, sheet.nearest, number, None)
        if sheet.scope:
            document.add_paragraph(sheet.scope, "Scope")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _answer(document: Document, sheet: export.Sheet, number: int) -> None:
    document.add_paragraph(sheet.status, "Status")
    if sheet.understood:
        document.add_paragraph(f"Understood as: {sheet.understood}", "Scope")
    for listed, line in sheet.lines:
        paragraph = document.add_paragraph(style="List Bullet" if listed else "Normal")
        for text, mark in export.marks(line, len(sheet.sources)):
            if mark:
                linked(paragraph, text, anchor=_place(number, mark))
            else:
                paragraph.add_run(text)
    if sheet.grades:
        _grades(document, sheet)
    if sheet.notes:
        document.add_heading("Notes", 2)
        for note in sheet.notes:
            document.add_paragraph(note, "List Bullet")


def _grades(document: Document, sheet: export.Sheet) -> None:
    captioned(document, "Table", "Grades and scores, as the reports give them")
    table = document.add_table(rows=1, cols=len(export.GRADE_HEADS), style="Table Grid")
    repeated_head(table, "Grades and scores by council, area and date")
    for cell, head in zip(table.rows[0].cells, export.GRADE_HEADS, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    for row in sheet.grades:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    wide(table, _COLUMNS)
    document.add_paragraph()


def _sources(
    document: Document,
    heading: str,
    sources: Sequence[export.Source],
    number: int,
    index: Index | None,
) -> None:
    """The sources under their heading; with pictures of their pages where `index` is given."""
    if not sources:
        return
    document.add_heading(heading, 2)
    for source in sources:
        mark = f"[{source.mark}] " if source.mark else ""
        head = document.add_heading(f"{mark}{source.reference}", 3)
        if source.mark:
            bookmark(head, _place(number, source.mark))
        if source.heading:
            document.add_paragraph(source.heading, "Place")
        for line in filter(str.strip, source.quote.splitlines()):
            document.add_paragraph(line, "Quote")
        for note in source.notes:
            document.add_paragraph(note)
        if source.url:
            link = document.add_paragraph()
            opened_at(link, "The original on the publisher’s site", source.url)
        if index and source.citation:
            _picture(document, source, source.citation, index)


def _picture(document: Document, source: export.Source, citation: Citation, index: Index) -> None:
    if drawn := _page(citation, index):
        boxed = "the cited words in a box" if drawn.boxed else "the cited words not marked"
        where = f"Page {drawn.page} of {drawn.pages} of the report, {boxed}"
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        pictured(paragraph, drawn.png, _WIDTH, f"{where}. {source.reference}")
        captioned(document, "Figure", where)
    elif citation.page is not None:
        missing = "No picture of the page: the file it was read from cannot be opened any more."
        document.add_paragraph(missing)


def _page(citation: Citation, index: Index) -> Picture | None:
    from corpus.pdf_picture import PictureUnavailable, picture

    if citation.page is None:
        return None
    try:
        around = index.passage(citation.passage_id).sentences
        return picture(
            index.file(citation.report_id), citation.page, citation.sentences, around, _SCALE
        )
    except (PictureUnavailable, KeyError):  # no PDF, gone since, or no longer in the index
        return None


def _place(number: int, mark: int) -> str:
    return f"source_{number}_{mark}"
