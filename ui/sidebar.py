"""The sidebar: what may be searched, and what is in the index."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape
from itertools import groupby

import streamlit as st

from corpus import Report
from indexer.index import Index
from qa.answer import Scope
from ui import conversation, wording


def draw(index: Index) -> Scope:
    """Draw the sidebar; return the scope that its filters set."""
    with st.sidebar:
        st.button("New conversation", on_click=conversation.start_anew, width="stretch", key="anew")
        st.subheader("Search only")
        scope = _filters(list(index.reports.values()))
        st.subheader("In the index")
        st.text(wording.index_line(index.reports.values(), len(index.unreadable)))
        st.html(holdings(index.reports.values()))
        if index.unreadable:
            st.html(unreadable((file.name, file.reason) for file in index.unreadable))
    return scope


def _filters(reports: list[Report]) -> Scope:
    authorities = st.multiselect(
        "Councils", sorted({r.authority for r in reports} - {""}), placeholder="All councils"
    )
    publishers = st.multiselect(
        "Publishers", sorted({r.publisher for r in reports} - {""}), placeholder="All publishers"
    )
    years = sorted({r.dated.year for r in reports if r.dated}, reverse=True)
    first, last = st.columns(2)
    since = first.selectbox("From year", years, index=None, placeholder="Any year")
    later = [year for year in years if year >= (since or 0)]
    until = last.selectbox("To year", later, index=None, placeholder="Any year")
    undated = sum(r.dated is None for r in reports)
    if undated and (since or until):
        st.caption(f"{wording.count(undated, 'report')} without a date will be searched too.")
    return Scope(tuple(authorities), tuple(publishers), since, until)


def holdings(reports: Iterable[Report]) -> str:
    """The reports by authority, the newest first, as HTML that opens and closes by keyboard."""
    newest_first = sorted(reports, key=lambda r: r.dated or date.min, reverse=True)
    # An authority that is not stated comes after those that are.
    in_order = sorted(newest_first, key=lambda r: (r.authority == "", r.authority))
    groups = [
        _folded(authority or "Council not stated", [_report(report) for report in held])
        for authority, held in groupby(in_order, lambda report: report.authority)
    ]
    return f'<div class="holdings">{"".join(groups)}</div>'


def unreadable(files: Iterable[tuple[str, str]]) -> str:
    """The files that could not be read, each (name, reason), as HTML."""
    items = [f"<li>{escape(name)} <span>{escape(reason)}</span></li>" for name, reason in files]
    return f'<div class="holdings">{_folded("Could not be read", items)}</div>'


def _folded(name: str, items: list[str]) -> str:
    return (
        f"<details><summary>{escape(name)} ({len(items)})</summary>"
        f"<ul>{''.join(items)}</ul></details>"
    )


def _report(report: Report) -> str:
    return f"<li>{escape(report.title)} <span>{escape(wording.report_line(report))}</span></li>"
