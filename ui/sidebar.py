"""The sidebar of the chat: the conversations of this browser, and what is in the index."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from indexer.index import Index
from qa.keeping.conversations import Conversation
from ui import conversation, wording

_SHOWN = 30  # conversations listed; the search finds the others
_GONE = "Still quoted as it was read, but its pages cannot be shown: put the file back."


def draw(index: Index) -> None:
    with st.sidebar:
        st.button(
            "New conversation",
            on_click=conversation.start_anew,
            width="stretch",
            key="anew",
            icon=":material/add:",
        )
        _conversations()
        st.subheader("In the index")
        st.text(wording.index_line(index.reports.values(), len(index.unreadable)))
        if index.unreadable:
            st.html(folded("Could not be read", ((f.name, f.reason) for f in index.unreadable)))
        if gone := _gone(index.version, index):
            st.html(folded("Gone since they were indexed", ((name, _GONE) for name in gone)))


def _conversations() -> None:
    kept = conversation.kept()
    st.subheader("Conversations")
    search = st.text_input("Search the conversations", key="search", placeholder="Search",
                           label_visibility="collapsed")  # fmt: skip
    found = kept.listed(search, _SHOWN)
    if not found:
        st.caption("None has these words." if search else "What you ask is kept here.")
    with st.container(key="conversations", gap=None):
        for one in found:
            if one.id == conversation.current():
                _current(one)
            else:
                st.button(wording.label(one.title), key=f"conversation-{one.id}", type="tertiary",
                          on_click=conversation.show, args=(one.id,), width="stretch")  # fmt: skip


def _current(one: Conversation) -> None:
    """The open conversation, which can be renamed and deleted."""
    with st.popover(wording.label(one.title), help="Open now. Press to rename or delete it.",
                    width="stretch", key="current"):  # fmt: skip
        with st.form(f"rename-{one.id}", border=False):
            st.text_input("Name of this conversation", one.title, key=f"title-{one.id}")
            st.form_submit_button("Rename", on_click=_rename, args=(one.id,))
        if st.button("Delete …", key=f"delete-{one.id}"):
            _confirm(one)


def _rename(id: str) -> None:
    conversation.kept().rename(id, st.session_state[f"title-{id}"])


@st.dialog("Delete this conversation?")
def _confirm(one: Conversation) -> None:
    st.text(one.title)
    st.text("Its questions and answers are deleted for good. Feedback you gave on them stays.")
    with st.container(horizontal=True):
        # Callbacks come before the page is drawn: only then may the chips be set anew.
        pressed = st.button("Delete", type="primary", key="delete-for-good", on_click=_delete,
                            args=(one.id,))  # fmt: skip
        if st.button("Keep it") or pressed:
            st.rerun()


def _delete(id: str) -> None:
    conversation.kept().delete(id)
    conversation.start_anew()


@st.cache_data(ttl=60, show_spinner=False, max_entries=4)
def _gone(version: str, _index: Index) -> list[str]:
    """The reports whose file is no longer where it was; looked for once a minute, not a run."""
    return sorted(id_ for id_ in _index.reports if not _index.file(id_).exists())


def folded(name: str, files: Iterable[tuple[str, str]]) -> str:
    """Files, each with what is to be said of it, as HTML that opens and closes by keyboard."""
    items = [f"<li>{escape(file)} <span>{escape(said)}</span></li>" for file, said in files]
    return (
        f'<div class="holdings"><details><summary>{escape(name)} ({len(items)})</summary>'
        f"<ul>{''.join(items)}</ul></details></div>"
    )
