"""Question sets: JSON lines with the evidence and the facts that a right answer needs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from corpus import Report
from eval.located import sentences
from qa.answer import Turn

NO_REPORTS: Mapping[str, Report] = MappingProxyType({})

Text = Annotated[str, Field(min_length=1)]


class BadQuestions(ValueError):
    """A question set that cannot be used; the message names the file, the line and the fault."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that answers a question, wholly or (in a comparison) in part.

    `doc` is the report's file name, `quote` is copied from it, `page` is 1-based and None
    where the report has no pages, `heading` is the one the passage stands under. A set that
    may not copy a report gives, in place of the quote, the digest of a `sentence` that begins
    on that page (see `eval.located.digest`); loading turns it into the quote.
    """

    doc: Text
    quote: str = ""
    page: Annotated[int, Field(ge=1)] | None = None
    heading: str = ""
    sentence: str = ""

    def __post_init__(self) -> None:
        if bool(self.quote) == bool(self.sentence):
            raise ValueError("evidence needs 'quote' or 'sentence', and not both")


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a question set.

    `type` ("number", "date", ...) only groups the figures. `must` holds the facts of a right
    answer: each is a tuple of alternatives, one of which has to stand in the answer.
    """

    id: Text
    question: Text
    type: Text
    answerable: bool
    evidence: tuple[Evidence, ...] = ()
    must: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = ()
    history: tuple[Turn, ...] = ()

    def __post_init__(self) -> None:
        wanted = "needs" if self.answerable else "must not have"
        for name, given in (("evidence", self.evidence), ("must", self.must)):
            if bool(given) != self.answerable:
                raise ValueError(f"a question with answerable={self.answerable} {wanted} {name!r}")

    def as_json(self) -> str:
        """The question as a line of a question set with quotes, without its line end."""
        fields = asdict(self)
        for evidence in fields["evidence"]:
            del evidence["sentence"]
        return json.dumps(fields, ensure_ascii=False)


def load_questions(path: Path, reports: Mapping[str, Report] = NO_REPORTS) -> list[Question]:
    """Read a question set in file order; blank lines are skipped, unknown keys ignored.

    Evidence that names a sentence is quoted from `reports` (by id), so that all evidence has
    a quote. Raises `BadQuestions` for a line that does not fit `Question`, an id given twice,
    a file that is not UTF-8 or holds no question, a sentence whose report is not held or does
    not have it; `OSError` where the file cannot be read.
    """
    reader = TypeAdapter(Question)
    questions: dict[str, Question] = {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise BadQuestions(f"{str(path)!r} is not UTF-8 text: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = reader.validate_json(line, strict=True)
        except ValidationError as error:
            raise BadQuestions(f"{str(path)!r} line {number}: {faults(error)}") from error
        if question.id in questions:
            raise BadQuestions(f"{str(path)!r} line {number}: id {question.id!r} was given before")
        questions[question.id] = question
    if not questions:
        raise BadQuestions(f"{str(path)!r} holds no question; expected one JSON object a line")
    try:
        return _quoted(list(questions.values()), reports)
    except BadQuestions as error:
        raise BadQuestions(f"{str(path)!r} {error}") from None


def _quoted(questions: Sequence[Question], reports: Mapping[str, Report]) -> list[Question]:
    wanted = {one.doc for question in questions for one in question.evidence if one.sentence}
    if missing := sorted(wanted - reports.keys()):
        raise BadQuestions(
            f"names sentences of {len(missing)} reports that are not held: {', '.join(missing)}; "
            "index them, and name that index with --index"
        )
    held = {doc: sentences(reports[doc]) for doc in wanted}

    def quoted(id_: str, one: Evidence) -> Evidence:
        if not one.sentence:
            return one
        text = held[one.doc].get((one.page, one.sentence))
        if text is None:
            raise BadQuestions(
                f"id {id_!r}: no sentence on page {one.page} of {one.doc!r} has the digest "
                f"{one.sentence!r}: the report, or how it is read, has changed since; write the "
                "evidence anew"
            )
        return replace(one, quote=text, sentence="")

    return [
        replace(question, evidence=tuple(quoted(question.id, one) for one in question.evidence))
        for question in questions
    ]


def faults(error: ValidationError) -> str:
    """What pydantic found wrong, on one line: where, what was expected, what was found."""
    return "; ".join(
        f"{'.'.join(map(str, fault['loc'])) or 'line'}: {fault['msg']}"
        f", found {repr(fault['input'])[:80]}"
        for fault in error.errors(include_url=False)
    )
