"""What a question becomes: an `Answer` with its `Citation`s and the coverage of the search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus import Sentence
from indexer.passages import Hit

# "held" is no finding: the question is on which councils and reports are held.
Status = Literal["answered", "partial", "held", "no_evidence", "not_in_corpus"]
# What a question may say of where to search: fields of a scope, and years, which only prefer.
Narrowing = Literal["authorities", "publishers", "kinds", "since", "until", "years"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be searched. Empty fields leave everything in; years are inclusive.

    `kinds` are kinds of report ("inspection", "assessment", "peer review", "briefing").
    `latest` keeps only the newest report of each council, publisher and kind.
    """

    authorities: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    kinds: tuple[str, ...] = ()
    latest: bool = False


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation, oldest first in a history; `councils` are those that
    its answer tells of."""

    question: str
    answer: str
    councils: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement of the answer stands. `quote` is copied exactly from a hit.

    `sentences` are the sentences quoted, neighbours in one passage, each with its own page;
    `quote` is their text, a line for each list item. `page` is the first one's, 1-based, None
    without pages; `passage_id` leads back to the passage. `reference` is how a person would
    cite it ("Ofsted, Harrow …, 4 March 2025, p. 7"). `strength` says what the finding rests on
    where the text tells ("national survey", "cases inspectors looked at"), else "".
    """

    report_id: str
    passage_id: str
    page: int | None
    heading: tuple[str, ...]
    quote: str
    reference: str
    sentences: tuple[Sentence, ...] = ()
    strength: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """One cell of the judgement tables that an answer tells, for showing as a table.

    `area` and `grade` are as in `Judgement`; `mark` is the 1-based number of its citation.
    """

    authority: str
    area: str
    key: str
    grade: str
    score: int | None
    dated: date | None
    report_id: str
    mark: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was searched and how much spoke to the matter.

    `passages_found`, `reports_found` and `newest` are of the hits that speak to it; `newest` is
    None where none does or one of them has no date. `unreadable` counts files that are not in
    the index.
    """

    reports_searched: int
    passages_found: int
    reports_found: int
    newest: date | None
    unreadable: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question. A refusal is a value too: it still carries the nearest hits.

    `text` is what is shown: sentences with their citation marks "[1]", one a line where they
    form a list; mark n is `citations[n - 1]`. `asked` is the question as understood, after a
    follow-up has been completed from the history; `scope` is what was searched for it, and
    `narrowed` names its fields that the question itself set; `years` are those of which reports
    were preferred, as the question named them without narrowing to them. `grades` are the
    judgements told, `earlier` what older reports said on the same matter, newest first. `notes`
    are plain sentences about the answer: what was not found, what newer report is held, what
    stood in. `unsure` is whether what is told only comes nearest: 4 of 10 such answers do
    not answer.
    """

    question: str
    status: Status
    text: str
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    coverage: Coverage
    asked: str
    scope: Scope
    narrowed: tuple[Narrowing, ...] = ()
    grades: tuple[Grade, ...] = ()
    earlier: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    unsure: bool = False

    @property
    def turn(self) -> Turn:
        """The exchange, as the history of what is asked after it."""
        cited = {citation.passage_id for citation in self.citations}
        told = [hit.passage.authority for hit in self.hits if hit.passage.id in cited]
        return Turn(self.question, self.text, tuple(dict.fromkeys(filter(None, told))))
