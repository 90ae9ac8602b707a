"""Evidence by place: sentences named by digest, and the set of questions that names them."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus import Report, Section, Sentence
from corpus.readers import read
from eval.__main__ import main
from eval.located import digest
from eval.metrics import normal
from eval.questions import BadQuestions, Evidence, Question, load_questions
from eval.training_questions import held_out
from indexer.build import build
from tests.by_eye import ByEye

ROOT = Path(__file__).parents[1]
SETS = ROOT / "eval" / "questions"
COUNCILS = SETS / "councils.jsonl"
REPORTS = ROOT.parent / "shared" / "reports"
NEAR = 300  # characters around a quote in which a fact may also stand

WAIT = "Carers waited 14 weeks\nfor a review – “too long”."
TOWN = Report(
    "town.pdf", "Town", sections=(Section(("Carers",), (Sentence(WAIT, 4), Sentence(WAIT, 9))),)
)


def line(**changed: object) -> str:
    asked = {
        "id": "c-1",
        "question": "how slow are reviews",
        "type": "number",
        "answerable": True,
        "evidence": [{"doc": "town.pdf", "page": 4, "heading": "Carers", "sentence": digest(WAIT)}],
        "must": [["14 weeks"]],
    }
    return json.dumps(asked | changed) + "\n"


def test_a_sentence_is_told_by_its_words_and_not_by_its_typography() -> None:
    assert digest(WAIT) == digest('carers  waited 14 weeks for a review - "too long".')
    assert digest(WAIT) != digest(WAIT.replace("14", "15"))
    assert len(digest(WAIT)) == 16


def test_evidence_that_names_a_sentence_is_quoted_from_its_report(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(line(), "utf-8")
    (question,) = load_questions(path, {"town.pdf": TOWN})
    assert question.evidence == (Evidence("town.pdf", WAIT, 4, "Carers"),)


def test_evidence_has_a_quote_or_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    for evidence in ({"doc": "a.pdf"}, {"doc": "a.pdf", "quote": "b", "sentence": "c"}):
        path.write_text(line(evidence=[evidence]), "utf-8")
        with pytest.raises(BadQuestions, match=r"line 1: evidence.0.*'quote' or 'sentence'"):
            load_questions(path, {"town.pdf": TOWN})


def test_reports_that_are_not_held_are_named(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    evidence = [{"doc": doc, "sentence": "0" * 16} for doc in ("b.pdf", "a.pdf", "b.pdf")]
    path.write_text(line() + line(id="c-2", evidence=evidence), "utf-8")
    with pytest.raises(BadQuestions, match=r"set.jsonl' .* 2 reports .* not held: a.pdf, b.pdf;"):
        load_questions(path, {"town.pdf": TOWN})
    with pytest.raises(BadQuestions, match="3 reports"):
        load_questions(path)


def test_a_sentence_that_its_report_lacks_is_named(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    evidence = [{"doc": "town.pdf", "page": 5, "sentence": digest(WAIT)}]
    path.write_text(line(evidence=evidence), "utf-8")
    with pytest.raises(BadQuestions, match=r"id 'c-1': no sentence on page 5 of 'town.pdf'"):
        load_questions(path, {"town.pdf": TOWN})


def test_locate_writes_a_set_that_needs_no_reports(
    tmp_path: Path, reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build([reports], tmp_path / "index", ByEye())
    quote = "Carers wait 14 weeks for a review."
    path, out = tmp_path / "set.jsonl", tmp_path / "quoted.jsonl"
    evidence = [{"doc": "ashford.md", "heading": "Unpaid carers", "sentence": digest(quote)}]
    refused = line(id="c-2", answerable=False, evidence=[], must=[])
    path.write_text(line(evidence=evidence) + refused, "utf-8")

    index = ["--index", str(tmp_path / "index")]
    assert main(["locate", str(path), *index, "--out", str(out)]) == 0
    asked, untold = (json.loads(text) for text in out.read_text("utf-8").splitlines())
    assert asked["evidence"] == [
        {"doc": "ashford.md", "quote": quote, "page": None, "heading": "Unpaid carers"}
    ]
    assert asked["must"] == [["14 weeks"]]
    assert not untold["answerable"]
    assert [question.id for question in load_questions(out)] == ["c-1", "c-2"]

    answers = tmp_path / "answers.jsonl"
    cited = [{"doc": "ashford.md", "heading": "Unpaid carers", "quote": quote}]
    answers.write_text(json.dumps({"id": "c-1", "answer": quote, "citations": cited}) + "\n")
    capsys.readouterr()
    assert main(["score", str(path), str(answers), *index, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"]["number"]["right"] == 0.5
    assert main(["score", str(path), str(answers), "--json"]) == 1
    assert "not held: ashford.md" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="eval: no index in"):
        main(["locate", str(path), "--index", str(tmp_path / "none"), "--out", str(out)])


# The set on other councils


def lines() -> list[dict[str, Any]]:
    return [json.loads(text) for text in COUNCILS.read_text("utf-8").splitlines()]


@cache
def held() -> dict[str, Report]:
    named = {one["doc"] for asked in lines() for one in asked["evidence"]}
    files = [path for path in REPORTS.glob("*/*.pdf") if path.name in named]
    if len(files) != len(named):
        pytest.skip("the reports of the councils are not beside the project")
    return {path.name: read(path) for path in files}


@cache
def councils() -> tuple[Question, ...]:
    return tuple(load_questions(COUNCILS, held()))


def around(evidence: Evidence) -> str:
    """The quote and the text near it, in its section."""
    for section in held()[evidence.doc].sections:
        text = " ".join(one.text for one in section.sentences)
        start = text.find(evidence.quote)
        if start >= 0 and section.heading and section.heading[-1] == evidence.heading:
            return text[max(0, start - NEAR) : start + len(evidence.quote) + NEAR]
    return ""


def test_the_set_is_wide_and_a_third_of_it_cannot_be_answered() -> None:
    counts = Counter(asked["type"] for asked in lines())
    assert counts.total() >= 156
    assert counts["unanswerable"] >= counts.total() / 3
    assert len(counts) == 11
    assert all(str(asked["id"]).startswith("c-") for asked in lines())
    assert all(asked.get("history") for asked in lines() if asked["type"] == "followup")


def test_the_set_copies_no_sentence() -> None:
    named = [one for asked in lines() for one in asked["evidence"]]
    assert all(set(one) == {"doc", "page", "heading", "sentence"} for one in named)


def test_the_set_is_on_councils_that_training_does_not_see() -> None:
    councils_asked = {report.authority for report in held().values()}
    assert councils_asked == {"Lambeth", "Northumberland", "St Helens", "Torbay"}
    assert all(held_out(council) for council in councils_asked)


def test_every_sentence_named_stands_under_its_heading() -> None:
    wrong = [(q.id, one) for q in councils() for one in q.evidence if not around(one)]
    assert wrong == []


def test_each_fact_stands_in_or_near_a_sentence_named() -> None:
    wrong = []
    for question in councils():
        near = [f"{held()[one.doc].authority}. {around(one)}" for one in question.evidence]
        text = normal(" ".join(near))
        lacking = [one for one in question.must if not any(normal(a) in text for a in one)]
        wrong += [(question.id, alternatives) for alternatives in lacking]
    assert wrong == []


# The sets written before they were asked, by people who saw neither code nor other sets


@pytest.mark.parametrize("name", ["officers", "harrow"])
def test_a_set_written_blind_copies_no_sentence(name: str) -> None:
    asked = [json.loads(text) for text in (SETS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    named = [one for question in asked for one in question["evidence"]]
    assert len(asked) >= 69
    assert all(set(one) == {"doc", "page", "heading", "sentence"} for one in named)


def test_the_sentences_that_the_set_on_the_five_texts_names_are_there() -> None:
    files = sorted((REPORTS / "seeds").glob("*.txt"))
    if not files:
        pytest.skip("the five texts are not beside the project")
    questions = load_questions(SETS / "harrow.jsonl", {path.name: read(path) for path in files})
    assert all(one.quote for question in questions for one in question.evidence)
