"""From blocks in reading order to sections: heading paths, paragraphs, sentences with pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.blocks import Block
from corpus.model import Section, Sentence, SentenceKind
from corpus.sentences import sentence_spans

# "multi- agency" and "2022- 2023" have lost a line end; "pre- and post-adoption" is printed so.
_BROKEN = re.compile(
    r"(?<=[a-z])([-‐‑])\s+(?!(?:and|or|to|nor|but)\b)(?=[a-z])|(?<=\d)([-–])\s+(?=\d)"
)
_LINE_END = re.compile(r"(?<=[^\W\d_])([-‐‑])\s+(?!(?:and|or|to|nor|but)\b)(?=\w)")
_INTRODUCES = re.compile(r":\s*[-–—]?\s*$")


def joined(first: str, second: str) -> str:
    """Two lines of one paragraph as running text; a word cut at the line end is made whole."""
    if not first or not second:
        return first or second
    if second[0] in ".,;:)" and first[-1] not in ".,;:":
        return first + second  # a footnote mark that is gone stood between them
    at = max(0, len(first) - 2)
    return first[:at] + _LINE_END.sub(r"\1", f"{first[at:]} {second}", count=1)


def mended(text: str) -> str:
    """`text` with single spaces, and with words that a line end had broken made whole."""
    return _BROKEN.sub(lambda match: match[1] or match[2], " ".join(text.split()))


def sections(blocks: Iterable[Block]) -> tuple[Section, ...]:
    """The sections of a document, in reading order: one for every heading and its own text.

    A heading closes all headings of its own or a deeper level; text with a level closes deeper
    headings. A heading that has only further
    headings under it gives a section without sentences; text before the first heading stands
    under the empty path.
    """
    found: list[Section] = []
    path: list[tuple[int, str]] = []
    body: list[Block] = []

    def close() -> None:
        if path or body:
            found.append(Section(tuple(text for _, text in path), tuple(_sentences(body))))
        body.clear()

    for block in blocks:
        if block.kind != "heading":
            if path and 0 < block.level < path[-1][0]:  # a frame has ended, and its headings
                close()
                while len(path) > 1 and path[-1][0] > block.level:
                    path.pop()
            body.append(block)
        elif heading := mended(block.text):
            close()
            while path and path[-1][0] >= block.level:
                path.pop()
            path.append((block.level, heading))
    close()
    return tuple(found)


def _sentences(body: list[Block]) -> list[Sentence]:
    found: list[Sentence] = []
    paragraph = -1
    kind = ""
    lists: dict[int, tuple[int, str]] = {}  # group: its paragraph ordinal and lead-in
    for block in body:
        if block.kind != kind or block.kind == "paragraph":
            lists.clear()
        kind = block.kind
        if block.group not in lists:
            paragraph += 1
            lists[block.group] = paragraph, _lead_in(found) if kind == "bullet" else ""
        ordinal, lead_in = lists[block.group]
        if block.kind == "paragraph":
            found += _prose(block, ordinal)
        elif text := mended(block.text):
            item: SentenceKind = "bullet" if block.kind == "bullet" else "row"
            found.append(Sentence(text, block.page, item, ordinal, lead_in, block.label))
    return found


def _lead_in(before: list[Sentence]) -> str:
    """The sentence before a list, where it introduces one."""
    return before[-1].text if before and _INTRODUCES.search(before[-1].text) else ""


def _prose(block: Block, paragraph: int) -> Iterator[Sentence]:
    """The sentences of a paragraph, each with the page on which it begins."""
    text = ""
    starts: list[tuple[int, int | None]] = []
    for piece, page in block.pieces:
        before = len(text)
        text = joined(text, mended(piece))
        starts.append((before, page))
    for start, end in sentence_spans(text):
        page = next(page for offset, page in reversed(starts) if offset <= start)
        yield Sentence(text[start:end], page, "prose", paragraph, "", block.label)
