"""A file becomes a `Report`: the format sniffed, its reader called, the outline built."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.blocks import Block
from corpus.errors import UnreadableReport
from corpus.judgements import judgements
from corpus.metadata import metadata
from corpus.model import Report
from corpus.outline import sections
from corpus.sniff import sniff

if TYPE_CHECKING:
    from corpus.sources import Source

__all__ = ["UnreadableReport", "read"]


def read(path: Path, source: Source | None = None) -> Report:
    """The report in `path`; `source` is its row in the manifest, where it has one.

    The content decides which reader is used, never the file's name. Raises UnreadableReport,
    with a reason fit for a user, where the file cannot be read or is not a report.
    """
    blocks, fields, pages = _blocks(path)
    try:
        known = metadata(path, blocks, fields, source)
    except ValueError as error:
        raise UnreadableReport(path, f"a date in its front matter is wrong ({error})") from error
    found = sections(blocks)
    if not any(section.sentences for section in found):
        raise UnreadableReport(path, "no text in it, or headings only")
    return Report(
        id=path.name,
        title=known.title,
        authority=known.authority,
        publisher=known.publisher,
        kind=known.kind,
        published=known.published,
        inspected=known.inspected,
        framework=known.framework,
        inspector=known.inspector,
        pages=pages,
        url=fields.get("url") or (source.url if source else ""),
        sections=found,
        judgements=judgements(blocks),
    )


def _blocks(path: Path) -> tuple[list[Block], dict[str, str], int | None]:
    """The blocks of a file, what its properties or front matter say, and how many pages it has."""
    match sniff(path):
        case "pdf":
            from corpus.pdf import read_pdf

            blocks, info = read_pdf(path)
            return blocks, {}, info.pages
        case "html":
            from corpus.html import read_html

            return *read_html(path), None
        case "word":
            from corpus.word import read_word

            return *read_word(path), None
        case "markdown":
            from corpus.markdown import read_markdown

            return *read_markdown(path), None
        case "text":
            from corpus.plaintext import read_text

            return read_text(path), {}, None
