"""The chat: the open conversation, the chips and the question box."""

from __future__ import annotations

import streamlit as st

from indexer.index import Index
from qa import links
from qa.assistant import Assistant
from qa.keeping import feedback
from ui import (
    answer_foot,
    answer_view,
    conversation,
    draft,
    export_view,
    limits,
    markup,
    scope_chips,
    sidebar,
    skip_link,
    wording,
)


def draw(assistant: Assistant) -> None:
    """Draw the page; where a question waits, answer it."""
    _open()
    exchanges, waiting = conversation.exchanges(), conversation.waiting()
    sidebar.draw(assistant.index)
    with st.bottom:
        limits.draw_above_the_box(exchanges, waiting)
        scope_chips.draw(assistant.index)
        st.chat_input("Ask about the reports", key="typed", on_submit=conversation.put_typed)
    draft.keep()
    skip_link.draw()
    if not exchanges:
        _welcome(assistant.index)
    judged = feedback.given_on(conversation.data_file(), exchanges)
    status = None
    for number, exchange in enumerate(exchanges):
        if exchange.id not in waiting:
            answer_view.draw(exchange, number, assistant.index)
            if exchange.answer:
                answer_foot.draw(number, exchanges, judged.get(exchange.id), assistant.index)
            continue
        answer_view.draw_question(exchange.question)
        status = status or st.status("Starting")
    if len(exchanges) > 1:
        with st.container(key="foot-all", horizontal=True, vertical_alignment="center"):
            st.html('<p class="aside">The whole conversation</p>', width="content")
            export_view.draw(exchanges, assistant.index, "export-all")
    _notices()
    conversation.scroll()
    if status and (work := conversation.answering(assistant)):
        written = st.empty()
        while work.is_alive():
            # Each update also takes up what was clicked or asked meanwhile, none of it lost.
            status.update(label=work.stage)
            if work.text:
                written.text(work.text)
            work.join(0.2)
        conversation.answered(work)
        st.rerun()  # draws the exchange where every other exchange is drawn


def _open() -> None:
    """Open what the address asks for: a question with its scope, or a kept conversation."""
    link = links.read({name: st.query_params.get_all(name) for name in st.query_params})
    if link is None:
        conversation.restore()
        return
    conversation.follow(link)


def _welcome(index: Index) -> None:
    held = wording.index_line(index.reports.values(), len(index.unreadable))
    st.html(markup.lede(held))
    with st.container(key="examples"):
        for example in wording.examples(index.reports.values()):
            label = wording.label(example)
            st.button(label, on_click=conversation.put, args=(example,), width="stretch")


def _notices() -> None:
    """What of a link was not understood; a question that there was no room to keep."""
    if unread := conversation.unread():
        st.warning(f"The link says {', '.join(unread)}, which is no year: left out.", icon="⚠️")
    if question := conversation.unkept():
        st.error(
            "This question could not be kept, and so was not asked. Is the disk full? "
            "Make room, then ask it again:",
            icon="⚠️",
        )
        st.code(question, language=None, wrap_lines=True)
