"""The Markdown reader, with the front matter of the briefings."""

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
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"^([A-Za-z_]+):[ \t]*(.*)$", re.M)


def read_markdown(path: Path) -> tuple[list[Block], dict[str, str]]:
    """The blocks of a Markdown file and the `key: value` fields of its front matter.

    Raises UnreadableReport where it has no text.
    """
    from markdown_it import MarkdownIt

    text = decoded(path, path.read_bytes()).replace("\r\n", "\n")
    matter = _FRONT_MATTER.match(text)
    fields = {}
    if matter:
        fields = {
            key.lower(): value.strip().strip("\"'") for key, value in _FIELD.findall(matter[1])
        }
        text = text[matter.end() :]
    blocks = list(_blocks(MarkdownIt().enable("table").parse(text)))
    if not blocks:
        raise UnreadableReport(path, "a Markdown file without text")
    return blocks, fields


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    group = depth = 0
    labels: list[int | None] = []
    opened: list[str] = []
    cells: list[str] = []
    heads: list[str] = []
    for token in tokens:
        kind = token.type.removesuffix("_open")
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            group, depth = (group + 1 if depth == 0 else group), depth + 1
            ordered = token.type.startswith("ordered")
            labels.append(int(token.attrGet("start") or 1) - 1 if ordered else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth -= 1
            labels.pop()
        elif token.type == "list_item_open" and labels[-1] is not None:
            labels[-1] += 1
        elif token.type == "table_open":
            group += 1
            heads = []
        elif token.type == "tr_close":
            if heads or not any(cells):
                yield Block("row", ((row_text(cells, heads), None),), group=group)
            else:
                heads = cells
            cells = []
        elif kind in {"heading", "paragraph", "th", "td"} and token.nesting == 1:
            opened.append(token.tag)
        elif token.type == "inline" and opened:
            tag, text = opened.pop(), _plain(token)
            if tag in {"th", "td"}:
                cells.append(text)
            elif text and tag != "p":
                yield Block("heading", ((text, None),), level=int(tag[1]))
            elif text and depth:
                label = str(labels[-1]) if labels[-1] is not None else ""
                yield Block("bullet", ((text, None),), label=label, group=group)
            elif text:
                yield Block("paragraph", ((text, None),))
        elif token.type in {"fence", "code_block"} and token.content.strip():
            yield Block("paragraph", ((" ".join(token.content.split()), None),))


def _plain(inline: Token) -> str:
    """The text of an inline token as a reader sees it: no emphasis marks, no link addresses."""
    parts = []
    for child in inline.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type in {"text", "code_inline", "html_inline", "text_special"}:
            parts.append("" if child.type == "html_inline" else child.content)
    return " ".join("".join(parts).split())
