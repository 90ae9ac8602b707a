"""Risk against coverage: what answering fewer questions, the likeliest, does to the wrong ones.

El-Yaniv, Wiener: On the foundations of noise-free selective classification (JMLR 11, 2010).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from rich.box import SIMPLE_HEAD
from rich.table import Table

from eval.metrics import mark
from eval.questions import Question
from eval.run import ask
from indexer.index import Index
from qa.asking.question import Question as Asked
from qa.assistant import Assistant
from qa.extract import Finding
from qa.refusal import Refusal
from qa.refuse import supported

THRESHOLDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question answered whatever its likelihood.

    `answered` up to the threshold `likelihood` (0 to 1): 0 where a rule refuses whatever the
    threshold, 1 where it is answered whatever the threshold. `correct` is whether the answer
    given then has every fact; an unanswerable question has no correct answer.
    """

    likelihood: float
    answerable: bool
    correct: bool


@dataclass(frozen=True, slots=True)
class Point:
    """Shares (0 to 1) at one threshold of the likelihood.

    `coverage` is of all questions, those answered; `risk` of those answered, the wrong ones
    (not every fact, or nothing in the reports); `unfounded` of those answered, the ones the
    reports do not tell; `refused_rightly` of the unanswerable and `refused_wrongly` of the
    answerable ones, those refused. `right` is of all questions.
    """

    threshold: float
    coverage: float
    risk: float
    unfounded: float
    refused_rightly: float
    refused_wrongly: float
    right: float


class Likely(Assistant):
    """Answers whatever its likelihood is, and keeps that; for one question at a time."""

    likelihood: float | None = None

    def _answering(self, asked: Asked, findings: Sequence[Finding]) -> list[Finding]:
        able = supported(self.index, asked, findings)
        if able:
            likely = self._likelihood(asked, able)
            self.likelihood = max(likely, self.likelihood or 0.0)
        return able

    def _likelihood(self, asked: Asked, able: Sequence[Finding]) -> float:
        shipped = Refusal.shipped()
        untold = replace(shipped, threshold=float("inf"))
        if untold.answers(self._shapes, self._prior, asked, able):
            return 1.0
        return shipped.likelihood(self._prior, asked, able)


def outcomes(questions: Sequence[Question], index: Index) -> list[Outcome]:
    """What becomes of each question where nothing is refused for its likelihood."""
    assistant = Likely(index)
    made = []
    for question in questions:
        assistant.likelihood = None
        reply = ask(assistant, question)
        # Answered without being weighed: from the judgement table.
        likely = assistant.likelihood or float(not reply.abstained and not reply.error)
        correct = question.answerable and mark(question, reply)["correct"] == 1.0
        made.append(Outcome(likely, question.answerable, correct))
    return made


def point(made: Sequence[Outcome], threshold: float) -> Point:
    """The shares where what is less likely than the threshold, or ruled out, is refused."""
    told = [one for one in made if one.likelihood >= threshold and one.likelihood > 0]
    refused = [one for one in made if one not in told]
    answerable = sum(one.answerable for one in made)
    correct = sum(one.correct for one in told)
    rightly = sum(not one.answerable for one in refused)
    return Point(
        threshold,
        coverage=len(told) / len(made),
        risk=_share(len(told) - correct, len(told)),
        unfounded=_share(sum(not one.answerable for one in told), len(told)),
        refused_rightly=_share(rightly, len(made) - answerable),
        refused_wrongly=_share(len(refused) - rightly, answerable),
        right=(correct + rightly) / len(made),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def curve(made: Sequence[Outcome]) -> list[Point]:
    """A point at 0 and at each likelihood that there is, from all answered to fewest."""
    return [point(made, at) for at in sorted({0.0, *(one.likelihood for one in made)})]


def shipped(made: Sequence[Outcome]) -> Point:
    """The point of the shipped threshold."""
    return point(made, Refusal.shipped().threshold)


def table(made: Sequence[Outcome]) -> Table:
    """Round thresholds and the shipped one."""
    drawn = Table("threshold", title="Refusal by threshold", title_justify="left", box=SIMPLE_HEAD)
    heads = ("answered", "wrong of those", "untold of those", "refused rightly", "refused wrongly")
    for head in (*heads, "all right"):
        drawn.add_column(head, justify="right")
    own = shipped(made)
    for one in sorted([own, *(point(made, at) for at in THRESHOLDS)], key=lambda p: p.threshold):
        threshold, *shares = asdict(one).values()
        name = f"{threshold:.3f} shipped" if one == own else f"{threshold:.1f}"
        drawn.add_row(name, *(f"{share:.2f}" for share in shares))
    return drawn


def as_json(made: Sequence[Outcome]) -> dict[str, object]:
    """The shipped point, and the whole curve."""
    return {"shipped": asdict(shipped(made)), "curve": [asdict(one) for one in curve(made)]}
