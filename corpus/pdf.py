"""A PDF becomes blocks: opened and vetted, read page by page, cleaned, joined."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.blocks import Block
from corpus.errors import UnreadableReport
from corpus.furniture import without_furniture
from corpus.pdf_draft import Draft, words
from corpus.pdf_headings import with_headings
from corpus.pdf_join import blocks
from corpus.pdf_layout import layout_drafts
from corpus.pdf_page import PDFIUM_LOCK, Page, load_page
from corpus.pdf_tags import tagged_drafts, tagged_share, untagged

_MOSTLY = 0.5  # share of a page's text under tags from which its structure tree is believed
_WORTH = 40  # characters: less is a watermark or a stray mark
_MOST_PAGES = 2000


@dataclass(frozen=True, slots=True)
class PdfInfo:
    """`pages` is the page count; `title` is the file's own title, "" where it has none."""

    pages: int
    title: str = ""


def read_pdf(path: Path) -> tuple[list[Block], PdfInfo]:
    """The blocks of a PDF in reading order, and what the file says about itself.

    Raises UnreadableReport where it is encrypted, damaged, empty of pages or of text.
    """
    info = _vetted(path)
    pages = _pages(path, info.pages)
    if not any(run.text.strip() for page in pages for run in page.runs):
        raise UnreadableReport(path, "no text in it: a scan or pictures only")
    drafts: list[Draft] = []
    for page in pages:
        drafts += _drafts(page, max((made.table for made in drafts), default=0) + 1)
    kept = without_furniture(drafts, {page.number: page.height for page in pages})
    return blocks(with_headings(kept), words(kept)), info


def _drafts(page: Page, table: int) -> list[Draft]:
    """A page by its tags where they reach most of it, with whatever else they leave out."""
    if tagged_share(page) < _MOSTLY:
        return layout_drafts(page, table)
    drafts = tagged_drafts(page, table)
    rest = untagged(page)
    if sum(len(run.text.strip()) for run in rest.runs) >= _WORTH:
        drafts += layout_drafts(rest, table + len(drafts))
    return drafts


def _vetted(path: Path) -> PdfInfo:
    """Page count and title as pypdf finds them; it tells what is wrong more kindly than pdfium."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableReport(path, "encrypted: it needs a password")
        count = len(reader.pages)
        title = (reader.metadata.title or "").strip() if reader.metadata else ""
    except OSError as error:
        raise UnreadableReport(path, f"cannot be opened ({error.strerror})") from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableReport(path, "a damaged or truncated PDF") from error
    if not count:
        raise UnreadableReport(path, "a PDF without pages")
    if count > _MOST_PAGES:
        raise UnreadableReport(path, f"{count} pages, more than the {_MOST_PAGES} of any report")
    return PdfInfo(count, title)


def _pages(path: Path, count: int) -> list[Page]:
    import pypdfium2.raw as pdfium

    with PDFIUM_LOCK:
        document: Any = pdfium.FPDF_LoadDocument(bytes(path), b"")
        if not document:
            raise UnreadableReport(path, "a damaged or truncated PDF")
        try:
            return [load_page(document, number) for number in range(1, count + 1)]
        except ValueError as error:
            raise UnreadableReport(path, f"a damaged PDF of {count} pages: {error}") from error
        finally:
            pdfium.FPDF_CloseDocument(document)
