"""The app as AppTest opens and reads it, for tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

APP = Path(__file__).parents[1] / "ui" / "app.py"
CARERS = "How long do carers wait for a review in Ashford?"


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch, **address: object) -> AppTest:
    """The app, opened by a browser of its own at `?address`."""
    monkeypatch.setenv("ASK_INDEX", str(folder))
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.query_params.update(address)
    return app.run()


def alone(name: str, folder: Path) -> AppTest:
    """One page without the app around it, over the index in `folder`; `name` is its module's."""
    kwargs = {"folder": str(folder), "name": name}
    return AppTest.from_function(_drawn, default_timeout=120, kwargs=kwargs).run()


def _drawn(folder: str, name: str) -> None:
    # AppTest runs the body of this function as a script.
    import importlib
    from pathlib import Path

    import streamlit as st

    from qa.assistant import Assistant

    st.session_state.file = Path(folder).parent / "conversations.sqlite3"
    importlib.import_module(f"ui.{name}").draw(Assistant.open(Path(folder)))


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
    return "\n".join(element.body for element in app.html)
