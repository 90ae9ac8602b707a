"""What readers said of answers: counts by reason, a list, and the lines for a question set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from qa.keeping.database import DatabaseUnusable
from qa.keeping.feedback import REASONS, Feedback, as_questions, received
from qa.wording import in_words
from ui import wording

_SHOWN = 50  # verdicts; all are in the file


def draw(file: Path) -> None:
    """Draw the feedback kept in the file."""
    st.html('<h2 class="part">What readers said</h2>')
    try:
        verdicts = received(file)
    except DatabaseUnusable as error:
        st.error(wording.label(f"The feedback cannot be read: {error}."), icon=":material/error:")
        return
    if not verdicts:
        st.html('<p class="aside">Nobody has said yet whether an answer helped.</p>')
        return
    st.html(counts(verdicts))
    st.download_button(
        "Download as questions for the evaluation (JSONL)",
        partial(as_questions, verdicts),
        f"feedback-{date.today()}.jsonl",
        "application/jsonl",
        key="feedback-jsonl",
        on_click="ignore",
    )
    st.html("".join(_verdict(one) for one in verdicts[:_SHOWN]))
    if len(verdicts) > _SHOWN:
        st.html(f'<p class="aside">These are the latest {_SHOWN}; the download has all.</p>')


def counts(verdicts: Sequence[Feedback]) -> str:
    """How many were helpful, and how many were not for which reason."""
    helpful = sum(one.helpful for one in verdicts)
    reasons = Counter(one.reason for one in verdicts if not one.helpful)
    rows = "".join(
        f'<tr><th scope="row">{escape(reason.capitalize())}</th><td>{reasons[reason]}</td></tr>'
        for reason in REASONS
        if reasons[reason]
    )
    return (
        f'<table class="figures few"><thead><tr><th>Said of an answer</th><th>Times</th></tr>'
        f'</thead><tbody><tr><th scope="row">Helpful</th><td>{helpful}</td></tr>{rows}</tbody>'
        "</table>"
    )


def _verdict(one: Feedback) -> str:
    said = "Helpful" if one.helpful else (one.reason or "not right").capitalize()
    comment = f"<p>{escape(one.comment)}</p>" if one.comment else ""
    return (
        f'<details class="verdict"><summary><strong>{escape(said)}</strong> '
        f"{escape(one.answer.question)} <span>{in_words(one.given.date())}</span></summary>"
        f"{comment}<blockquote>{escape(one.answer.text or 'No answer was given.')}</blockquote>"
        f'<p class="aside">Index version {escape(one.index_version)}</p></details>'
    )
