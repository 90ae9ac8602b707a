"""The figures of a run by question type: as tables for people, as JSON for scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from eval.answers import Reply
from eval.metrics import Marks, mark, mean, wilson
from eval.questions import Question

ALL = "all"
FOUND = {
    "hit@1": "hit@1",
    "hit@3": "hit@3",
    "hit@5": "hit@5",
    "hit@10": "hit@10",
    "mrr@10": "MRR@10",
    "recall@5": "recall@5",
    "recall@10": "recall@10",
}
ANSWERED = {
    "facts": "facts",
    "correct": "fully correct",
    "cite_precision": "citation precision",
    "cite_hit": "one right",
    "page_match": "page match",
}
OVERALL = {
    "abstain_right": "refused rightly",
    "abstain_wrong": "refused wrongly",
    "right": "all right",
}
SPREAD = {"words_p50": "words", "ms_p50": "ms", "ms_p95": "ms p95"}
TABLES = {
    "Evidence among the hits": FOUND,
    "Answers to what the reports tell": ANSWERED,
    "Refusals, all together, and median size and time": OVERALL | SPREAD,
}
WITH_INTERVAL = ("correct", "right")  # shares of questions, so Wilson's interval holds

Figures = dict[str, float | int | list[float] | None]


def figures(questions: Sequence[Question], replies: Mapping[str, Reply]) -> dict[str, Figures]:
    """The figures of each question type in alphabetical order, then of "all".

    A figure that applies to none of a type's questions is None. "correct_95" and "right_95"
    are the two ends of the 95% interval; "ms_p50" and "ms_p95" are milliseconds.
    """
    marks = {question.id: mark(question, replies.get(question.id)) for question in questions}
    types = sorted({question.type for question in questions})
    groups = {t: [marks[q.id] for q in questions if q.type == t] for t in types}
    return {name: _group(rows) for name, rows in (groups | {ALL: list(marks.values())}).items()}


def _group(rows: Sequence[Marks]) -> Figures:
    group: Figures = {"n": len(rows)}
    for name in FOUND | ANSWERED | OVERALL:
        group[name] = mean(rows, name)
    for name in WITH_INTERVAL:
        values = [row[name] for row in rows if name in row]
        group[f"{name}_95"] = list(wilson(sum(values), len(values))) if values else None
    for name in SPREAD:
        measure, share = name.split("_p")
        values = [row[measure] for row in rows if measure in row]
        group[name] = float(np.percentile(values, int(share))) if values else None
    return group


def tables(groups: Mapping[str, Figures]) -> list[Table]:
    """What was found, what was made of it, and what was refused; a row for each type."""
    made = []
    for title, heads in TABLES.items():
        table = Table("type", title=title, title_justify="left", box=SIMPLE_HEAD)
        for name, head in ({"n": "n"} | heads).items():
            table.add_column(f"{head} (95%)" if name in WITH_INTERVAL else head, justify="right")
        for type_, group in groups.items():
            if type_ == ALL:
                table.add_section()
            table.add_row(type_, str(group["n"]), *(_cell(group, name) for name in heads))
        made.append(table)
    return made


def _cell(group: Figures, name: str) -> str:
    value = group[name]
    if value is None:
        return "-"
    interval = group.get(f"{name}_95")
    ends = f" ({interval[0]:.2f}-{interval[1]:.2f})" if isinstance(interval, list) else ""
    return f"{value:.0f}" if name in SPREAD else f"{value:.2f}{ends}"


def faults(questions: Sequence[Question], replies: Mapping[str, Reply]) -> list[str]:
    """One line for each question the assistant crashed on or that has no reply at all."""
    lines = []
    for question in questions:
        reply = replies.get(question.id)
        if reply is None:
            lines.append(f"{question.id}: no reply, counted as wrong")
        elif reply.error:
            lines.append(f"{question.id}: crashed, counted as wrong: {reply.error}")
    return lines


def misses(
    questions: Sequence[Question], replies: Mapping[str, Reply], n: int
) -> list[dict[str, object]]:
    """The first `n` questions that were answered or refused wrongly, with what was wanted."""
    wrong: list[dict[str, object]] = []
    for question in questions:
        reply = replies.get(question.id) or Reply(question.id)
        marks = mark(question, reply)
        if not marks["right"]:
            wrong.append(
                {
                    "id": question.id,
                    "type": question.type,
                    "question": question.question,
                    "wanted": question.must or "a refusal",
                    "status": reply.status,
                    "answer": reply.answer,
                    "hit@5": marks.get("hit@5"),
                }
            )
    return wrong[:n]


def show(
    questions: Sequence[Question], replies: Mapping[str, Reply], console: Console, n: int = 0
) -> None:
    """Print the tables, the faults and the first `n` misses."""
    for table in tables(figures(questions, replies)):
        console.print(table)
    for miss in misses(questions, replies, n):
        head = f"MISS {miss['id']} ({miss['type']}, hit@5 {miss['hit@5']}): {miss['question']}"
        got = f"  wanted {miss['wanted']}\n  {miss['status']}: {str(miss['answer'])[:300]!r}"
        console.print(head, got, sep="\n", markup=False, highlight=False)
    for fault in faults(questions, replies):
        console.print(fault, style="red", markup=False, highlight=False)
