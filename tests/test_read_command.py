"""`python -m corpus read FILE`: what a reader of the terminal, or a script, is told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.__main__ import main

ROOT = Path(__file__).parents[1]
TEXT = """# Inspection of harbour services

## Boats [all]

The harbour keeps nine boats. Two of them need repair.

### Moorings

- Forty moorings are let.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_headings_stand_as_a_tree(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(report)]) == 0
    lines = capsys.readouterr().out.splitlines()
    boats, moorings = (
        next(line for line in lines if word in line) for word in ("Boats [all]", "Moorings")
    )
    assert boats.endswith("2 sentences")
    assert moorings.endswith("1 sentence")
    assert moorings.index("Moorings") > boats.index("Boats")


def test_json_holds_the_whole_report(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--json", str(report)]) == 0
    read = json.loads(capsys.readouterr().out)
    assert read["id"] == "harbour.md"
    texts = [row["text"] for section in read["sections"] for row in section["sentences"]]
    assert "Forty moorings are let." in texts


def test_what_cannot_be_read_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    assert main(["read", str(empty)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "empty.pdf: the file is empty\n"


def test_a_pipe_that_closes_early_is_no_error(report: Path) -> None:
    report.write_text(TEXT + "\nThe harbour keeps nine boats." * 1_000, encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "corpus", "read", "--json", str(report)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout and running.stderr  # noqa: PT018
    running.stdout.read(10)
    running.stdout.close()
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait(timeout=30) == 1
