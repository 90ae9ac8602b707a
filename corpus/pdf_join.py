"""Drafts become blocks: paragraphs cut by a page's end joined, lists grouped, notes placed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from corpus.blocks import Block, BlockKind
from corpus.pdf_draft import Draft, running_text

_ENDS = re.compile(r"[.!?:;]['\"’”)\]]*$")
_ONE_SENTENCE = re.compile(r"[.!?]\s+[A-Z‘“]")
_FRAGMENT = 12  # characters: what is shorter is a word of its own on a title page
_STEP = 8.0  # points by which a list within a list stands further in, at least


@dataclass(slots=True)
class _Joined:
    """A draft with all its pieces, and the notes that it calls."""

    draft: Draft
    pieces: list[tuple[str, int]]
    group: int = 0
    called: list[_Joined] = field(default_factory=list)


def blocks(drafts: list[Draft], vocabulary: Counter[str]) -> list[Block]:
    """`drafts`, furniture already gone, as blocks in reading order.

    The items of a list share a group; a list within it has a group of its own. A footnote is a
    paragraph labelled "note 1" after the paragraph, list or table that calls it.
    """
    joined = _across_pages(drafts, vocabulary)
    text = [one for one in joined if one.draft.kind != "note"]
    _call_notes(text, [one for one in joined if one.draft.kind == "note"])
    _number_lists(text)
    _group(text)
    return list(_blocks(text))


def _across_pages(drafts: list[Draft], vocabulary: Counter[str]) -> list[_Joined]:
    found: list[_Joined] = []
    last: _Joined | None = None
    for made in drafts:
        text = running_text(made.text, vocabulary)
        if made.kind == "note":
            found.append(_Joined(made, [(text, made.page)]))
            continue
        if last and _is_unmarked_item(last, made, text):
            made.kind, made.item, made.unmarked = "bullet", True, True
        if last and made.page > last.pieces[-1][1] and _continues(last, made, text):
            whole = running_text(made.prefix, vocabulary) + text if made.label else text
            last.pieces.append((whole.lstrip(), made.page))
            last.draft.notes += made.notes
        elif last and _is_broken(last, made, text):
            last.pieces[-1] = (f"{last.pieces[-1][0]} {text}", made.page)
            last.draft.notes += made.notes
        else:
            last = _Joined(made, [(text, made.page)])
            found.append(last)
    return found


def _continues(last: _Joined, made: Draft, text: str) -> bool:
    """Is `made`, first on its page, the rest of the text that the page before broke off?"""
    first = last.draft
    if first.kind not in ("paragraph", "bullet") or made.kind not in ("paragraph", "bullet"):
        return False
    cut = not _ENDS.search(last.pieces[-1][0])
    if made.label:
        # "aged\n18. They": a number that does not follow on is part of the sentence.
        return cut and not first.label and made.label.isdigit()
    if made.glyph:
        return False
    if first.item and made.kind == "bullet" and (first.glyph or first.label):
        return True  # else bullets are drawn, and say nothing of where an item begins
    return (cut and first.style[0] == made.style[0]) or text[:1].islower()


def _is_unmarked_item(last: _Joined, made: Draft, text: str) -> bool:
    """Is `made` one of the lines without bullets that a "...:" or another such line precedes?"""
    if made.kind != "paragraph" or not text[:1].islower() or last.draft.kind == "heading":
        return False
    return last.pieces[-1][0].endswith(":") or last.draft.unmarked


def _is_broken(last: _Joined, made: Draft, text: str) -> bool:
    """Is `made` the rest of a sentence that a stray paragraph mark broke on the same page?"""
    plain = made.kind in ("paragraph", "bullet") and last.draft.kind in ("paragraph", "bullet")
    if not plain or made.glyph or made.label or made.unmarked or made.page != last.pieces[-1][1]:
        return False
    return text[:1].islower() and not _ENDS.search(last.pieces[-1][0]) and len(text) > _FRAGMENT


def _call_notes(text: list[_Joined], notes: list[_Joined]) -> None:
    """Hang each note on the text of its page that calls its mark, else on the page's last text."""
    for note in notes:
        page, label = note.pieces[0][1], note.draft.label
        near = [one for one in text if any(number in (page, page - 1) for _, number in one.pieces)]
        callers = [one for one in near if label and label in one.draft.notes]
        if label and not callers:
            callers = [one for one in near if _take_glued(one, label, page)]
        if host := (callers or near or text)[-1:]:
            host[0].called.append(note)


def _take_glued(one: _Joined, label: str, page: int) -> bool:
    """Take the mark of a note off the word it is glued to, where it is not set as a mark."""
    glued = re.compile(rf"(?<=[a-z]{{3}}){label}(?![\w-])")
    pieces = [(glued.sub("", text, count=1) if on == page else text, on) for text, on in one.pieces]
    changed = pieces != one.pieces
    one.pieces = pieces
    return changed


def _number_lists(text: list[_Joined]) -> None:
    """Numbered items of one sentence each are a list; longer ones are numbered paragraphs."""
    run: list[_Joined] = []
    for one in [*text, None]:
        if one is not None and one.draft.label and one.draft.kind != "heading":
            run.append(one)
            continue
        single = [item for item in run if not _ONE_SENTENCE.search(_text(item))]
        bullets = len(run) > 1 and len(single) >= 0.8 * len(run)
        for item in run:
            lettered = not item.draft.label.isdigit()
            item.draft.kind = "bullet" if bullets or lettered else "paragraph"
        run = []


def _text(one: _Joined) -> str:
    return " ".join(piece for piece, _ in one.pieces)


def _group(text: list[_Joined]) -> None:
    """Number the lists and tables: neighbours of one list share a number."""
    group = 0
    open_lists: list[tuple[float, int]] = []  # left edge and group, outermost first
    table = 0
    for one in text:
        made = one.draft
        if made.kind == "bullet":
            while open_lists and open_lists[-1][0] > made.indent + _STEP:
                open_lists.pop()
            if not open_lists or made.indent > open_lists[-1][0] + _STEP:
                group += 1
                open_lists.append((made.indent, group))
            one.group = open_lists[-1][1]
            continue
        open_lists = []
        if made.kind == "row":
            if made.table != table:
                group += 1
            one.group, table = group, made.table
        else:
            table = 0


def _blocks(text: list[_Joined]) -> list[Block]:
    found: list[Block] = []
    waiting: list[_Joined] = []
    for index, one in enumerate(text):
        made = one.draft
        kind: BlockKind = "paragraph" if made.kind == "note" else made.kind
        found.append(Block(kind, tuple(one.pieces), made.tag, made.label, one.group))
        waiting += one.called
        following = text[index + 1].draft.kind if index + 1 < len(text) else ""
        if waiting and (kind in ("heading", "paragraph") or following != kind):
            found += [
                Block("paragraph", tuple(note.pieces), 0, _note_label(note)) for note in waiting
            ]
            waiting = []
    return found


def _note_label(note: _Joined) -> str:
    return f"note {note.draft.label}" if note.draft.label else "note"
