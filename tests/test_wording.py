"""What the page says: words, escaping, marks and links, without Streamlit."""

from __future__ import annotations

import re
from datetime import date

import pytest

from corpus import Report, Sentence
from indexer.passages import Passage
from qa.answer import Answer, Citation, Coverage, Scope, Status
from ui import markup, proof, wording

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


def passage(*sentences: Sentence) -> Passage:
    day = REPORT.published
    return Passage("a.pdf#0", "a.pdf", REPORT.title, REPORT.authority, day, HEADING, sentences)


def answer(text: str, *citations: Citation, status: Status = "answered", **rest: object) -> Answer:
    scope = rest.get("scope", Scope())
    assert isinstance(scope, Scope)
    coverage = Coverage(137, 12, 5, date(2026, 7, 28), 1)
    return Answer(
        "Why?", status, text, citations, (), coverage, str(rest.get("asked", "Why?")), scope
    )


def test_the_scope_line_says_how_much_was_searched() -> None:
    assert wording.scope_line(Coverage(137, 12, 5, date(2026, 7, 28), 1)) == (
        "Searched 137 reports; 12 passages on this in 5 reports; newest 28 July 2026; "
        "1 file could not be read"
    )
    assert wording.scope_line(Coverage(1, 1, 1, None, 0)) == (
        "Searched 1 report; 1 passage on this in 1 report"
    )
    assert wording.scope_line(Coverage(1204, 0, 0, None, 2)) == (
        "Searched 1,204 reports; no passage on this; 2 files could not be read"
    )


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
    assert wording.scope_words(scope) == words


def test_a_partial_answer_names_the_council_without_one() -> None:
    both = Scope(("Ashford", "Bexham"))
    half = answer("Good. [1]", citation("Good."), status="partial", scope=both)
    assert wording.meaning(half, {"a.pdf": REPORT}) == "Nothing was found on Bexham."
    none = answer("", status="not_in_corpus", scope=both)
    assert wording.meaning(none, {}) == "There is no report on Ashford and Bexham in the index."


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
        + proof.cited({1: cited}, REPORT, passage(Sentence(bad, lead_in=bad, label=bad)), "s")
        + proof.cited({1: cited}, None, None, "s")
        + proof.nearest(passage(Sentence(bad)), REPORT)
    )
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "$x*" in shown


def test_the_quote_is_marked_on_its_own_page_or_not_at_all() -> None:
    twice = passage(Sentence("Good.", 6), Sentence("Mostly."), Sentence("Good.", 7, paragraph=1))
    html = proof.cited({2: citation("Good.", 7)}, REPORT, twice, "source-1")
    assert html.count("<mark") == 1
    assert html.index("Mostly.") < html.index('<mark id="source-1-2">Good.</mark>')
    nowhere = proof.cited({2: citation("Goo", 7)}, REPORT, twice, "source-1")
    assert "<mark" not in nowhere
    assert 'id="source-1-2"' in nowhere, "the answer's link must still lead to the passage"


def test_citations_of_one_passage_share_its_row() -> None:
    held = passage(
        Sentence("plans", 7, "bullet", lead_in="To improve:"),
        Sentence("reviews", 7, "bullet", lead_in="To improve:"),
        Sentence("Good | 3", 7, "row", paragraph=1),
    )
    both = {1: citation("plans"), 2: citation("reviews")}
    html = proof.cited(both, REPORT, held, "source-1")
    assert html.count("<summary>") == 1
    assert '<mark id="source-1-1">plans</mark></li><li><mark id="source-1-2">reviews' in html
    assert html.count("To improve:") == 1
    assert '<ul class="rows"><li>Good | 3</li></ul>' in html
    assert "Help &amp; protection › Plans" in html
    assert "Ashford · Ofsted inspection, 4 March 2025, 23 pages · page 7" in html
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html


def test_the_number_of_a_paragraph_is_shown_once() -> None:
    numbered = passage(
        Sentence("One.", label="16"), Sentence("Two.", label="16"), Sentence("Three.", paragraph=1)
    )
    html = proof.passage_text(numbered)
    assert html == '<p><span class="label">16</span> One. Two.</p><p>Three.</p>'


def test_only_a_web_address_becomes_a_link() -> None:
    odd = Report("a.pdf", "A", url="javascript:alert(1)")
    assert "href" not in proof.nearest(passage(Sentence("Good.")), odd)
