"""The commands `run` and `score` of the evaluation."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.answers import BadAnswers, load_answers
from eval.metrics import wilson
from eval.questions import load_questions
from eval.run import run
from tests.model_server import ModelServer
from tests.small_set import ASKED, NEXT, UNTOLD, WaitingAssistant, write


def test_score_prints_figures_and_misses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = write(tmp_path / "set.jsonl", asdict(ASKED), asdict(UNTOLD), asdict(NEXT))
    answers = tmp_path / "answers.jsonl"
    run(WaitingAssistant(), load_questions(asked), answers)
    capsys.readouterr()

    assert main(["score", str(asked), str(answers), "--misses", "5", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["figures"]["all"]["n"] == 3
    assert told["figures"]["all"]["right"] == pytest.approx(1 / 3)
    assert told["figures"]["all"]["right_95"] == pytest.approx(list(wilson(1, 3)))
    assert [miss["id"] for miss in told["misses"]] == ["q1", "q3"]
    assert told["faults"] == ["q3: crashed, counted as wrong: RuntimeError('no memory')"]

    assert main(["score", str(asked), str(answers), "--misses", "1"]) == 0
    shown = capsys.readouterr().out
    assert "fully correct (95%)" in shown
    assert "0.33 (0.06-0.79)" in shown
    assert "MISS q1" in shown
    assert "MISS q3" not in shown
    assert "RuntimeError('no memory')" in shown


def test_what_cannot_be_scored_is_one_line_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = write(tmp_path / "set.jsonl", asdict(ASKED))
    twice = write(tmp_path / "answers.jsonl", {"id": "q1"}, {"id": "q1"})
    with pytest.raises(BadAnswers, match="line 2: id 'q1' was given before"):
        load_answers(twice)
    for arguments in ((asked, twice), (tmp_path / "none.jsonl", twice)):
        assert main(["score", *map(str, arguments)]) == 1
        complaint = capsys.readouterr().err
        assert complaint.startswith("eval: ")
        assert complaint.count("\n") == 1
    with pytest.raises(SystemExit, match="2"):
        main(["judge"])


def test_a_run_without_an_index_says_so_and_asks_nothing(tmp_path: Path) -> None:
    asked = write(tmp_path / "set.jsonl", asdict(ASKED))
    out = tmp_path / "answers.jsonl"
    with pytest.raises(SystemExit, match=r"^eval: .*no-index"):
        main(["run", str(asked), "--index", str(tmp_path / "no-index"), "--out", str(out)])
    assert not out.exists()


def test_a_language_model_can_be_measured(
    tmp_path: Path, index_folder: Path, server: ModelServer
) -> None:
    asked = write(tmp_path / "set.jsonl", asdict(ASKED))
    out = tmp_path / "answers.jsonl"
    server.text = "NO ANSWER"
    over = ["--index", str(index_folder), "--out", str(out)]
    model = ["--model", "openai:well-behaved", "--base-url", server.url]
    assert main(["run", str(asked), *over, *model]) == 0
    [reply] = load_answers(out).values()
    assert ASKED.question in server.asked[0][2]["messages"][1]["content"]
    assert reply.unsure or reply.abstained  # the model denies
    with pytest.raises(SystemExit, match="eval: Model 'nobody:nothing' cannot be set up"):
        main(["run", str(asked), *over, "--model", "nobody:nothing"])
