"""Children's and adults' services: which one a question is on, and whose passages come first."""

from __future__ import annotations

import pytest

from indexer.build import build
from indexer.encoder import SentenceEncoder
from indexer.index import Index
from qa.answer import Turn
from qa.asking.question import understand
from qa.retrieve import retrieve

HEAD = "---\ntitle: {title}\nauthority: Leeds\npublisher: {publisher}\npublished: 2024-01-01\n---\n"
REPORTS = {
    "adults.md": HEAD.format(title="Assessment of Leeds", publisher="Care Quality Commission")
    + "# Waiting\n\nWaits for a first visit are long. Managers check every week who is waiting.\n\n"
    "# Moving on\n\nWaits are short where young people with a disability move on.\n",
    "children.md": HEAD.format(title="Inspection of Leeds", publisher="Ofsted")
    + "# Visits\n\nFew have to wait for a first visit. Managers check every week who is waiting.\n",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("services")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    build([folder], folder / "index", encoder=SentenceEncoder())
    return Index.open(folder / "index")


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("how long do kids wait for a first visit", "children"),
        ("are care leavers in B&Bs", "children"),
        ("is anyone leaving care without a plan", "children"),
        ("do looked-after children see a dentist", "children"),
        ("what did Ofsted say on supervision", "children"),
        ("are nursing homes full", "adults"),
        ("do adults at risk get an advocate", "adults"),
        ("is dementia care any good", "adults"),
        ("are young adults still in touch", ""),
        ("are children and adults safe", ""),
        ("how are equipment and day care looked after", ""),
        ("how long do carers wait for reviews", ""),
        ("are residential homes any good", ""),
    ],
)
def test_the_service_is_told_by_the_words(text: str, service: str) -> None:
    assert understand(text).service == service


def first(index: Index, question: str) -> str:
    hits = retrieve(index, understand(question), list(index.reports), k=3)
    return f"{hits[0].passage.report_id}: {hits[0].passage.heading[-1]}"


def test_passages_of_the_service_asked_about_come_first(index: Index) -> None:
    assert first(index, "who checks how long adults wait") == "adults.md: Waiting"
    assert first(index, "who checks how long children wait") == "children.md: Visits"


def test_a_passage_in_words_of_the_service_stays_where_it_was(index: Index) -> None:
    asked = "how long do young people with a disability wait"

    assert first(index, asked) == "adults.md: Moving on"


def test_a_follow_up_stays_with_the_service(index: Index) -> None:
    asked = understand("and how often?", [Turn("who checks how long pupils wait", "Managers.")])

    assert asked.service == "children"
    assert "pupils" in asked.completed

    apart = understand("and is supervision good enough?", [Turn("do pupils wait", "No.")])
    assert (apart.completed, apart.service) == ("and is supervision good enough?", "children")
