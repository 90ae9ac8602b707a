"""Exports are opened again with the libraries that read them: nothing is lost, nothing runs."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from fpdf import FPDF
from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus import Sentence
from indexer.build import build
from indexer.index import Index
from qa.answer import Answer, Citation, Coverage, Grade, Scope
from qa.cite import cite
from qa.compose import Quoted
from qa.export.as_csv import grades_csv
from qa.export.as_markdown import markdown
from qa.export.as_word import word
from tests.by_eye import ByEye
from tests.conftest import CARE

MADE = date(2026, 11, 21)
QUOTE = "Carers wait 14 weeks for a review."
HOSTILE = (
    "*stars* _lines_ `code` <b>tag</b> &lt; [link](javascript:alert(1)) ![p](x) | cell $5$ ~~no~~ "
    "https://example.org \\ end",
    "# no heading",
    "- no item",
    "1. no number",
    "+ no item",
    "> no quote",
    "=== no rule",
    "--- no rule",
    "    no code",
    "[1]: no definition",
    "bell \x07 null \x00 line \u2028 half \ud83d end",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report in Markdown, a briefing, and the same matter as a PDF of two pages."""
    folder = tmp_path_factory.mktemp("exported")
    (folder / "ashford.md").write_text(CARE, "utf-8")
    briefing = CARE.replace("kind: assessment", "kind: briefing\nurl: https://example.org/a")
    (folder / "briefing.md").write_text(briefing, "utf-8")
    paper = FPDF()
    paper.set_font("Helvetica", size=12)
    for text in ("This report is about carers.", QUOTE + " Staff are kind."):
        paper.add_page()
        paper.multi_cell(0, 8, text)
    paper.output(str(folder / "ashford-2024-05-01.pdf"))
    return folder


@pytest.fixture(scope="module")
def held(folder: Path) -> Index:
    build([folder], folder / ".index", ByEye())
    return Index.open(folder / ".index", ByEye())


def cited(index: Index, report_id: str) -> Citation:
    """The sentence about reviews, as that report has it."""
    for passage in index.of_report(report_id):
        for sentence in passage.sentences:
            if sentence.text == QUOTE:
                return cite(index.reports[report_id], Quoted(passage, (sentence,)))
    raise AssertionError(f"{report_id!r} does not say so")


def answer(index: Index, text: str = "", cites: tuple[Citation, ...] = ()) -> Answer:
    return Answer(
        question="how long do carers wait",
        status="answered" if cites else "no_evidence",
        text=text,
        citations=cites,
        hits=tuple(index.nearest("carers wait", k=4)),
        coverage=Coverage(3, 2, 1, date(2024, 11, 5), 1),
        asked="how long do carers wait in Ashford",
        scope=Scope(authorities=("Ashford",), kinds=("assessment",), latest=True),
    )


@pytest.fixture(scope="module")
def full(held: Index) -> Answer:
    """An answer with all that an answer can have."""
    cites = (cited(held, "ashford-2024-05-01.pdf"), cited(held, "briefing.md"))
    cites = (cites[0], replace(cites[1], strength="national survey"))
    text = f"{QUOTE} [1][2] A figure of [9] stands so in the report.\n• how long carers wait [1]"
    grade = Grade("Ashford", "=Overall", "overall", "good", 3, date(2024, 11, 5), "ashford.md", 1)
    return replace(
        answer(held, text, cites),
        grades=(grade, replace(grade, area="Leader|ship", score=None, dated=None, mark=2)),
        earlier=(cited(held, "ashford.md"),),
        notes=("The two reports differ.",),
    )


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def styled(document: Document, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == style]


def test_word_says_all_that_the_answer_says(full: Answer, held: Index) -> None:
    document = opened(word([full], held, MADE))
    assert styled(document, "Title") == ["how long do carers wait"]
    assert styled(document, "Subtitle")[0].startswith("Made on 21 November 2026 from an index of 3")
    assert held.version in styled(document, "Subtitle")[0]
    assert styled(document, "Status") == [
        "Answered. Every statement cites its source: open it for the words as they are printed."
    ]
    assert styled(document, "Heading 2") == ["Notes", "Sources", "Earlier findings"]
    references = styled(document, "Heading 3")
    assert references[0].startswith("[1] ")
    assert references[0].endswith("1 May 2024, p. 2")
    assert "briefing: Adult social care in Ashford" in references[1]
    assert styled(document, "Quote") == [QUOTE] * 3
    assert "Supporting people › Unpaid carers" in styled(document, "Place")
    assert styled(document, "List Bullet") == [
        "how long carers wait [1]",
        "The two reports differ.",
    ]
    whole = "\n".join(p.text for p in document.paragraphs)
    assert "A figure of [9] stands so in the report." in whole
    assert "Understood as: how long do carers wait in Ashford" in whole
    assert "It is not the original report." in whole
    assert "Rests on: national survey." in whole
    assert styled(document, "Scope")[-1] == (
        "Searched 3 reports; 2 passages on this in 1 report; newest 5 November 2024; 1 file could "
        "not be read. Limited to Ashford, assessment reports, latest reports only."
    )
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["Council", "Area", "Grade", "Score", "Date", "Source"],
        ["Ashford", "=Overall", "good", "3", "5 November 2024", "[1]"],
        ["Ashford", "Leader|ship", "good", "", "", "[2]"],
    ]


def test_word_is_made_for_everyone(full: Answer, held: Index) -> None:
    document = opened(word([full, full], held, MADE))
    assert document.core_properties.title == "Answers from inspection reports: 2 questions"
    assert document.core_properties.language == "en-GB"
    languages = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert styled(document, "Heading 1") == ["how long do carers wait"] * 2
    for table in document.tables:
        assert table.rows[0]._tr.trPr is not None
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(described) == 2
    assert all(
        text.startswith("Page 2 of 2 of the report, the cited words in a box. ")
        for text in described
    )
    body = document.element.body
    places = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert places == ["source_1_1", "source_1_2", "source_2_1", "source_2_2"]
    assert {link for link in links if link} == set(places)
    assert len({mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))}) == 4
    outside = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert set(outside) == {"https://example.org/a"}


def test_a_page_that_cannot_be_drawn_is_left_out_and_that_is_said(
    full: Answer, folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "reports")
    build([tmp_path / "reports"], tmp_path / "index", ByEye())
    (tmp_path / "reports" / "ashford-2024-05-01.pdf").unlink()
    document = opened(word([full], Index.open(tmp_path / "index", ByEye()), MADE))
    assert not document.inline_shapes
    assert QUOTE in styled(document, "Quote")
    said = [paragraph.text for paragraph in document.paragraphs]
    assert sum(text.startswith("No picture of the page") for text in said) == 1


def test_a_refusal_tells_the_nearest_passages(held: Index) -> None:
    refused = answer(held)
    document = opened(word([refused], held, MADE))
    assert styled(document, "Status") == [
        "Not in these reports. No sentence was found that answers the question."
    ]
    assert styled(document, "Heading 2") == ["The nearest passages, which do not answer it"]
    assert len(styled(document, "Heading 3")) == 3
    assert (
        "### The nearest passages, which do not answer it"
        in markdown([refused], held, MADE).decode()
    )


def test_of_what_is_held_no_search_is_told(held: Index) -> None:
    told = replace(answer(held), status="held", hits=())
    assert "Searched" in markdown([answer(held)], held, MADE).decode()
    assert "Searched" not in markdown([told], held, MADE).decode()
    lines = styled(opened(word([told], held, MADE)), "Scope")
    assert not any("Searched" in line for line in lines)


def tokens(text: str) -> list[Token]:
    flat: list[Token] = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        flat += [token, *(token.children or [])]
    return flat


def shown(text: str) -> list[str]:
    """What a reader of the Markdown sees, a piece for each block."""
    return [
        "".join(child.content for child in token.children or [])
        for token in tokens(text)
        if token.type == "inline"
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_report_text_is_data_in_every_format(text: str, held: Index) -> None:
    quoted = replace(
        cited(held, "briefing.md"),
        quote=text,
        heading=(text, "B"),
        reference=text,
        sentences=(Sentence(text),),
    )
    one = replace(answer(held, f"{text} [1]", (quoted,)), question=text, notes=(text,))
    plain = " ".join("".join(" " if ord(c) in (0, 7, 0x2028, 0xD83D) else c for c in text).split())

    made = markdown([one], held, MADE).decode()
    pieces = [" ".join(piece.split()) for piece in shown(made)]
    assert pieces[0] == plain
    assert f"{plain} [1]" in pieces
    assert f"[1] {plain}" in pieces
    assert f"{plain} › B" in pieces
    assert pieces.count(plain) == 3, "question, quote and note"
    kinds = {token.type for token in tokens(made)}
    assert not kinds & {"html_inline", "html_block", "image", "code_inline", "code_block", "fence"}
    assert not kinds & {"s_open", "hr", "table_open", "ordered_list_open"}
    links = [t.attrGet("href") for t in tokens(made) if t.type == "link_open"]
    assert links == ["https://example.org/a"]

    document = opened(word([one], held, MADE))
    assert " ".join(styled(document, "Title")[0].split()) == plain
    assert " ".join(styled(document, "Quote")[0].split()) == plain


def test_markdown_says_all_that_the_answer_says(full: Answer, held: Index) -> None:
    made = markdown([full], held, MADE).decode()
    pieces = shown(made)
    cells = ["Ashford", "=Overall", "good", "3", "5 November 2024", "[1]"]
    cells += ["Ashford", "Leader|ship", "good", "", "", "[2]"]
    at = pieces.index("Ashford")
    assert pieces[at : at + 12] == cells
    for text in (
        f"{QUOTE} [1][2] A figure of [9] stands so in the report.",
        "how long carers wait [1]",
        "The two reports differ.",
        "Rests on: national survey.",
        "Earlier findings",
    ):
        assert text in pieces
    assert pieces.count(QUOTE) == 3
    assert pieces[-1].startswith("Searched 3 reports; 2 passages")


def test_grades_as_csv_never_run(full: Answer) -> None:
    data = grades_csv([replace(full, question="=1+1")])
    assert data.startswith(b"\xef\xbb\xbf"), "the mark by which Excel knows UTF-8"
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["Question"] for row in rows] == ["'=1+1"] * 2
    assert [row["Area"] for row in rows] == ["'=Overall", "Leader|ship"]
    assert [row["Score"] for row in rows] == ["3", ""]
    assert rows[0]["Date"] == "2024-11-05"
    assert rows[0]["Quote"] == QUOTE
