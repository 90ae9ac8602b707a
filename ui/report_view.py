"""One report: its judgements, its text under its headings, its pages, and a question about it."""

from __future__ import annotations

import streamlit as st

from corpus import Report
from indexer.index import Index
from qa.answer import Scope
from qa.retrieve import reports_in
from qa.wording import count, scope_words
from ui import conversation, dialogs, report_text
from ui.picking import pick


def draw(index: Index, report: Report) -> None:
    """The report, as its headings with their text."""
    paged = bool(report.pages)
    st.button("‹ All reports", on_click=st.query_params.clear, type="tertiary")
    st.html(report_text.heading(report))
    _question(index, report)
    pressed = []
    if report.judgements:
        st.html("<h3>Judgements</h3>")
        pressed.append(pick(report_text.judgements(report.judgements, paged), "judgements"))
    st.html("<h3>Text</h3>")
    with st.container(horizontal=True, vertical_alignment="center"):
        opened = st.toggle("Unfold all headings", key="unfolded")
        if paged and st.button("Look through the pages"):
            pressed.append("1")
    pressed.append(pick(report_text.tree(report.sections, paged, opened), f"text-{report.id}"))
    for number in filter(None, pressed):
        dialogs.page(index, report.id, int(number))


def _question(index: Index, report: Report) -> None:
    """A question that goes to the chat with the scope set as near to this report as it can be."""
    scope = about(report)
    among = len(reports_in(index, scope))
    with (
        st.form("ask-this", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        question = st.text_input("Ask about this report", key="ask-this-question")
        asked = st.form_submit_button("Ask in the chat")
    if among > 1:
        st.caption(f"This searches {count(among, 'report')}: {scope_words(scope)}.")
    if asked and question.strip():
        conversation.ask(question, scope)
        conversation.show_chat()


def about(report: Report) -> Scope:
    """The scope that leaves in this report and as few others as a scope can."""
    year = report.dated.year if report.dated else None
    return Scope(
        authorities=(report.authority,) if report.authority else (),
        publishers=(report.publisher,) if report.publisher else (),
        kinds=(report.kind,),
        since=year,
        until=year,
    )
