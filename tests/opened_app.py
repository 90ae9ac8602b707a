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
