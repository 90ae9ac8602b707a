"""The conversation that a browser session has open: whose it is, and what waits in it."""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
from collections.abc import Collection
from pathlib import Path
from typing import NoReturn

import streamlit as st

from qa.answer import EVERYTHING, Scope
from qa.assistant import Assistant
from qa.keeping.answering import Answering
from qa.keeping.conversations import Conversations, Exchange, NoSuchConversation, turns
from qa.keeping.database import DatabaseUnusable
from qa.links import Linked
from ui import scope_chips

__all__ = ["Exchange"]

_log = logging.getLogger(__name__)
_COOKIE = "ask_the_reports"
_KEY = re.compile(r"[\w-]{32}", re.ASCII)
_YEAR = 365 * 24 * 3600  # seconds


def begin(file: Path) -> None:
    """Begin a run of any page: conversations are kept in `file`. Raises DatabaseUnusable."""
    st.session_state.file = file
    _recognise()
    kept().listed(most=1)


def restore() -> None:
    """Open the conversation that the address names; let it name the one that is open."""
    asked_for = st.query_params.get("c")
    if asked_for is None and current():
        _open(current())
    elif asked_for != current():
        show(asked_for)


def _recognise() -> None:
    """Know the browser again by a key that only it holds, in a cookie; see docs/decisions/0008.

    The page cannot set a cookie's header, so a line of script does. The key is our own or has
    its form: nothing foreign gets into the script.
    """
    if "key" not in st.session_state:
        cookie = str(st.context.cookies.get(_COOKIE))
        st.session_state.key = cookie if _KEY.fullmatch(cookie) else secrets.token_urlsafe(24)
    with st.container(key="cookie"):
        st.html(
            f"<script>document.cookie = '{_COOKIE}={st.session_state.key}; path=/; "
            f"max-age={_YEAR}; samesite=strict' + (location.protocol === 'https:' ? '; secure' "
            ": '');</script>",
            unsafe_allow_javascript=True,
        )


def kept() -> Conversations:
    """All conversations of this browser. The file holds a digest of its key, not the key."""
    owner = hashlib.sha256(st.session_state.key.encode()).hexdigest()
    return Conversations(data_file(), owner)


def data_file() -> Path:
    """Where conversations and feedback are kept."""
    file: Path = st.session_state.file
    return file


def current() -> str | None:
    """The id of the open conversation; None for a new one in which nothing was asked yet."""
    id_: str | None = st.session_state.get("conversation")
    return id_


def exchanges() -> tuple[Exchange, ...]:
    """All exchanges of the open conversation, oldest first."""
    try:
        id_ = current()
        return kept().exchanges(id_) if id_ else ()
    except NoSuchConversation:  # deleted in another window
        _open(None)
        return ()


def waiting() -> tuple[int, ...]:
    """The exchanges that are to be answered in this session, the earliest first. A click, or
    a further question, while an answer is being made starts the page over, and must not lose
    any; one that is lost all the same, with the session, can be asked again."""
    ids: tuple[int, ...] = st.session_state.get("waiting", ())
    return ids


def put(question: str, ignoring: Collection[str] = ()) -> None:
    """Put a question in the scope that the chips show; the page answers it as it is drawn.

    It is kept before anything else happens; where it cannot be, `unkept` has it.
    """
    text = question.strip()
    if not text:
        return
    try:
        id_ = current() or kept().start(text)
        exchange = kept().put(id_, text, scope_chips.chosen(), ignoring)
    except (DatabaseUnusable, NoSuchConversation):  # no room; deleted in another window
        _log.exception("Could not keep %r", text)
        st.session_state.unkept = text
        return
    st.session_state.pop("unkept", None)
    st.session_state.pop("unread", None)
    st.session_state.waiting = (*waiting(), exchange)
    st.session_state.asked = exchange
    _open(id_)


def put_typed() -> None:
    """Put what stands in the question box."""
    put(st.session_state.typed or "")


def put_again(number: int, ignoring: Collection[str] | None = None) -> None:
    """Put a question once more, in its place; `number` is its 0-based place in the conversation.

    `ignoring` is what of its own limits is left aside now; None for the same as before.
    """
    exchange = exchanges()[number]
    kept().put_again(exchange.id, exchange.ignoring if ignoring is None else ignoring)
    _close_proof()
    st.session_state.waiting = (*waiting(), exchange.id)


def unkept() -> str:
    """The question that could not be kept, and so was not asked; else ""."""
    return str(st.session_state.get("unkept", ""))


def ask(question: str, scope: Scope = EVERYTHING) -> None:
    """Begin a new conversation with a question, in a scope of its own."""
    follow(Linked(question, scope))


def follow(link: Linked) -> None:
    """Ask what a link asks, once: the address then names the conversation instead."""
    start_anew()
    scope_chips.choose(link.scope)
    for question in link.after:
        put(question)
    put(link.question, link.ignoring)
    st.session_state.unread = link.unread


def unread() -> tuple[str, ...]:
    """The parts of the link just followed that meant nothing."""
    parts: tuple[str, ...] = st.session_state.get("unread", ())
    return parts


def start_anew() -> None:
    """Leave the conversation for a new, empty one that searches everything."""
    show(None)


def show(id: str | None) -> None:
    """Open a conversation of this browser, with the scope that was last searched in it; a new
    one where it has none of that id."""
    try:
        said = kept().exchanges(id) if id else ()
    except NoSuchConversation:
        id, said = None, ()
    scope_chips.choose(said[-1].scope if said else EVERYTHING)
    st.session_state.asked = said[-1].id if said else None
    _open(id)


def _open(id: str | None) -> None:
    if id != current():
        _close_proof()
    st.session_state.conversation = id
    st.query_params.clear()
    if id:
        st.query_params["c"] = id


def show_chat() -> NoReturn:
    """From another page: go to the chat."""
    st.switch_page(st.session_state.chat_page)


def scroll() -> None:
    """Bring the question asked last to the top, as it is put, as its answer comes and as its
    conversation is opened; else leave the page alone."""
    now = f"{st.session_state.get('asked')} {len(waiting())}"
    with st.container(key="scroll"):
        st.html(
            f"<script>if (window.scrolledAt !== '{now}') {{ window.scrolledAt = '{now}'; "
            "[...document.querySelectorAll('h2.question')].at(-1)?.scrollIntoView(); }</script>",
            unsafe_allow_javascript=True,
        )


def _close_proof() -> None:
    """Forget which citations are open: their keys count exchanges, whichever conversation."""
    for key in [key for key in st.session_state if str(key).startswith("open-source-")]:
        del st.session_state[key]


def answering(assistant: Assistant) -> Answering | None:
    """The answering of the earliest question that waits in the open conversation, begun here
    where it was not yet; None where none waits. A page that starts over finds it again."""
    said = exchanges()
    place = next((place for place, one in enumerate(said) if one.id in waiting()), None)
    if place is None:
        return None
    under_way: dict[int, Answering] = st.session_state.setdefault("answering", {})
    exchange = said[place]
    if exchange.id not in under_way:
        under_way[exchange.id] = Answering(assistant, kept(), exchange, turns(said[:place]))
    return under_way[exchange.id]


def answered(work: Answering) -> None:
    """What was answered, or could not be, waits no longer."""
    del st.session_state.answering[work.exchange.id]
    st.session_state.waiting = tuple(id_ for id_ in waiting() if id_ != work.exchange.id)
