"""Question sets: JSON lines with the evidence and the facts that a right answer needs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from qa.answer import Turn

Text = Annotated[str, Field(min_length=1)]


class BadQuestions(ValueError):
    """A question set that cannot be used; the message names the file, the line and the fault."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that answers a question, wholly or (in a comparison) in part.

    `doc` is the report's file name, `quote` is copied from it, `page` is 1-based and None
    where the report has no pages, `heading` is the one the passage stands under.
    """

    doc: Text
    quote: Text
    page: Annotated[int, Field(ge=1)] | None = None
    heading: str = ""


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


def load_questions(path: Path) -> list[Question]:
    """Read a question set in file order; blank lines are skipped, unknown keys ignored.

    Raises `BadQuestions` for a line that does not fit `Question`, an id given twice, a file
    that is not UTF-8 or holds no question; `OSError` where it cannot be read.
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
    return list(questions.values())


def faults(error: ValidationError) -> str:
    """What pydantic found wrong, on one line: where, what was expected, what was found."""
    return "; ".join(
        f"{'.'.join(map(str, fault['loc'])) or 'line'}: {fault['msg']}"
        f", found {repr(fault['input'])[:80]}"
        for fault in error.errors(include_url=False)
    )
