"""The question half typed: kept by the browser until it is asked, over a reload or another page."""

from __future__ import annotations

import streamlit as st

# Streamlit learns of a question only as it is put. React keeps its own copy of a field's text, so
# the text is set past it, as if typed; for five seconds, as a field may be drawn anew while a page
# opens. The listeners are added once; what has been put leaves the field without an "input".
_SCRIPT = """<script>
(() => {
  const box = '[data-testid="stChatInputTextArea"]';
  if (!window.draftKept) {
    window.draftKept = true;
    document.addEventListener('input', (event) => {
      if (!event.isTrusted || !event.target.matches(box)) return;
      sessionStorage.setItem('draft', event.target.value);
    });
    const put = () => sessionStorage.removeItem('draft');
    document.addEventListener('keydown', (event) => {
      if (event.target.matches(box) && event.key === 'Enter' && !event.shiftKey) put();
    }, true);
    document.addEventListener('click', (event) => {
      if (event.target.closest('[data-testid="stChatInputSubmitButton"]')) put();
    }, true);
  }
  const restore = (tries) => {
    const field = document.querySelector(box), text = sessionStorage.getItem('draft');
    if (field && !field.value && text) {
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')
        .set.call(field, text);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    if (tries) setTimeout(restore, 100, tries - 1);
  };
  restore(50);
})();
</script>"""


def keep() -> None:
    """Keep what is typed into the question box, and put it back where the box is drawn anew."""
    with st.container(key="draft"):
        st.html(_SCRIPT, unsafe_allow_javascript=True)
