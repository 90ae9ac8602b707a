"""The chips above the question box: they show, and set, what is being searched."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

import streamlit as st

from corpus import Report
from indexer.index import Index
from qa.answer import EVERYTHING, Scope
from qa.retrieve import reports_in
from qa.wording import count, years_words
from ui import wording

_FIELDS = ("authorities", "publishers", "kinds", "since", "until", "latest")


def chosen() -> Scope:
    """The scope that the chips are set to."""
    state = st.session_state
    return Scope(
        authorities=tuple(state.get("scope-authorities", ())),
        publishers=tuple(state.get("scope-publishers", ())),
        since=state.get("scope-since"),
        until=state.get("scope-until"),
        kinds=tuple(state.get("scope-kinds", ())),
        latest=bool(state.get("scope-latest", False)),
    )


def choose(scope: Scope) -> None:
    """Set the chips. Only before they are drawn, or in a callback."""
    for field in _FIELDS:
        value = getattr(scope, field)
        st.session_state[f"scope-{field}"] = list(value) if isinstance(value, tuple) else value


def draw(index: Index) -> None:
    """Draw the chips, all in one row, and what is left to search by them."""
    scope, reports = chosen(), list(index.reports.values())
    searched = len(reports_in(index, scope))
    with st.container(key="scope", horizontal=True, vertical_alignment="center", gap="xsmall"):
        narrower = " narrower" if searched < len(reports) else ""
        st.html(f'<p class="searching{narrower}">{wording.searching(searched, len(reports))}</p>',
                width="content")  # fmt: skip
        for field, all_ in (
            ("authorities", "All councils"),
            ("publishers", "All publishers"),
            ("kinds", "All kinds"),
        ):
            _named(field, all_, reports, getattr(scope, field))
        _dates(scope, reports)
        st.checkbox("Latest only", key="scope-latest", persist_state="session")
        if scope != EVERYTHING:
            st.button("Search everything", key="everything", type="tertiary", on_click=choose,
                      args=(EVERYTHING,))  # fmt: skip


_LABELS = {"authorities": "Councils", "publishers": "Publishers", "kinds": "Kinds of report"}
_OF_REPORT = {"authorities": "authority", "publishers": "publisher", "kinds": "kind"}


def _named(field: str, all_: str, reports: Sequence[Report], set_: Collection[str]) -> None:
    """A chip that opens a list of names to choose from. What a link or an older conversation
    chose stays choosable although no report has it now."""
    held = {getattr(report, _OF_REPORT[field]) for report in reports} | set(set_)
    with st.popover(wording.label(wording.few(set_)) or all_, type=_type(bool(set_))):
        st.multiselect(
            _LABELS[field],
            sorted(held - {""}),
            placeholder=all_,
            key=f"scope-{field}",
            persist_state="session",
        )


def _dates(scope: Scope, reports: Sequence[Report]) -> None:
    """A chip that opens the first and the last year to search."""
    years = {report.dated.year for report in reports if report.dated}
    years |= {year for year in (scope.since, scope.until) if year}
    newest_first = sorted(years, reverse=True)
    words = years_words(scope.since, scope.until)
    with st.popover(words[:1].upper() + words[1:] or "Any date", type=_type(bool(words))):
        for field, label in (("since", "From year"), ("until", "To year")):
            st.selectbox(label, newest_first, placeholder="Any year", key=f"scope-{field}",
                         index=None, persist_state="session")  # fmt: skip
        if undated := sum(report.dated is None for report in reports):
            st.caption(f"{count(undated, 'report')} without a date stay in.")


def _type(is_set: bool) -> Literal["primary", "secondary"]:
    return "primary" if is_set else "secondary"
