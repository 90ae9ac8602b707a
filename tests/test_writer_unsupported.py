"""Sentences as a small model words them, with one report's sentences in hand: what is false,
garbled or hangs in the air is dropped, what is true is kept.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corpus import read
from indexer.passages import Hit, cut
from qa.extract import Finding
from qa.writing.check import supported
from qa.writing.sources import Source

REPORT = """---
title: Children's services in Leeds
authority: Leeds
publisher: Ofsted
kind: inspection
published: 2024-03-01
---
# The experiences and progress of children in care

{}
"""


def told(name: str) -> list[tuple[str, str]]:
    """What the report says and what is made of it, of a file beside this one."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as lines:
        return [(row["reported"], row["said"]) for row in csv.DictReader(lines)]


def is_supported(reported: str, said: str, folder: Path) -> bool:
    """Whether the sentence is shown where it cites all that the report says."""
    file = folder / "report.md"
    file.write_text(REPORT.format(reported), "utf-8")
    found = [Finding(Hit(p, 1.0), s, 1.0) for p in cut(read(file)) for s in p.sentences]
    sources = {f"S{n}": Source(finding) for n, finding in enumerate(found, 1)}
    return supported(said, list(sources), sources) != ()


@pytest.mark.parametrize(("reported", "said"), told("said_falsely.csv"))
def test_what_the_report_does_not_say_is_dropped(reported: str, said: str, tmp_path: Path) -> None:
    assert not is_supported(reported, said, tmp_path)


@pytest.mark.parametrize(("reported", "said"), told("said_truly.csv"))
def test_what_the_report_says_is_kept(reported: str, said: str, tmp_path: Path) -> None:
    assert is_supported(reported, said, tmp_path)
