"""How well the answers score: the files that an evaluation leaves, and the page that tells them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.build import build
from indexer.encoder import SentenceEncoder
from tests.opened_app import alone, page
from ui import quality_markup
from ui.evaluation import NotAnEvaluation, evaluations, read

FIGURES = {"n": 10, "right": 0.8, "right_95": [0.49, 0.94], "correct": None, "ms_p50": 800.0}


def test_an_evaluation_is_read_from_what_the_command_prints(tmp_path: Path) -> None:
    old = {
        "figures": {"all": FIGURES, "date": FIGURES},
        "faults": ["q1: crashed"],
        "made": "2026-01-02",
    }
    (tmp_path / "old.json").write_text(json.dumps(old))
    (tmp_path / "new.json").write_text(json.dumps(old | {"made": "2026-03-04T10:00:00Z"}))
    (tmp_path / "undated.json").write_text(json.dumps({"figures": {"all": FIGURES}}))
    for name, text in {
        "a": "[]",
        "b": "{",
        "c": '{"figures": {}}',
        "d": '{"figures": {"x": 1}}',
    }.items():
        (tmp_path / f"bad-{name}.json").write_text(text)
        with pytest.raises(NotAnEvaluation):
            read(tmp_path / f"bad-{name}.json")
    found = evaluations([tmp_path, tmp_path / "nowhere"])
    assert [one.name for one in found] == ["new", "old", "undated"]
    assert list(found[0].groups) == ["date", "all"]
    assert found[1].faults == ("q1: crashed",)
    assert found[2].made is None


def test_figures_are_told_in_words_with_their_intervals(tmp_path: Path) -> None:
    groups = {"all": FIGURES, "<b>": FIGURES | {"right": None, "right_95": None}}
    (tmp_path / "run.json").write_text(json.dumps({"figures": groups}))
    run = read(tmp_path / "run.json")
    assert "<strong>80%</strong> of 10 questions" in quality_markup.headline(run)
    assert "between 49% and 94%" in quality_markup.headline(run)
    plot = quality_markup.plot(run, "right", quality_markup.RIGHT)
    assert "49 to 94%" in plot
    assert "--low:0.490;--high:0.940;--at:0.800" in plot
    assert plot.count('scope="row"') == 1, "a kind that the figure does not apply to has no row"
    assert quality_markup.section(run, "Do the citations hold?") == "", "no such figures"
    speed = quality_markup.section(run, "How long did it take?")
    assert "Middle time <b>0.8 s</b>" in speed
    assert "&lt;b&gt;" in speed
    assert "<b>s</b>" not in speed


@pytest.mark.usefixtures("apart")
def test_the_quality_page_tells_figures_and_feedback(reports: Path, tmp_path: Path) -> None:
    build([reports], tmp_path / "index", SentenceEncoder())
    app = alone("quality_page", tmp_path / "index")
    assert not app.exception
    assert "Nobody has said yet whether an answer helped." in page(app)
