"""Compare: councils by areas of judgement, now and over time; every grade opens its proof.

The keys of its filters are their names in the address, which so leads to the same view again.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from corpus import Report
from corpus.authorities import authorities
from indexer.index import Index
from qa import comparison
from qa.assistant import Assistant
from qa.comparison import Area, Cell, Comparison, Row
from qa.wording import count, joined
from ui import ask_many, compare_markup, compare_plot, dialogs, grade_words, wording
from ui.picking import pick

_TITLE = (
    '<h2 class="page">Grades compared</h2><p class="lede">How councils were judged, area by area. '
    "Each framework has areas and a scale of its own: they are never mixed.</p>"
)
_VIEWS = ("Grades", "One question, many councils")
_BY_NAME = Area("", "Council")
_NARROW = 320  # pixels
_AS_HIGH = 560  # pixels: a higher plot scrolls in its box
_COUNCILS_IN_VIEW = 17


def draw(assistant: Assistant) -> None:
    """The page, for the reports of the assistant's index: one of its two views."""
    st.html(Path(__file__).with_name("style_pages.css"))
    view = st.segmented_control(
        "What to compare",
        _VIEWS,
        default=_VIEWS[0],
        required=True,
        key="view",
        label_visibility="collapsed",
        persist_state="session",
        bind="query-params",
    )
    if view == _VIEWS[0]:
        _grades(assistant.index)
    else:
        ask_many.draw(assistant)


def _grades(index: Index) -> None:
    st.html(_TITLE)
    reports = list(index.reports.values())
    frameworks = comparison.frameworks(reports)
    if not frameworks:
        st.info("No report in the index gives grades or scores: there is nothing to compare.")
        return
    framework, only = _filters(reports, frameworks)
    compared = comparison.compare(reports, framework, only)
    if compared.rows:
        _now(index, compared)
        _over_time(reports, compared)
    else:
        st.info("No council chosen has a grade under this framework.")
    if left_out := compare_markup.left_out(compared):
        st.html(left_out)


def _filters(reports: Sequence[Report], frameworks: Sequence[str]) -> tuple[str, set[str] | None]:
    """The framework, and the councils left in: None for all."""
    held = {report.authority for report in reports if report.authority}
    known = {authority.name: authority for authority in authorities() if authority.name in held}
    with st.container(key="compare-filters", horizontal=True):
        framework = st.selectbox(
            "Framework",
            frameworks,
            key="framework",
            persist_state="session",
            bind="query-params",
        )
        councils = _several("Councils", held, "council")
        regions = _several("Regions", {a.region for a in known.values()}, "region")
        types = _several("Types of council", {a.type for a in known.values()}, "type")
    if not (regions or types or councils):
        return framework, None
    return framework, {
        name
        for name in held
        if (not councils or name in councils)
        and (not regions or (name in known and known[name].region in regions))
        and (not types or (name in known and known[name].type in types))
    }


def _several(label: str, options: set[str], key: str) -> list[str]:
    return st.multiselect(
        label,
        sorted(options),
        key=key,
        placeholder="All",
        persist_state="session",
        bind="query-params",
    )


def _now(index: Index, compared: Comparison) -> None:
    """The grid of newest grades; the grade that was pressed opens its proof."""
    area = _area("Order by", [_BY_NAME, *compared.areas], "order")
    rows = _ordered(compared, area)
    picked = pick(compare_markup.grid(compared, rows), "compare-grid")
    st.html(compare_markup.counts(compared, area if area in compared.areas else compared.areas[0]))
    cells = [cell for row in rows for cell in row.cells if cell]
    _download("Download these grades (CSV)", cells, compared.framework)
    if picked:
        row, column = map(int, picked.split(":"))
        if cell := rows[row].cells[column]:
            dialogs.proof(
                index,
                comparison.citation(index, cell),
                compare_markup.opened(compared.areas[column], cell),
                compare_markup.printed(cell),
            )


def _area(label: str, areas: Sequence[Area], key: str) -> Area:
    return st.selectbox(
        label,
        areas,
        format_func=lambda area: area.name,
        key=key,
        persist_state="session",
        bind="query-params",
        width=_NARROW,
    )


def _ordered(compared: Comparison, area: Area) -> list[Row]:
    """The rows by council, or the best grade in the area first and those without last."""
    if area not in compared.areas:
        return list(compared.rows)
    place = compared.areas.index(area)
    return sorted(
        compared.rows,
        key=lambda row: -grade_words.level(cell.judgement) if (cell := row.cells[place]) else 1,
    )


def _over_time(reports: Sequence[Report], compared: Comparison) -> None:
    st.html("<h3>Over time</h3>")
    area = _area("Area", compared.areas, "area")
    frameworks: tuple[str, ...] = (compared.framework,)
    others = [n for n in comparison.kindred(reports, compared.framework) if n not in frameworks]
    if others and st.checkbox(
        f"Also under {wording.label(joined(others))}: areas and scales may differ",
        key="kindred",
        persist_state="session",
        bind="query-params",
    ):
        frameworks = (*frameworks, *others)
    cells = comparison.history(
        reports, frameworks, area.key, [row.authority for row in compared.rows]
    )
    dated = [cell for cell in cells if cell.dated]
    if dated:
        st.html(compare_markup.legend(dated, frameworks))
        councils = len({cell.authority for cell in dated})
        with st.container(
            key="compare-plot", height=_AS_HIGH if councils > _COUNCILS_IN_VIEW else "content"
        ):
            st.altair_chart(
                compare_plot.plot(dated, frameworks, dark=st.context.theme.type == "dark"),
                alt=f"{area.name} over time, {councils} councils; the table below says the same",
            )
    undated = len(cells) - len(dated)
    with st.expander("The same as a table"):
        st.html(compare_markup.over_time(cells))
    if undated:
        st.caption(f"{count(undated, 'grade')} without a date: in the table only.")
    _download("Download this history (CSV)", cells, f"{compared.framework}, {area.name}, history")


def _download(label: str, cells: Sequence[Cell], name: str) -> None:
    st.download_button(
        label,
        comparison.as_csv(cells).encode("utf-8-sig"),  # the mark by which Excel knows UTF-8
        f"{name}.csv",
        "text/csv",
        on_click="ignore",
    )
