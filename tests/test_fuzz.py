"""Damaged and hostile files through the workers of a build: each is read or has a clear reason."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from fpdf import FPDF

from corpus import UnreadableReport, read
from eval.damage import DAMAGES, as_html, as_word, damaged
from eval.fuzz import NothingToDamage, fuzz
from indexer import reading
from indexer.files import ReportFile, Unreadable
from indexer.reading import TooSlow, read_files

TEXT = "# Waiting\n\nCarers wait 11 weeks for a review.\n\n- Staff are kind\n- Plans are late\n\n"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small report in PDF, in Markdown and in plain text."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "a.md").write_text(TEXT * 20, "utf-8")
    (folder / "b.txt").write_text(TEXT.replace("#", "").replace("-", "•") * 20, "utf-8")
    pdf = FPDF()
    for number in range(3):
        pdf.add_page()
        pdf.set_font("helvetica", "B", 18)
        pdf.cell(0, 12, f"Chapter {number}", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("helvetica", size=11)
        pdf.multi_cell(0, 6, "Carers wait 11 weeks for a review of their support. " * 12)
    pdf.output(str(folder / "c.pdf"))
    return folder


def test_every_damaged_file_is_read_or_has_one_clear_reason(sound: Path) -> None:
    told: list[tuple[int, int]] = []
    fuzzed = fuzz([sound], 50, seed=3, progress=lambda done, total: told.append((done, total)))
    assert fuzzed.files == 61  # 50 damaged ones and 11 that are bad in ways of their own
    assert fuzzed.read + fuzzed.reasons.total() == fuzzed.files == len(told)
    assert set(fuzzed.formats) == set(DAMAGES)
    assert fuzzed.read >= 10  # or the damage is so heavy that no reader gets to work
    assert len(fuzzed.reasons) >= 6
    assert fuzzed.stopped == fuzzed.unforeseen == []
    assert fuzzed.reasons["cannot be opened (...)"] >= 2  # the loop and the broken link
    assert fuzzed.reasons["unpacks to N MB, too much for a report"] == 1
    assert fuzzed.reasons["too large for a report (...)"] == 1


def test_no_worker_takes_more_memory_than_it_may(sound: Path) -> None:
    # In a process of its own: the system counts the largest child of any test so far.
    code = (
        "import sys, pathlib, eval.fuzz as f; print(f.fuzz([pathlib.Path(sys.argv[1])], 10).memory)"
    )
    command = [sys.executable, "-c", code, str(sound)]
    out = subprocess.run(command, capture_output=True, text=True, check=True)
    assert 0 < int(out.stdout) < reading.MEMORY_LIMIT


def test_a_file_that_needs_too_much_time_or_memory_is_given_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")  # opening it waits for a writer that never comes
    (tmp_path / "sound.pdf").write_bytes(b"%PDF-1.4 broken")
    files = [ReportFile(path.name, str(path), "") for path in sorted(tmp_path.iterdir())]
    outcomes = {file.name: outcome for file, outcome in read_files(files, time_limit=3)}
    assert outcomes["pipe.pdf"] == TooSlow("pipe.pdf", "reading it took longer than 3 s")
    assert outcomes["sound.pdf"] == Unreadable("sound.pdf", "a damaged or truncated PDF")


def test_damage_is_the_same_every_time_and_really_damages(sound: Path, tmp_path: Path) -> None:
    made: list[list[bytes]] = []
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        made.append([path.read_bytes() for path in damaged([sound / "c.pdf"], 12, folder, 5)])
    assert made[0] == made[1]
    assert len({*made[0]} - {(sound / "c.pdf").read_bytes()}) >= 10


@pytest.mark.parametrize("suffix", sorted(DAMAGES))
def test_each_kind_of_damage_takes_bytes_of_any_format(suffix: str) -> None:
    data = b"\xff<a>(1 0 R)/Kids [2 0 R] /Count 2"
    for damage in DAMAGES[suffix]:
        made = [damage(data, random.Random(seed)) for seed in range(20)]
        assert any(one != data for one in made), damage.__name__


def test_the_sound_files_that_are_made_can_be_read(sound: Path, tmp_path: Path) -> None:
    report = read(sound / "a.md")
    (tmp_path / "a.html").write_text(as_html(report), "utf-8")
    as_word(report, tmp_path / "a.docx")
    for name in ("a.html", "a.docx"):
        sentences = [one.text for part in read(tmp_path / name).sections for one in part.sentences]
        assert sentences.count("Carers wait 11 weeks for a review.") == 20


def test_fuzzing_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingToDamage, match="no report in"):
        fuzz([tmp_path], 10)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to the superuser")
def test_a_forbidden_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    (tmp_path / "a.txt").chmod(0)
    with pytest.raises(UnreadableReport, match="cannot be opened"):
        read(tmp_path / "a.txt")
