"""Reports: all that is held, to be searched, and what could not be read; a report opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import streamlit as st

from corpus import Report
from indexer.index import Index
from qa.assistant import Assistant
from ui import grade_words, report_view, reports_table, wording
from ui.picking import pick
from ui.reports_table import Line

_ON_A_PAGE = 25
_ORDERS = ("Newest first", "Council", "Best overall grade first", "Longest first")
_STATES = ("All files", "Read", "Could not be read")


def draw(assistant: Assistant) -> None:
    """The list, or the report that the address names (`?report=` and its id)."""
    st.html(Path(__file__).with_name("style_pages.css"))
    index, id_ = assistant.index, st.query_params.get("report")
    if id_ in index.reports:
        report_view.draw(index, index.reports[id_])
        return
    if id_ is not None:
        st.html('<p class="note">The report of this link is not in the index (any longer).</p>')
    _list(index)


def _list(index: Index) -> None:
    held = wording.index_line(index.reports.values(), len(index.unreadable))
    st.html(f'<h2 class="page">Reports</h2><p class="lede">{held}.</p>')
    found = _chosen(index)
    pages = max(1, -(-len(found) // _ON_A_PAGE))
    st.html(
        f'<p class="aside" role="status">{reports_table.shown(found)}'
        f"{f'; {_ON_A_PAGE} on a page' if pages > 1 else ''}</p>"
    )
    place = st.container()
    number = st.pagination(pages, key=f"reports-{pages}") if pages > 1 else 1
    shown = found[(number - 1) * _ON_A_PAGE :][:_ON_A_PAGE]
    with place:
        picked = pick(reports_table.table(shown, lambda id_: not _there(index, id_)), "reports")
    if picked:
        st.query_params["report"] = picked
        st.rerun()


def _chosen(index: Index) -> list[Line]:
    """The files that the search and the filters leave, in the order chosen."""
    reports = list(index.reports.values())
    query = st.text_input(
        "Search",
        type="search",
        key="reports-search",
        live=True,
        placeholder="Council, title, inspector, year, file",
        persist_state="session",
    )
    with st.container(horizontal=True, key="reports-filters"):
        councils = _several("Councils", {r.authority for r in reports}, "reports-councils")
        publishers = _several("Publishers", {r.publisher for r in reports}, "reports-publishers")
        kinds = _several("Kinds", {r.kind for r in reports}, "reports-kinds")
        state = _one("Reading", _STATES, "reports-state")
        order = _one("Order", _ORDERS, "reports-order")
    lines: list[Line] = [
        report
        for report in _ordered(reports, order)
        if (not councils or report.authority in councils)
        and (not publishers or report.publisher in publishers)
        and (not kinds or report.kind in kinds)
        and state != "Could not be read"
    ]
    if state != "Read" and not (councils or publishers or kinds):
        lines += index.unreadable
    return reports_table.matching(lines, query or "")


def _ordered(reports: Sequence[Report], order: str) -> list[Report]:
    newest_first = sorted(reports, key=lambda r: r.dated or date.min, reverse=True)
    match order:
        case "Council":
            return sorted(newest_first, key=lambda r: (r.authority == "", r.authority))
        case "Best overall grade first":
            return sorted(newest_first, key=_level, reverse=True)
        case "Longest first":
            return sorted(newest_first, key=lambda r: r.pages or 0, reverse=True)
        case _:
            return newest_first


def _level(report: Report) -> int:
    grade = reports_table.overall(report)
    return grade_words.level(grade) if grade else -1


def _several(label: str, options: set[str], key: str) -> list[str]:
    return st.multiselect(
        label, sorted(options - {""}), key=key, placeholder="All", persist_state="session"
    )


def _one(label: str, options: Sequence[str], key: str) -> str:
    return st.selectbox(label, options, key=key, persist_state="session")


def _there(index: Index, id_: str) -> bool:
    return index.file(id_).is_file()
