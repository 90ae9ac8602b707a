"""Add reports: drop files or paste a link, see what was read, add it; remove what was added."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from corpus.authorities import authorities
from corpus.download import Manners
from corpus.fetch import FolderBusy, fetch
from corpus.official import NotOfficial, official
from indexer.changes import Changes
from indexer.index import Index
from indexer.intake import LARGEST, Looked, look, receive, rename
from qa.assistant import Assistant
from qa.wording import count
from ui import add_markup, change_view, conversation, wording

_KINDS = ["pdf", "html", "htm", "docx", "md", "txt"]
_PATIENCE = Manners(limit=60, attempts=2)  # someone waits for it


def draw(assistant: Assistant) -> None:
    """Draw the page. What is added or removed is seen as soon as the index is opened anew."""
    index = assistant.index
    changes = _changes(index.folder, conversation.data_file().parent / "added-reports")
    st.html(Path(__file__).with_name("style_add.css"))
    st.html(
        '<h2 class="page">Add reports</h2><p class="lede">Each file is read first and shown as '
        "it would be searched. Nothing is added until you say so.</p>"
    )
    for name in change_view.done(changes) & _files().keys():
        _leave_out(_files()[name])
    _take_in(index)
    _waiting(index, changes)
    change_view.progress(changes)
    change_view.added(changes, index)


@st.cache_resource(show_spinner=False)
def _changes(index: Path, reports: Path) -> Changes:
    """One for all sessions: an index is changed by one at a time."""
    return Changes(index, reports)


def _take_in(index: Index) -> None:
    """Take dropped files, or the one behind a link, into the session's own folder."""
    turn = st.session_state.setdefault("drop_turn", 0)
    dropped = st.file_uploader(
        "Drop reports here: PDF, web page, Word, Markdown or text",
        _KINDS,
        accept_multiple_files=True,
        key=f"drop-{turn}",
        max_upload_size=LARGEST // 1024**2,
    )
    if dropped:
        files = [receive(one.name, one.getvalue(), _folder(), index) for one in dropped]
        _read(files, index)
        st.session_state.drop_turn += 1  # a new, empty place to drop files
        st.rerun()
    with st.form("link", border=False):
        st.text_input("Or paste the official link of a PDF", key="pasted", placeholder="https://…")
        if st.form_submit_button("Fetch and read it"):
            _fetch(st.session_state.pasted, index)


def _fetch(link: str, index: Index) -> None:
    try:
        source = official(link)
        with TemporaryDirectory() as folder, st.spinner("Fetching the report"):
            (outcome,) = fetch([source], Path(folder), _PATIENCE)
            if outcome.status == "failed":
                _failed(
                    f"It could not be fetched: {outcome.reason}. Try again later, or download "
                    "it with your browser and drop it here"
                )
                return
            content = (Path(folder) / source.doc).read_bytes()
    except (NotOfficial, FolderBusy) as error:
        _failed(str(error))
        return
    _read([receive(source.doc, content, _folder(), index)], index)
    st.rerun()


def _failed(reason: str) -> None:
    st.error(wording.label(f"{reason[:1].upper()}{reason[1:]}."), icon=":material/error:")


def _folder() -> Path:
    """The session's own folder of files that wait; it goes when the session does."""
    if "waiting_folder" not in st.session_state:
        st.session_state.waiting_folder = TemporaryDirectory(prefix="reports-")
    return Path(st.session_state.waiting_folder.name)


def _files() -> dict[str, Looked]:
    """The files that wait to be added or left out, by name, the first dropped first."""
    files: dict[str, Looked] = st.session_state.setdefault("files_waiting", {})
    return files


def _read(files: Sequence[Path], index: Index) -> None:
    reading = f"Reading {count(len(files), 'file')}"
    with st.spinner(reading):
        looked = {one.file.name: one for one in look(files, index)}
    _files().update({file.name: looked[file.name] for file in files})


def _waiting(index: Index, changes: Changes) -> None:
    """What was read of each file, and the buttons that add all or leave one out."""
    if not _files():
        return
    st.html(f'<h2 class="part">Read, not yet added ({len(_files())})</h2>')
    for number, one in enumerate(_files().values()):
        with st.container(border=True, key=f"file-{number}"):
            st.html(add_markup.looked(one))
            _told(one, index)
            st.button(
                wording.label(f"Leave out {one.file.name}"),
                key=f"out-{one.file.name}",
                on_click=_leave_out,
                args=(one,),
                type="tertiary",
            )
    good = [one.file for one in _files().values() if one.report]
    if good:
        st.button(
            f"Add {count(len(good), 'report')}",
            key="add",
            type="primary",
            on_click=change_view.add,
            args=(changes, good, index),
            disabled=change_view.running(changes),
        )


def _told(one: Looked, index: Index) -> None:
    """Ask for council and date where the document does not say them."""
    if one.report is None or (one.report.authority and one.report.published):
        return
    name = one.file.name
    with st.form(f"tell-{name}", border=False):
        council, day = "", None
        if not one.report.authority:
            names = [authority.name for authority in authorities()]
            council = st.selectbox("Which council is it about?", names, index=None) or ""
        if not one.report.published:
            day = st.date_input("When was it published?", None, format="DD/MM/YYYY")
        if st.form_submit_button("Use this") and (council or day):
            file = rename(one, council, day, index)
            del _files()[name]
            _read([file], index)
            st.rerun()


def _leave_out(one: Looked) -> None:
    one.file.unlink(missing_ok=True)
    _files().pop(one.file.name, None)
