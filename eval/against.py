"""Figures against those of an earlier run: what fell by more than noise, and what noise is.

The assistant answers the same way every time, so that a repeated run moves nothing. What is let
pass is one question that a change tips over, or 2 points where one question is worth less. Times
are not compared: they are the machine's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table

from eval.questions import Question
from eval.report import ALL, ANSWERED, FOUND, OVERALL, Figures

NOISE = 0.02  # of a share from 0 to 1
_ROUNDING = 1e-9
_LOW_IS_GOOD = ("abstain_wrong",)


class BadResults(ValueError):
    """A file of earlier results that cannot be compared with; the message says why."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure over all questions, 0 to 1, before and now; `worth` is that of one question."""

    name: str
    before: float
    after: float
    worth: float

    @property
    def noise(self) -> float:
        """By how much the figure may get worse."""
        return max(NOISE, self.worth)

    @property
    def worse(self) -> bool:
        """Whether the figure got worse by more than noise."""
        lost = self.before - self.after
        return (-lost if self.name in _LOW_IS_GOOD else lost) > self.noise + _ROUNDING

    def __str__(self) -> str:
        return f"{_HEADS[self.name]} {self.before:.3f} -> {self.after:.3f} (noise {self.noise:.3f})"


_HEADS = FOUND | ANSWERED | OVERALL


def load_results(path: Path, questions: Sequence[Question]) -> Figures:
    """The figures over all questions that `--json` printed before.

    Raises BadResults where the file holds none, or those of another number of questions;
    OSError where it cannot be read.
    """
    try:
        figures: Figures = json.loads(path.read_bytes())["figures"][ALL]
        asked = figures["n"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadResults(
            f"{str(path)!r} holds no figures of a run; make them by: "
            "python -m eval run QUESTIONS.jsonl --out ANSWERS.jsonl --json"
        ) from error
    if asked != len(questions):
        raise BadResults(
            f"{str(path)!r} has the figures of {asked} questions, and {len(questions)} were "
            "asked now: compare runs of one set"
        )
    return figures


def changes(before: Figures, after: Figures, questions: Sequence[Question]) -> list[Change]:
    """Every share that both runs have, in the order of the tables."""
    answerable = sum(question.answerable for question in questions)
    counts = {"abstain_right": len(questions) - answerable, "right": len(questions)}
    return [
        Change(name, then, now, 1 / counts.get(name, answerable))
        for name in _HEADS
        if isinstance(then := before.get(name), float | int)
        and isinstance(now := after[name], float | int)
    ]


def table(compared: Sequence[Change], name: str) -> Table:
    """Every figure before and now."""
    made = Table("figure", title=f"Against {name}", title_justify="left", box=SIMPLE_HEAD)
    for head in ("before", "now", "change", "noise"):
        made.add_column(head, justify="right")
    for one in compared:
        change = f"{one.after - one.before:+.3f}"
        shares = (f"{one.before:.3f}", f"{one.after:.3f}", change, f"{one.noise:.3f}")
        made.add_row(_HEADS[one.name], *shares, style="red" if one.worse else "")
    return made


def as_json(compared: Sequence[Change]) -> Mapping[str, Mapping[str, float | bool]]:
    """By the figure's name."""
    return {
        one.name: {"before": one.before, "after": one.after, "worse": one.worse} for one in compared
    }
