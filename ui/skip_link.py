"""The link that leads past all else to the question box, for those who go by keyboard."""

from __future__ import annotations

import streamlit as st

# It must come first in the document, before what Streamlit itself draws, so it is put there once;
# the style hides it on the pages that have no question box.
_SCRIPT = """<script>
if (!document.querySelector('a.skip')) {
  const link = document.createElement('a');
  Object.assign(link, { className: 'skip', href: '#', textContent: 'Skip to the question box' });
  link.addEventListener('click', (event) => {
    event.preventDefault();
    document.querySelector('[data-testid="stChatInputTextArea"]')?.focus();
  });
  document.body.prepend(link);
}
</script>"""


def draw() -> None:
    with st.container(key="skip"):
        st.html(_SCRIPT, unsafe_allow_javascript=True)
