"""Whether a question asks for grades, and which: nothing else may be in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.authorities import find_authorities
from qa.asking.groups import without_group
from qa.asking.kinds import MONTH, asks_to_improve
from qa.asking.periods import without_period
from qa.asking.question import Question
from qa.asking.services import service
from qa.grading import words as said
from qa.grading.areas import take_areas
from qa.grading.wanted import wanted


@dataclass(frozen=True, slots=True)
class GradeQuestion:
    """A question for grades. `areas` are keys of `Judgement.key`; none where all are meant.

    `grades` and `scores` are those asked about ("inadequate", "good or better"). `parts` is
    whether areas are asked for ("which service was inadequate") and not grades. `extreme` is
    "best", "worst" or "both", else "". `moved` is "up", "down" or "either" where the grades that
    rose or fell are asked for; `came_from` and `went_to` are the grades they moved between, none
    where any may be. `instead` is whether a report that gives no grade overall is told by those
    that it gives. `publisher` is the one meant, "" where either may be.
    """

    areas: tuple[str, ...]
    grades: tuple[str, ...] = ()
    scores: tuple[int, ...] = ()
    parts: bool = False
    extreme: str = ""
    moved: str = ""
    came_from: tuple[str, ...] = ()
    went_to: tuple[str, ...] = ()
    instead: bool = False
    publisher: str = ""

    @property
    def of_change(self) -> bool:
        """Whether grades that moved are asked for."""
        return bool(self.moved or self.came_from or self.went_to)


def grade_question(question: Question) -> GradeQuestion | None:
    """The question as one for grades, None where it asks for anything else besides.

    A follow-up may name another area, council or year only, and keeps what was asked before.
    """
    if question.subject and asks_to_improve(question.text):
        return None
    own, others = _read(question.text, question)
    if not question.subject or (not own and (others or said.ANOTHER.search(question.text))):
        return own
    before, _ = _read(question.subject, question)
    if own:
        named = own.areas != ("overall",) or said.NOUN.search(question.text)
        certain = before or named or said.BARE.search(question.text)
        return own if certain else None  # "are they good?" may be asked of homes
    areas, _ = take_areas(_bare(question.text))
    publisher = _publisher(question.text) or (before.publisher if before else "")
    return replace(before, areas=areas or before.areas, publisher=publisher) if before else None


def _read(text: str, question: Question) -> tuple[GradeQuestion | None, list[str]]:
    """The text as a question for grades, and the words in it that no such question has."""
    text = re.sub(r"n['’]t\b", " not", text)
    bare = _bare(text)
    areas, rest = take_areas(bare)
    meant = wanted(rest)
    rest = re.sub(rf"\b(?:{MONTH}|or not)\b", " ", meant.rest, flags=re.IGNORECASE)
    words = re.findall(r"[^\W\d_]{2,}", rest.lower())
    others = [word for word in words if word not in said.PLAIN_WORDS]
    if others or not _asks(text, question, areas, meant.named):
        return None, others
    told = GradeQuestion(
        areas=areas,
        grades=meant.grades,
        scores=tuple(int(score) for score in said.SCORES.findall(text)),
        extreme=said.EXTREMES[bool(said.BEST.search(text)), bool(said.WORST.search(text))],
        moved=said.WAYS[bool(said.UP.search(rest)), bool(said.DOWN.search(rest))],
        came_from=meant.came_from,
        went_to=meant.went_to,
        publisher=_publisher(text),
    )
    told = replace(told, parts=_for_parts(told, bare, question))
    certain = meant.clear and not (told.grades and (told.moved or question.change))
    if (told.parts or question.group) and not certain:
        return None, words  # a grade beside a change, or beside two years, may mean several things
    if told.parts or areas or said.ALL_AREAS.search(text):
        return told, others
    return replace(told, areas=("overall",)), others


def _bare(text: str) -> str:
    """The text without councils, groups of them, and times."""
    for mention in reversed(find_authorities(text)):
        text = f"{text[: mention.start]} … {text[mention.end :]}"
    return without_period(without_group(text))


def _asks(text: str, question: Question, areas: tuple[str, ...], names_grade: bool) -> bool:
    """Whether the text asks for a grade in one of the ways that people do."""
    if said.OTHERWISE.search(text):
        of_all = not areas and said.HOW_GOOD.search(text)
        when = names_grade and said.WHEN.search(text)
        return _of_one(question) and bool(of_all or when)
    at_inspection = said.AT_INSPECTION.search(text) is not None
    extreme = said.BEST.search(text) or said.WORST.search(text)
    return bool(
        said.NOUN.search(text)
        or (said.OUTCOME.search(text) and at_inspection)
        or (said.BARE.search(text) and at_inspection)
        or (names_grade and (question.group or said.IS_GRADED.search(text)))
        or (len(question.authorities) > 1 and said.COMPARED.search(text))
        or (said.PARTS.search(text) and (names_grade or extreme or said.SCORES.search(text)))
        or said.ENDS.search(text)
        or (question.change and bool(find_authorities(text)) and said.MOVED.search(text))
        or (question.group and (said.GROUP_MOVED.search(text) or said.OF_GROUP.search(text)))
        or (_of_one(question) and said.PASSED.search(text))
        or (_of_one(question) and not (areas or question.subject) and said.HAS_MOVED.search(text))
    )


def _of_one(question: Question) -> bool:
    return len(question.authorities) == 1 and not question.group


def _for_parts(told: GradeQuestion, bare: str, question: Question) -> bool:
    """Whether areas of one council are asked for, by their grade or how it moved."""
    if question.group or len(question.authorities) > 1:
        return False
    by_grade = bool(told.grades or told.scores or told.extreme or question.change)
    by_grade |= bool(told.came_from or told.went_to)
    return by_grade and bool(said.PARTS.search(bare) or said.ENDS.search(bare))


def _publisher(text: str) -> str:
    """The one that the text names, or whose service it names."""
    return {"adults": "Care Quality Commission", "children": "Ofsted", "": ""}[service(text)]
