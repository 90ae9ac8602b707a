"""The question sets that come with the project fit the briefings they are asked of."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from corpus.readers import read
from eval.questions import Evidence, Question, load_questions

ROOT = Path(__file__).parents[1]
BRIEFINGS = ROOT / "corpus" / "briefings"
SETS = [ROOT / "eval" / "questions" / "briefings.jsonl"]
NEAR = 300  # characters around a quote in which a fact may also stand
TYPES = {"number", "date", "rating", "name", "list", "reason", "yesno", "temporal", "compare"}
TYPES |= {"followup", "unanswerable"}

each_set = pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)


@cache
def sections(briefing: str) -> tuple[tuple[str, str], ...]:
    """The last heading and the whole text of each section of a bundled briefing."""
    report = read(BRIEFINGS / briefing)
    texts = ((s.heading, " ".join(one.text for one in s.sentences)) for s in report.sections)
    return tuple((heading[-1] if heading else "", plain(text)) for heading, text in texts)


def plain(text: str) -> str:
    return " ".join(text.replace("|", " ").split())


def bundled(question: Question) -> list[Evidence]:
    return [one for one in question.evidence if (BRIEFINGS / one.doc).is_file()]


def around(evidence: Evidence) -> str:
    """The quote with the text near it, "" where its section does not hold the quote."""
    for heading, text in sections(evidence.doc):
        start = text.find(evidence.quote)
        if start >= 0 and heading == evidence.heading:
            return text[max(0, start - NEAR) : start + len(evidence.quote) + NEAR]
    return ""


def test_there_is_a_question_set() -> None:
    assert SETS


@each_set
def test_each_quote_stands_under_its_heading(path: Path) -> None:
    wrong = [
        (question.id, one.heading, one.quote)
        for question in load_questions(path)
        for one in bundled(question)
        if not around(one)
    ]
    assert wrong == []


@each_set
def test_each_fact_stands_in_or_near_a_quote(path: Path) -> None:
    wrong = []
    for question in load_questions(path):
        near = "\n".join(around(one) for one in bundled(question)).casefold()
        if near:
            lacking = [a for a in question.must if not any(b.casefold() in near for b in a)]
            wrong += [(question.id, alternatives) for alternatives in lacking]
    assert wrong == []


def test_the_set_on_the_briefings_is_wide_and_hard_enough() -> None:
    questions = load_questions(ROOT / "eval" / "questions" / "briefings.jsonl")
    counts = Counter(question.type for question in questions)
    assert len(questions) >= 60
    assert counts["unanswerable"] >= 15
    assert set(counts) == TYPES
    assert all(question.history for question in questions if question.type == "followup")
    asked = {one.doc for question in questions for one in question.evidence}
    assert asked == {path.name for path in BRIEFINGS.glob("*.md")}
