"""How well cited sentences are boxed on the pictures of their pages, over a sample of an index.

What stands in a box is read back by pdfium on its own and held against the quote.
"""

from __future__ import annotations

import random
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from statistics import quantiles
from typing import Any, Literal

from rich.console import Console
from rich.table import Table

from corpus import Sentence
from corpus.pdf_boxes import Box
from corpus.pdf_page import PDFIUM_LOCK
from corpus.pdf_picture import Picture, PictureUnavailable, picture
from indexer.generations import Generation
from qa.compose import in_lines

Outcome = Literal["right", "wrong", "no box"]
OUTCOMES: tuple[Outcome, ...] = ("right", "wrong", "no box")
KINDS = ("prose", "bullet", "row")

_MOST_RUN = 3  # neighbouring sentences cited as one
_EDGE = 0.8  # points: a letter that only reaches this far into a box is not in it


@dataclass(frozen=True, slots=True)
class Sampled:
    """Neighbouring sentences of one kind from a PDF, as a citation would quote them."""

    file: Path
    year: int | None
    sentences: tuple[Sentence, ...]
    around: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Boxed:
    """What came of one of them: `seconds` for the picture of each of its pages; `detail` says
    why there is no box or what stands in a wrong one."""

    sampled: Sampled
    outcome: Outcome
    detail: str
    seconds: tuple[float, ...]


def measure(
    held: Generation,
    size: int,
    seed: int,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> list[Boxed]:
    """Box a sample of `size` from the PDFs of an index; `tell` hears of progress.

    Raises IndexMismatch where this program cannot read the index.
    """
    boxed = []
    for sampled in sample(held, size, seed):
        boxed.append(_box(sampled))
        tell(len(boxed), size)
    return boxed


def sample(held: Generation, size: int, seed: int) -> list[Sampled]:
    """The years in turn, and in each the kinds of sentence in turn, single ones and runs."""
    chance = random.Random(seed)
    files = {file.name: Path(file.path) for file in held.manifest().files}
    pools: dict[tuple[int, str], list[Sampled]] = {}
    for stored in held.reports():
        file, dated = files[stored.report.id], stored.report.dated
        year = dated.year if dated else None
        if file.suffix.lower() != ".pdf":
            continue
        for passage in stored.passages():
            for place, sentence in enumerate(passage.sentences):
                near = passage.sentences[place : place + chance.randint(1, _MOST_RUN)]
                taken = Sampled(file, year, _alike(near), passage.sentences)
                pools.setdefault((year or 0, sentence.kind), []).append(taken)
    for pool in pools.values():
        chance.shuffle(pool)
    taken_in_turn: list[Sampled] = []
    while len(taken_in_turn) < size and any(pools.values()):
        taken_in_turn += [pool.pop() for _, pool in sorted(pools.items()) if pool]
    chance.shuffle(taken_in_turn)
    return taken_in_turn[:size]


def _alike(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Those at the beginning that are of one kind."""
    return tuple(takewhile(lambda one: one.kind == sentences[0].kind, sentences))


def as_json(boxed: Sequence[Boxed]) -> dict[str, object]:
    """The figures, and every sample that got no box or a wrong one."""
    middle, worst = _times(boxed)
    counts = Counter(one.outcome for one in boxed)
    return {
        **{outcome: counts[outcome] for outcome in OUTCOMES},
        "sample": len(boxed),
        "milliseconds_median": round(1000 * middle),
        "milliseconds_95th": round(1000 * worst),
        "misses": [
            {"file": one.sampled.file.name, "outcome": one.outcome, "detail": one.detail}
            for one in boxed
            if one.outcome != "right"
        ],
    }


def show(boxed: Sequence[Boxed], console: Console) -> None:
    """The figures as a table by kind of sentence, the misses, and the times."""
    table = Table("sentences", *OUTCOMES, "share right", title="Boxes on page pictures")
    for kind in (*KINDS, "all"):
        of_kind = [one for one in boxed if kind in ("all", one.sampled.sentences[0].kind)]
        counts = Counter(one.outcome for one in of_kind)
        share = f"{counts['right'] / len(of_kind):.1%}" if of_kind else ""
        table.add_row(kind, *(str(counts[outcome]) for outcome in OUTCOMES), share)
    console.print(table)
    for one in boxed:
        if one.outcome != "right":
            page = one.sampled.sentences[0].page
            console.print(f"{one.outcome}: {one.sampled.file.name}, p. {page}: {one.detail}")
    years = sorted({one.sampled.year for one in boxed if one.sampled.year})
    middle, worst = _times(boxed)
    console.print(f"{len(boxed)} samples of {years[0]} to {years[-1]}." if years else "")
    console.print(
        f"A picture took {1000 * middle:.0f} ms at the median, {1000 * worst:.0f} at 95%."
    )


def _times(boxed: Sequence[Boxed]) -> tuple[float, float]:
    """Median and 95th percentile of the seconds a picture took."""
    seconds = [second for one in boxed for second in one.seconds]
    return (quantiles(seconds, n=20)[9], quantiles(seconds, n=20)[18]) if seconds[1:] else (0, 0)


def _box(sampled: Sampled) -> Boxed:
    """Box it on each page it may stand on, the last one's next included, and read the boxes."""
    pages = sorted({one.page for one in sampled.sentences if one.page})
    read, missing = "", False
    seconds: list[float] = []
    for page in [*pages, pages[-1] + 1]:
        start = time.perf_counter()
        try:
            drawn = picture(sampled.file, page, sampled.sentences, sampled.around)
        except PictureUnavailable as error:
            if page in pages:
                return Boxed(sampled, "no box", error.reason, tuple(seconds))
            continue
        seconds.append(time.perf_counter() - start)
        missing = missing or bool(drawn.missing)
        read += _read(sampled.file, drawn)
    if missing:
        quote = in_lines(sampled.sentences)
        return Boxed(sampled, "no box", f"not found exactly: {quote!r}", tuple(seconds))
    same = _plain(read) == _plain(" ".join(one.text for one in sampled.sentences))
    return Boxed(sampled, "right" if same else "wrong", "" if same else f"{read!r}", tuple(seconds))


def _read(file: Path, drawn: Picture) -> str:
    """The text within the boxes of a picture, as pdfium reads it from the file."""
    import pypdfium2 as pdfium

    with (
        PDFIUM_LOCK,
        closing(pdfium.PdfDocument(file)) as document,
        closing(document[drawn.page - 1]) as page,
        closing(page.get_textpage()) as text,
    ):
        return "".join(_within(text, box) for box in drawn.boxes)


def _within(text: Any, box: Box) -> str:
    return str(
        text.get_text_bounded(box.x0 + _EDGE, box.y0 + _EDGE, box.x1 - _EDGE, box.y1 - _EDGE)
    )


def _plain(text: str) -> str:
    """Letters, digits and signs alone: no white space, dashes, colons or cell borders, which a
    reader joins or sets; ligatures spelt out, quotes straight."""
    text = unicodedata.normalize("NFKC", text).translate(str.maketrans("‘’“”", "''\"\""))
    return re.sub(r"[\s\u00ad\u0002\ufffe\ue000-\uf8ff‐-―−:|•-]", "", text)
