"""Slips of typing: put right where nobody knows the word and one of the reports is close."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build
from indexer.encoder import SentenceEncoder
from indexer.index import Index
from qa.answer import Turn
from qa.assistant import Assistant
from qa.spelling import Spelling

TEXT = """---
title: Children's services in Leeds
authority: Leeds
publisher: Ofsted
published: 2024-05-01
---
# Safeguarding

The safeguarding board has priorities. Its priorities are few, and the board's priorities are clear.
Ofsted spoke with the board. Ofsted praised safeguarding. Ofsted says that safeguarding is strong.

Social workers carry 17 cases each. Social workers stay. Social workers are proud.

The MASH, once a mash of teams, is a good mash.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("slips")
    (folder / "leeds.md").write_text(TEXT, "utf-8")
    build([folder], folder / "index", encoder=SentenceEncoder())
    return Index.open(folder / "index")


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("what did ofstead say of safegaurding", "what did ofsted say of safeguarding"),
        ("the board's priorites", "the board's priorities"),
        ("is the maash good", "is the mash good"),
        ("the baord and the baords of Ledes", "the board and the baords of Leeds"),
        ("carers in plymoth", "carers in Plymouth"),
        ("carers in Wigen and Camdem?", "carers in Wigan and Camden?"),
        ("Plymoth's carers", "Plymouth's carers"),
        (
            "the Caldedale inspection in Decemeber 2016",
            "the Calderdale inspection in December 2016",
        ),
        # What is right, or may be, stays: English words, contractions, names of other things.
        ("why couldn't rough sleepers be housed", "why couldn't rough sleepers be housed"),
        ("didnt they prioritise footfall", "didnt they prioritise footfall"),
        ("what of the Harrop nursing home", "what of the Harrop nursing home"),
        ("care leavers in Atlantis", "care leavers in Atlantis"),
        ("is TREES any good, and Zzyzxq", "is TREES any good, and Zzyzxq"),
        ("how big is a cluod", "how big is a cluod"),
    ],
)
def test_slips_are_put_right(index: Index, typed: str, right: str) -> None:
    assert Spelling(index).corrected(typed) == right


def test_the_question_is_answered_as_it_was_meant_and_that_is_shown(index: Index) -> None:
    assistant = Assistant(index)
    typed = "how many cases do social workrs in leads carry"
    answer = assistant.ask(typed)
    assert answer.question == typed
    assert answer.asked == "how many cases do social workers in leads carry"
    assert answer.text.startswith("Social workers carry 17 cases each.")
    unheld = assistant.ask("how many cases do social workers in plymoth carry")
    assert unheld.status == "not_in_corpus"
    after = assistant.ask(
        "and safegaurding?", [Turn("how many cases do workers in Plymoth carry", "None.")]
    )
    assert after.scope.authorities == ("Plymouth",)


def test_a_misprint_of_the_reports_is_not_taught(tmp_path: Path) -> None:
    text = f"{TEXT}\nThe board lists prioritties.\n"
    (tmp_path / "leeds.md").write_text(text, "utf-8")
    build([tmp_path], tmp_path / "index", encoder=SentenceEncoder())
    spelling = Spelling(Index.open(tmp_path / "index"))
    assert spelling.corrected("what priorittes") == "what priorities"
