"""One question, many councils: asked of each alone, a row each, as they come."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import streamlit as st

from corpus.authorities import authorities
from qa.answer import Scope
from qa.assistant import Assistant
from qa.survey import Reply, as_csv, survey
from qa.wording import count
from ui import dialogs, replies_table, wording
from ui.picking import pick

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Asking:
    """A question on its way through the councils; kept in the session until another is asked.

    Each run of the page asks one council and draws the page anew, so that the rows come one by
    one and whatever else is pressed is heard; on another page it waits.
    """

    question: str
    councils: tuple[str, ...]
    scope: Scope
    replies: list[Reply] = field(default_factory=list)
    stopped: bool = False
    failed: str = ""

    @property
    def next(self) -> str:
        """The council to be asked next, "" where all were."""
        asked = len(self.replies)
        return self.councils[asked] if asked < len(self.councils) else ""


def draw(assistant: Assistant) -> None:
    """The page: what to ask of whom, and the replies so far."""
    st.html(Path(__file__).with_name("style_pages.css"))
    st.html(replies_table.TITLE)
    held = {report.authority for report in assistant.index.reports.values()} - {""}
    _choose(held)
    asking: Asking | None = st.session_state.get("many")
    if asking is None:
        return
    _progress(asking)
    if not asking.replies:
        picked = None
    else:
        picked = pick(replies_table.table(asking.replies), "many-replies")
        st.download_button(
            "Download these replies (CSV)",
            as_csv(assistant, asking.question, asking.replies).encode("utf-8-sig"),
            f"replies-{wording.stem(asking.question)}-{date.today()}.csv",
            "text/csv",
            on_click="ignore",
        )
    if picked:
        row, mark = map(int, picked.split(":"))
        reply = asking.replies[row]
        citation = reply.answer.citations[mark - 1]
        dialogs.proof(assistant.index, citation, replies_table.opened(asking.question, reply))
    elif asking.next and not asking.stopped:
        _ask_next(assistant, asking)


def _choose(held: set[str]) -> None:
    known = [a for a in authorities() if a.type != "former" or a.name in held]
    names = sorted({*held, *(authority.name for authority in known)})
    groups = {"All councils held": tuple(sorted(held))}
    for authority in known:
        for group in (f"{authority.region} (region)", f"{authority.type} (type)"):
            groups[group] = (*groups.get(group, ()), authority.name)
    question = st.text_input("Question", key="many-question", persist_state="session")
    councils = st.multiselect(
        "Councils, in the order of the rows",
        names,
        key="many-councils",
        placeholder="Choose councils, or add a group below",
        persist_state="session",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        group = st.selectbox("Group of councils", groups, key="many-group", width=320)
        st.button("Add the group", on_click=_add, args=(groups[group],))
    latest = st.checkbox(
        "Only the newest report of each publisher and kind",
        key="many-latest",
        persist_state="session",
    )
    ready = bool(question and question.strip() and councils)
    label = f"Ask {count(len(councils), 'council')}" if councils else "Ask"
    if st.button(label, type="primary", disabled=not ready) and question:
        scope = Scope(latest=latest)
        st.session_state.many = Asking(question.strip(), tuple(councils), scope)


def _add(group: Collection[str]) -> None:
    chosen = st.session_state["many-councils"]
    st.session_state["many-councils"] = list(dict.fromkeys([*chosen, *group]))


def _progress(asking: Asking) -> None:
    done, all_ = len(asking.replies), len(asking.councils)
    st.html(replies_table.heading(asking.question, asking.replies, all_))
    if asking.failed:
        st.error(
            f"Something went wrong while {wording.label(asking.failed)} was asked. The replies so "
            "far are kept: go on to try it again.",
            icon="⚠️",
        )
    if not asking.next:
        return
    if asking.stopped:
        st.button("Go on", on_click=_set_stopped, args=(asking, False))
    else:
        st.progress(done / all_, f"Asking {wording.label(asking.next)}: {done + 1} of {all_}")
        st.button("Stop", on_click=_set_stopped, args=(asking, True))


def _set_stopped(asking: Asking, stopped: bool) -> None:
    asking.stopped, asking.failed = stopped, ""


def _ask_next(assistant: Assistant, asking: Asking) -> None:
    """Ask one council and draw the page anew. What is pressed meanwhile is heard after it."""
    try:
        reply = next(survey(assistant, asking.question, (asking.next,), asking.scope))
    except Exception:
        # Whatever went wrong, the replies so far are kept and the reader is told.
        _log.exception("Could not ask %r of %r", asking.question, asking.next)
        asking.stopped, asking.failed = True, asking.next
    else:
        asking.replies.append(reply)
    st.rerun()
