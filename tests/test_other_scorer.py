"""The metrics against the other scorer, where that stands beside the project."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

import pytest

from eval.answers import Cited, Found, Reply
from eval.metrics import mark
from eval.questions import Evidence, Question, load_questions
from eval.report import figures
from tests.small_set import ASKED, NEXT, UNTOLD

SHARED = Path(__file__).parents[2] / "shared"
SAME = {
    **{f"hit@{k}": f"hit@{k}" for k in (1, 3, 5, 10)},
    **{"mrr@10": "mrr@10", "recall@5": "allev@5", "recall@10": "allev@10"},
    **{"facts": "facts", "correct": "correct", "cite_precision": "cite_prec"},
    **{"cite_hit": "cite_hit", "page_match": "page_prec", "abstain_wrong": "false_abstain"},
    **{"abstain_right": "abstain_ok", "words": "words", "ms": "ms"},
}


def other_scorer() -> ModuleType:
    path = SHARED / "score.py"
    if not path.exists():
        pytest.skip("the other scorer is not beside the project")
    spec = importlib.util.spec_from_file_location("other_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def made_up_replies(questions: Sequence[Question], seed: int) -> dict[str, Reply]:
    """Replies that quote, clip, misplace, refuse and fail at random, from all the evidence."""
    chance = random.Random(seed)
    pool = [evidence for question in questions for evidence in question.evidence]

    def clipped(evidence: Evidence) -> str:
        words = evidence.quote.split()
        return " ".join(words[chance.randrange(4) : len(words) - chance.randrange(8)])

    def reply(question: Question) -> Reply:
        near = list(question.evidence) * 2 + chance.sample(pool, min(6, len(pool)))
        chance.shuffle(near)
        cited = near[: chance.randrange(4)]
        return Reply(
            question.id,
            abstained=chance.random() < 0.3,
            answer=" ".join(clipped(e) for e in cited),
            citations=tuple(
                Cited(e.doc, chance.choice((e.page, 1, None)), e.heading, clipped(e)) for e in cited
            ),
            hits=tuple(Found(e.doc, e.page, e.heading, clipped(e), 1.0) for e in near[:10]),
            ms=chance.random(),
        )

    return {question.id: reply(question) for question in questions}


def assert_scored_alike(questions: Sequence[Question], replies: dict[str, Reply]) -> None:
    scorer = other_scorer()
    answers = {key: json.loads(reply.as_json()) for key, reply in replies.items()}
    theirs = scorer.score([asdict(question) for question in questions], answers)
    for question, row in zip(questions, theirs, strict=True):
        ours = mark(question, replies[question.id])
        assert row["id"] == question.id
        for name, other in SAME.items():
            if question.answerable or name in ("abstain_right", "ms"):
                assert ours.get(name) == row.get(other), (question.id, name)


def test_made_up_answers_are_scored_alike() -> None:
    questions = [ASKED, UNTOLD, NEXT]
    for seed in range(40):
        assert_scored_alike(questions, made_up_replies(questions, seed))


@pytest.mark.parametrize("name", ["seeds-dev", "ofsted-dev"])
def test_answers_to_the_shared_sets_are_scored_alike(name: str) -> None:
    path = SHARED / "questions" / f"{name}.jsonl"
    if not path.exists():
        pytest.skip("the shared question sets are not beside the project")
    questions = load_questions(path)
    replies = made_up_replies(questions, seed=7)
    assert_scored_alike(questions, replies)
    rows = other_scorer().score(
        [asdict(question) for question in questions],
        {key: json.loads(reply.as_json()) for key, reply in replies.items()},
    )
    right = sum(row["correct"] if row["answerable"] else row["abstain_ok"] for row in rows)
    assert figures(questions, replies)["all"]["right"] == right / len(rows)
    assert 0 < right < len(rows)
