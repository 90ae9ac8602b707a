"""The plot of Compare: a line for each council, a marked letter for each grade it was given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.comparison import Cell
from ui import compare_markup, grade_words
from ui.compare_markup import SHAPES

if TYPE_CHECKING:
    import altair

# Blue to orange is told apart with any colour vision; the letter says it without colour. The
# same colours as in style_pages.css, on light and on dark paper.
_FILLS = {
    False: ["#8c2f0d", "#fbe0b5", "#c9e0f5", "#0b3d6e", "#eeeeec"],
    True: ["#a8431c", "#5a3f12", "#1d3a57", "#2b6cb0", "#2a2f34"],
}
_INKS = {
    False: ["#ffffff", "#16181b", "#16181b", "#ffffff", "#16181b"],
    True: ["#ffffff", "#eceae6", "#eceae6", "#ffffff", "#eceae6"],
}
_WORDS = {False: "#4c5157", True: "#b7bcc2"}
_LEVELS = [1, 2, 3, 4, 0]
_TOLD = {
    "council": "Council",
    "words": "Grade",
    "date": "Date",
    "area": "Area as printed",
    "framework": "Framework",
}
_LINE = 30  # pixels of height for a council


def plot(
    cells: Sequence[Cell], frameworks: Sequence[str], dark: bool
) -> altair.LayerChart | altair.FacetChart:
    """Grades of one area over time; every cell must be dated. A framework has its own shape."""
    import altair as alt

    base = alt.Chart(alt.InlineData(values=[_row(cell) for cell in cells])).encode(
        x=alt.X(
            "day:T",
            title=None,
            axis=alt.Axis(
                format="%Y",
                tickCount="year",
                orient="top",
                labelFontSize=13,
                labelColor=_WORDS[dark],
            ),
        ),
        y=alt.Y(
            "council:N",
            title=None,
            axis=alt.Axis(labelLimit=220, labelFontSize=13, labelColor=_WORDS[dark], domain=False),
        ),
        tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in _TOLD.items()],
    )
    shapes = alt.Scale(domain=frameworks, range=SHAPES[: len(frameworks)])
    line = base.mark_line(strokeWidth=1, color="#8a8d91").encode(detail="council:N")
    marks = base.mark_point(size=520, opacity=1, strokeWidth=1, stroke="#7d838a").encode(
        fill=alt.Fill("level:O", scale=alt.Scale(domain=_LEVELS, range=_FILLS[dark]), legend=None),
        shape=alt.Shape("framework:N", scale=shapes, legend=None),
    )
    letters = base.mark_text(fontSize=12, fontWeight=700).encode(
        text="letter:N",
        color=alt.Color("level:O", scale=alt.Scale(domain=_LEVELS, range=_INKS[dark]), legend=None),
    )
    height = len({cell.authority for cell in cells}) * _LINE + 30
    return alt.layer(line, marks, letters).properties(height=height)


def _row(cell: Cell) -> dict[str, str | int]:
    return {
        "council": cell.authority,
        "day": str(cell.dated),
        "date": compare_markup.day(cell),
        "level": grade_words.level(cell.judgement),
        "letter": grade_words.letters(cell.judgement),
        "words": grade_words.words(cell.judgement),
        "area": cell.judgement.area,
        "framework": cell.framework,
    }
