"""What the page says: words, escaping, marks and links, without Streamlit."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from corpus import Report, Sentence
from qa.answer import Answer, Citation, Coverage, Scope, Status
from qa.cite import reference
from qa.wording import meaning, scope_line, scope_words
from ui import markup, wording

REPORT = Report(
    "a.pdf",
    "Children's services in Ashford",
    authority="Ashford",
    publisher="Ofsted",
    kind="inspection",
    published=date(2025, 3, 4),
    pages=23,
    url="https://example.org/a?b=1&c=2",
)
HEADING = ("Help & protection", "Plans")


def citation(quote: str, page: int | None = 7) -> Citation:
    return Citation("a.pdf", "a.pdf#0", page, HEADING, quote, f"Ofsted, 4 March 2025, p. {page}")


def answer(text: str, *citations: Citation, status: Status = "answered", **rest: object) -> Answer:
    scope = rest.get("scope", Scope())
    assert isinstance(scope, Scope)
    coverage = Coverage(137, 12, 5, date(2026, 7, 28), 1)
    return Answer(
        "Why?", status, text, citations, (), coverage, str(rest.get("asked", "Why?")), scope
    )


def searched(*figures: object, status: Status = "answered") -> str:
    return scope_line(replace(answer("", status=status), coverage=Coverage(*figures)))  # type: ignore[arg-type]


def test_the_scope_line_says_how_much_was_searched() -> None:
    assert searched(137, 12, 5, date(2026, 7, 28), 1) == (
        "Searched 137 reports; 12 passages on this in 5 reports; newest 28 July 2026; "
        "1 file could not be read."
    )
    assert searched(1, 1, 1, None, 0) == "Searched 1 report; 1 passage on this in 1 report."
    assert searched(1204, 0, 0, None, 2) == (
        "Searched 1,204 reports; no passage on this; 2 files could not be read."
    )


def test_where_what_is_held_is_counted_nothing_was_searched() -> None:
    assert searched(137, 0, 0, None, 0, status="held") == ""
    assert markup.scope(answer("", status="held")) == ""
    assert "Searched 137 reports" in markup.scope(answer(""))


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (Scope(), ""),
        (Scope(since=2018), "since 2018"),
        (Scope(until=2024), "up to 2024"),
        (Scope(since=2020, until=2020), "2020"),
        (
            Scope(("Ashford", "Bexham", "Cobham"), ("Ofsted",), 2018, 2024),
            "Ashford, Bexham and Cobham, Ofsted, 2018 to 2024",
        ),
    ],
)
def test_a_scope_in_words(scope: Scope, words: str) -> None:
    assert scope_words(scope) == words


def test_a_partial_answer_names_the_council_without_one() -> None:
    both = Scope(("Ashford", "Bexham"))
    half = answer("Good. [1]", citation("Good."), status="partial", scope=both)
    assert meaning(half, {"a.pdf": REPORT}) == "Nothing was found on Bexham."
    unsure = replace(half, unsure=True)
    assert meaning(unsure, {"a.pdf": REPORT}).startswith("It comes nearest but may not answer")
    assert "Perhaps answered" in markup.status(unsure, {"a.pdf": REPORT})
    none = answer("", status="not_in_corpus", scope=both)
    assert meaning(none, {}) == "There is no report on Ashford and Bexham in the index."


def test_a_report_in_one_line() -> None:
    assert wording.report_line(REPORT) == "Ofsted inspection, 4 March 2025, 23 pages"
    bare = Report("b.md", "B", publisher="Ofsted", kind="briefing")
    assert wording.report_line(bare) == (
        "Briefing on a published report (Ofsted), date not stated, no page numbers"
    )


def test_marks_link_to_their_citation_and_figures_stand_out() -> None:
    text = "It fell by 12.5% to £1,204 on 4 March 2025, see [9]. [1]"
    html = markup.answer_text(answer(text, citation(text[:-4])), "source-3")
    assert re.findall(r"<strong>(.*?)</strong>", html) == ["12.5%", "£1,204"]
    assert re.findall(r'href="#(.*?)"', html) == ["source-3-1"]
    assert "4 March 2025, see [9]." in html
    assert 'aria-label="Source 1: Ofsted, 4 March 2025, p. 7"' in html


def test_bullets_become_a_list_and_other_lines_paragraphs() -> None:
    text = "To improve: [1]\n• plans [2]\n• reviews [3]\nGood | 3 [4]"
    html = markup.answer_text(answer(text), "source-1")
    assert html.count("<li>") == 2
    assert "<ul><li>plans [2]</li><li>reviews [3]</li></ul><p>Good | <strong>3</strong>" in html


def test_foreign_text_is_escaped_everywhere() -> None:
    bad = "<script>alert('$x*')</script> & #1"
    cited = Citation("a.pdf", "a.pdf#0", 1, (bad,), bad, bad)
    shown = (
        markup.question(bad)
        + markup.answer_text(answer(f"{bad} [1]", cited), "s")
        + markup.understood(answer("", asked=bad))
    )
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "$x*" in shown


def test_the_line_on_the_index_counts_no_councils_where_none_is_known() -> None:
    assert wording.index_line([REPORT], 0) == "1 report on 1 council"
    assert wording.index_line([replace(REPORT, authority="")], 0) == "1 report"


def test_a_reference_names_the_publisher_once() -> None:
    told = Sentence("Carers wait.", 7)
    assert reference(REPORT, told) == "Ofsted, Children's services in Ashford, 4 March 2025, p. 7"
    named = replace(REPORT, title="Ofsted inspection of Ashford")
    assert reference(named, told) == "Ofsted inspection of Ashford, 4 March 2025, p. 7"
