"""A follow-up is looked for beside what was told, and not only where its words are."""

from __future__ import annotations

import pytest

from indexer.build import build
from indexer.encoder import SentenceEncoder
from indexer.index import Index
from qa.answer import Turn
from qa.asking.question import understand
from qa.retrieve import retrieve

HEAD = "---\ntitle: Assessment of Leeds\nauthority: Leeds\npublished: 2024-01-01\n---\n"
TEXT = """
# Unpaid carers

Bridge House looks after people who care for a relative. It is paid until March 2027.

# Commissioning

The contract with the charity that supports carers is reviewed when it ends.
"""
ASKED = "which charity supports carers"
TOLD = "Bridge House looks after people who care for a relative. [1]"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("beside")
    (folder / "leeds.md").write_text(HEAD + TEXT, encoding="utf-8")
    build([folder], folder / "index", encoder=SentenceEncoder())
    return Index.open(folder / "index")


def first(index: Index, *history: Turn) -> str:
    asked = understand("and when does their contract end?", history)
    return retrieve(index, asked, list(index.reports), k=2)[0].passage.heading[-1]


def test_a_follow_up_is_looked_for_beside_what_was_told(index: Index) -> None:
    assert first(index, Turn(ASKED, "")) == "Commissioning"
    assert first(index, Turn(ASKED, TOLD)) == "Unpaid carers"


def test_a_question_that_stands_alone_is_not(index: Index) -> None:
    own = understand("when is the contract with a charity reviewed", [Turn(ASKED, TOLD)])
    assert not own.subject
    assert retrieve(index, own, list(index.reports), k=2)[0].passage.heading[-1] == "Commissioning"


def test_the_passage_told_is_found_once(index: Index) -> None:
    history = [Turn(ASKED, TOLD)]
    asked = understand("and when does their contract end?", history)
    hits = retrieve(index, asked, list(index.reports), k=2)
    assert len({hit.passage.id for hit in hits}) == len(hits) == 2
