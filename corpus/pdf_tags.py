"""A tagged page: the structure tree, in its logical order, as drafts."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from corpus.pdf_draft import Draft, DraftKind, draft
from corpus.pdf_page import EDGE, Node, Page, Run
from corpus.pdf_tables import Row, table_drafts

_INLINE = re.compile(
    "Annot|BibEntry|Code|Em|Form|Label|Lbl|Link|Quote|RB|RT|Reference|Ruby|Span|Strong|Sub|WP|WT"
    "|Warichu"
)
_HEADING = re.compile(r"H([1-6]?)|Title")
_LABEL_LENGTH = 6  # characters of "(viii)"
_OUTSIDE = frozenset({"TOC", "TOCI", "Artifact"})


def tagged_share(page: Page) -> float:
    """The share, 0 to 1, of the page's text that its structure tree reaches."""
    marks = set(_marks(page.tree))
    inked = [(len(run.text.strip()), run.mark in marks) for run in page.runs]
    return sum(n for n, tagged in inked if tagged) / max(1, sum(n for n, _ in inked))


def untagged(page: Page) -> Page:
    """The page with only what its structure tree does not reach, heads and feet apart."""
    marks = set(_marks(page.tree))
    low, high = EDGE * page.height, (1 - EDGE) * page.height
    runs = tuple(run for run in page.runs if run.mark not in marks and low < run.y < high)
    return replace(page, runs=runs)


def tagged_drafts(page: Page, first_table: int) -> list[Draft]:
    """The drafts of a page in the order of its structure tree; what the tree does not reach
    (page numbers, running heads) and tables of contents are left out. Tables are numbered from
    `first_table`."""
    return _Walk(page, first_table).found


def _marks(node: Node) -> list[int]:
    found: list[int] = []
    for child in node.children:
        found += [child] if isinstance(child, int) else _marks(child)
    return found


class _Walk:
    """One walk over a page's tree. `found` is in reading order, notes where they are tagged."""

    def __init__(self, page: Page, first_table: int) -> None:
        self.page = page.number
        self.table = first_table
        self.runs: defaultdict[int, list[Run]] = defaultdict(list)
        for run in page.runs:
            self.runs[run.mark].append(run)
        self.found: list[Draft] = []
        self.notes: list[Draft] = []
        self.block(page.tree)
        self.found += self.notes

    def add(self, kind: DraftKind, runs: list[Run], tag: int = 0) -> None:
        if made := draft(kind, self.page, runs, tag):
            (self.notes if kind == "note" else self.found).append(made)

    def block(self, node: Node, kind: DraftKind = "paragraph", tag: int = 0) -> None:
        """Text directly in `node` is one draft of `kind`; elements within are drafts of theirs."""
        pending: list[Run] = []
        for child in node.children:
            if isinstance(child, int):
                pending += self.runs[child]
            elif _INLINE.fullmatch(child.kind):
                pending += self.inline(child)
            elif child.kind not in _OUTSIDE:
                self.add(kind, pending, tag)
                pending = []
                self.element(child)
        self.add(kind, pending, tag)

    def element(self, node: Node) -> None:
        if heading := _HEADING.fullmatch(node.kind):
            self.block(node, "heading", int(heading[1] or 1))
        elif node.kind == "LI":
            self.item(node)
        elif node.kind == "Table":
            self.rows(node)
        elif node.kind in ("Note", "FENote"):
            self.note(node)
        else:
            self.block(node)

    def inline(self, node: Node) -> list[Run]:
        """The runs of a span or link; a footnote hung on it goes to the notes."""
        runs: list[Run] = []
        for child in node.children:
            if isinstance(child, int):
                runs += self.runs[child]
            elif child.kind in ("Note", "FENote"):
                self.note(child)
            else:
                runs += self.inline(child)
        return runs

    def note(self, node: Node) -> None:
        """A footnote of several paragraphs is one note, unless each has a mark of its own."""
        parts = [child for child in node.children if isinstance(child, Node)]
        for part in parts or [node]:
            before = len(self.notes)
            self.add("note", self.inline(part))
            if len(self.notes) > before > 0 and not self.notes[-1].label:
                rest = self.notes.pop()
                self.notes[-1].text += " " + rest.text

    def item(self, node: Node) -> None:
        """A list item: its label and first text are one draft; what follows has its own."""
        before = len(self.found)
        pending: list[Run] = []
        for part in node.children:
            if isinstance(part, int):
                pending += self.runs[part]
            elif _INLINE.fullmatch(part.kind):
                pending += self.inline(part)
            elif part.kind not in _OUTSIDE:
                pending = self.item_body(part, pending)
        self.add("bullet", pending)
        for made in self.found[before : before + 1]:
            made.item = made.item or made.kind == "bullet"

    def item_body(self, body: Node, pending: list[Run]) -> list[Run]:
        """Walk LBody, the label's runs pending; what of its text is still pending comes back."""
        for child in body.children:
            if isinstance(child, int):
                pending += self.runs[child]
            elif _INLINE.fullmatch(child.kind) or (child.kind == "P" and _only_label(pending)):
                pending += self.inline(child)
            else:
                self.add("bullet", pending)
                pending = []
                self.element(child)
        return pending

    def rows(self, node: Node) -> None:
        rows: list[Row] = []
        outer, self.found = self.found, []
        for row in _rows(node):
            cells = []
            for cell in row.children:
                if isinstance(cell, Node) and cell.kind in ("TD", "TH"):
                    self.found = []
                    self.block(cell)
                    cells.append(self.found)
            head = bool(cells) and all(
                cell.kind == "TH" for cell in row.children if isinstance(cell, Node)
            )
            rows.append(Row(cells, head))
        self.found = outer + table_drafts(rows, self.table)
        self.table += 1


def _rows(node: Node) -> list[Node]:
    found: list[Node] = []
    for child in node.children:
        if isinstance(child, Node):
            found += [child] if child.kind == "TR" else _rows(child)
    return found


def _only_label(runs: list[Run]) -> bool:
    return sum(len(run.text.strip()) for run in runs) <= _LABEL_LENGTH
