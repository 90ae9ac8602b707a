"""Dialogs over a page: the proof of a citation, and a page of a report as it is printed.

Escape closes them, and the keyboard is back where it was.
"""

from __future__ import annotations

import streamlit as st

from indexer.index import Index
from qa.answer import Citation
from ui import evidence


@st.dialog("The source", width="medium", on_dismiss="rerun")
def proof(index: Index, citation: Citation | None, above: str, instead: str = "") -> None:
    """The proof of a citation, under the HTML `above`; `instead` where there is no citation."""
    _in_colours()
    st.html(above)
    if citation:
        evidence.show(index, citation, f"dialog-{citation.passage_id}")
    else:
        st.html(instead)


@st.dialog("The page as it is printed", width="medium", on_dismiss="rerun")
def page(index: Index, report_id: str, number: int) -> None:
    """Page `number` (1-based) of a report, and from there the others."""
    _in_colours()
    evidence.page(index, report_id, number, f"dialog-{report_id}-{number}")


def _in_colours() -> None:
    # A dialog stands outside the element on which Streamlit sets light or dark.
    scheme = "dark" if st.context.theme.type == "dark" else "light"
    st.html(f'<style>[data-testid="stDialog"] {{ color-scheme: {scheme}; }}</style>')
