"""Takes an answer, or a whole conversation, out of the app: Word, Markdown, grades as CSV."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

import streamlit as st

from indexer.index import Index
from qa.export.as_csv import grades_csv
from qa.export.as_markdown import markdown
from qa.export.as_word import word
from qa.keeping.conversations import Exchange
from qa.wording import count
from ui import wording

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draw(exchanges: Iterable[Exchange], index: Index, key: str) -> None:
    """Draw one button that opens the choice of files; nothing where nothing is answered.

    `key` is unique on the page. A file is made when it is asked for, not before.
    """
    answers = [exchange.answer for exchange in exchanges if exchange.answer]
    if not answers:
        return
    today = date.today()
    name = f"{wording.stem(answers[0].question)}-{today}"
    what = "this answer" if len(answers) == 1 else count(len(answers), "answer")
    with st.popover("Export", type="tertiary", icon=":material/download:", key=f"{key}-export"):
        st.text(f"Save {what} with quotes, references and scope:")
        st.download_button(
            "Word, with page pictures",
            partial(word, answers, index, today),
            f"{name}.docx",
            _DOCX,
            key=f"{key}-docx",
            on_click="ignore",
            width="stretch",
        )
        st.download_button(
            "Markdown",
            partial(markdown, answers, index, today),
            f"{name}.md",
            "text/markdown",
            key=f"{key}-md",
            on_click="ignore",
            width="stretch",
        )
        if any(answer.grades for answer in answers):
            st.download_button(
                "Grades as a table (CSV)",
                partial(grades_csv, answers),
                f"{name}.csv",
                "text/csv",
                key=f"{key}-csv",
                on_click="ignore",
                width="stretch",
            )
