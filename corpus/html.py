"""The HTML reader: headings, paragraphs, lists and tables of a page's main part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.blocks import Block
from corpus.errors import UnreadableReport
from corpus.rows import row_text
from corpus.sniff import decoded

if TYPE_CHECKING:
    from bs4 import Tag

_FURNITURE = (
    "script style noscript template nav header footer aside form svg sup".split()  # noqa: SIM905
)
_HEADING = re.compile(r"h([1-6])")
_BLOCKS = re.compile(
    r"h[1-6]|p|li|tr|dt|dd|blockquote|pre|div|section|article|main|body|ul|ol|dl|table|caption"
    r"|figure|figcaption|address|details|summary|tbody|thead|tfoot"
)
_DEEPEST = 250  # tags within tags; real pages have some 30
_ERROR_PAGE = re.compile(
    r"\b(?:not found|no longer (?:exists|available)|40[0-9]|50[0-9]|forbidden|access denied|error"
    r"|unavailable|something went wrong|sorry)\b",
    re.I,
)
_ERROR_PAGE_WORDS = 400  # an error page is short; a report that mentions errors is not


def read_html(path: Path) -> tuple[list[Block], dict[str, str]]:
    """The blocks of an HTML report, and its <title> as the field "title".

    Raises UnreadableReport for an error page that a server sent in a report's place, and for
    a page without text.
    """
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(decoded(path, path.read_bytes()), "lxml")
    if _depth(soup) > _DEEPEST:
        raise UnreadableReport(path, "an HTML page too deeply nested to be a report")
    title = " ".join(soup.title.get_text().split()) if soup.title else ""
    headline = soup.find("h1")
    shown = f"{title} {headline.get_text(' ') if headline else ''}"
    for part in soup(_FURNITURE):
        if not part.find("h1"):  # a page may put its title into a <header>
            part.decompose()
    body = soup.find("main") or soup.body or soup
    words = len(body.get_text(" ").split())
    if words < _ERROR_PAGE_WORDS and _ERROR_PAGE.search(shown):
        named = f" ({title!r})" if title else ""
        raise UnreadableReport(path, f"an HTML error page, not a report{named}")
    blocks = list(_blocks(body))
    if not blocks:
        raise UnreadableReport(path, "an HTML page without text")
    return blocks, {"title": title} if title else {}


def _depth(soup: Tag) -> int:
    """How deep the deepest tag stands."""
    depths = {id(soup): 0}
    for tag in soup.find_all(True):
        depths[id(tag)] = depths.get(id(tag.parent), 0) + 1
    return max(depths.values())


def _blocks(body: Tag) -> Iterator[Block]:
    groups: dict[int, int] = {}
    for tag in [body, *body.find_all(_is_block)]:
        if tag.find_parent("tr"):
            continue  # told by the row that it is in
        container = tag.find_parent(["ul", "ol", "table"])
        group = groups.setdefault(id(container), len(groups) + 1) if container else 0
        if tag.name == "tr":
            if row := _row(tag):
                yield Block("row", ((row, None),), group=group)
        elif text := _own_text(tag):
            item = tag if tag.name == "li" else tag.find_parent("li")
            if match := _HEADING.fullmatch(tag.name):
                yield Block("heading", ((text, None),), level=int(match[1]))
            elif item:
                yield Block("bullet", ((text, None),), label=_label(item), group=group)
            else:
                yield Block("paragraph", ((text, None),))


def _is_block(tag: Tag) -> bool:
    return _BLOCKS.fullmatch(tag.name) is not None


def _own_text(tag: Tag) -> str:
    """The text of `tag` without that of the blocks inside it, which speak for themselves."""
    from bs4 import Tag
    from bs4.element import NavigableString

    parts: list[str] = []
    for child in tag.children:
        if isinstance(child, Tag):
            inner = _is_block(child) or child.find(_is_block) is not None
            parts.append(" " if inner or child.name == "br" else child.get_text())
        elif type(child) is NavigableString:
            parts.append(child)
    return " ".join("".join(parts).split())


def _row(row: Tag) -> str:
    """The text of a table row, with its column heads; "" for the row of heads itself."""
    cells = row.find_all(["th", "td"], recursive=False)
    table = row.find_parent("table")
    first = table.find("tr") if table else None
    heads = first.find_all("th", recursive=False) if first else []
    if row is first and len(heads) == len(cells) > 0:
        return ""
    texts = [" ".join(cell.get_text(" ").split()) for cell in cells]
    named = [" ".join(head.get_text(" ").split()) for head in heads]
    return row_text(texts, named) if any(texts) else ""


def _label(item: Tag) -> str:
    """The number of an item of a numbered list."""
    if item.parent is None or item.parent.name != "ol":
        return ""
    start = item.parent.get("start")
    first = int(start) if isinstance(start, str) and start.isdigit() else 1
    return str(first + len(item.find_previous_siblings("li")))
