"""The page. Start it from the project's folder: python -m streamlit run ui/app.py

The index is the folder given after "--" (`-- --index DIR`), else the one that ASK_INDEX names,
else `index` in the project's folder.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import streamlit as st

from indexer.encoder import EncoderUnavailable
from indexer.index import Index, IndexMismatch, IndexMissing
from qa.answer import Scope
from qa.assistant import Assistant
from ui import answer_view, conversation, markup, sidebar, troubles, wording

_ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    st.set_page_config(page_title="Ask the reports", page_icon="📑")
    st.html(Path(__file__).with_name("style.css"))
    st.html(markup.TITLE)
    folder = _index_folder()
    try:
        assistant = _open(str(folder), Index.version_in(folder))
    except IndexMissing:
        troubles.no_index(folder)
    except (IndexMismatch, EncoderUnavailable) as error:
        troubles.wrong_index(folder, error)
    else:
        _converse(assistant, sidebar.draw(assistant.index))


def _index_folder() -> Path:
    parser = argparse.ArgumentParser()
    parser.add_argument("--index", type=Path, default=os.environ.get("ASK_INDEX", _ROOT / "index"))
    return Path(parser.parse_known_args()[0].index)


@st.cache_resource(show_spinner="Opening the index", max_entries=1)
def _open(folder: str, version: str) -> Assistant:
    """One assistant for all sessions; `version` is in the key so that a rebuilt index is seen."""
    return Assistant.open(Path(folder))


def _converse(assistant: Assistant, scope: Scope) -> None:
    st.chat_input("Ask about the reports", key="typed", on_submit=conversation.put_typed)
    if not conversation.exchanges() and not conversation.waiting():
        _welcome(assistant.index)
    for number, exchange in enumerate(conversation.exchanges()):
        answer_view.draw(exchange, number, assistant.index)
    if conversation.waiting():
        _answer(assistant, scope)
    if wording.scope_words(scope):
        st.html(markup.narrowed(scope))


def _welcome(index: Index) -> None:
    held = wording.index_line(index.reports.values(), len(index.unreadable))
    st.html(markup.lede(held))
    with st.container(key="examples"):
        for example in wording.examples(index.reports.values()):
            st.button(example, on_click=conversation.put, args=(example,), width="stretch")


def _answer(assistant: Assistant, scope: Scope) -> None:
    question, *later = conversation.waiting()
    answer_view.draw_question(question)
    status = st.status("Starting")
    for other in later:
        answer_view.draw_question(other)
    conversation.answer_next(assistant, scope, lambda stage: status.update(label=stage))
    st.rerun()  # draws the exchange where every other exchange is drawn


main()
