"""Quality: how well the last evaluation says it answers, and what readers said of answers."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from qa.assistant import Assistant
from qa.wording import in_words
from ui import conversation, feedback_view, quality_markup
from ui.evaluation import ALL, Evaluation, evaluations, interval

_ROOT = Path(__file__).resolve().parents[1]
_FOLDERS = (_ROOT / "eval" / "results", _ROOT / "out")  # committed; of `make eval`


def draw(assistant: Assistant) -> None:
    """Draw the page. The evaluation is one that was made before: nothing is asked here."""
    st.html(Path(__file__).with_name("style_add.css"))
    st.html('<h2 class="page">Quality</h2>')
    held = evaluations(_FOLDERS)
    if held:
        _draw(_chosen(held))
    else:
        st.html(
            '<p class="lede">No evaluation has been made here yet.</p><p class="aside">To make '
            "one, ask a set of questions whose answers are known and keep the figures:</p>"
        )
        st.code(
            "python -m eval run eval/questions/briefings.jsonl --json "
            "--out out/briefings.jsonl > out/briefings.json",
            language=None,
            wrap_lines=True,
        )
    feedback_view.draw(conversation.data_file())


def _chosen(held: list[Evaluation]) -> Evaluation:
    if len(held) == 1:
        return held[0]
    return st.selectbox(
        "Evaluation",
        held,
        format_func=_named,
        key="evaluation",
    )


def _named(evaluation: Evaluation) -> str:
    day = f", {in_words(evaluation.made)}" if evaluation.made else ""
    return f"{evaluation.name}{day}"


def _draw(evaluation: Evaluation) -> None:
    st.html(
        f"{quality_markup.headline(evaluation)}"
        f'<p class="aside">Questions with known answers, asked of this program: '
        f"{escape(_named(evaluation))}.</p>"
    )
    if interval(evaluation.groups.get(ALL, {}), "right"):
        st.html(quality_markup.plot(evaluation, "right", quality_markup.RIGHT))
    for title in quality_markup.TABLES:
        st.html(quality_markup.section(evaluation, title))
    if evaluation.faults:
        faults = "".join(f"<li>{escape(fault)}</li>" for fault in evaluation.faults)
        st.html(f'<h2 class="part">Questions that failed</h2><ul class="aside">{faults}</ul>')
