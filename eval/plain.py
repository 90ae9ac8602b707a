"""A PDF as a plain text extractor sees it: the second witness of the reading bench."""

from __future__ import annotations

import logging
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

_EDGE_LINES = 3  # at the top and at the foot of a page, where running lines stand
_OFTEN = 3  # pages on which a line must come back to be one
_SHARE = 0.2  # of the pages on which it must: a chapter's name opens sentences too
_SHORTEST = 8  # letters of a running line
_MARK = re.compile(r"\d{0,2}")  # a footnote mark behind a heading


def letters(text: str) -> str:
    """The letters and digits of `text` in lower case: what no line end or hyphen changes."""
    return re.sub(r"[\W_]+", "", text).casefold()


@dataclass(frozen=True, slots=True)
class PlainText:
    """`stream` is the letters of all lines of all pages, end to end. `lines` are the offsets
    in it at which a line starts, ascending, `pages` those at which a page does and the end."""

    stream: str
    lines: list[int]
    pages: list[int]

    def only(self, prefix: str, page: int) -> int | None:
        """Where `prefix` stands on the 1-based `page`; None where it does not, or twice."""
        start, end = self._span(page)
        at = self.stream.find(prefix, start, end + len(prefix))
        again = self.stream.find(prefix, at + 1, end + len(prefix))
        return at if prefix and at >= 0 and again < 0 else None

    def line(self, wanted: str, page: int, after: int) -> int | None:
        """Where `wanted` fills whole lines of `page`, first at or after the offset `after`."""
        start, end = self._span(page)
        starts = {*self.lines, *self.pages}
        for at in self.lines[bisect_left(self.lines, max(start, after)) :]:
            if at >= end:
                break
            if self.stream.startswith(wanted, at):
                stop = at + len(wanted)
                mark = _MARK.match(self.stream, stop)
                if stop in starts or (mark and mark.end() in starts):
                    return at
        return None

    def starting(self, wanted: str, page: int) -> int | None:
        """Where the first line of `page` starts that starts with `wanted`."""
        start, end = self._span(page)
        starts = self.lines[bisect_left(self.lines, start) : bisect_left(self.lines, end)]
        return next((at for at in starts if self.stream.startswith(wanted, at)), None)

    def before(self, at: int) -> str:
        """The letters between the start of the line and the offset `at`."""
        return self.stream[self.lines[bisect_right(self.lines, at) - 1] : at]

    def _span(self, page: int) -> tuple[int, int]:
        return (self.pages[page - 1], self.pages[page]) if page < len(self.pages) else (0, 0)


def extracted(path: Path, most: int | None = None) -> list[str]:
    """The text of each page of a PDF, or of its first `most`, as pypdf extracts it."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    return [page.extract_text() for page in PdfReader(path).pages[:most]]


def plain_text(pages: list[str]) -> PlainText:
    parts: list[str] = []
    lines: list[int] = []
    starts: list[int] = [0]
    length = 0
    for page in pages:
        for line in filter(None, map(letters, page.splitlines())):
            lines.append(length)
            parts.append(line)
            length += len(line)
        starts.append(length)
    return PlainText("".join(parts), lines, starts)


def running_lines(pages: list[str]) -> set[str]:
    """The letters of lines that come back at the top or foot of pages, page numbers apart."""
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page.splitlines() if line.strip()]
        edge = {*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]}
        seen.update({re.sub(r"^\d+|\d+$", "", letters(line)) for line in edge})
    least = max(_OFTEN, _SHARE * len(pages))
    return {line for line, count in seen.items() if count >= least and len(line) >= _SHORTEST}
