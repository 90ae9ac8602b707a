"""What is told of each part of an answer: its sentences, or what a language model makes of them.

A model that writes is a second judge of whether the reports answer, beside the reader
(docs/decisions/0021-a-second-judge.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from indexer.passages import Hit
from qa.answer import Status
from qa.asking.question import Question
from qa.compose import Statement, compose, stated
from qa.extract import Finding
from qa.notes import unsure_of, untold
from qa.parts import Part, said, said_of
from qa.writing.writer import Writer

_WORDED = 4  # parts that a model words; each asks it once more


@dataclass(frozen=True, slots=True)
class OfPart:
    """What was found on a part: its passages, best first, and the findings to tell, none for a
    refusal; `unsure` whether those only come nearest."""

    part: Part
    hits: Sequence[Hit]
    chosen: Sequence[Finding]
    unsure: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a part: nothing where it is refused. `unsure` is as in `Answer`."""

    statements: tuple[Statement, ...]
    unsure: bool = False
    notes: tuple[str, ...] = ()


def told_of(
    question: Question,
    found: Sequence[OfPart],
    writer: Writer | None = None,
    on_text: Callable[[str], None] | None = None,
) -> list[Told]:
    """What is told, part by part; `on_text` is given all of it so far, with its marks."""
    if writer is None or len(found) > _WORDED:
        return [Told(tuple(said(question, one.part, one.chosen)), one.unsure) for one in found]
    told: list[Told] = []
    for one in found:
        before = list(chain(*(part.statements for part in told)))
        told.append(_worded(question, one, writer, before, on_text))
    return told


def notes_of(question: Question, apart: Sequence[Part], told: Sequence[Told]) -> tuple[str, ...]:
    """Which parts are not told, which of several may not answer, and how a model's words came
    about, said once for all."""
    doubtful = [part.label for part, one in zip(apart, told, strict=True) if one.unsure]
    return (
        *untold(question, apart, [bool(one.statements) for one in told]),
        *unsure_of([] if status_of(told, True)[1] else doubtful),
        *dict.fromkeys(chain(*(one.notes for one in told))),
    )


def status_of(told: Sequence[Told], whole: bool) -> tuple[Status, bool]:
    """The status of an answer and whether all of it is unsure; `whole` where nothing but these
    parts was to be told."""
    some = [one for one in told if one.statements]
    if not some:
        return "no_evidence", False
    all_told = whole and len(some) == len(told)
    return "answered" if all_told else "partial", all(one.unsure for one in some)


def _worded(
    question: Question,
    found: OfPart,
    writer: Writer,
    before: Sequence[Statement],
    on_text: Callable[[str], None] | None,
) -> Told:
    """A part in the words of a model, where they hold.

    What one judge alone finds to answer only comes nearest, and what both find answers; what
    only came nearest is not told where the model denies that anything answers.
    """

    def show(so_far: Sequence[Statement]) -> None:
        if on_text:
            on_text(compose([*before, *said_of(question, found.part, so_far)])[0])

    written = writer.write(question, found.hits, stated(found.chosen), found.part.label, show)
    if not written.kept:
        dropped = written.denied and found.unsure
        told = () if dropped else tuple(said(question, found.part, found.chosen))
        return Told(told, bool(told) and (found.unsure or written.denied), written.notes)
    own = {(f.hit.passage.id, f.sentence) for f in found.chosen}
    both = any((f.hit.passage.id, f.sentence) in own for s in written.kept for f in s.findings)
    unsure = not both and (found.unsure or not found.chosen)
    told = tuple(said_of(question, found.part, written.statements))
    return Told(told, unsure, written.notes)
