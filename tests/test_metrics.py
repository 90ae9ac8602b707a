"""The metrics, worked by hand."""

from __future__ import annotations

import pytest

from eval.answers import Cited, Found, Reply
from eval.metrics import (
    covers,
    evidence_recall,
    facts,
    first_rank,
    good_citations,
    hit_at,
    mark,
    mean,
    normal,
    page_match,
    reciprocal_rank,
    wilson,
)
from eval.questions import Evidence
from tests.small_set import ASKED, STAFF, UNTOLD, WAITS


def test_text_is_compared_without_its_typography() -> None:
    assert normal(
        "  Children\u2019s  \u201cmulti-\u00a0agency\u201d\n\ufb01les, 2015\u201316 "
    ) == ('children\'s "multi-agency" files, 2015-16')


def test_a_passage_covers_evidence_by_its_pairs_of_words() -> None:
    ten = Evidence("a.pdf", "one two three four five six seven eight nine ten eleven")
    assert covers(ten, "A.PDF", "so: One two\nthree four five six seven eight nine ten eleven.", 1)
    eight = "one two three four five six seven eight nine"  # 8 of the 10 pairs
    assert covers(ten, "reports/a.pdf", eight, 0.8)
    assert not covers(ten, "a.pdf", eight, 0.81)
    assert not covers(ten, "b.pdf", eight, 0.8)
    assert not covers(Evidence("a.pdf", "alone"), "a.pdf", "nothing", 0.0)


def test_ranks() -> None:
    miss = Found("town.pdf", text="Parks are tidy.")
    other = Found("city.pdf", text=WAITS.quote)
    hit = Found("town.pdf", text=f"In 2024: {WAITS.quote}.")
    both = Found("town.pdf", text=f"{STAFF.quote}. {WAITS.quote}.")
    evidence = ASKED.evidence
    assert first_rank(evidence, []) is None
    assert first_rank(evidence, [miss, other]) is None
    assert first_rank(evidence, [miss, other, hit, both]) == 3
    assert evidence_recall(evidence, [miss, other, hit, both], 3) == 0.5
    assert evidence_recall(evidence, [miss, other, hit, both], 4) == 1.0
    assert [hit_at(k, 3) for k in (1, 3, 5)] == [0.0, 1.0, 1.0]
    assert hit_at(10, None) == 0.0
    assert (reciprocal_rank(4), reciprocal_rank(11), reciprocal_rank(None)) == (0.25, 0.0, 0.0)


def test_facts_need_one_alternative_each() -> None:
    assert facts(ASKED.must, "They waited Eleven  Weeks.") == 0.5
    assert facts(ASKED.must, "11 weeks; 25% of posts") == 1.0
    assert facts(ASKED.must, "") == 0.0


def test_citations_are_good_by_quote_and_matched_by_page() -> None:
    good = Cited("town.pdf", 4, "Waiting", "Carers waited 11 weeks for a review.")
    part = Cited("town.pdf", 5, "Waiting", "waited 11 weeks for a review")  # 5 of 6 pairs
    wrong = Cited("town.pdf", 9, "Staff", "Parks are tidy.")
    assert good_citations(ASKED.evidence, [good, part, wrong]) == [True, True, False]
    assert page_match(ASKED.evidence, [good, part, wrong]) == 2 / 3
    assert page_match(ASKED.evidence, []) == 0.0
    assert page_match([Evidence("notes.txt", "no pages here")], [good]) is None


def test_a_right_answer_is_complete_and_not_a_refusal() -> None:
    text = "11 weeks, and a quarter of posts"
    assert mark(ASKED, Reply("q1", answer=text))["correct"] == 1.0
    assert mark(ASKED, Reply("q1", answer="11 weeks"))["correct"] == 0.0
    refused = mark(ASKED, Reply("q1", answer=text, abstained=True))
    assert (refused["facts"], refused["correct"], refused["abstain_wrong"]) == (1.0, 0.0, 1.0)
    assert mark(UNTOLD, Reply("q2", abstained=True)) == {"abstain_right": 1.0, "right": 1.0}
    assert mark(UNTOLD, Reply("q2", answer="Someone."))["right"] == 0.0


def test_means_leave_out_only_what_does_not_apply() -> None:
    assert mean([{"a": 1.0}, {"a": 0.0}, {"b": 1.0}], "a") == 0.5
    assert mean([{"b": 1.0}], "a") is None


def test_wilson_interval() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263, and 0 of 20
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
