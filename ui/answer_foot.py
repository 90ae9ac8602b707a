"""What can be done with an answer: take off its limits, link to it, say whether it helped."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from indexer.index import Index
from qa import links
from qa.keeping import feedback
from qa.keeping.conversations import Exchange
from ui import conversation, export_view, limits


def draw(number: int, exchanges: Sequence[Exchange], helpful: bool | None, index: Index) -> None:
    """Draw the foot of the exchange at 0-based place `number`; `helpful` is the verdict given."""
    exchange = exchanges[number]
    with st.container(key=f"foot-{exchange.id}", horizontal=True, gap="xsmall"):
        if number < len(exchanges) - 1:  # those of the last stand above the question box
            limits.draw(exchanges, number)
        _link(exchange, exchanges[:number])
        export_view.draw([exchange], index, f"export-{exchange.id}")
        _verdict(exchange, exchanges[:number], helpful)


def _link(exchange: Exchange, earlier: Sequence[Exchange]) -> None:
    """The address that asks this again; with a follow-up goes what it follows."""
    after: list[str] = []
    if _leans(exchange):
        for one in reversed(earlier):
            after.insert(0, one.question)
            if not _leans(one):
                break
    query = links.query(exchange.question, exchange.scope, exchange.ignoring, after)
    with st.popover("Copy link", type="tertiary", icon=":material/link:"):
        st.text("Whoever opens it here asks the same question in the same scope:")
        st.code(f"{(st.context.url or '').rstrip('/')}/?{query}", language=None, wrap_lines=True)


def _leans(exchange: Exchange) -> bool:
    """Whether it was understood with the help of a question before it."""
    return exchange.answer is not None and exchange.answer.asked != exchange.answer.question


def _verdict(exchange: Exchange, earlier: Sequence[Exchange], helpful: bool | None) -> None:
    noted = {helpful: ", noted"}
    st.button(
        f"Helpful{noted.get(True, '')}",
        key=f"helpful-{exchange.id}",
        type="tertiary",
        icon=":material/thumb_up:",
        on_click=feedback.give,
        args=(conversation.data_file(), exchange, earlier, True),
    )
    label = f"Not right{noted.get(False, '')}"
    with (
        st.popover(label, type="tertiary", icon=":material/thumb_down:"),
        st.form(f"wrong-{exchange.id}", border=False),
    ):
        st.radio(
            "What is wrong with it?",
            feedback.REASONS,
            format_func=str.capitalize,
            key=f"reason-{exchange.id}",
        )
        st.text_area("In your words (may be left empty)", key=f"comment-{exchange.id}")
        st.caption("Kept with the question and the answer, for those who run this service.")
        st.form_submit_button("Send", on_click=_send, args=(exchange, earlier))


def _send(exchange: Exchange, earlier: Sequence[Exchange]) -> None:
    feedback.give(
        conversation.data_file(),
        exchange,
        earlier,
        False,
        st.session_state[f"reason-{exchange.id}"],
        st.session_state[f"comment-{exchange.id}"].strip(),
    )
