"""The plain text reader: hard-wrapped lines, as other programs take them out of documents."""

from __future__ import annotations

from pathlib import Path

from corpus.blocks import Block
from corpus.rows import row_text
from corpus.sniff import decoded
from corpus.text_displaced import put_back
from corpus.text_furniture import without_furniture, without_imprint
from corpus.text_headings import Part, parts
from corpus.text_levels import heading_levels
from corpus.text_lines import Paragraph, layout, paragraphs, read_lines
from corpus.text_notes import GLUED, place_notes, split_endnotes, split_notes

_MANY_WORDS = 60  # at the median: numbered paragraphs, not a numbered list


def read_text(path: Path) -> list[Block]:
    """The blocks of a text file: lines joined to paragraphs, headings found by their form.

    Headings that the extraction put at the foot of their page go back to their text. Running
    heads, page numbers, web addresses and the publisher's imprint are left out. Raises
    UnreadableReport where the file is not text.
    """
    lines = without_furniture(read_lines(decoded(path, path.read_bytes())))
    set_as = layout(lines)
    lines, notes = split_notes(lines, set_as)
    found, endnotes = split_endnotes(without_imprint(paragraphs(lines, set_as)))
    kinds = parts(found)
    found, kinds = place_notes(found, kinds, notes + endnotes, set_as)
    found, kinds = put_back(found, kinds)
    return _blocks(found, kinds)


def _blocks(found: list[Paragraph], kinds: list[Part]) -> list[Block]:
    blocks: list[Block] = []
    levels = heading_levels(found, kinds)
    lists = _groups(found, kinds)
    for at, (paragraph, kind) in enumerate(zip(found, kinds, strict=True)):
        text = GLUED.sub("", paragraph.text)
        label = paragraph.label
        if kind == "heading":
            blocks.append(Block("heading", ((_numbered(label, text), None),), level=levels[at]))
        elif kind == "area":
            row = row_text([_numbered(label, text), found[at + 1].text])
            blocks.append(Block("row", ((row, None),), group=lists[at]))
        elif kind == "contents" or (kind == "statement" and at and kinds[at - 1] == "area"):
            continue
        elif lists[at]:
            blocks.append(Block("bullet", ((text, None),), label=label, group=lists[at]))
        else:
            name = f"note {paragraph.note}".rstrip(" *") if paragraph.note else label
            blocks.append(Block("paragraph", ((text, None),), label=name))
    return blocks


def _numbered(label: str, text: str) -> str:
    """A heading or row with its number, which is a part of it."""
    stop = "" if "." in label else "."
    return f"{label}{stop} {text}" if label else text


def _groups(found: list[Paragraph], kinds: list[Part]) -> list[int]:
    """For each paragraph the number of the list or table it is in, 0 for none."""
    groups = [0] * len(found)
    group = 0
    previous = ""
    outer: list[int] = []
    listed = _listed(found, kinds)
    for at, (paragraph, kind) in enumerate(zip(found, kinds, strict=True)):
        what = "row" if kind == "area" else "item" if at in listed else ""
        if kind == "statement" and previous == "row":
            continue
        if what and what != previous:
            group += 1
            outer = [group]
        elif what == "item" and found[at - 1].text.endswith(":"):
            group += 1
            outer = [outer[0], group]
        elif what == "item" and len(outer) == 2 and paragraph.text[0].isupper():
            outer.pop()
        groups[at] = outer[-1] if what else 0
        previous = what
    return groups


def _listed(found: list[Paragraph], kinds: list[Part]) -> set[int]:
    """The paragraphs that are items of a list: bulleted, or short and numbered."""
    listed = {at for at, kind in enumerate(kinds) if kind == "item"}
    run: list[int] = []
    for at in range(len(found) + 1):
        one = found[at] if at < len(found) and kinds[at] == "text" else Paragraph()
        if one.bullet and not one.note:
            near = [i for i in (at - 1, at + 1) if 0 <= i < len(found) and kinds[i] == "text"]
            if one.glyph or any(found[i].bullet for i in near):
                listed.add(at)
        if one.label:
            run.append(at)
        elif run:
            lengths = sorted(len(found[i].text.split()) for i in run)
            if len(run) > 1 and lengths[len(run) // 2] <= _MANY_WORDS:
                listed.update(run)
            run = []
    return listed
