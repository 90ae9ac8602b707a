"""Passages: sections cut to a length an encoder can take, never mixing two sections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus import Sentence


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


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question; a higher score is better."""

    passage: Passage
    score: float
