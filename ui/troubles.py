"""What the page says when there is no index to ask."""

from __future__ import annotations

import shlex
from pathlib import Path

import streamlit as st

from indexer.encoder import EncoderUnavailable
from indexer.index import IndexMismatch


def no_index(folder: Path) -> None:
    """There is no index: what to run."""
    st.subheader("There is no index to search yet")
    st.text(f"Nothing was found in {str(folder)!r}. Build an index over the bundled briefings:")
    _command("", folder)
    st.text("or over a folder of your own reports:")
    _command("path/to/reports ", folder)
    _look_again()


def wrong_index(folder: Path, error: IndexMismatch | EncoderUnavailable) -> None:
    """There is one, but not for this program: why, and what to run."""
    st.subheader("This index cannot be searched as it is")
    message = str(error)
    st.text(f"{message[:1].upper()}{message[1:]}.")
    st.text("Nothing was changed. To build it again:")
    _command("path/to/reports ", folder)
    _look_again()


def _command(reports: str, folder: Path) -> None:
    index = shlex.quote(str(folder))
    st.code(f"python -m indexer build {reports}--index {index}", language=None)


def _look_again() -> None:
    st.text("Then look again: what you asked before is kept.")
    st.button("Look again")
