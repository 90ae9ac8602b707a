"""`python -m eval boxes` over a small index of a real PDF."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.__main__ import main
from indexer.build import build
from tests.by_eye import ByEye
from tests.test_picture import GOOD, STAFF, WAITS, pdf


def test_a_sample_is_boxed_and_read_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = pdf(tmp_path, [STAFF, WAITS], [GOOD, f"{STAFF} {WAITS}"])
    build([tmp_path], tmp_path / ".index", ByEye())
    command = ["boxes", "--index", str(tmp_path / ".index"), "--sample", "9", "--json"]
    assert main(command) == 0
    figures = json.loads(capsys.readouterr().out)
    assert 3 <= figures["right"] == figures["sample"] <= 5
    assert figures["misses"] == []
    assert 0 < figures["milliseconds_median"] <= figures["milliseconds_95th"]

    pdf(tmp_path, [STAFF], [GOOD])
    assert file.exists()
    assert main(command) == 0
    changed = json.loads(capsys.readouterr().out)
    assert changed["no box"] + changed["right"] == changed["sample"]
    assert changed["no box"] >= 2
    assert any(WAITS in miss["detail"] for miss in changed["misses"])


def test_no_index_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no index in"):
        main(["boxes", "--index", str(tmp_path)])
