"""The conversation of one browser session: what was asked, and what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from qa.answer import Answer, Scope, Turn
from qa.assistant import Assistant

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer; `answer` is None where answering failed."""

    question: str
    answer: Answer | None


def exchanges() -> tuple[Exchange, ...]:
    """All exchanges so far, oldest first."""
    kept: tuple[Exchange, ...] = st.session_state.get("exchanges", ())
    return kept


def waiting() -> tuple[str, ...]:
    """The questions that wait for an answer, the earliest first. Each is kept from the moment
    it is asked: a click, or a further question, while an answer is being made starts the page
    over, and must not lose any."""
    questions: tuple[str, ...] = st.session_state.get("waiting", ())
    return questions


def put(question: str) -> None:
    """Put a question; the page answers it as it is drawn."""
    if question.strip():
        st.session_state.waiting = (*waiting(), question.strip())


def put_typed() -> None:
    """Put what stands in the question box."""
    put(st.session_state.typed or "")


def put_again(number: int) -> None:
    """Put the question of a failed exchange once more, in place of that exchange."""
    earlier = exchanges()
    st.session_state.exchanges = earlier[:number] + earlier[number + 1 :]
    put(earlier[number].question)


def start_anew() -> None:
    """Forget the conversation."""
    st.session_state.exchanges = ()
    st.session_state.waiting = ()


def answer_next(assistant: Assistant, scope: Scope, on_stage: Callable[[str], None]) -> None:
    """Answer the earliest waiting question and add the exchange, also where answering fails."""
    question, *later = waiting()
    turns = [Turn(e.question, e.answer.text) for e in exchanges() if e.answer]
    try:
        answer = assistant.ask(question, turns, scope, on_stage)
    except Exception:
        # Whatever went wrong, the reader keeps the question and is told what to do.
        _log.exception("Could not answer %r", question)
        answer = None
    st.session_state.exchanges = (*exchanges(), Exchange(question, answer))
    st.session_state.waiting = tuple(later)
