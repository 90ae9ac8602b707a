"""The HTML of a page's picture, and the addresses at which this app serves files."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from streamlit import runtime

from corpus import Sentence
from corpus.pdf_picture import Picture

_BEFORE = 0.06  # share of the page that is shown to the left of a box, and above it


def served(content: bytes | str, mimetype: str, key: str) -> str:
    """The address, relative to the app's, of bytes or of the file at a path, as long as this
    session shows them; `key` is unique among what it shows."""
    address = runtime.get_instance().media_file_mgr.add(content, mimetype, key)
    return f".{address}"


def figure(drawn: Picture, address: str, title: str, told: str, zoom: int) -> str:
    """The picture in a frame that scrolls, by keyboard too, and begins at the first box.

    `told` is what `told_of_boxes` says; `zoom` is 0 for the whole page, up to 2.
    """
    words = f"Page {drawn.page} of {title}" + (f", {told}" if told else "")
    target = ""
    if drawn.frames and zoom:
        left, top, *_ = drawn.frames[0]
        left, top = max(0, left / drawn.width - _BEFORE), max(0, top / drawn.height - _BEFORE)
        place = f"left:{left:.1%};top:{top:.1%}"
        target = f'<span class="target" style="{place}"></span>'
    note = f", {told}" if told else ""
    return (
        f'<figure class="sheet"><div class="frame" tabindex="0" role="group" '
        f'aria-label="Picture of page {drawn.page}, which scrolls"><div class="paper zoom-{zoom}">'
        f'<img src="{escape(address)}" alt="{escape(words)}" width="{drawn.width}" '
        f'height="{drawn.height}">{target}</div></div>'
        f"<figcaption>Page {drawn.page} of {drawn.pages}{note}.</figcaption></figure>"
    )


def told_of_boxes(drawn: Picture, cited: int, sentences: Sequence[Sentence]) -> str:
    """What of the cited `sentences` is boxed on the picture, in words; `cited` is their page."""
    one = len(sentences) == 1
    them = "the cited sentence" if one else "the cited sentences"
    if drawn.boxes and drawn.missing:
        return f"with part of {them} boxed: the rest was not found exactly as quoted"
    if drawn.boxes:
        return f"with {them} boxed"
    if drawn.missing:
        return f"not marked because {them} {'was' if one else 'were'} not found exactly"
    if sentences and drawn.page != cited:
        return f"{them} {'begins' if one else 'begin'} on page {cited}"
    return ""
