"""A set of three questions, and an assistant that knows one passage, to be evaluated."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from corpus import Sentence
from eval.questions import Evidence, Question
from indexer.passages import Hit, Passage
from qa.answer import Answer, Citation, Coverage, Scope, Status, Turn

WAITS = Evidence("town.pdf", "Carers waited 11 weeks for a review", page=4, heading="Waiting")
STAFF = Evidence("town.pdf", "A quarter of the posts were vacant", page=9, heading="Staff")
ASKED = Question(
    id="q1",
    question="how long do carers wait, and how many jobs are open?",
    type="number",
    answerable=True,
    evidence=(WAITS, STAFF),
    must=(("11 weeks", "eleven weeks"), ("quarter", "25%")),
)
UNTOLD = Question(id="q2", question="who leads the council?", type="none", answerable=False)
NEXT = Question(
    id="q3",
    question="and for a ramp?",
    type="followup",
    answerable=True,
    evidence=(Evidence("town.pdf", "A ramp took five months to fit", page=4),),
    must=(("five months",),),
    history=(Turn("how long do carers wait?", "11 weeks."),),
)


class WaitingAssistant:
    """Knows one passage, refuses what does not ask "how long", crashes on a follow-up."""

    def __init__(self) -> None:
        self.histories: list[Sequence[Turn]] = []

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        self.histories.append(history)
        if history:
            raise RuntimeError("no memory")
        status: Status = "answered" if "how long" in question else "not_in_corpus"
        sentence = Sentence("Carers waited 11 weeks for a review.", page=4)
        heading = ("Care", "Waiting")
        hit = Hit(
            Passage("town.pdf#0", "town.pdf", "Town", "Town", None, heading, (sentence,)), 0.5
        )
        citation = Citation("town.pdf", "town.pdf#0", 4, heading, sentence.text, "Town, p. 4")
        told = status == "answered"
        return Answer(
            question=question,
            status=status,
            text=f"{sentence.text} [1]" if told else "",
            citations=(citation,) if told else (),
            hits=(hit,) * 12,
            coverage=Coverage(1, 12, 1, None, 0),
            asked=question,
            scope=Scope(),
        )


def write(path: Path, *lines: object) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path
