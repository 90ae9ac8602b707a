"""Draws one exchange: the question, the status, the answer, its sources with their proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from indexer.index import Index
from indexer.passages import Hit
from qa.answer import Answer, Citation
from qa.cite import reference
from qa.keeping.conversations import Exchange
from qa.wording import count
from ui import conversation, evidence, markup, wording

_NEAREST = 3  # passages shown where the reports do not answer
_MARKS = Path(__file__).with_name("marks.js")


def draw(exchange: Exchange, number: int, index: Index) -> None:
    """Draw an exchange; `number` is its 0-based place in the conversation."""
    draw_question(exchange.question)
    with st.chat_message("assistant"):
        if exchange.answer is None:
            _draw_failure(number)
        else:
            draw_answer(exchange.answer, f"source-{number + 1}", index)


def draw_question(question: str) -> None:
    with st.chat_message("user"):
        st.html(markup.question(question))


@st.fragment
def draw_answer(answer: Answer, key: str, index: Index) -> None:
    """Draw an answer and, beside it, the proof of the source that is open; `key` is unique on
    the page. What is open, a number of `sources`, is in the session's state under "open-key"."""
    with st.container(key=f"script-{key}"):
        st.html(f"<script>{_MARKS.read_text('utf-8')}</script>", unsafe_allow_javascript=True)
    sources = _sources(answer, index)
    opened = st.session_state.get(f"open-{key}")
    with st.container(key=f"answer-{key}"):
        text, side = st.columns(2, gap="medium")
        with text:
            _draw_text(answer, key, index, sources)
        if opened in sources:
            with side, st.container(key=f"proof-of-{key}"):
                _draw_proof(opened, sources[opened], key, index)


def _sources(answer: Answer, index: Index) -> dict[int, Citation]:
    """What can be opened, by number: the citations, those of earlier reports, and, where nothing
    is cited, the nearest passages."""
    nearest = [] if answer.citations else [_nearest(hit, index) for hit in answer.hits[:_NEAREST]]
    return dict(enumerate((*answer.citations, *answer.earlier, *nearest), start=1))


def _nearest(hit: Hit, index: Index) -> Citation:
    """A passage that was found, with nothing of it quoted."""
    passage = hit.passage
    report = index.reports.get(passage.report_id)
    told = reference(report, passage.sentences[0]) if report else passage.title
    return Citation(
        passage.report_id, passage.id, passage.page, passage.heading, passage.text, told
    )


def _draw_text(answer: Answer, key: str, index: Index, sources: Mapping[int, Citation]) -> None:
    st.html(
        markup.understood(answer)
        + markup.status(answer, index.reports)
        + markup.answer_text(answer, key)
        + markup.grades(answer, key, index.reports)
        + markup.notes(answer)
    )
    cited, earlier = len(answer.citations), len(answer.earlier)
    numbers = list(sources)
    if cited:
        st.html(markup.title(count(cited, "source").capitalize()))
        _draw_rows(numbers[:cited], sources, key, index)
    elif numbers[earlier:]:
        st.html(markup.title("The nearest passages, which do not answer it"))
        _draw_rows(numbers[earlier:], sources, key, index)
    if earlier:
        with st.expander(f"Earlier reports on this ({earlier})"):
            for number in numbers[cited : cited + earlier]:
                st.html(markup.earlier(sources[number]))
                _draw_rows([number], sources, key, index)
    if scope := markup.scope(answer):
        st.html(scope)


def _draw_rows(
    numbers: Sequence[int], sources: Mapping[int, Citation], key: str, index: Index
) -> None:
    """A button for each source; it opens and closes its proof."""
    rows = st.container(gap=None)
    for number in numbers:
        shown = st.session_state.get(f"open-{key}") == number
        citation = sources[number]
        report = index.reports.get(citation.report_id)
        rows.button(
            wording.source_label(number, citation, report, shown),
            key=f"{key}-{number}",
            type="tertiary",
            width="stretch",
            wrap=True,
            on_click=_toggle,
            args=(f"open-{key}", number),
        )


def _toggle(name: str, number: int) -> None:
    st.session_state[name] = None if st.session_state.get(name) == number else number


def _draw_proof(number: int, citation: Citation, key: str, index: Index) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(markup.proof_title(number, f"{key}-{number}"))
        st.button(
            "Close",
            key=f"close-{key}-{number}",
            icon=":material/close:",
            type="tertiary",
            on_click=_toggle,
            args=(f"open-{key}", number),
        )
    evidence.show(index, citation, f"page-of-{key}-{number}")


def _draw_failure(number: int) -> None:
    st.error(
        "This has no answer: something went wrong, or the app was stopped, while it was being "
        "answered. Your question is kept: ask it again, and if that fails too, look at the window "
        "where the app was started.",
        icon="⚠️",
    )
    st.button("Ask again", key=f"again-{number}", on_click=conversation.put_again, args=(number,))
