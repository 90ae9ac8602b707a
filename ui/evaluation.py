"""The figures of an evaluation as `python -m eval run --json` writes them, read from a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ALL = "all"  # the group of all kinds of question together

Figures = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one run. `groups` are by kind of question in the file's order, `ALL` last.

    `name` is the file's; `made` is the day that the file gives as "made" (ISO), None where it
    gives none; `faults` are lines about questions that crashed or had no reply.
    """

    name: str
    made: date | None
    groups: Mapping[str, Figures]
    faults: tuple[str, ...] = ()


class NotAnEvaluation(ValueError):
    """The file does not hold the figures of an evaluation."""


def evaluations(folders: Iterable[Path]) -> list[Evaluation]:
    """The evaluations in the folders, the newest first, those without a day last;
    other JSON files are passed over."""
    found = []
    for file in (file for folder in folders for file in folder.glob("*.json")):
        try:
            found.append(read(file))
        except NotAnEvaluation:
            continue
    return sorted(found, key=lambda one: (one.made or date.min, one.name), reverse=True)


def read(file: Path) -> Evaluation:
    """The evaluation in a file. Raises NotAnEvaluation."""
    try:
        data = json.loads(file.read_bytes())
        made = date.fromisoformat(data["made"][:10]) if "made" in data else None
        groups: Mapping[str, Figures] = data["figures"]
        counted = all(isinstance(group["n"], int) for group in groups.values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotAnEvaluation(f"{str(file)!r} has no figures of an evaluation") from error
    if not groups or not counted:
        raise NotAnEvaluation(f"{str(file)!r} has no figures of an evaluation")
    faults = tuple(str(line) for line in data.get("faults") or ())
    last = {ALL: groups[ALL]} if ALL in groups else {}
    kinds = {kind: group for kind, group in groups.items() if kind != ALL}
    return Evaluation(file.stem, made, kinds | last, faults)


def number(group: Figures, name: str) -> float | None:
    """A figure of a group; None where it applies to none of its questions, or is not given."""
    value = group.get(name)
    return float(value) if isinstance(value, int | float) else None


def interval(group: Figures, name: str) -> tuple[float, float] | None:
    """The two ends of the 95% interval of a share (0 to 1), where they are given."""
    ends = group.get(f"{name}_95")
    if isinstance(ends, list) and len(ends) == 2 and all(isinstance(e, int | float) for e in ends):
        return float(ends[0]), float(ends[1])
    return None
