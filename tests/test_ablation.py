"""What each part adds, refusal by threshold, and the gate against earlier figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.ablation import as_json, steps, table, ungraded
from eval.against import BadResults, changes, load_results
from eval.answers import Cited, Reply
from eval.plots import draw_curve, draw_steps
from eval.questions import Evidence, Question
from eval.refusal_curve import Outcome, curve, outcomes, point, shipped
from eval.report import ALL, figures
from eval.run import ask
from indexer.index import Index
from qa.assistant import Assistant

ROOT = Path(__file__).parents[1]
WAITS = Question(
    "waits",
    "How many weeks do carers wait for a review in Ashford?",
    "number",
    True,
    (Evidence("ashford.md", "Carers wait 14 weeks for a review."),),
    (("14 weeks",),),
)
MAYOR = Question("mayor", "Who is the mayor of Ashford?", "unanswerable", False)


def test_each_step_is_measured_and_the_last_is_the_assistant(index: Index, tmp_path: Path) -> None:
    made = list(steps([WAITS, MAYOR], index, index))
    assert [step.answers for step in made] == [False] * 5 + [True] * 5
    assert made[0].figures["hit@1"] == made[1].figures["hit@1"]  # the base is the index itself
    assert all(step.figures["hit@10"] == 1.0 for step in made)
    replies = {one.id: ask(Assistant(index), one) for one in (WAITS, MAYOR)}
    own = figures([WAITS, MAYOR], replies)[ALL]
    assert made[-1].figures["right"] == own["right"]

    assert table(made).row_count == 10
    assert "correct" not in as_json(made)[0]
    assert as_json(made)[-1]["right"] == own["right"]
    draw_steps(made, "two questions", tmp_path / "steps.svg")
    assert "+ judgement table" in (tmp_path / "steps.svg").read_text("utf-8")


def test_an_index_can_do_without_judgements_and_keeps_its_own(index: Index) -> None:
    bare = ungraded(index)
    assert not any(report.judgements for report in bare.reports.values())
    assert bare.reports.keys() == index.reports.keys()
    assert bare.reports is not index.reports


def test_refusal_by_threshold(tmp_path: Path) -> None:
    made = [
        Outcome(1.0, answerable=True, correct=True),
        Outcome(0.8, answerable=True, correct=False),
        Outcome(0.6, answerable=False, correct=False),
        Outcome(0.0, answerable=False, correct=False),
    ]
    everything, most = point(made, 0.0), point(made, 0.7)
    assert (everything.coverage, everything.risk) == (0.75, pytest.approx(2 / 3))
    assert (everything.refused_rightly, everything.refused_wrongly) == (0.5, 0.0)
    assert (most.coverage, most.risk, most.unfounded, most.right) == (0.5, 0.5, 0.0, 0.75)
    assert point(made, 1.1).risk == 0.0  # nothing answered, nothing wrong
    assert [one.threshold for one in curve(made)] == [0.0, 0.6, 0.8, 1.0]
    assert curve(made)[0].coverage > curve(made)[-1].coverage

    for name in ("one", "two"):
        draw_curve(made, "made up", tmp_path / f"{name}.svg")
    assert "shipped" in (tmp_path / "one.svg").read_text("utf-8")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_the_shipped_point_is_what_the_assistant_does(index: Index) -> None:
    own = shipped(outcomes([WAITS, MAYOR], index))
    replies = [ask(Assistant(index), one) for one in (WAITS, MAYOR)]
    assert own.coverage == sum(not reply.abstained for reply in replies) / 2


def asked(n: int) -> list[Question]:
    evidence = (Evidence("town.pdf", "Carers wait 11 weeks"),)
    return [Question(f"q{i}", "how long?", "number", True, evidence, (("11",),)) for i in range(n)]


def replied(questions: Sequence[Question], right: int) -> dict[str, Reply]:
    """The first `right` questions rightly answered and cited, the others refused."""
    told = Reply("", "answered", False, "11 weeks", (Cited("town.pdf", quote="wait 11 weeks"),))
    refused = Reply("", "no_evidence", True)
    return {one.id: told if i < right else refused for i, one in enumerate(questions)}


@pytest.mark.parametrize(
    ("n", "before", "now", "worse"),
    [
        (10, 8, 8, False),
        (10, 8, 7, False),  # one question
        (10, 8, 6, True),
        (10, 6, 8, False),  # better
        (100, 80, 78, False),  # 2 points
        (100, 80, 77, True),
    ],
)
def test_what_is_worse_than_before(n: int, before: int, now: int, worse: bool) -> None:
    questions = asked(n)
    then, later = (figures(questions, replied(questions, r))[ALL] for r in (before, now))
    fell = {change.name for change in changes(then, later, questions) if change.worse}
    assert fell == (
        {"facts", "correct", "cite_precision", "cite_hit", "abstain_wrong", "right"}
        if worse
        else set()
    )


def test_the_gate_names_what_fell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = asked(10)
    asked_file, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    asked_file.write_text("".join(f"{one.as_json()}\n" for one in questions), "utf-8")
    earlier = tmp_path / "earlier.json"

    def score(right: int, *more: str) -> int:
        lines = [
            {"id": id_, "abstained": reply.abstained, "answer": reply.answer}
            for id_, reply in replied(questions, right).items()
        ]
        answers.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        return main(["score", str(asked_file), str(answers), *more])

    assert score(8, "--json") == 0
    earlier.write_text(capsys.readouterr().out, "utf-8")
    assert score(7, "--against", str(earlier)) == 0
    assert "0.800" in capsys.readouterr().out
    with pytest.raises(SystemExit, match=r"fully correct 0\.800 -> 0\.500 \(noise 0\.100\)"):
        score(5, "--against", str(earlier))
    with pytest.raises(SystemExit, match="refused wrongly"):
        score(5, "--json", "--against", str(earlier))


def test_figures_of_another_set_are_no_measure(tmp_path: Path) -> None:
    questions = asked(10)
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"figures": figures(questions[:5], {})}), "utf-8")
    with pytest.raises(BadResults, match="5 questions, and 10 were asked"):
        load_results(other, questions)
    other.write_text("[]", "utf-8")
    with pytest.raises(BadResults, match="holds no figures"):
        load_results(other, questions)


@pytest.mark.parametrize("file", sorted(ROOT.glob("eval/results/*.json")), ids=lambda f: f.stem)
def test_committed_figures_hold_figures_only(file: Path) -> None:
    results = json.loads(file.read_text("utf-8"))
    assert results["faults"] == results["misses"] == []
    assert {type(value) for group in results["figures"].values() for value in group.values()} <= {
        int,
        float,
        list,
        type(None),
    }
    own = ROOT / "eval" / "questions" / f"{file.stem}.jsonl"
    if own.exists():
        assert results["figures"][ALL]["n"] == len(own.read_text("utf-8").splitlines())
