"""How deep each heading of a text stands."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.frameworks import standard_level
from corpus.text_headings import Part
from corpus.text_lines import Paragraph


def heading_levels(found: Sequence[Paragraph], kinds: Sequence[Part]) -> list[int]:
    """The level of each heading: a framework's own, else by numbering and form."""
    levels = [0] * len(found)
    before: list[tuple[int, str]] = []
    nesting = _nesting(found, kinds)
    scored = 0  # the level of headings that have a score under them
    known, nests, capitals = (
        0,
        False,
        0,
    )  # levels of the last known heading and the last in capitals
    for at, (paragraph, kind) in enumerate(zip(found, kinds, strict=True)):
        if kind != "heading":
            continue
        text = paragraph.text
        graded = at + 1 < len(found) and kinds[at + 1] == "statement"
        level = paragraph.label.count(".") + 1 if paragraph.label else standard_level(text, before)
        if level is None and graded and scored:
            level = scored
        if level is not None:
            scored = level if graded else scored
            known, nests, capitals = level, text in nesting, level if text.isupper() else 0
        elif text.isupper():
            level = capitals = known + (nests or not known)
        else:
            level = capitals + 1 if capitals else known + (nests or not known)
        levels[at] = level
        before.append((level, text))
    return levels


def _nesting(found: Sequence[Paragraph], kinds: Sequence[Part]) -> set[str]:
    """The headings that have another heading, and no text of their own, under them somewhere."""
    nesting = set()
    for at, kind in enumerate(kinds[:-1]):
        after = next(
            (
                i
                for i in range(at + 1, len(kinds))
                if kinds[i] not in {"statement", "contents"} and not found[i].note
            ),
            None,
        )
        if kind == "heading" and after is not None and kinds[after] == "heading":
            nesting.add(found[at].text)
    return nesting
