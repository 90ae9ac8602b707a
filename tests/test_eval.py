"""The evaluation: question sets, the run with a crashing assistant, metrics worked by hand."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

import pytest

from corpus import Sentence
from eval.__main__ import main
from eval.answers import BadAnswers, Cited, Found, Reply, load_answers
from eval.metrics import (
    covers,
    evidence_recall,
    facts,
    first_rank,
    good_citations,
    hit_at,
    mark,
    mean,
    normal,
    page_match,
    reciprocal_rank,
    wilson,
)
from eval.questions import BadQuestions, Evidence, Question, load_questions
from eval.report import figures
from eval.run import run
from indexer.index import Index
from indexer.passages import Hit, Passage
from qa.answer import Answer, Citation, Coverage, Scope, Status, Turn
from qa.assistant import Assistant

SHARED = Path(__file__).parents[2] / "shared"

WAITS = Evidence("town.pdf", "Carers waited 11 weeks for a review", page=4, heading="Waiting")
STAFF = Evidence("town.pdf", "A quarter of the posts were vacant", page=9, heading="Staff")
ASKED = Question(
    id="q1",
    question="how long do carers wait, and how many jobs are open?",
    type="number",
    answerable=True,
    evidence=(WAITS, STAFF),
    must=(("11 weeks", "eleven weeks"), ("quarter", "25%")),
)
UNTOLD = Question(id="q2", question="who leads the council?", type="none", answerable=False)
NEXT = Question(
    id="q3",
    question="and for a ramp?",
    type="followup",
    answerable=True,
    evidence=(Evidence("town.pdf", "A ramp took five months to fit", page=4),),
    must=(("five months",),),
    history=(Turn("how long do carers wait?", "11 weeks."),),
)


class WaitingAssistant:
    """Knows one passage, refuses what does not ask "how long", crashes on a follow-up."""

    def __init__(self) -> None:
        self.histories: list[Sequence[Turn]] = []

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        self.histories.append(history)
        if history:
            raise RuntimeError("no memory")
        status: Status = "answered" if "how long" in question else "not_in_corpus"
        sentence = Sentence("Carers waited 11 weeks for a review.", page=4)
        heading = ("Care", "Waiting")
        hit = Hit(
            Passage("town.pdf#0", "town.pdf", "Town", "Town", None, heading, (sentence,)), 0.5
        )
        citation = Citation("town.pdf", "town.pdf#0", 4, heading, sentence.text, "Town, p. 4")
        told = status == "answered"
        return Answer(
            question=question,
            status=status,
            text=f"{sentence.text} [1]" if told else "",
            citations=(citation,) if told else (),
            hits=(hit,) * 12,
            coverage=Coverage(1, 12, 1, None, 0),
            asked=question,
            scope=Scope(),
        )


def write(path: Path, *lines: object) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


# Question sets


def test_questions_come_back_as_written(tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl", asdict(ASKED), asdict(UNTOLD), asdict(NEXT))
    path.write_text("\n" + path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert load_questions(path) == [ASKED, UNTOLD, NEXT]


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ({"id": ""}, "line 2: id: .*at least 1 character, found ''"),
        ({"answerable": "yes"}, "line 2: answerable: .*found 'yes'"),
        ({"evidence": []}, "needs 'evidence'"),
        ({"answerable": False}, "must not have 'evidence'"),
        ({"must": [[]]}, "line 2: must.0: "),
        ({"evidence": [{"doc": "a.pdf", "quote": "b", "page": 0}]}, "evidence.0.page: .*found 0"),
        ({"id": "q2"}, "line 2: id 'q2' was given before"),
    ],
)
def test_a_faulty_question_is_named_by_line(
    tmp_path: Path, fault: dict[str, object], message: str
) -> None:
    path = write(tmp_path / "set.jsonl", asdict(UNTOLD), asdict(ASKED) | fault)
    with pytest.raises(BadQuestions, match=message):
        load_questions(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no question"),
        (b"{'id': 1}", "line 1: line: Invalid JSON"),
        (b"\xff\xfe", "is not UTF-8"),
    ],
)
def test_a_file_that_is_no_question_set(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadQuestions, match=message):
        load_questions(path)


# The run


def test_a_run_writes_the_contract_and_survives_a_crash(tmp_path: Path) -> None:
    assistant = WaitingAssistant()
    out = tmp_path / "new" / "answers.jsonl"
    replies = run(assistant, [ASKED, UNTOLD, NEXT], out)

    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    told, refused, crashed = lines
    assert set(told) == {"id", "status", "abstained", "answer", "citations", "hits", "ms"}
    assert told["status"] == "answered"
    assert not told["abstained"]
    quote = "Carers waited 11 weeks for a review."
    where = {"doc": "town.pdf", "page": 4, "heading": "Waiting"}
    assert told["citations"] == [where | {"quote": quote, "text": quote}]
    assert told["hits"] == [where | {"text": quote, "score": 0.5}] * 10
    assert told["ms"] >= 0
    assert (refused["status"], refused["abstained"]) == ("not_in_corpus", True)
    assert (crashed["id"], crashed["status"], crashed["abstained"]) == ("q3", "crashed", False)
    assert crashed["error"] == "RuntimeError('no memory')"
    assert assistant.histories == [(), (), NEXT.history]
    assert load_answers(out) == replies
    assert [path.name for path in out.parent.iterdir()] == ["answers.jsonl"]


class StoppedAssistant(WaitingAssistant):
    """Is interrupted from the keyboard at the second question."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        if self.histories:
            raise KeyboardInterrupt
        return super().ask(question, history)


def test_a_stopped_run_leaves_the_earlier_answers_alone(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    earlier = run(WaitingAssistant(), [ASKED, UNTOLD], out)
    with pytest.raises(KeyboardInterrupt):
        run(StoppedAssistant(), [ASKED, UNTOLD], out)
    assert load_answers(out) == earlier
    (partial,) = tmp_path.glob("*.partial")
    assert list(load_answers(partial)) == ["q1"]


def test_a_crash_and_a_missing_reply_count_as_wrong(tmp_path: Path) -> None:
    questions = [ASKED, UNTOLD, NEXT]
    replies = run(WaitingAssistant(), questions, tmp_path / "answers.jsonl")
    del replies["q2"]
    groups = figures(questions, replies)
    assert list(groups) == ["followup", "none", "number", "all"]
    assert groups["followup"]["n"] == 1
    assert groups["followup"]["correct"] == 0.0
    assert groups["followup"]["abstain_wrong"] == 0.0
    assert groups["none"]["abstain_right"] == 0.0
    assert groups["none"]["hit@5"] is None
    assert groups["all"]["right"] == 0.0
    assert groups["all"]["hit@1"] == 0.5  # the crash found nothing, and is in the mean


def test_the_production_assistant_is_asked(index: Index, tmp_path: Path) -> None:
    wait = "Carers wait 14 weeks for a review."
    question = Question(
        id="real",
        question="how long do carers in Ashford wait for a review?",
        type="number",
        answerable=True,
        evidence=(Evidence("ashford.md", wait, heading="Unpaid carers"),),
        must=(("14 weeks",),),
    )
    reply = run(Assistant(index), [question], tmp_path / "answers.jsonl")["real"]
    assert reply.error == ""
    assert reply.hits[0].doc == "ashford.md"
    assert reply.hits[0].heading == "Unpaid carers"
    marks = mark(question, reply)
    assert (marks["hit@1"], marks["correct"], marks["cite_hit"]) == (1.0, 1.0, 1.0)


# Metrics, worked by hand


def test_text_is_compared_without_its_typography() -> None:
    assert normal(
        "  Children\u2019s  \u201cmulti-\u00a0agency\u201d\n\ufb01les, 2015\u201316 "
    ) == ('children\'s "multi-agency" files, 2015-16')


def test_a_passage_covers_evidence_by_its_pairs_of_words() -> None:
    ten = Evidence("a.pdf", "one two three four five six seven eight nine ten eleven")
    assert covers(ten, "A.PDF", "so: One two\nthree four five six seven eight nine ten eleven.", 1)
    eight = "one two three four five six seven eight nine"  # 8 of the 10 pairs
    assert covers(ten, "reports/a.pdf", eight, 0.8)
    assert not covers(ten, "a.pdf", eight, 0.81)
    assert not covers(ten, "b.pdf", eight, 0.8)
    assert not covers(Evidence("a.pdf", "alone"), "a.pdf", "nothing", 0.0)


def test_ranks() -> None:
    miss = Found("town.pdf", text="Parks are tidy.")
    other = Found("city.pdf", text=WAITS.quote)
    hit = Found("town.pdf", text=f"In 2024: {WAITS.quote}.")
    both = Found("town.pdf", text=f"{STAFF.quote}. {WAITS.quote}.")
    evidence = ASKED.evidence
    assert first_rank(evidence, []) is None
    assert first_rank(evidence, [miss, other]) is None
    assert first_rank(evidence, [miss, other, hit, both]) == 3
    assert evidence_recall(evidence, [miss, other, hit, both], 3) == 0.5
    assert evidence_recall(evidence, [miss, other, hit, both], 4) == 1.0
    assert [hit_at(k, 3) for k in (1, 3, 5)] == [0.0, 1.0, 1.0]
    assert hit_at(10, None) == 0.0
    assert (reciprocal_rank(4), reciprocal_rank(11), reciprocal_rank(None)) == (0.25, 0.0, 0.0)


def test_facts_need_one_alternative_each() -> None:
    assert facts(ASKED.must, "They waited Eleven  Weeks.") == 0.5
    assert facts(ASKED.must, "11 weeks; 25% of posts") == 1.0
    assert facts(ASKED.must, "") == 0.0


def test_citations_are_good_by_quote_and_matched_by_page() -> None:
    good = Cited("town.pdf", 4, "Waiting", "Carers waited 11 weeks for a review.")
    part = Cited("town.pdf", 5, "Waiting", "waited 11 weeks for a review")  # 5 of 6 pairs
    wrong = Cited("town.pdf", 9, "Staff", "Parks are tidy.")
    assert good_citations(ASKED.evidence, [good, part, wrong]) == [True, True, False]
    assert page_match(ASKED.evidence, [good, part, wrong]) == 2 / 3
    assert page_match(ASKED.evidence, []) == 0.0
    assert page_match([Evidence("notes.txt", "no pages here")], [good]) is None


def test_a_right_answer_is_complete_and_not_a_refusal() -> None:
    text = "11 weeks, and a quarter of posts"
    assert mark(ASKED, Reply("q1", answer=text))["correct"] == 1.0
    assert mark(ASKED, Reply("q1", answer="11 weeks"))["correct"] == 0.0
    refused = mark(ASKED, Reply("q1", answer=text, abstained=True))
    assert (refused["facts"], refused["correct"], refused["abstain_wrong"]) == (1.0, 0.0, 1.0)
    assert mark(UNTOLD, Reply("q2", abstained=True)) == {"abstain_right": 1.0, "right": 1.0}
    assert mark(UNTOLD, Reply("q2", answer="Someone."))["right"] == 0.0


def test_means_leave_out_only_what_does_not_apply() -> None:
    assert mean([{"a": 1.0}, {"a": 0.0}, {"b": 1.0}], "a") == 0.5
    assert mean([{"b": 1.0}], "a") is None


def test_wilson_interval() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263, and 0 of 20
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


# Against the other scorer

SAME = {
    **{f"hit@{k}": f"hit@{k}" for k in (1, 3, 5, 10)},
    **{"mrr@10": "mrr@10", "recall@5": "allev@5", "recall@10": "allev@10"},
    **{"facts": "facts", "correct": "correct", "cite_precision": "cite_prec"},
    **{"cite_hit": "cite_hit", "page_match": "page_prec", "abstain_wrong": "false_abstain"},
    **{"abstain_right": "abstain_ok", "words": "words", "ms": "ms"},
}


def other_scorer() -> ModuleType:
    path = SHARED / "score.py"
    if not path.exists():
        pytest.skip("the other scorer is not beside the project")
    spec = importlib.util.spec_from_file_location("other_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def made_up_replies(questions: Sequence[Question], seed: int) -> dict[str, Reply]:
    """Replies that quote, clip, misplace, refuse and fail at random, from all the evidence."""
    chance = random.Random(seed)
    pool = [evidence for question in questions for evidence in question.evidence]

    def clipped(evidence: Evidence) -> str:
        words = evidence.quote.split()
        return " ".join(words[chance.randrange(4) : len(words) - chance.randrange(8)])

    def reply(question: Question) -> Reply:
        near = list(question.evidence) * 2 + chance.sample(pool, min(6, len(pool)))
        chance.shuffle(near)
        cited = near[: chance.randrange(4)]
        return Reply(
            question.id,
            abstained=chance.random() < 0.3,
            answer=" ".join(clipped(e) for e in cited),
            citations=tuple(
                Cited(e.doc, chance.choice((e.page, 1, None)), e.heading, clipped(e)) for e in cited
            ),
            hits=tuple(Found(e.doc, e.page, e.heading, clipped(e), 1.0) for e in near[:10]),
            ms=chance.random(),
        )

    return {question.id: reply(question) for question in questions}


def assert_scored_alike(questions: Sequence[Question], replies: dict[str, Reply]) -> None:
    scorer = other_scorer()
    answers = {key: json.loads(reply.as_json()) for key, reply in replies.items()}
    theirs = scorer.score([asdict(question) for question in questions], answers)
    for question, row in zip(questions, theirs, strict=True):
        ours = mark(question, replies[question.id])
        assert row["id"] == question.id
        for name, other in SAME.items():
            if question.answerable or name in ("abstain_right", "ms"):
                assert ours.get(name) == row.get(other), (question.id, name)


def test_made_up_answers_are_scored_alike() -> None:
    questions = [ASKED, UNTOLD, NEXT]
    for seed in range(40):
        assert_scored_alike(questions, made_up_replies(questions, seed))


@pytest.mark.parametrize("name", ["seeds-dev", "ofsted-dev"])
def test_answers_to_the_shared_sets_are_scored_alike(name: str) -> None:
    path = SHARED / "questions" / f"{name}.jsonl"
    if not path.exists():
        pytest.skip("the shared question sets are not beside the project")
    questions = load_questions(path)
    replies = made_up_replies(questions, seed=7)
    assert_scored_alike(questions, replies)
    rows = other_scorer().score(
        [asdict(question) for question in questions],
        {key: json.loads(reply.as_json()) for key, reply in replies.items()},
    )
    right = sum(row["correct"] if row["answerable"] else row["abstain_ok"] for row in rows)
    assert figures(questions, replies)["all"]["right"] == right / len(rows)
    assert 0 < right < len(rows)


# The command


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
