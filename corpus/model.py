"""What a report is, once read: the first four of the data types that flow through the project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

SentenceKind = Literal["prose", "bullet", "row"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit that a citation quotes: a sentence, a list item or a table row.

    `text` is as printed, line breaks joined, without bullet glyph or printed number.
    `page` is the 1-based page it begins on, None where the source has no pages.
    `paragraph` is the 0-based ordinal, within its section, of the paragraph, list or table
    it belongs to: the items of one list share it.
    `lead_in` is the sentence that introduces a list ("The following need to improve:").
    `label` is the printed number or letter of a numbered paragraph or item ("43", "a").
    """

    text: str
    page: int | None = None
    kind: SentenceKind = "prose"
    paragraph: int = 0
    lead_in: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The text under one heading. `heading` is the path as printed, outermost first."""

    heading: tuple[str, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row of a report's table of grades or scores.

    `area` is as printed; `grade` is the grade in lower case ("requires improvement"), or ""
    where only a score is given; `score` is the printed number (1 worst, 4 best for CQC), else None.
    `page` is 1-based; `quote` is the printed text that states the grade. `key` is the area's
    normal form, the same across frameworks and years ("overall", "leadership",
    "help_protection", "in_care", "care_leavers", "in_care_and_care_leavers", "adoption", "lscb";
    for CQC the nine quality statements, "assessing_needs" to "learning"), "" where it has none.
    """

    area: str
    grade: str
    score: int | None
    page: int | None
    quote: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report as its authors structured it. `id` is the file name, unique within an index.

    `authority` is the canonical short name ("Harrow"), "" where the document does not say.
    `kind` is what sort of document it is ("inspection", "assessment", "peer review",
    "briefing", "report"); a briefing was written for this project and is never the original.
    `framework` says which inspection it was ("ILACS short inspection", "single inspection
    framework", "CQC local authority assessment"), `inspector` is the lead inspector's name as
    printed; both are "" where the document does not say.
    `inspected` is the first and last day on site. `pages` is None where there are no pages.
    """

    id: str
    title: str
    authority: str = ""
    publisher: str = ""
    kind: str = "report"
    published: date | None = None
    inspected: tuple[date, date] | None = None
    pages: int | None = None
    url: str = ""
    sections: tuple[Section, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    framework: str = ""
    inspector: str = ""

    @property
    def dated(self) -> date | None:
        """The day the report speaks for: when it was published, else the last day on site."""
        return self.published or (self.inspected[1] if self.inspected else None)
