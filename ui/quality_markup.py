"""The HTML of an evaluation: tables, shares drawn with their intervals, measures explained."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from qa.wording import count
from ui.evaluation import ALL, Evaluation, Figures, interval, number


class Measure(NamedTuple):
    """How a figure is called, what it means in plain words, and whether it is a share."""

    name: str
    meaning: str
    share: bool = True


RIGHT = Measure("Right", "Answered with every fact asked for, or rightly refused.")

# The tables, in order; the figures by the names that the evaluation gives them.
ANSWERS = {
    "correct": Measure(
        "Fully correct",
        "Of the questions that the reports do answer, those whose answer has every fact.",
    ),
    "facts": Measure("Facts given", "Of the facts asked for, the share that the answers give."),
}
REFUSALS = {
    "abstain_right": Measure(
        "Rightly refused", "Of the questions that no report answers, those that were refused."
    ),
    "abstain_wrong": Measure(
        "Wrongly refused",
        "Of the questions that the reports do answer, those refused. Low is good.",
    ),
}
CITATIONS = {
    "cite_precision": Measure(
        "Citations that hold", "Of all citations, those that quote a passage marked as evidence."
    ),
    "cite_hit": Measure("One that holds", "Answers of which at least one citation does."),
    "page_match": Measure("Right page", "Of the citations, those to a page with the evidence."),
}
SEARCH = {
    "hit@1": Measure("First passage", "Questions whose first passage found is evidence."),
    "hit@5": Measure("First five", "Questions with evidence among the first five passages."),
    "recall@10": Measure(
        "All evidence", "Of the evidence that there is, the share among the first ten passages."
    ),
}
SPEED = {
    "words_p50": Measure("Words", "Length of the middle answer, in words.", False),
    "ms_p50": Measure("Middle time", "Half of the answers took no longer, in seconds.", False),
    "ms_p95": Measure("Slow time", "19 of 20 answers took no longer, in seconds.", False),
}
TABLES = {
    "Were the answers right?": ANSWERS,
    "Did it refuse where it should?": REFUSALS,
    "Do the citations hold?": CITATIONS,
    "Was the evidence found?": SEARCH,
    "How long did it take?": SPEED,
}
_KINDS = {
    ALL: "All questions",
    "yesno": "Yes or no",
    "temporal": "Change over time",
    "followup": "Follow-up",
    "compare": "Comparison",
    "rating": "Grade",
    "unanswerable": "Not in the reports",
}


def headline(evaluation: Evaluation) -> str:
    """The one figure, with its interval, in a sentence."""
    group = evaluation.groups.get(ALL, {})
    right = number(group, "right")
    if right is None:
        return ""
    ends = interval(group, "right")
    sure = (
        f" With so many questions the true share lies between {ends[0]:.0%} and {ends[1]:.0%}, "
        "19 times in 20."
        if ends
        else ""
    )
    asked = count(int(number(group, "n") or 0), "question")
    return (
        f'<p class="lede"><strong>{right:.0%}</strong> of {asked} were answered fully right or '
        f"rightly refused.{sure}</p>"
    )


def plot(evaluation: Evaluation, name: str, measure: Measure) -> str:
    """A share by kind of question: a point on its interval, on a scale from 0 to 100%."""
    rows = "".join(
        f'<tr class="{"all" if kind == ALL else ""}"><th scope="row">{_kind(kind)}</th>'
        f"<td>{number(group, 'n') or 0:.0f}</td><td>{_cell(group, name, measure)}</td>"
        f"{_interval(group, name)}</tr>"
        for kind, group in evaluation.groups.items()
        if number(group, name) is not None
    )
    return (
        f'<div class="scrolls" role="region" tabindex="0" aria-label="{escape(measure.name)}">'
        f'<table class="figures"><caption>{escape(measure.name)}, by kind of question</caption>'
        "<thead><tr><th>Kind of question</th><th>Asked</th>"
        f'<th>{escape(measure.name)}</th><th class="interval"><div><span>95% interval</span>'
        '<span class="scale" aria-hidden="true"><i>0</i><i>50%</i><i>100%</i></span></div></th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def section(evaluation: Evaluation, title: str) -> str:
    """One of TABLES: its figures for all questions, explained; opened, those of each kind."""
    measures = {
        name: measure
        for name, measure in TABLES[title].items()
        if any(number(group, name) is not None for group in evaluation.groups.values())
    }
    if not measures:
        return ""
    overall = evaluation.groups.get(ALL, {})
    told = "".join(
        f"<div><dt>{escape(measure.name)} <b>{_cell(overall, name, measure)}</b></dt>"
        f"<dd>{escape(measure.meaning)}</dd></div>"
        for name, measure in measures.items()
    )
    return (
        f'<h2 class="part">{escape(title)}</h2><dl class="told">{told}</dl>'
        f'<details class="kinds"><summary>By kind of question</summary>'
        f"{_by_kind(evaluation, title, measures)}</details>"
    )


def _by_kind(evaluation: Evaluation, title: str, measures: Mapping[str, Measure]) -> str:
    heads = "".join(f"<th>{escape(measure.name)}</th>" for measure in measures.values())
    rows = "".join(
        f'<tr class="{"all" if kind == ALL else ""}"><th scope="row">{_kind(kind)}</th>'
        + "".join(f"<td>{_cell(group, name, m)}</td>" for name, m in measures.items())
        + "</tr>"
        for kind, group in evaluation.groups.items()
        if any(number(group, name) is not None for name in measures)
    )
    return (
        f'<div class="scrolls" role="region" tabindex="0" aria-label="{escape(title)}">'
        f'<table class="figures"><thead><tr><th>Kind of question</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _kind(kind: str) -> str:
    return escape(_KINDS.get(kind, kind.replace("_", " ").capitalize()))


def _cell(group: Figures, name: str, measure: Measure) -> str:
    value = number(group, name)
    if value is None:
        return '<span class="unseen">does not apply</span>'
    if name.startswith("ms_"):
        return f"{value / 1000:.1f} s"
    if measure.share:
        return f"{value:.0%}"
    return f"{value:.0f}"


def _interval(group: Figures, name: str) -> str:
    """The interval in figures, and once more for the eye: a line, with the share as a point."""
    value, ends = number(group, name) or 0.0, interval(group, name)
    low, high = ends or (value, value)
    words = f"{low * 100:.0f} to {high:.0%}" if ends else ""
    return (
        f'<td class="interval"><div><span>{words}</span><span class="drawn" aria-hidden="true" '
        f'style="--low:{low:.3f};--high:{high:.3f};--at:{value:.3f}"><i></i><b></b></span></div></td>'
    )
