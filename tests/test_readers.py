"""Real small files of every format, good and bad, through `read`."""

from __future__ import annotations

import json
import random
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest

from corpus import UnreadableReport, read
from tests.made_texts import WRAPPED, outline, texts, write

SHARED = Path(__file__).parents[2] / "shared"


BRIEFING = """---
title: Briefing on the Ashworth inspection
authority: Barking & Dagenham
publisher: Ofsted
kind: briefing
briefing_of: Inspection of Barking and Dagenham
published: 2024-11-15
inspected: 2024-01-08/2024-01-12
url: https://example.org/report
licence: Open Government Licence
---

# Care leavers

Most keep in touch. The **following** need work:

- pathway plans, see [the plan](https://example.org)
- health

1. First, do this.
2. Then that.

| Area | 2023 | 2024 |
| --- | --- | --- |
| Reviews | 50% | 70% |
"""


def test_markdown_with_front_matter(tmp_path: Path) -> None:
    report = read(write(tmp_path, "a.md", BRIEFING))
    assert (report.id, report.authority, report.kind) == (
        "a.md",
        "Barking and Dagenham",
        "briefing",
    )
    assert report.title == "Briefing on the Ashworth inspection"
    assert report.published == date(2024, 11, 15)
    assert report.inspected == (date(2024, 1, 8), date(2024, 1, 12))
    assert report.url == "https://example.org/report"
    (section,) = report.sections
    assert section.heading == ("Care leavers",)
    lead, plans = section.sentences[1:3]
    assert lead.text == "The following need work:"
    assert (plans.text, plans.kind, plans.lead_in) == (
        "pathway plans, see the plan",
        "bullet",
        lead.text,
    )
    assert [one.label for one in section.sentences[4:6]] == ["1", "2"]
    assert section.sentences[-1].text == "Reviews: 2023: 50%; 2024: 70%"


def test_a_wrong_date_in_the_front_matter_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", BRIEFING.replace("2024-11-15", "15.11.2024"))
    with pytest.raises(UnreadableReport, match=r"15\.11\.2024"):
        read(path)


def test_html_keeps_its_main_part(tmp_path: Path) -> None:
    page = """<!DOCTYPE html><html><head><title>Leeds: assessment</title></head><body>
    <nav><p>Menu</p></nav><main><h1>Leeds</h1><p>Staff <b>stay</b>.</p>
    <h2>Reviews</h2><p>We found:</p><ul><li>delays<ul><li>of weeks</li></ul></li></ul>
    <ol start="4"><li>Act now</li></ol>
    <table><tr><th>Area</th><th>Grade</th></tr><tr><td>Leaders</td><td>Good</td></tr></table>
    </main><footer><p>Cookies</p></footer></body></html>"""
    report = read(write(tmp_path, "page.pdf", page))
    assert outline(report) == [("Leeds",), ("Leeds", "Reviews")]
    assert texts(report) == [
        "Staff stay.",
        "We found:",
        "delays",
        "of weeks",
        "Act now",
        "Leaders: Good",
    ]
    assert report.sections[1].sentences[3].label == "4"
    assert report.authority == "Leeds"


def test_word_keeps_styles_lists_and_tables_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Peer review of Bexley"
    document.add_heading("Peer review of Bexley", 0)
    document.add_heading("Findings", 1)
    document.add_paragraph("Staff stay. The following are strong:")
    document.add_paragraph("supervision", style="List Bullet")
    document.add_paragraph("training", style="List Bullet")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Team", "Posts", "Filled"), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for cell, text in zip(table.rows[1].cells, ("Reviews", "10", "8"), strict=True):
        cell.text = text
    document.add_heading("Next steps", 1)
    document.add_paragraph("Come back.")
    document.save(str(tmp_path / "review.docx"))
    report = read(tmp_path / "review.docx")
    top = "Peer review of Bexley"
    assert outline(report) == [(top,), (top, "Findings"), (top, "Next steps")]
    found = report.sections[1].sentences
    assert [one.kind for one in found] == ["prose", "prose", "bullet", "bullet", "row"]
    assert found[2].lead_in == "The following are strong:"
    assert found[2].paragraph == found[3].paragraph
    assert found[4].text == "Reviews: Posts: 10; Filled: 8"
    assert (report.authority, report.kind, report.pages) == ("Bexley", "peer review", None)


def test_content_decides_not_the_name(tmp_path: Path) -> None:
    assert texts(read(write(tmp_path, "a.pdf", "Plain text it is."))) == ["Plain text it is."]


ERROR_PAGE = "<html><head><title>Report not found</title></head><body><p>Sorry</p></body></html>"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("error.pdf", ERROR_PAGE, "an HTML error page, not a report"),
        ("blank.html", "<html><body></body></html>", "without text"),
        ("headings.html", "<html><body><h1>A</h1><h2>B</h2></body></html>", "headings only"),
        ("empty.txt", "", "empty"),
        ("spaces.txt", " \n \n", "empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "binary"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "Word"),
        ("cut.docx", b"PK\x03\x04" + bytes(99), "truncated or damaged"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj << /Type", "PDF"),
    ],
)
def test_what_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: str | bytes, reason: str
) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(UnreadableReport, match=reason) as failure:
        read(path)
    assert failure.value.path == path
    assert "\n" not in failure.value.reason


def test_other_archives_and_bombs_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "text")
    with pytest.raises(UnreadableReport, match="zip archive"):
        read(tmp_path / "a.zip")
    with (
        zipfile.ZipFile(tmp_path / "b.docx", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(401):
            member.write(bytes(1024 * 1024))
    with pytest.raises(UnreadableReport, match="unpacks to"):
        read(tmp_path / "b.docx")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="cannot be opened"):
        read(tmp_path / "nowhere.pdf")


def test_damaged_files_are_read_or_refused_but_never_crash(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Findings", 1)
    document.add_paragraph("Staff stay.")
    document.save(str(tmp_path / "whole.docx"))
    chance = random.Random(7)
    wholes = [(tmp_path / "whole.docx").read_bytes(), WRAPPED.encode(), BRIEFING.encode()]
    wholes.append(b"<html><body><h1>A</h1><ul><li>b<table><tr><td>c</td></tr></table></ul>")
    told: list[list[str]] = []
    refused: list[str] = []
    for number in range(120):
        data = bytearray(wholes[number % len(wholes)])
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path = write(tmp_path, "damaged", bytes(data[: chance.randrange(1, len(data) + 1)]))
        try:
            told.append(texts(read(path)))
        except UnreadableReport as failure:
            refused.append(failure.reason)
    assert min(len(told), len(refused)) >= 20, "damage is neither always nor never the end of it"
    assert all(sentences and all(sentences) for sentences in told)
    assert all(reason and "\n" not in reason for reason in refused)


GOLD = SHARED / "questions" / "seeds-headings.json"


@pytest.mark.skipif(not GOLD.exists(), reason="the shared texts are not on this machine")
@pytest.mark.parametrize("at", range(5))
def test_headings_of_the_shared_texts(at: int) -> None:
    gold = json.loads(GOLD.read_text("utf-8"))[at]
    report = read(SHARED / "reports" / "seeds" / gold["doc"])
    found = [(section.heading[-1], len(section.heading)) for section in report.sections]
    expected = [(one["text"].removesuffix("2"), one["level"]) for one in gold["headings"]]
    assert found == expected
    assert report.authority == "Harrow"
