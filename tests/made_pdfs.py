"""PDFs made by the tests: tagged from a list of elements, and untagged."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from fpdf import FPDF
from pypdf import PdfWriter
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
        _dictionary(self.root).update({NameObject(k): v for k, v in tree.items()})
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
        filled = _dictionary(element)
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
        _dictionary(made)[NameObject("/Pg")] = page
        return made


def _dictionary(reference: IndirectObject) -> DictionaryObject:
    held = reference.get_object()
    assert isinstance(held, DictionaryObject)
    return held


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


def shape(blocks: list[Block]) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks]
