"""Pictures of the figures, as SVG with text that stays text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure

from eval.ablation import FOUND, Step
from eval.refusal_curve import Outcome, Point, curve, shipped

_INK, _MARK, _PALE = "#1d3557", "#c1121f", "#8d99ae"
_SIZE = (8.4, 3.2)  # inches
_LOOK: Any = {
    "svg.fonttype": "none",  # letters, not outlines: small, and found by a search of the page
    "svg.hashsalt": "evaluation",  # the same figures make the same file
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_STEP_FIGURES = (
    ("hit@5", "evidence in first 5", _PALE, "o"),
    ("correct", "fully correct", _INK, "s"),
    ("right", "all right", _MARK, "D"),
)


def draw_curve(made: Sequence[Outcome], title: str, path: Path) -> None:
    """Risk against coverage, and refusals by threshold; the shipped threshold is marked."""
    points, own = curve(made), shipped(made)
    with rc_context(_LOOK):
        figure = Figure(figsize=_SIZE, layout="constrained")
        left, right = figure.subplots(1, 2)
        _risk(left, points, own)
        _refusals(right, points, own)
        figure.suptitle(title)
        _save(figure, path)


def _risk(axes: Any, points: Sequence[Point], own: Point) -> None:
    told = [one for one in points if one.coverage > 0]
    for name, label, colour in (
        ("risk", "wrong or incomplete", _INK),
        ("unfounded", "reports do not tell", _PALE),
    ):
        shares = [getattr(one, name) for one in told]
        axes.plot([one.coverage for one in told], shares, color=colour, label=label)
        axes.plot(own.coverage, getattr(own, name), "o", color=_MARK)
    axes.plot([], [], "o", color=_MARK, label="as shipped")
    axes.set(xlabel="share of questions answered", ylabel="share of the answers")
    _finish(axes)


def _refusals(axes: Any, points: Sequence[Point], own: Point) -> None:
    thresholds = [one.threshold for one in points]
    for name, label, colour in (
        ("refused_rightly", "refused rightly", _INK),
        ("refused_wrongly", "refused wrongly", _PALE),
    ):
        shares = [getattr(one, name) for one in points]
        # A question is refused only above its own likelihood, so a share holds up to its point.
        axes.step(thresholds, shares, where="pre", color=colour, label=label)
    axes.axvline(own.threshold, color=_MARK, linewidth=1, label="as shipped")
    axes.set(xlabel="likelihood below which is refused", ylabel="share of the questions")
    _finish(axes)


def _finish(axes: Any) -> None:
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.legend(
        frameon=False,
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=3,
        columnspacing=1,
        handlelength=1,
        fontsize=8,
    )


def draw_steps(made: Sequence[Step], title: str, path: Path) -> None:
    """What each part adds, from the top down."""
    with rc_context(_LOOK):
        figure = Figure(figsize=_SIZE, layout="constrained")
        axes: Any = figure.subplots()
        for name, label, colour, marker in _STEP_FIGURES:
            rows = [step for step in made if step.answers or name in FOUND]
            axes.plot(
                [step.figures[name] for step in rows],
                [step.name for step in rows],
                marker=marker,
                color=colour,
                linewidth=0.8,
                label=label,
            )
        axes.invert_yaxis()
        axes.grid(axis="x", color="#e5e5e5")
        axes.set(title=title, xlim=(0, 1), xlabel="share of questions")
        figure.legend(frameon=False, loc="outside right upper")
        _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
