"""A change of the index as it runs and when it is done; what was added, and removing it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from indexer.build import BuildSummary
from indexer.changes import Change, Changes
from indexer.generations import IndexBusy
from indexer.index import Index
from qa.wording import count, joined
from ui import add_markup, wording

_STAGES = {
    "starting": "Starting",
    "reading": "Reading",
    "embedding": "Making it searchable",
    "writing": "Writing the index",
}


def running(changes: Changes) -> bool:
    return changes.last is not None and changes.last.running


def add(changes: Changes, files: Sequence[Path], index: Index) -> None:
    """Begin to add the files; where another change runs, the page shows that one."""
    try:
        changes.add(files, index.encoder)
    except IndexBusy:
        return
    st.session_state.changing = tuple(file.name for file in files)


def done(changes: Changes) -> set[str]:
    """The names of the files that this session added, once they are in the index."""
    change = changes.last
    if change is None or change.removing or change.names != st.session_state.get("changing"):
        return set()
    failed = {file.name for file in change.summary.unreadable} if change.summary else change.names
    return set(change.names).difference(failed)


def progress(changes: Changes) -> None:
    """Draw how far a change is, whoever began it, or what came of this session's own."""
    change = changes.last
    if change is None:
        return
    if change.running:
        st.fragment(partial(_running, changes), run_every=0.5)()
    elif change.names != st.session_state.get("changing"):
        return
    elif change.problem:
        st.error(wording.label(f"Nothing was changed: {change.problem}."), icon=":material/error:")
    elif change.summary:
        _told(change, change.summary)


def _told(change: Change, summary: BuildSummary) -> None:
    failed = {one.name: one.reason for one in summary.unreadable if one.name in change.names}
    for name, reason in failed.items():
        st.error(wording.label(f"{name} is not in the index: {reason}."), icon=":material/error:")
    if names := [name for name in change.names if name not in failed]:
        st.success(
            wording.label(
                f"{'Removed' if change.removing else 'Added'}: {joined(names)}. The index "
                f"holds {count(summary.reports, 'report')} now; it took "
                f"{summary.seconds:.0f} s."
            ),
            icon=":material/check:",
        )


def _running(changes: Changes) -> None:
    change = changes.last
    if change is None or not change.running:
        st.rerun()
        return
    what = "Removing" if change.removing else "Adding"
    of = f", {change.done} of {change.total}" if change.total > 1 else ""
    st.progress(
        change.done / change.total if change.total else 0.0,
        wording.label(f"{what} {joined(change.names)}: {_STAGES[change.stage]}{of}"),
    )
    st.caption("Until this is done, questions are answered from the reports as they were.")


def added(changes: Changes, index: Index) -> None:
    """Draw what was added, each with a button that asks before it removes."""
    st.html('<h2 class="part">Added here</h2>')
    names = [name for name in changes.added() if name in index.reports or not running(changes)]
    if not names:
        st.html('<p class="aside">Nothing yet.</p>')
    for name in names:
        report = index.reports.get(name)
        line = wording.report_line(report) if report else "Not in the index yet"
        with st.container(key=f"added-{name}"):
            st.html(add_markup.added(report.title if report else name, name, line))
            with st.popover(wording.label(f"Remove {name}"), type="tertiary"):
                st.text("It will no longer be searched, and its file is deleted.")
                st.button(
                    "Remove it",
                    key=f"remove-{name}",
                    on_click=_remove,
                    args=(changes, name, index),
                    disabled=running(changes),
                )
    others = len(index.reports) - sum(name in index.reports for name in names)
    st.html(
        f'<p class="aside">{count(others, "other report")} came from folders that this '
        "index was built from. To remove one of them, take its file out of its folder and build "
        "the index again.</p>"
    )


def _remove(changes: Changes, name: str, index: Index) -> None:
    try:
        changes.remove(name, index.encoder)
    except (IndexBusy, ValueError):  # the page shows the other change, or that it is gone
        return
    st.session_state.changing = (name,)
