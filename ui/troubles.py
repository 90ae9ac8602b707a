"""What the page says when there is no index to ask, or nowhere to keep what is asked."""

from __future__ import annotations

import shlex
from pathlib import Path

import streamlit as st

from indexer.encoder import EncoderUnavailable
from indexer.index import IndexMismatch
from indexer.underway import underway
from qa.keeping.database import DatabaseUnusable
from qa.wording import count
from qa.writing.langchain_model import ModelUnavailable


def no_index(folder: Path) -> None:
    """There is no index: how far the build of it is, else what to run."""
    if underway(folder):
        _building(folder)
        return
    st.subheader("There is no index to search yet")
    st.text(f"Nothing was found in {str(folder)!r}. Build an index over the bundled briefings:")
    _command("", folder)
    st.text("or over a folder of your own reports:")
    _command("path/to/reports ", folder)
    _look_again()


@st.fragment(run_every=2)
def _building(folder: Path) -> None:
    """How far the build is, looked at every two seconds; the chat as soon as it has ended."""
    build = underway(folder)
    if build is None:
        st.rerun()
    st.subheader("The index is being built")
    st.text(
        f"{count(build.reports, 'report')} read and about "
        f"{count(build.passages, 'passage')} prepared for searching so far. "
        "This page shows the chat as soon as it is done; there is nothing to do until then."
    )


def wrong_index(folder: Path, error: IndexMismatch | EncoderUnavailable) -> None:
    """There is one, but not for this program: why, and what to run."""
    st.subheader("This index cannot be searched as it is")
    _said(error)
    st.text("Nothing was changed. To build it again:")
    _command("path/to/reports ", folder)
    _look_again()


def nowhere_to_keep(file: Path, error: DatabaseUnusable) -> None:
    """What is asked could not be kept: why, and how to say where."""
    st.subheader("There is nowhere to keep conversations")
    _said(error)
    st.text("Name another folder, and start the app again:")
    st.code("ASK_DATA=path/to/folder python -m streamlit run ui/app.py", language=None)
    _look_again()


def no_model(error: ModelUnavailable) -> None:
    """The language model that was named cannot be set up: why, and how to go without."""
    st.subheader("The language model cannot be used")
    _said(error)
    st.text("Or start the app without one: it then answers in the reports’ own words.")
    _look_again()


def _said(error: Exception) -> None:
    message = str(error)
    st.text(f"{message[:1].upper()}{message[1:]}.")


def _command(reports: str, folder: Path) -> None:
    index = shlex.quote(str(folder))
    st.code(f"python -m indexer build {reports}--index {index}", language=None)


def _look_again() -> None:
    st.text("Then look again: what you asked before is kept.")
    st.button("Look again")
