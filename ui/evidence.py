"""The proof of a citation: its passage, the picture of its page, the quote to copy.

Any page may draw it, in whatever column or dialog it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import streamlit as st

from corpus import Sentence
from corpus.pdf_picture import Picture, PictureUnavailable, picture
from indexer.index import Index
from indexer.passages import Passage
from qa.answer import Citation
from ui import proof, sheet

_PICTURES = 64  # kept in memory, some 300 kB each, for all sessions together
# How large a page is shown, and how finely it is drawn for that: pixels a point.
_WHOLE = "Whole page"
_ZOOMS = {_WHOLE: 1.5, "Larger": 2.2, "Largest": 3.0}


@st.fragment
def show(index: Index, citation: Citation, key: str) -> None:
    """Draw the whole proof of a citation; `key` is unique on the page and stays the same."""
    passage = passage_of(index, citation)
    st.html(proof.source(citation, index.reports.get(citation.report_id), passage))
    around = passage.sentences if passage else ()
    page(index, citation.report_id, citation.page, key, citation.sentences, around)
    st.html('<h3 class="copy">The quote, to copy</h3>')
    st.code(proof.to_copy(citation), language=None, wrap_lines=True)


@st.fragment
def page(
    index: Index,
    report_id: str,
    number: int | None,
    key: str,
    sentences: Sequence[Sentence] = (),
    around: Sequence[Sentence] = (),
) -> None:
    """Draw page `number` (1-based) of a report with `sentences` boxed, and what leads further.

    `around` are the sentences of their passage. A report that is no PDF has no pictures: then
    only the link to the publisher's site is drawn, where it is known.
    """
    report, file = index.reports.get(report_id), _pdf(index, report_id)
    if number is None or file is None:
        _draw_links(proof.links(report))
        return
    cited = (report_id, number)
    shown, at = st.session_state.get(f"{key}-page", (cited, number))
    at = at if shown == cited else number
    zoom = st.session_state.get(f"{key}-zoom") or _WHOLE
    try:
        drawn = _picture(file, _changed(file), at, tuple(sentences), tuple(around), _ZOOMS[zoom])
    except PictureUnavailable as error:
        st.warning(
            f"No picture of page {at}: {error.reason}. The text is as it was when it was indexed.",
            icon="⚠️",
        )
        _draw_links(proof.links(report))
        return
    controls = st.container()
    told = sheet.told_of_boxes(drawn, number, sentences)
    address = sheet.served(drawn.png, "image/png", f"{key}-png")
    title = report.title if report else report_id
    st.html(sheet.figure(drawn, address, title, told, list(_ZOOMS).index(zoom)))
    with controls:  # after the picture: the first time, the browser has to load them
        _controls(drawn, cited, key)
    whole = sheet.served(str(file), "application/pdf", f"{key}-pdf")
    _draw_links(proof.links(report, whole, at))


def warm(index: Index) -> None:
    """Draw one page, boxed, for nobody: the libraries that draw are loaded, and settled, by it."""
    for passage in index.passages:
        file = _pdf(index, passage.report_id)
        if file and passage.page:
            with suppress(PictureUnavailable):  # whoever opens that page is told
                picture(file, passage.page, passage.sentences, passage.sentences)
            return


def _draw_links(links: str) -> None:
    if links:
        st.html(links)


def passage_of(index: Index, citation: Citation) -> Passage | None:
    """The cited passage; None where the index was rebuilt without it, or cut differently."""
    try:
        passage = index.passage(citation.passage_id)
    except KeyError:
        return None
    return passage if passage.heading == citation.heading else None


def _pdf(index: Index, report_id: str) -> Path | None:
    try:
        file = index.file(report_id)
    except KeyError:
        return None
    return file if file.suffix.lower() == ".pdf" else None


def _changed(file: Path) -> float:
    """When the file was last changed, so that a picture of the old one is not shown."""
    return file.stat().st_mtime if file.is_file() else 0


@st.cache_data(max_entries=_PICTURES, show_spinner=False)
def _picture(
    file: Path,
    changed: float,
    number: int,
    sentences: tuple[Sentence, ...],
    around: tuple[Sentence, ...],
    scale: float,
) -> Picture:
    return picture(file, number, sentences, around, scale)


def _controls(drawn: Picture, cited: tuple[str, int], key: str) -> None:
    """Previous and next page, the way back, and the size of the page."""

    def turn(to: int) -> None:
        st.session_state[f"{key}-page"] = (cited, to)

    ways = {"Previous page": drawn.page - 1, "Next page": drawn.page + 1}
    if drawn.page != cited[1]:
        ways[f"Back to page {cited[1]}"] = cited[1]
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for name, to in ways.items():
            off = not 1 <= to <= drawn.pages
            st.button(name, key=f"{key}-{name}", disabled=off, on_click=turn, args=(to,))
        st.segmented_control(
            "Size of the page",
            list(_ZOOMS),
            default=_WHOLE,
            key=f"{key}-zoom",
            label_visibility="collapsed",
        )
