"""PDFs without tags, PDFs read by many threads, and the headings of real reports."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from fpdf import FPDF

from corpus.pdf import read_pdf
from tests.made_pdfs import BODY, plain_pdf, shape

REPORTS = Path(__file__).parents[2] / "shared" / "reports"
GOLD = Path(__file__).parents[1] / "eval" / "gold" / "headings"


def test_without_tags_look_and_position_decide(tmp_path: Path) -> None:
    blocks, info = read_pdf(plain_pdf(tmp_path / "a.pdf"))
    assert info.pages == 4
    page_two = [block for block in blocks if block.page == 2]
    assert shape(page_two) == [
        ("heading", "Chapter 2"),
        ("paragraph", (BODY * 6).strip()),
        ("bullet", "the first thing"),
        ("bullet", "the second thing"),
    ]
    assert not any("Page" in block.text or "Anytown" in block.text for block in blocks)


def test_words_broken_at_line_ends_are_mended_and_real_hyphens_stay(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    lines = ["The information about multi-agency work is not as good as it was, and infor-"]
    lines += ["mation must be shared between those who do well-planned work and those in multi-"]
    lines += ["agency teams who are known to the people that they have helped for a long time."]
    for line in lines:
        pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    pdf.output(str(tmp_path / "a.pdf"))
    text = read_pdf(tmp_path / "a.pdf")[0][0].text
    assert "and information must" in text
    assert "in multi-agency teams" in text


def test_many_threads_read_at_once(tmp_path: Path) -> None:
    path = plain_pdf(tmp_path / "a.pdf", pages=3)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: read_pdf(path), range(8)))
    assert all(result == results[0] for result in results)


@pytest.mark.parametrize("gold", sorted(GOLD.glob("*.json"))[::3], ids=lambda path: path.stem)
def test_headings_of_real_reports_match_the_hand_checked_ones(gold: Path) -> None:
    wanted = json.loads(gold.read_text())
    path = next(REPORTS.glob(f"*/{wanted['doc']}"), None)
    if path is None:
        pytest.skip(f"{wanted['doc']!r} is not on this machine")
    expected = [(h["page"], h["level"], h["text"]) for h in wanted["headings"]]
    found = [(b.page, b.level, b.text) for b in read_pdf(path)[0] if b.kind == "heading"]
    same = sum(m.size for m in SequenceMatcher(None, expected, found).get_matching_blocks())
    assert 2 * same / (len(expected) + len(found)) >= 0.9
