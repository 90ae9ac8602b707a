"""Draws one exchange: the question, the status, the answer, its citations, the scope line."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from indexer.index import Index
from indexer.passages import Passage
from qa.answer import Answer, Citation
from ui import conversation, markup, proof, wording

_NEAREST = 3  # passages shown where the reports do not answer


def draw(exchange: conversation.Exchange, number: int, index: Index) -> None:
    """Draw an exchange; `number` is its 0-based place in the conversation."""
    draw_question(exchange.question)
    with st.chat_message("assistant"):
        if exchange.answer is None:
            _draw_failure(number)
        else:
            _draw_answer(exchange.answer, f"source-{number + 1}", index)


def draw_question(question: str) -> None:
    with st.chat_message("user"):
        st.html(markup.question(question))


def _draw_answer(answer: Answer, anchor: str, index: Index) -> None:
    st.html(
        markup.understood(answer)
        + markup.status(answer, index.reports)
        + markup.answer_text(answer, anchor)
        + markup.scope(answer)
    )
    if answer.citations:
        rows = _cited(answer, anchor, index)
        st.html(markup.proofs(wording.count(len(rows), "source"), rows))
    elif answer.hits:
        rows = [
            proof.nearest(hit.passage, index.reports.get(hit.passage.report_id))
            for hit in answer.hits[:_NEAREST]
        ]
        st.html(markup.proofs("The nearest passages, which do not answer it", rows))


def _cited(answer: Answer, anchor: str, index: Index) -> list[str]:
    """The citations in order, neighbours from one page of one passage as one row."""
    rows = []
    pairs = enumerate(answer.citations, start=1)
    for _, run in groupby(pairs, lambda pair: (pair[1].passage_id, pair[1].reference)):
        numbered = dict(run)
        first = next(iter(numbered.values()))
        report, passage = index.reports.get(first.report_id), _passage(first, answer, index)
        rows.append(proof.cited(numbered, report, passage, anchor))
    return rows


def _passage(cited: Citation, answer: Answer, index: Index) -> Passage | None:
    """The cited passage as it was found; from the index where it is not among the hits."""
    for hit in answer.hits:
        if hit.passage.id == cited.passage_id:
            return hit.passage
    try:
        return index.passage(cited.passage_id)
    except KeyError:  # the index was rebuilt without it
        return None


def _draw_failure(number: int) -> None:
    st.error(
        "Sorry, something went wrong while answering. Your question is kept above: ask it again, "
        "and if it fails again, look at the window where the app was started.",
        icon="⚠️",
    )
    st.button("Ask again", key=f"again-{number}", on_click=conversation.put_again, args=(number,))
