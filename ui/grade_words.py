"""Grades in words, and the level that decides their colour; a colour only repeats the words."""

from __future__ import annotations

from corpus import Judgement

_LEVELS = {
    "outstanding": 4,
    "good": 3,
    "requires improvement": 2,
    "adequate": 2,
    "satisfactory": 2,
    "inadequate": 1,
}
_SCORES = {  # in CQC's words
    4: "exceptional standard",
    3: "good standard",
    2: "some shortfalls",
    1: "significant shortfalls",
}


def words(judgement: Judgement) -> str:
    """The grade or score: "Good", "2 of 4: some shortfalls"."""
    if judgement.grade:
        return judgement.grade.capitalize()
    score = judgement.score
    return f"{score} of 4: {_SCORES[score]}" if score in _SCORES else f"Score {score}"


def letters(judgement: Judgement) -> str:
    """The grade's initials ("RI"), or the score."""
    if not judgement.grade:
        return str(judgement.score)
    return "".join(word[0] for word in judgement.grade.split()).upper()


def level(judgement: Judgement) -> int:
    """4 the best to 1 the worst, 0 where no grade was given."""
    return judgement.score or _LEVELS.get(judgement.grade, 0)
