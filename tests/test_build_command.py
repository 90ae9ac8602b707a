"""`python -m indexer`: what it lists and builds, and what it says where it cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.build import build
from indexer.encoder import BASE
from indexer.generations import Generation
from tests.by_eye import ByEye

ROOT = Path(__file__).parents[1]


def command(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "indexer", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "HF_HUB_OFFLINE": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_lists_what_an_index_holds(reports: Path, tmp_path: Path) -> None:
    (reports / "empty.pdf").write_bytes(b"")
    build([reports], tmp_path / "index", ByEye())
    told = command("list", "--index", tmp_path / "index", "--json")
    listed = json.loads(told.stdout)
    assert [one["authority"] for one in listed["reports"]] == ["Ashford", "Bexham"]
    assert [one["name"] for one in listed["unreadable"]] == ["empty.pdf"]
    plain = command("list", "--index", tmp_path / "index").stdout
    assert "2024-11-05" in plain
    assert "not indexed: empty.pdf" in plain


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["list", "--index", "none"], 1, "no index in 'none'"),
        (["build", "no-such-folder"], 1, "'no-such-folder' is not a folder"),
        (["build", "--encoder", "no-such/model"], 1, "no encoder 'no-such/model'"),
        (["build", "--encoder", "tests"], 1, "holds no sentence-transformers model"),
        (["frobnicate"], 2, "invalid choice"),
        ([], 2, "required"),
    ],
)
def test_the_command_says_what_is_wrong_in_one_line(
    arguments: list[str], status: int, said: str
) -> None:
    told = command(*arguments)
    assert told.returncode == status
    assert said in told.stderr
    assert "Traceback" not in told.stderr
    assert status == 2 or told.stderr.count("\n") == 1


def test_a_build_without_folders_keeps_to_those_of_the_last(reports: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    command("build", str(reports), "--index", str(index), "--encoder", BASE)
    (reports / "bexham.md").unlink()
    again = json.loads(command("build", "--index", str(index), "--json").stdout)
    assert (again["reports"], again["removed"], again["embedded"]) == (1, 1, 0)
    assert Generation.current(index).manifest().encoder == BASE
