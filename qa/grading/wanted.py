"""Which grades a question names, and how: "below good", "not inadequate", "from good to …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.grading.words import ANY_GRADE, GRADES, SCALE

_ROLES = {
    "lost": r"no longer|(?:lost|loses?|losing)(?: (?:its|their|the|an?))?",
    "without": r"not|nor|neither",
    "below": r"below|less than|worse than|under|short of",
    "above": r"above|better than",
    "least": r"at least",
    "from": r"from",
    "to": r"to",
}
_BEFORE = "|".join(rf"(?P<{role}>{form})" for role, form in _ROLES.items())
_MENTION = re.compile(
    rf"(?:\b(?:{_BEFORE})(?:\s+(?:being|be|an?|yet|currently|rated|judged|graded|…))*\s+)?"
    rf"\b(?P<grade>{ANY_GRADE})\b(?:\s+(?:or|and)\s+(?:(?P<up>better|above)|(?P<down>worse|below))\b)?",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[\s,/]*(?:(?:or|and|nor)\s+)?", re.IGNORECASE)
_SET_AGAINST = re.compile(r"[\s,]*(?:and|but)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The grades named. `grades` are those meant, worst first; `came_from` and `went_to` those
    between which a grade moved. `clear` says that this is for certain what is asked: it is not
    where grades are named apart ("inadequate in 2016 and good now"). `rest` is the other text.
    """

    grades: tuple[str, ...]
    came_from: tuple[str, ...]
    went_to: tuple[str, ...]
    clear: bool
    rest: str

    @property
    def named(self) -> bool:
        return bool(self.grades or self.came_from or self.went_to)


def wanted(text: str) -> Wanted:
    """The grades that the text asks about, those that "below good" or "not good" mean too."""
    meant: dict[str, set[str]] = {role: set() for role in ("", "without", "from", "to")}
    clear, last, role = True, 0, ""
    for found in _MENTION.finditer(text):
        between, first = text[last : found.start()], not last
        own = next((name for name in _ROLES if found[name]), "")
        joined = not first and not own and _JOINED.fullmatch(between) is not None
        role, last = role if joined else own, found.end()
        apart = not (first or joined or role in ("from", "to"))
        clear &= not apart or (role == "without" and bool(_SET_AGAINST.fullmatch(between)))
        grades = _grades(role, found)
        if role == "lost":
            meant["to"] |= set(SCALE) - grades
        meant[{"lost": "from"}.get(role, role if role in meant else "")] |= grades
    kept = (meant[""] or set(SCALE)) - meant["without"] if meant[""] or meant["without"] else set()
    moving = bool(meant["from"] or meant["to"])
    clear &= not (moving and kept) and (bool(kept) or not meant["without"])
    rest = _MENTION.sub(" ", text)
    return Wanted(_in_order(kept), _in_order(meant["from"]), _in_order(meant["to"]), clear, rest)


def _grades(role: str, found: re.Match[str]) -> set[str]:
    """The grades that one mention stands for; what is "not good" is not outstanding either."""
    named = found["grade"]
    at = next(at for at, one in enumerate(SCALE) if re.fullmatch(GRADES[one], named, re.I))
    if role == "below":
        return set(SCALE[:at])
    if role == "above":
        return set(SCALE[at + 1 :])
    if role == "least" or found["up"] or (role == "without" and SCALE[at] == "good"):
        return set(SCALE[at:])
    return set(SCALE[: at + 1]) if found["down"] else {SCALE[at]}


def _in_order(grades: set[str]) -> tuple[str, ...]:
    return tuple(grade for grade in SCALE if grade in grades)
