"""The app. Start it from the project's folder: python -m streamlit run ui/app.py

The index is the folder given after "--" (`-- --index DIR`), else the one that ASK_INDEX names,
else `index` in the project's folder. Conversations are kept in the folder that ASK_DATA names,
else beside the index. A language model words the answers where `--model`, or ASK_MODEL, names
one ("openai:...", "ollama:..."), at `--base-url`, or ASK_BASE_URL, where that is its own server.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Timer

import streamlit as st

from indexer.encoder import EncoderUnavailable
from indexer.index import Index, IndexMismatch, IndexMissing
from qa.assistant import Assistant
from qa.keeping.database import FILE_NAME, DatabaseUnusable
from qa.writing.langchain_model import ModelUnavailable
from qa.writing.writer import Writer
from ui import (
    add_page,
    chat_page,
    compare_page,
    conversation,
    evidence,
    markup,
    quality_page,
    reports_page,
    troubles,
)

_NAME = "Ask the reports"
_ROOT = Path(__file__).resolve().parents[1]
_log = logging.getLogger(__name__)


def main() -> None:
    st.set_page_config(page_title=_NAME, page_icon="📑")
    for style in ("style.css", "style_chat.css"):
        st.html(Path(__file__).with_name(style))
    # Dialogs and what chips open stand outside the element on which Streamlit sets light or dark.
    scheme = "dark" if st.context.theme.type == "dark" else "light"
    st.html(f"<style>:root {{ color-scheme: {scheme}; }}</style>")
    st.html(markup.TITLE)
    options = _options()
    folder = options.index
    file = Path(os.environ.get("ASK_DATA", folder.parent)) / FILE_NAME
    try:
        conversation.begin(file)
        version = Index.version_in(folder)
        assistant = _open(str(folder), version, options.model, options.base_url)
    except DatabaseUnusable as error:
        troubles.nowhere_to_keep(file, error)
    except ModelUnavailable as error:
        troubles.no_model(error)
    except IndexMissing:
        troubles.no_index(folder)
    except (IndexMismatch, EncoderUnavailable) as error:
        troubles.wrong_index(folder, error)
    else:
        page = st.navigation(_pages(assistant), position="top")
        st.set_page_config(page_title=f"{page.title} · {_NAME}")
        page.run()


def _pages(assistant: Assistant) -> list[st.Page]:
    """The pages, the chat first; each is drawn by its own module."""
    rooms: dict[str, Callable[[Assistant], None]] = {
        "Chat": chat_page.draw,
        "Reports": reports_page.draw,
        "Compare": compare_page.draw,
        "Add reports": add_page.draw,
        "Quality": quality_page.draw,
    }
    pages = [
        st.Page(partial(draw, assistant), title=title, url_path=title.split()[0].lower())
        for title, draw in rooms.items()
    ]
    st.session_state.chat_page = pages[0]
    return pages


def _options() -> argparse.Namespace:
    told = os.environ.get
    parser = argparse.ArgumentParser()
    parser.add_argument("--index", type=Path, default=told("ASK_INDEX", _ROOT / "index"))
    parser.add_argument("--model", default=told("ASK_MODEL"))
    parser.add_argument("--base-url", default=told("ASK_BASE_URL"))
    return parser.parse_known_args()[0]


@st.cache_resource(show_spinner="Opening the index", max_entries=1)
def _open(folder: str, version: str, model: str | None, base_url: str | None) -> Assistant:
    """One assistant for all sessions; `version` is in the key so that a rebuilt index is seen."""
    writer = Writer.open(model, base_url) if model else None
    assistant = Assistant.open(Path(folder), writer)
    warming = Timer(1, _warm, (assistant,))  # in a second, when the first page is drawn
    warming.daemon = True
    warming.start()
    return assistant


def _warm(assistant: Assistant) -> None:
    """Load encoder, reader and what draws pages while the first person still looks at the page."""
    try:
        Assistant(assistant.index, assistant.reader).ask("What was found?")
        evidence.warm(assistant.index)
    except Exception:
        # Whoever asks first is told of it.
        _log.exception("Could not warm up")
    # Streamlit collects garbage after every run of a page, and all threads wait while the whole
    # index is looked through, 0.15 s at 16,000 passages: it is set aside, an older one let go.
    gc.unfreeze()
    gc.collect()
    gc.freeze()


if __name__ == "__main__":  # not in the processes that read files, which import this one
    main()
