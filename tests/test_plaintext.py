"""Plain text: headings, lists and notes found again in what a program wrote out of a PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import read
from tests.made_texts import WRAPPED, outline, texts, write


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
