"""PDFs, tagged and not, made by the test and read through `read_pdf`."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from corpus.blocks import Block
from corpus.errors import UnreadableReport
from corpus.outline import sections
from corpus.pdf import read_pdf

REPORTS = Path(__file__).parents[2] / "shared" / "reports"
GOLD = Path(__file__).parents[1] / "eval" / "gold" / "headings"


@dataclass
class El:
    """A structure element: `spans` (text, size, bold, rise) stand one after another on a line of
    their own, before the `children`. What has no `tag` is printed outside the structure tree."""

    tag: str
    spans: list[tuple[str, float, bool, float]] = field(default_factory=list)
    children: list[El] = field(default_factory=list)


def p(text: str, tag: str = "P", size: float = 12, bold: bool = False) -> El:
    return El(tag, [(text, size, bold, 0)])


def li(label: str, text: str) -> El:
    return El("LI", [], [p(label, "Lbl"), p(text, "LBody")])


def table(*rows: tuple[El | str, ...]) -> El:
    cells = [
        El("TR", [], [El("TD", [], [p(c) if isinstance(c, str) else c]) for c in row])
        for row in rows
    ]
    return El("Table", [], cells)


class TaggedPdf:
    """A real tagged PDF: every page a list of elements, with an untagged page number."""

    def __init__(self, *pages: list[El]) -> None:
        self.writer = PdfWriter()
        self.root = self.writer._add_object(DictionaryObject())
        self.document = self.writer._add_object(DictionaryObject())
        numbers = ArrayObject()
        kids = ArrayObject()
        for index, elements in enumerate(pages):
            parents = self._page(index, elements, kids)
            numbers.extend([NumberObject(index), self.writer._add_object(parents)])
        self._fill(self.document, "Document", self.root, kids)
        tree = {"/Type": NameObject("/StructTreeRoot"), "/K": self.document}
        tree["/ParentTree"] = DictionaryObject({NameObject("/Nums"): numbers})
        self.root.get_object().update({NameObject(k): v for k, v in tree.items()})
        catalog = self.writer._root_object
        catalog[NameObject("/StructTreeRoot")] = self.root
        marked = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
        catalog[NameObject("/MarkInfo")] = marked

    def save(self, path: Path) -> Path:
        self.writer.write(path)
        return path

    def _fill(
        self, element: IndirectObject, tag: str, parent: IndirectObject, kids: ArrayObject
    ) -> None:
        fields = {"/Type": "/StructElem", "/S": f"/{tag}"}
        filled = element.get_object()
        filled.update({NameObject(k): NameObject(v) for k, v in fields.items()})
        filled.update({NameObject("/P"): parent, NameObject("/K"): kids})

    def _page(self, index: int, elements: list[El], kids: ArrayObject) -> ArrayObject:
        page = self.writer.add_blank_page(595, 842)
        self.y, self.content, self.parents = 780.0, b"", ArrayObject()
        for element in elements:
            if element.tag:
                kids.append(self._element(element, self.document, page.indirect_reference))
            else:
                self._print(element)
        self.content += b"BT /F0 9 Tf 500 20 Td (%d) Tj ET\n" % (index + 1)
        stream = StreamObject()
        stream.set_data(self.content)
        fonts = DictionaryObject()
        for name, base in (("/F0", "/Helvetica"), ("/F1", "/Helvetica-Bold")):
            kinds = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": base}
            kinds["/Encoding"] = "/WinAnsiEncoding"
            fonts[NameObject(name)] = DictionaryObject(
                {NameObject(k): NameObject(v) for k, v in kinds.items()}
            )
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Contents")] = self.writer._add_object(stream)
        page[NameObject("/StructParents")] = NumberObject(index)
        return self.parents

    def _print(self, el: El) -> None:
        x = 72.0
        for text, size, bold, rise in el.spans:
            code = text.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
            where = b"/F%d %f Tf %f %f Td" % (bold, size, x, self.y + rise)
            self.content += b"BT %s (%s) Tj ET\n" % (where, code)
            x += len(text) * size * 0.5
        self.y -= 24

    def _element(self, el: El, parent: IndirectObject, page: object) -> IndirectObject:
        made = self.writer._add_object(DictionaryObject())
        kids = ArrayObject()
        if el.spans:
            mark = len(self.parents)
            self.parents.append(made)
            kids.append(NumberObject(mark))
            self.content += b"/%s <</MCID %d>> BDC\n" % (el.tag.encode(), mark)
            self._print(el)
            self.content += b"EMC\n"
        kids.extend(self._element(child, made, page) for child in el.children)
        self._fill(made, el.tag, parent, kids)
        made.get_object()[NameObject("/Pg")] = page
        return made


def shape(blocks: list[Block]) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks]


def test_tags_give_headings_lists_and_numbered_paragraphs(tmp_path: Path) -> None:
    pdf = TaggedPdf(
        [
            p("Inspection of Anytown", "H1", 26),
            p("What needs to improve?", "H2", 14, True),
            El("L", [], [li("\u2022", "The timeliness of visits."), li("\u2022", "Supervision.")]),
            p("Help and protection: good", "H2", 14, True),
            El("L", [], [li("1.", "Thresholds are clear. They work."), li("2.", "So. It is.")]),
        ]
    ).save(tmp_path / "a.pdf")
    blocks, info = read_pdf(pdf)
    assert info.pages == 1
    assert shape(blocks) == [
        ("heading", "Inspection of Anytown"),
        ("heading", "What needs to improve?"),
        ("bullet", "The timeliness of visits."),
        ("bullet", "Supervision."),
        ("heading", "Help and protection: good"),
        ("paragraph", "Thresholds are clear. They work."),
        ("paragraph", "So. It is."),
    ]
    assert [block.level for block in blocks if block.kind == "heading"] == [1, 2, 2]
    assert blocks[2].group == blocks[3].group != 0
    assert [block.label for block in blocks[5:]] == ["1", "2"]


def test_body_text_tagged_as_heading_is_text_and_bold_text_is_a_heading(tmp_path: Path) -> None:
    body = "It is plain text of the usual size, and it says a good deal about one thing."
    pdf = TaggedPdf(
        [
            p("First part", "H1", 16, True),
            p("Sub-heading one", "H2", 12, True),
            p(body),
            p(body, "H2"),
            p("Sub-heading two", "P", 12, True),
            p(body),
            p("Second part", "H1", 16, True),
        ]
    ).save(tmp_path / "a.pdf")
    found = [(b.level, b.text) for b in read_pdf(pdf)[0] if b.kind == "heading"]
    assert found == [
        (1, "First part"),
        (2, "Sub-heading one"),
        (2, "Sub-heading two"),
        (1, "Second part"),
    ]


def test_a_paragraph_cut_by_a_page_end_is_one_block_of_two_pieces(tmp_path: Path) -> None:
    pdf = TaggedPdf(
        [p("Part one", "H1", 16, True), p("Social workers visit children at")],
        [p("home and know them well."), p("Another paragraph.")],
    ).save(tmp_path / "a.pdf")
    blocks, _ = read_pdf(pdf)
    assert blocks[1].pieces == (
        ("Social workers visit children at", 1),
        ("home and know them well.", 2),
    )
    assert blocks[2].text == "Another paragraph."


def test_a_numbered_item_goes_on_at_the_top_of_the_next_page(tmp_path: Path) -> None:
    pdf = TaggedPdf(
        [El("L", [], [li("43.", "Plans are good. They are clear.")])],
        [El("L", [], [p("Most are timely.", "LI"), li("44.", "Visits are rare. So they say.")])],
    ).save(tmp_path / "a.pdf")
    blocks, _ = read_pdf(pdf)
    assert [(block.label, len(block.pieces)) for block in blocks] == [("43", 2), ("44", 1)]


def test_footnote_marks_leave_words_and_figures_whole(tmp_path: Path) -> None:
    called = El(
        "P", [("There are 56,200", 12, False, 0), ("2", 8, False, 5), (" children.", 12, False, 0)]
    )
    note = El("Note", [], [El("P", [("2", 6.5, False, 4), (" Local data.", 10, False, 0)])])
    pdf = TaggedPdf([called, note, p("More text follows here.")]).save(tmp_path / "a.pdf")
    blocks, _ = read_pdf(pdf)
    assert [(b.label, b.text) for b in blocks] == [
        ("", "There are 56,200 children."),
        ("note 2", "Local data."),
        ("", "More text follows here."),
    ]


def test_rows_pair_an_area_with_its_grade_and_name_columns(tmp_path: Path) -> None:
    def bold(text: str) -> El:
        return p(text, bold=True)

    pdf = TaggedPdf(
        [
            table((bold("Judgement"), bold("Grade")), ("Overall effectiveness", "Good")),
            table(
                (bold("Year"), bold("Plans"), bold("Visits")),
                ("2023", "12", "34"),
                ("2024", "15", ""),
            ),
        ]
    ).save(tmp_path / "a.pdf")
    rows = [block for block in read_pdf(pdf)[0] if block.kind == "row"]
    texts = [row.text for row in rows]
    assert "Overall effectiveness: Good" in texts
    assert "2023: Plans: 12; Visits: 34" in texts
    assert rows[0].group == rows[1].group != rows[-1].group


def test_a_framed_chapter_heads_its_summary_and_what_follows_the_frame(tmp_path: Path) -> None:
    box = table(
        (p("Help and protection", bold=True), p("Inadequate", bold=True)),
        (El("Div", [], [p("Summary", bold=True), p("Too few plans are good.")]),),
    )
    pdf = TaggedPdf(
        [p("The council", "H1", 16, True), p("Judgements", "H2", 14, True), box, p("More plans.")],
        [p("Summary for children", "H2", 14, True), p("Read this.")],
    ).save(tmp_path / "a.pdf")
    paths = [(s.heading, [t.text for t in s.sentences]) for s in sections(read_pdf(pdf)[0])]
    chapter = ("The council", "Judgements", "Help and protection")
    assert (chapter, ["Help and protection: Inadequate"]) in paths
    assert ((*chapter, "Summary"), ["Too few plans are good."]) in paths
    assert (chapter, ["More plans."]) in paths
    assert (("The council", "Summary for children"), ["Read this."]) in paths


def test_text_that_the_tags_leave_out_is_kept_but_page_numbers_are_not(tmp_path: Path) -> None:
    stray = El(
        "", [("This long line stands outside the structure tree of the page.", 12, False, 0)]
    )
    pdf = TaggedPdf(
        [p("A first paragraph that says something."), p("More of it."), p("Still more."), stray]
    ).save(tmp_path / "a.pdf")
    texts = [block.text for block in read_pdf(pdf)[0]]
    assert "This long line stands outside the structure tree of the page." in texts
    assert "1" not in texts


BODY = "Inspectors spoke to many people and read what they had written about their work. "


def plain_pdf(path: Path, pages: int = 4) -> Path:
    """Untagged: a running head and a page number on each page, headings told by their look."""

    class Report(FPDF):
        def header(self) -> None:
            self.set_font("Helvetica", size=8)
            self.cell(
                0, 6, "Inspection of Anytown children's services", new_x="LMARGIN", new_y="NEXT"
            )
            self.ln(8)

        def footer(self) -> None:
            self.set_y(-12)
            self.cell(0, 6, f"Page {self.page_no()} of {pages}")

    pdf = Report()
    pdf.set_compression(False)
    for page in range(1, pages + 1):
        pdf.add_page()
        pdf.set_font("Helvetica", "B", 14)
        pdf.cell(0, 10, f"Chapter {page}", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("Helvetica", size=11)
        pdf.multi_cell(0, 6, BODY * 6, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(6)
        for item in ("first", "second"):
            pdf.multi_cell(0, 6, f"- the {item} thing", new_x="LMARGIN", new_y="NEXT")
            pdf.ln(3)
    pdf.output(str(path))
    return path


def test_without_tags_look_and_position_decide(tmp_path: Path) -> None:
    blocks, info = read_pdf(plain_pdf(tmp_path / "a.pdf"))
    assert info.pages == 4
    page_two = [block for block in blocks if block.page == 2]
    assert shape(page_two) == [
        ("heading", "Chapter 2"),
        ("paragraph", (BODY * 6).strip()),
        ("bullet", "the first thing"),
        ("bullet", "the second thing"),
    ]
    assert not any("Page" in block.text or "Anytown" in block.text for block in blocks)


def test_contents_and_imprint_are_left_out(tmp_path: Path) -> None:
    pdf = TaggedPdf(
        [p("Contents", "H1", 16, True), p("The council 2"), p("Summary for children 3")],
        [p("The council", "H1", 16, True), p("Children are safe here.")],
        [
            p("If you would like a copy of this document in large print, telephone us.", size=10),
            p("You may reuse this information under the Open Government Licence.", size=10),
            p("Store Street", size=10),
            p("W: www.example.org", size=10),
        ],
    ).save(tmp_path / "a.pdf")
    assert shape(read_pdf(pdf)[0]) == [
        ("heading", "The council"),
        ("paragraph", "Children are safe here."),
    ]


def test_words_broken_at_line_ends_are_mended_and_real_hyphens_stay(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    lines = ["The information about multi-agency work is not as good as it was, and infor-"]
    lines += ["mation must be shared between those who do well-planned work and those in multi-"]
    lines += ["agency teams who are known to the people that they have helped for a long time."]
    for line in lines:
        pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    pdf.output(str(tmp_path / "a.pdf"))
    text = read_pdf(tmp_path / "a.pdf")[0][0].text
    assert "and information must" in text
    assert "in multi-agency teams" in text


def test_many_threads_read_at_once(tmp_path: Path) -> None:
    path = plain_pdf(tmp_path / "a.pdf", pages=3)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: read_pdf(path), range(8)))
    assert all(result == results[0] for result in results)


def test_an_encrypted_file_is_unreadable_with_a_reason(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(plain_pdf(tmp_path / "a.pdf")))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(UnreadableReport, match="password"):
        read_pdf(tmp_path / "locked.pdf")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_unreadable(tmp_path: Path, share: float) -> None:
    data = plain_pdf(tmp_path / "a.pdf").read_bytes()
    (tmp_path / "cut.pdf").write_bytes(data[: int(len(data) * share)])
    with pytest.raises(UnreadableReport, match="damaged or truncated"):
        read_pdf(tmp_path / "cut.pdf")


def test_a_file_of_pictures_has_no_text_to_read(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(tmp_path / "blank.pdf")
    with pytest.raises(UnreadableReport, match="no text"):
        read_pdf(tmp_path / "blank.pdf")


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="cannot be opened"):
        read_pdf(tmp_path / "none.pdf")


@pytest.mark.parametrize("gold", sorted(GOLD.glob("*.json"))[::3], ids=lambda path: path.stem)
def test_headings_of_real_reports_match_the_hand_checked_ones(gold: Path) -> None:
    wanted = json.loads(gold.read_text())
    path = next(REPORTS.glob(f"*/{wanted['doc']}"), None)
    if path is None:
        pytest.skip(f"{wanted['doc']!r} is not on this machine")
    expected = [(h["page"], h["level"], h["text"]) for h in wanted["headings"]]
    found = [(b.page, b.level, b.text) for b in read_pdf(path)[0] if b.kind == "heading"]
    same = sum(m.size for m in SequenceMatcher(None, expected, found).get_matching_blocks())
    assert 2 * same / (len(expected) + len(found)) >= 0.9
