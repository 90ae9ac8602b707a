"""HTML in which the reader picks something: a table's cells and rows tell the page which.

Streamlit's own table is drawn on a canvas, and `st.html` cannot tell what was pressed. Here an
element with `data-pick` does, by mouse and keyboard alike, and the page is not loaded anew.
"""

from __future__ import annotations

import streamlit as st

# The HTML is set only where it changed, so that the keyboard's focus stays where it was. A link
# opened in a new tab or window goes the browser's way.
_JS = """
export default function ({ parentElement, data, setTriggerValue }) {
  const box = parentElement.querySelector(".picking");
  if (box.shown !== data.html) {
    box.shown = data.html;
    box.innerHTML = data.html;
  }
  box.onclick = (event) => {
    const picked = event.target.closest("[data-pick]");
    if (!picked || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("picked", picked.dataset.pick);
  };
}
"""
_show = st.components.v2.component(
    "ask_the_reports_picking", html='<div class="picking"></div>', js=_JS, isolate_styles=False
)


def pick(html: str, key: str) -> str | None:
    """Draw the HTML, made by us with all foreign text escaped; the `data-pick` of the button or
    link just pressed in it, None where none was. `key` is unique on the page."""
    picked = _show(key=key, data={"html": html}, on_picked_change=lambda: None).picked
    return str(picked) if picked is not None else None
