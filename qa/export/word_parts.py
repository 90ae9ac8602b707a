"""What python-docx leaves to be written as XML: links, fields, captions, language, alt texts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_INK, _SOFT, _LINK = "16181B", "4C5157", "1D4E89"  # the app's colours in its light theme
_SERIF, _SANS = "Georgia", "Calibri"


def styled(document: Document) -> None:
    """The document's styles as calm as the app's page, on A4; with its own few of them."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    for name in ("Status", "Scope", "Place"):
        own = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        own.base_style = document.styles["Normal"]
    for name, font, size, colour, bold, before, after in (
        ("Normal", _SANS, 11, _INK, False, 0, 6),
        ("Title", _SERIF, 22, _INK, False, 0, 4),
        ("Subtitle", _SANS, 10, _SOFT, False, 0, 14),
        ("Heading 1", _SERIF, 16, _INK, True, 24, 4),
        ("Heading 2", _SERIF, 13, _INK, True, 14, 4),
        ("Heading 3", _SANS, 11, _INK, True, 10, 2),
        ("Status", _SANS, 11, _INK, True, 0, 8),
        ("Scope", _SANS, 10, _SOFT, False, 6, 6),
        ("Place", _SANS, 10, _SOFT, False, 0, 4),
        ("Quote", _SERIF, 11, _INK, False, 0, 6),
        ("Caption", _SANS, 9.5, _SOFT, False, 2, 10),
    ):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
        style.font.italic, style.font.color.rgb = False, RGBColor.from_string(colour)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        _plain(style.element, font)
    document.styles["Quote"].paragraph_format.left_indent = Cm(0.8)


def in_english(document: Document) -> None:
    """British English, for spelling and for a screen reader's voice."""
    from docx.oxml.ns import qn

    document.core_properties.language = "en-GB"
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")


def linked(paragraph: Paragraph, text: str, anchor: str) -> None:
    """Adds `text` as a link to the bookmark `anchor`."""
    link = _element("w:hyperlink", **{"w:anchor": anchor})
    _in_link(paragraph, link, text)


def opened_at(paragraph: Paragraph, text: str, url: str) -> None:
    """Adds `text` as a link to a page of the web."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    id_ = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    _in_link(paragraph, _element("w:hyperlink", **{"r:id": id_}), text)


def bookmark(paragraph: Paragraph, name: str) -> None:
    """Makes the paragraph a place that links lead to."""
    number = str(sum(1 for _ in paragraph.part.element.iter("{*}bookmarkStart")))
    start = _element("w:bookmarkStart", **{"w:id": number, "w:name": name})
    paragraph._p.insert_element_before(start, "w:r")
    paragraph._p.append(_element("w:bookmarkEnd", **{"w:id": number}))


def captioned(document: Document, label: str, text: str) -> None:
    """A caption that Word numbers itself: "Figure 1. ..."."""
    caption = document.styles["Caption"]
    before = sum(
        other.style == caption and other.text.startswith(label) for other in document.paragraphs
    )
    paragraph = document.add_paragraph(f"{label} ", "Caption")
    _field(paragraph, f"SEQ {label} \\* ARABIC", str(before + 1))
    paragraph.add_run(f". {text}.")
    paragraph.paragraph_format.keep_with_next = label == "Table"


def repeated_head(table: Table, described: str) -> None:
    """The first row is the head on every sheet; `described` is the table's alt text."""
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    table._tbl.tblPr.append(_element("w:tblCaption", **{"w:val": described}))


def wide(table: Table, columns: Sequence[float]) -> None:
    """Makes the columns as wide as that, in cm; Word believes the cells, others the grid."""
    from docx.shared import Cm

    table.autofit = False
    for column, width in zip(table.columns, columns, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def pictured(paragraph: Paragraph, png: bytes, width: float, described: str) -> None:
    """Adds a picture, `width` cm wide, with a thin frame and its alt text."""
    from docx.shared import Cm

    shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(width))
    shape._inline.docPr.set("descr", described)
    frame = _element("a:ln")
    frame.set("w", "9525")  # three quarters of a point
    frame.append(_element("a:solidFill"))
    frame[0].append(_element("a:srgbClr"))
    frame[0][0].set("val", "8A8D91")
    shape._inline.graphic.graphicData.pic.spPr.append(frame)


def page_numbers(document: Document, text: str) -> None:
    """A footer: `text` and the number of the page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Scope"]
    paragraph.add_run(f"{text} · page ")
    _field(paragraph, "PAGE", "1")


def _in_link(paragraph: Paragraph, link: BaseOxmlElement, text: str) -> None:
    from docx.shared import RGBColor

    run = paragraph.add_run(text)
    run.font.underline, run.font.color.rgb = True, RGBColor.from_string(_LINK)
    paragraph._p.append(link)
    link.append(run._r)


def _field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    field = _element("w:fldSimple", **{"w:instr": instruction})
    paragraph._p.append(field)
    field.append(paragraph.add_run(shown)._r)


def _plain(style: BaseOxmlElement, font: str) -> None:
    """Takes the template's theme font, which Word prefers to a named one, its rules and its
    spaced letters from a style."""
    from docx.oxml.ns import qn

    for fonts in style.iter(qn("w:rFonts")):
        for name in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[name]
        fonts.set(qn("w:hAnsi"), font)
    for tag, parent in (("w:pBdr", "w:pPr"), ("w:spacing", "w:rPr"), ("w:kern", "w:rPr")):
        for holder in style.iter(qn(parent)):
            for element in holder.findall(qn(tag)):
                holder.remove(element)


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    return element
