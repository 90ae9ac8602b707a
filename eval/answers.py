"""Answer files: the contract between the run that asks and whatever scores it.

One JSON object a line: {"id", "status", "abstained", "answer", "citations": [{"doc", "page",
"heading", "quote", "text"}], "hits": [{"doc", "page", "heading", "text", "score"}], "ms",
"unsure"}, and "error" where the assistant crashed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.questions import faults
from indexer.passages import Passage
from qa.answer import Answer

ABSTENTIONS = ("held", "no_evidence", "not_in_corpus")
HITS = 10


class BadAnswers(ValueError):
    """An answer file that cannot be scored; the message names the file, the line and the fault."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation: `doc` is the report's file name, `heading` the innermost one as printed.

    `quote` are the cited sentences, `text` the passage in which a citation shows them, as in
    `Found`.
    """

    doc: str
    page: int | None = None
    heading: str = ""
    quote: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was retrieved; `score` is the retriever's own, higher is better.

    `text` is the passage as it is printed and shown: its headings on lines of their own, outermost
    first, then its sentences.
    """

    doc: str
    page: int | None = None
    heading: str = ""
    text: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """One line of an answer file. `hits` are best first; `ms` is the time asking took.

    `status` is the assistant's, or "crashed": then `error` is the exception's repr, and the
    empty answer is not an abstention.
    """

    id: str
    status: str = ""
    abstained: bool = False
    answer: str = ""
    citations: tuple[Cited, ...] = ()
    hits: tuple[Found, ...] = ()
    ms: float | None = None
    error: str = ""
    unsure: bool = False

    @classmethod
    def of(cls, question_id: str, answer: Answer, ms: float) -> Reply:
        """What the assistant answered, as one line."""
        shown = {hit.passage.id: _as_printed(hit.passage) for hit in answer.hits}
        return cls(
            id=question_id,
            status=answer.status,
            abstained=answer.status in ABSTENTIONS,
            unsure=answer.unsure,
            answer=answer.text,
            citations=tuple(
                Cited(
                    c.report_id,
                    c.page,
                    _innermost(c.heading),
                    c.quote,
                    shown.get(c.passage_id, c.quote),
                )
                for c in answer.citations
            ),
            hits=tuple(
                Found(
                    hit.passage.report_id,
                    hit.passage.page,
                    _innermost(hit.passage.heading),
                    _as_printed(hit.passage),
                    float(hit.score),
                )
                for hit in answer.hits[:HITS]
            ),
            ms=ms,
        )

    def as_json(self) -> str:
        """The line, without its line end; "error" only where there is one."""
        fields = asdict(self)
        if not self.error:
            del fields["error"]
        return json.dumps(fields, ensure_ascii=False)


def load_answers(path: Path) -> dict[str, Reply]:
    """Read an answer file, by question id.

    Raises `BadAnswers` for a line that does not fit `Reply` or an id given twice;
    `OSError` where the file cannot be read.
    """
    reader = TypeAdapter(Reply)
    replies: dict[str, Reply] = {}
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            reply = reader.validate_json(line)
        except ValidationError as error:
            raise BadAnswers(f"{str(path)!r} line {number}: {faults(error)}") from error
        if reply.id in replies:
            raise BadAnswers(f"{str(path)!r} line {number}: id {reply.id!r} was given before")
        replies[reply.id] = reply
    return replies


def _as_printed(passage: Passage) -> str:
    # Question sets quote a grade or score together with the heading it stands under.
    return "\n".join((*passage.heading, passage.text))


def _innermost(heading: tuple[str, ...]) -> str:
    # Question sets name the heading a passage stands under, not the path to it.
    return heading[-1] if heading else ""
