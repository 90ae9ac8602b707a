"""The field's terms: abbreviations and names that one report has and another has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build
from indexer.encoder import SentenceEncoder
from qa.asking.question import understand
from qa.asking.terms import spelt_out
from qa.assistant import Assistant

REPORT = """---
title: Inspection of Leeds
authority: Leeds
publisher: Ofsted
published: 2024-03-01
---
# Allegations

Allegations about professionals are dealt with swiftly by the designated officer, who is trained.

# Education

Of care leavers, 38% are not in education, employment or training. Staff encourage them to study.

# Visits

Staff visit young people on time. Records of visits are thorough, and 91% of them are signed.
"""


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("How many LAC are there?", "How many LAC are there? (looked after children)"),
        ("are they put up in B&Bs", "are they put up in B&Bs (bed and breakfast)"),
        ("what do PAs send", "what do PAs send (personal adviser)"),
        ("my pa and the send offer", "my pa and the send offer"),
        (
            "is SEND support good",
            "is SEND support good (special educational needs and disabilities)",
        ),
        ("any dols waiting", "any dols waiting (deprivation of liberty safeguards)"),
        ("a DoL order", "a DoL order (deprivation of liberty)"),
        ("kids in care", "kids in care (looked after)"),
        ("are people in care homes safe", "are people in care homes safe"),
        ("looked after and in care", "looked after and in care"),
        ("LACE and MASHED", "LACE and MASHED"),
        ("do councillors attend", "do councillors attend (elected members)"),
        (
            "which councillor held the carers brief",
            "which councillor held the carers brief (lead member, portfolio holder)",
        ),
        ("the politician in charge", "the politician in charge (lead member, portfolio holder)"),
        ("how slow are means tests", "how slow are means tests (financial assessment)"),
        ("are Pensioners lonely", "are Pensioners lonely (older people, social isolation)"),
        (
            "can older people get a hoist",
            "can older people get a hoist (equipment and home adaptations)",
        ),
    ],
)
def test_a_term_is_spelt_out_where_the_text_does_not_do_so(typed: str, searched: str) -> None:
    assert spelt_out(typed) == searched


def test_what_was_asked_stays_as_it_was_put() -> None:
    asked = understand("how many NEET care leavers in Leeds")

    assert asked.asked == asked.completed == "how many NEET care leavers in Leeds"
    assert asked.search_text.endswith(" (not in education, employment or training)")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What share of care leavers are NEET?", "38%"),
        ("Is the LADO any good?", "designated officer"),
    ],
)
def test_an_abbreviation_finds_what_the_report_spells_out(
    tmp_path: Path, question: str, told: str
) -> None:
    (tmp_path / "leeds.md").write_text(REPORT, encoding="utf-8")
    build([tmp_path], tmp_path / "index", encoder=SentenceEncoder())

    answer = Assistant.open(tmp_path / "index").ask(question)

    assert told in answer.text.split("[1]")[0]
