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
    st.html(above)
    if citation:
        evidence.show(index, citation, f"dialog-{citation.passage_id}")
    else:
        st.html(instead)


@st.dialog("The page as it is printed", width="medium", on_dismiss="rerun")
def page(index: Index, report_id: str, number: int) -> None:
    """Page `number` (1-based) of a report, and from there the others."""
    evidence.page(index, report_id, number, f"dialog-{report_id}-{number}")
