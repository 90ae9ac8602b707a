"""Training: what a question's evidence is, and what the models learn from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval import train_prior
from eval.located import digest
from eval.train_reader import train
from eval.train_refusal import fit_refusal, weigh_sentences
from eval.training_candidates import Candidates, candidates
from eval.training_examples import examples
from eval.training_questions import Asked, asked, held_out
from indexer.index import Index
from qa.answer import Turn
from qa.prior import Prior
from qa.reader import Reader

FARE = "Agency staff fill 40 posts."
TURNOVER = "Staff turnover fell to 12.5%."


def questions(folder: Path, index: Index, *lines: dict[str, Any]) -> list[Asked]:
    file = folder / "questions.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return asked([file], index.reports)


def line(**of: object) -> dict[str, Any]:
    return {"question": "what about staff in Ashford", "doc": "ashford.md"} | of


def read(folder: Path, index: Index, *lines: dict[str, Any]) -> list[Candidates]:
    made = questions(folder, index, *lines)
    return [one for apart in (False, True) for one in candidates(made, index, apart)]


def test_evidence_is_quoted_or_named_and_each_way_to_answer_counts(
    tmp_path: Path, index: Index
) -> None:
    both = [[None, digest(TURNOVER)], [None, digest(FARE)]]
    told, untold, quoted = questions(
        tmp_path,
        index,
        line(sentences=both, also=[[[None, digest(FARE)]]]),
        line(quote=None),
        line(quote=FARE),
    )
    assert [one.quote for one in told.evidence] == [f"{TURNOVER} {FARE}", FARE]
    assert untold.evidence == ()
    assert [one.quote for one in quoted.evidence] == [FARE]
    with pytest.raises(KeyError):
        questions(tmp_path, index, line(sentences=[[None, digest("No such sentence.")]]))


def test_every_sentence_that_answers_is_told_from_those_that_do_not(
    tmp_path: Path, index: Index
) -> None:
    one = line(sentences=[[None, digest(TURNOVER)]], also=[[[None, digest(FARE)]]])
    (found,) = read(tmp_path, index, one)
    telling = {s.text for s, tells in zip(found.sentences, found.tells, strict=True) if tells}
    assert telling == {TURNOVER, FARE}
    (example,) = examples([found], index)
    assert TURNOVER in example.answer
    assert TURNOVER in example.passage
    assert not any(text in other for other in example.others for text in telling)


def test_a_follow_up_is_read_with_the_question_before_it(tmp_path: Path, index: Index) -> None:
    first = line(id="first", quote=TURNOVER)
    _, after = questions(tmp_path, index, first, line(question="and why?", after="first"))
    assert after.history == (Turn(first["question"], TURNOVER),)
    (found,) = [one for apart in (False, True) for one in candidates([after], index, apart)]
    assert first["question"] in found.question.search_text
    with pytest.raises(KeyError):
        questions(tmp_path, index, line(after="first"), first)


def test_a_change_over_time_is_looked_for_in_its_own_report(tmp_path: Path, index: Index) -> None:
    one = line(question="has Ashford got better with staff since 2019", doc="bexham.md", quote=None)
    made = questions(tmp_path, index, one)
    (found,) = [one for apart in (False, True) for one in candidates(made, index, apart)]
    assert found.question.change
    held = index.reports[found.asked.report]
    told = {sentence.text for passage in index.of_report(held.id) for sentence in passage.sentences}
    assert {sentence.text for sentence in found.sentences} <= told


def test_councils_kept_apart_are_not_trained_on(tmp_path: Path, index: Index) -> None:
    made = questions(tmp_path, index, line(quote=FARE))
    apart = held_out("Ashford")
    assert len(list(candidates(made, index, apart))) == 1
    assert list(candidates(made, index, not apart)) == []


def test_the_reader_learns_which_sentence_answers(tmp_path: Path, index: Index) -> None:
    (found,) = read(tmp_path, index, line(quote=FARE))
    steps: list[tuple[int, int]] = []
    out = tmp_path / "reader"
    train([found] * 24, out, 4, lambda done, of, _: steps.append((done, of)))
    assert steps == [(step, 8) for step in range(1, 9)]
    scores = Reader(out).scores(found.question.search_text, found.read)
    right = np.array(found.tells)
    assert scores[right].min() > scores[~right].max()


def test_the_prior_learns_what_is_seldom_told(tmp_path: Path, index: Index) -> None:
    council = next(name for name in ("Ashford", "Bexham") if not held_out(name))
    file = {"doc": f"{council.lower()}.md"}
    often = line(question=f"how do staff in {council} feel", quote=FARE) | file
    seldom = line(question=f"what is the budget of {council}", quote=None) | file
    unnamed = line(question="what is the colour of it", quote=FARE) | file
    made = questions(tmp_path, index, *[often, seldom, unnamed] * 96)
    steps: list[tuple[int, int]] = []
    out = tmp_path / "prior"
    train_prior.train(made, out, 3, lambda done, of, _: steps.append((done, of)))
    assert steps == [(step, 12) for step in range(1, 13)]
    feel, budget = Prior(out).log_odds(train_prior.shapes(made[:2]))
    assert feel > 0 > budget
    with pytest.raises(ValueError, match="answered"):
        train_prior.train(made[:1], out, 1, lambda done, of, loss: None)


def test_the_sign_that_tells_weighs_most(tmp_path: Path, index: Index) -> None:
    (found,) = read(tmp_path, index, line(quote=FARE))
    telling = np.array(found.tells, float)
    weights = weigh_sentences([found] * 20, [telling.astype(np.float32)] * 20)
    assert weights.reader > max(map(abs, weights.signs))
    assert weights.bias < 0
    assert weights.answers_reader > 0 > weights.answers_bias


def test_the_refusal_weighs_what_was_found_and_refuses_few_that_are_answered(
    tmp_path: Path, index: Index
) -> None:
    council = next(name for name in ("Ashford", "Bexham") if not held_out(name))
    file = {"doc": f"{council.lower()}.md"}
    said = index.of_report(questions(tmp_path, index, line(quote=FARE) | file)[0].report)
    told = line(question=f"what is said in {council}", quote=said[0].sentences[0].text) | file
    untold = line(question=f"what is hidden in {council}", quote=None) | file
    made = questions(tmp_path, index, told, untold, line(question="is it Monday", doc=None))
    asked_of = [one for apart in (False, True) for one in candidates(made, index, apart)] * 20
    reads = [
        np.full(len(one.read), 4.0 if one.answerable else -4.0, np.float32) for one in asked_of
    ]
    refusal = fit_refusal(made, index, asked_of, reads)
    assert refusal.found > 0
    assert 0.5 < refusal.threshold < 1
    blind = fit_refusal(made, index, asked_of, [np.zeros_like(read) for read in reads])
    assert blind.found < refusal.found
