"""Passages: sections cut to a length an encoder can take, never mixing two sections."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from corpus import Report, Sentence

AIM = 120  # words in a passage, where the text allows the choice
_PHRASE = 10  # words of a list item that is no sentence of its own
MOST = 150  # words: with its context that stays within the 256 word pieces MiniLM reads

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff•▪■●◦", None),
    }
)
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # glyphs of symbol fonts: bullets, ticks


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sentences of one section.

    `id` is the report's id, a '#' and the passage's 0-based ordinal in the report.
    """

    id: str
    report_id: str
    title: str
    authority: str
    published: date | None
    heading: tuple[str, ...]
    sentences: tuple[Sentence, ...]

    @property
    def page(self) -> int | None:
        """The 1-based page the passage begins on."""
        return self.sentences[0].page

    @property
    def text(self) -> str:
        """What is shown: a line for each paragraph, list item and table row."""
        return _lines(self.sentences)

    @property
    def embedded_text(self) -> str:
        """What is indexed: authority, month, title and heading path, then the text, plainly typed.

        A list whose introduction went to an earlier passage has it repeated here.
        """
        month = f"{self.published:%B %Y}" if self.published else ""
        context = dict.fromkeys((self.authority, month, self.title, *self.heading))
        head = ". ".join(part for part in context if part)
        return searchable(f"{head}\n{_lines(_introduced(self.sentences))}")

    @property
    def embedded_sentences(self) -> list[str]:
        """What is indexed of each sentence: with its nearest heading and what introduces it."""
        return [in_context(self, sentence) for sentence in self.sentences]


def in_context(passage: Passage, sentence: Sentence) -> str:
    """A sentence as it is compared: nearest heading and lead-in before it, plainly typed; one
    that introduces a list of mere phrases with these."""
    heading = passage.heading[-1] if passage.heading else ""
    parts = [part.rstrip(".: ") for part in (heading, sentence.lead_in) if part]
    return searchable(". ".join([*parts, sentence.text]) + _phrases(passage, sentence))


def _phrases(passage: Passage, sentence: Sentence) -> str:
    items = [one.text for one in passage.sentences if one.lead_in == sentence.text]
    short = all(len(item.split()) <= _PHRASE for item in items)
    return " " + "; ".join(item.rstrip(".;, ") for item in items) if items and short else ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question; a higher score is better."""

    passage: Passage
    score: float


class Span(NamedTuple):
    """Where a passage lies: sentences `start` up to `stop` of the report's section `section`."""

    section: int
    start: int
    stop: int


def cut(report: Report) -> list[Passage]:
    """The passages of `report` in reading order."""
    return passages(report, spans(report))


def spans(report: Report) -> list[Span]:
    """Where to cut `report`: each section alone, and long ones where it hurts least.

    A heading that prints a judgement and has no text of its own gives an empty span.
    """
    judged = {judgement.quote for judgement in report.judgements}
    return [
        Span(ordinal, start, stop)
        for ordinal, section in enumerate(report.sections)
        for start, stop in _bounds(section.sentences)
        or [(0, 0) for heading in section.heading[-1:] if heading in judged]
    ]


def passages(report: Report, where: Sequence[Span]) -> list[Passage]:
    """The passages of `report` that lie at `where`."""
    return [
        Passage(
            f"{report.id}#{ordinal}",
            report.id,
            report.title,
            report.authority,
            report.published,
            *_printed_at(report, span),
        )
        for ordinal, span in enumerate(where)
    ]


def _printed_at(report: Report, span: Span) -> tuple[tuple[str, ...], tuple[Sentence, ...]]:
    """The heading path and the sentences there; a judgement that is a heading is a row under
    the headings above it."""
    section = report.sections[span.section]
    if span.start < span.stop:
        return section.heading, section.sentences[span.start : span.stop]
    *above, told = section.heading
    page = next(one.page for one in report.judgements if one.quote == told)
    return tuple(above) or section.heading, (Sentence(told, page, "row"),)


def searchable(text: str) -> str:
    """`text` as people type it: straight quotes, plain hyphens, no ligatures or symbol glyphs."""
    return _PRIVATE.sub("", unicodedata.normalize("NFKC", text.translate(_PLAIN)))


def _bounds(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The cheapest way to cut a section, by dynamic programming over its sentence ends."""
    words = [len(sentence.text.split()) for sentence in sentences]
    best, begins = [0.0], [0]
    for stop in range(1, len(sentences) + 1):
        costs, length = {}, 0
        for start in range(stop - 1, -1, -1):
            length += words[start]
            if length > MOST and start < stop - 1:
                break
            costs[start] = best[start] + (length / AIM - 1) ** 2
        begin = min(costs, key=costs.__getitem__)
        begins.append(begin)
        best.append(costs[begin] + (_seam(*sentences[stop - 1 : stop + 1]) if words[stop:] else 0))
    stops = [len(sentences)]
    while stops[-1]:
        stops.append(begins[stops[-1]])
    return list(pairwise(reversed(stops)))


def _seam(before: Sentence, after: Sentence) -> float:
    """What a cut between two sentences costs; a passage of half the length aimed at costs 0.25."""
    if after.lead_in and before.text == after.lead_in:
        return 3.0
    if before.paragraph != after.paragraph:
        return 0.05
    return 0.25 if after.kind == "prose" else 1.0


def _lines(sentences: Sequence[Sentence]) -> str:
    text = _printed(sentences[0])
    for before, after in pairwise(sentences):
        # The sentences of one numbered paragraph all bear its number, which is printed once.
        same = after.kind == "prose" and before.paragraph == after.paragraph
        text += f" {after.text}" if same else f"\n{_printed(after)}"
    return text


def _printed(sentence: Sentence) -> str:
    if sentence.label:
        return f"{sentence.label}{'.' if sentence.label.isalnum() else ''} {sentence.text}"
    return f"• {sentence.text}" if sentence.kind == "bullet" else sentence.text


def _introduced(sentences: Sequence[Sentence]) -> list[Sentence]:
    """`sentences` with every list preceded by the sentence that introduces it."""
    told: set[str] = set()
    result = []
    for sentence in sentences:
        if sentence.lead_in and sentence.lead_in not in told:
            result.append(Sentence(sentence.lead_in, sentence.page, paragraph=sentence.paragraph))
        told |= {sentence.text, sentence.lead_in}
        result.append(sentence)
    return result
