"""Real small files of every format, good and bad, through `read`."""

from __future__ import annotations

import json
import random
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest

from corpus import Report, UnreadableReport, read

SHARED = Path(__file__).parents[2] / "shared"


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def outline(report: Report) -> list[tuple[str, ...]]:
    return [section.heading for section in report.sections]


def texts(report: Report) -> list[str]:
    return [one.text for section in report.sections for one in section.sentences]


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


WRAPPED = """ Executive summary
Children in Anytown receive help that is well matched to what they need and that is
given early. This area2 has few delays and multi-
agency work is strong, which is why 56,2002 children were helped in the past year.
Leaders know their services well and have acted on what inspectors told them last
time.
The local authority
Information about this local authority area
 The director has been in post since 2014.
 In the past year:
 there were nine adoptions
 18 children left care.

Most of the figures in this section were given by the local authority itself.
2
https://www.example.org/report
Recommendations
1.

Ensure that plans are clear, so that families know what is expected of them and by
when.

2.

Ensure that reviews are on time.

The graded judgement about the experience and progress of care leavers in this
area is that it is good
3.

Care leavers are helped by workers who know them well and who keep in touch with
them in many ways until they are at least twenty one years old. They said that they
can rely on their workers, and that they are proud of what they have achieved since
they left care, at college, at work or in homes of their own. (Recommendation)
"""


def test_hard_wrapped_text(tmp_path: Path) -> None:
    report = read(write(tmp_path, "a.txt", WRAPPED))
    assert [heading[-1] for heading in outline(report)] == [
        "Executive summary",
        "The local authority",
        "Information about this local authority area",
        "Recommendations",
        "The graded judgement about the experience and progress of care leavers in this area is"
        " that it is good",
    ]
    found = {section.heading[-1]: section.sentences for section in report.sections}
    summary = [one.text for one in found["Executive summary"]]
    assert summary[1] == (
        "This area has few delays and multi-agency work is strong, which is why 56,200 children"
        " were helped in the past year."
    )
    note = found["Executive summary"][-1]
    assert (note.label, note.text[:4]) == ("note 2", "Most")
    facts = found["Information about this local authority area"]
    assert [one.kind for one in facts] == ["bullet"] * 4
    assert facts[2].lead_in == "In the past year:"
    assert [one.label for one in found["Recommendations"]] == ["1", "2"]
    last = report.sections[-1].sentences
    assert [one.label for one in last] == ["3", "3"]
    assert last[-1].text.endswith("own. (Recommendation)")
    assert not any("example.org" in text for text in texts(report))


def spaced(pages: list[list[str]]) -> str:
    """Pages as some programs write them: a blank line after every line, three after a page."""
    return "\n\n\n\n".join("\n\n".join(lines) for lines in pages)


def body(sentence: str) -> list[str]:
    """`sentence` and more, wrapped to full lines."""
    words = f"{sentence} Staff said {len(sentence)} times that they were content with it.".split()
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > 60:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def test_headings_at_the_foot_of_their_page_go_back_to_their_text(tmp_path: Path) -> None:
    key = "Key findings for this quality statement"
    topics = {
        "Direct payments": "Few people chose direct payments, and direct payments were slow.",
        "Waiting times": "Waiting times were long and people were waiting for months on end.",
        "Independent advocacy": "Independent advocacy was offered to all who had need of advocacy.",
        "Hospital discharge": "Discharge from hospital was quick and hospital teams were pleased.",
    }
    pages = [["Assessing needs", "Score: 2", key, *body("People had views on all of this.")]]
    for number, (topic, sentence) in enumerate(topics.items()):
        other = body(f"The borough has {number} parks and {number} old bridges over its river.")
        pages.append([*other, *body(sentence), topic])
    pages.append(body("In the end all of the people who were asked said they were glad."))
    pages[0].append("Assessment of needs")
    report = read(write(tmp_path, "a.txt", spaced(pages)))
    where = {
        one.text: section.heading[-1] for section in report.sections for one in section.sentences
    }
    for topic, sentence in topics.items():
        assert where[sentence] == topic
    assert [heading[-1] for heading in outline(report)][-4:] == list(topics)


def test_a_heading_within_a_sentence_does_not_cut_it(tmp_path: Path) -> None:
    before = body("Plans were good. The local authority had told all of its workers that each of")
    page = [*before[:2], "Direct payments"]
    rest = ["the plans was to be shared with people and their carers."]
    text = spaced([["Overall summary", *body("It was good.")], page, rest])
    report = read(write(tmp_path, "a.txt", text))
    assert any(text.endswith("shared with people and their carers.") for text in texts(report))
    assert not any("Direct payments" in text for text in texts(report))


def test_scores_stand_under_their_heading(tmp_path: Path) -> None:
    text = """Quality statement scores

Assessing needs
Score: 2

Safeguarding
Score: 3

Assessing needs

Score: 2
2 - Evidence shows some shortfalls

What people expect
I have care that is coordinated and I know what to do.
"""
    report = read(write(tmp_path, "a.txt", text))
    assert [heading[-1] for heading in outline(report)] == [
        "Quality statement scores",
        "Assessing needs",
        "What people expect",
    ]
    assert [one.kind for one in report.sections[0].sentences] == ["row", "row"]
    assert report.sections[1].sentences[0].text == "Score: 2"


def test_running_heads_contents_and_imprint_are_left_out(tmp_path: Path) -> None:
    page = "Inspection of Anytown services\n{n}\nThe council helped {n}00 children very well.\n"
    contents = "Contents\nSummary 2\nFindings 3\nNext steps 4\n\n"
    end = "\nYou may reuse this information free of charge.\n© Crown copyright 2020\n"
    text = contents + "\f".join(page.format(n=n) for n in range(1, 6)) + end
    found = texts(read(write(tmp_path, "a.txt", text)))
    assert found == [f"The council helped {n}00 children very well." for n in range(1, 6)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "a.txt", "It cost £3 at the café.".encode(encoding))
    assert texts(read(path)) == ["It cost £3 at the café."]


def test_content_decides_not_the_name(tmp_path: Path) -> None:
    assert texts(read(write(tmp_path, "a.pdf", "Plain text it is."))) == ["Plain text it is."]


ERROR_PAGE = "<html><head><title>Report not found</title></head><body><p>Sorry</p></body></html>"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("error.pdf", ERROR_PAGE, "an HTML error page, not a report"),
        ("blank.html", "<html><body></body></html>", "without text"),
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
    for number in range(120):
        data = bytearray(wholes[number % len(wholes)])
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path = write(tmp_path, "damaged", bytes(data[: chance.randrange(1, len(data) + 1)]))
        try:
            outcome: Report | str = read(path)
        except UnreadableReport as failure:
            outcome = failure.reason
        assert outcome


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
