"""What every reader hands on: the document's blocks in reading order, before any nesting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "bullet", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or table row.

    `pieces` are its texts with their 1-based pages, in order: more than one where a page
    break cuts the block. `level` is a heading's depth, 1 outermost; for text it is 0, or, where
    it follows a frame that has closed the headings in it, the depth of the heading it stands
    under. `label` is a printed number or letter, already taken off the text. `group` tells which
    list or table an item or row belongs to: neighbours with the same number are one list or table.
    """

    kind: BlockKind
    pieces: tuple[tuple[str, int | None], ...]
    level: int = 0
    label: str = ""
    group: int = 0

    @property
    def text(self) -> str:
        return " ".join(text for text, _ in self.pieces)

    @property
    def page(self) -> int | None:
        return self.pieces[0][1]
