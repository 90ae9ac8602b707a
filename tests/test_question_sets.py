"""Question sets are read back as written, and what is faulty in one is named by its line."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from eval.questions import BadQuestions, load_questions
from tests.small_set import ASKED, NEXT, UNTOLD, write


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
