"""The proof of a citation and the answer around it: their HTML, and drawn by Streamlit over a
small index that holds a real PDF."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus import Report, Sentence
from indexer.build import build
from indexer.index import Index
from indexer.passages import Passage
from qa.answer import Answer, Citation, Coverage, Grade, Scope
from qa.cite import cite
from qa.compose import Quoted
from tests.by_eye import ByEye
from tests.test_picture import GOOD, STAFF, WAITS, pdf
from tests.test_wording import HEADING, REPORT
from ui import evidence, markup, proof, wording

pytestmark = pytest.mark.usefixtures("apart")

BRIEFING = Report("b.md", "Briefing on Ashford", kind="briefing")


def passage(*sentences: Sentence) -> Passage:
    day = REPORT.published
    return Passage("a.pdf#0", "a.pdf", REPORT.title, REPORT.authority, day, HEADING, sentences)


def citation(*sentences: Sentence, strength: str = "") -> Citation:
    quote = " ".join(sentence.text for sentence in sentences)
    told = "Ofsted, 4 March 2025, p. 7"
    return Citation("a.pdf", "a.pdf#0", 7, HEADING, quote, told, sentences, strength)


def test_the_quote_is_marked_where_it_stands_and_nowhere_else() -> None:
    good = Sentence("Good.", 7, paragraph=1)
    twice = passage(Sentence("Good.", 6), Sentence("Mostly."), good)
    html = proof.source(citation(good), REPORT, twice)
    assert re.findall(r"<mark>(.*?)</mark>", html) == ["Good."]
    assert html.index("Mostly.") < html.index("<mark>")
    assert "Help &amp; protection › Plans" in html
    assert "Ashford · Ofsted inspection, 4 March 2025, 23 pages" in html


def test_a_quote_that_is_no_sentence_of_its_passage_stands_above_it() -> None:
    elsewhere = citation(Sentence("Leadership: good", 7))
    html = proof.source(elsewhere, REPORT, passage(Sentence("Leaders act.", 7)))
    assert html.index("<mark>Leadership: good</mark>") < html.index("Leaders act.")
    gone = proof.source(elsewhere, None, None)
    assert "<mark>Leadership: good</mark>" in gone
    assert "The index was rebuilt since" in gone


def test_what_a_finding_rests_on_and_a_briefing_are_said() -> None:
    html = proof.source(citation(Sentence("Good."), strength="national survey"), BRIEFING, None)
    assert "Rests on:" in html
    assert "national survey" in html
    assert '<span class="badge">Briefing</span>' in html
    assert "It is not the original report." in html
    assert "Rests on" not in proof.source(citation(Sentence("Good.")), REPORT, None)


def test_lists_rows_and_numbers_are_shown_as_printed() -> None:
    plans = Sentence("plans", 7, "bullet", lead_in="To improve:")
    reviews = Sentence("reviews", 7, "bullet", lead_in="To improve:")
    row = Sentence("Good | 3", 7, "row", paragraph=1)
    html = proof.passage_text(passage(plans, reviews, row), (plans, reviews))
    assert html.count("To improve:") == 1
    assert "<li><mark>plans</mark></li><li><mark>reviews</mark></li>" in html
    assert '<ul class="rows"><li>Good | 3</li></ul>' in html
    numbered = passage(
        Sentence("One.", label="16"), Sentence("Two.", label="16"), Sentence("Three.", paragraph=1)
    )
    assert proof.passage_text(numbered) == (
        '<p><span class="label">16</span> One. Two.</p><p>Three.</p>'
    )


def test_the_links_lead_to_the_page_and_to_the_publisher() -> None:
    html = proof.links(REPORT, "./media/1.pdf", 7)
    assert 'href="./media/1.pdf#page=7"' in html
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html
    assert "href" not in proof.links(Report("a.pdf", "A", url="javascript:alert(1)"))


def test_foreign_text_is_escaped_everywhere() -> None:
    bad = "<script>alert('$x*')</script> & #1"
    sentence = Sentence(bad, 1, lead_in=bad, label=bad)
    told = Citation("a", "a#0", 1, (bad,), bad, bad, (sentence,), bad)
    held = Passage("a#0", "a", bad, bad, None, (bad,), (sentence,))
    grade = Grade(bad, bad, "", bad, None, None, "a", 1)
    whole = answer(bad, told, grades=(grade, grade), notes=(bad,))
    shown = (
        proof.source(told, Report("a", bad, authority=bad, publisher=bad), held)
        + proof.source(told, None, None)
        + markup.grades(whole, "s", {})
        + markup.notes(whole)
        + markup.earlier(told)
    )
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    label = wording.source_label(1, told, None, False)
    assert re.findall(r"(?<!\\)[<>$#&`]", label) == [], "a label is Markdown"


def answer(text: str, *citations: Citation, **rest: object) -> Answer:
    coverage = Coverage(3, 2, 1, None, 0)
    given = {"status": "answered", "hits": (), "asked": "Why?", "scope": Scope(), **rest}
    return Answer(question="Why?", text=text, citations=citations, coverage=coverage, **given)  # type: ignore[arg-type]


def test_grades_are_a_table_with_words_dates_and_marks() -> None:
    grades = (
        Grade("Ashford", "Leadership", "leadership", "good", 3, date(2025, 3, 4), "a.pdf", 1),
        Grade("Bexham", "Leadership", "leadership", "requires improvement", 2, None, "a.pdf", 2),
    )
    told = answer("Good. [1]", citation(Sentence("Good.")), grades=grades)
    html = markup.grades(told, "source-2", {"a.pdf": REPORT})
    assert re.findall(r'<th scope="col">(.*?)</th>', html) == [
        "Council", "Area", "Grade", "Score", "Date", "Source"
    ]  # fmt: skip
    assert re.findall(r'<th scope="row">(.*?)</th>', html) == ["Ashford", "Bexham"]
    assert "<td>Requires improvement</td><td>2</td><td>not stated</td>" in html
    assert re.findall(r'href="#(.*?)"', html) == ["source-2-1"]
    assert markup.grades(replace(told, grades=grades[:1]), "s", {}) == "", "a line tells one"


def test_a_line_that_the_table_tells_is_not_told_twice_and_any_other_stays() -> None:
    grades = (
        Grade("Ashford", "Leadership", "leadership", "good", None, date(2025, 3, 4), "a.pdf", 1),
        Grade("Bexham", "Leadership", "leadership", "inadequate", None, None, "b.pdf", 2),
    )
    cited = (citation(Sentence("Good.")), citation(Sentence("Inadequate.")))
    lines = (
        "Ashford, 4 March 2025: Leadership: good [1]",
        "Bexham: Leadership: inadequate, as before [2]",
        "Ashford has the higher grade. [1] [2]",
    )
    html = markup.answer_text(answer("\n".join(lines), *cited, grades=grades), "s")
    assert "good" not in html
    assert "as before" in html
    assert "higher" in html
    one = markup.answer_text(answer(lines[0], *cited, grades=grades[:1]), "s")
    assert "Leadership: <strong>good</strong>" in one


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index, in `.index`, of one PDF of two pages."""
    folder = tmp_path_factory.mktemp("held")
    pdf(folder, [STAFF, WAITS], [GOOD])
    build([folder], folder / ".index", ByEye())
    return folder


def of_waits(index: Index) -> Citation:
    """The citation of the sentence on waits."""
    for held in index.passages:
        for sentence in held.sentences:
            if sentence.text == WAITS:
                return cite(index.reports[held.report_id], Quoted(held, (sentence,)))
    raise AssertionError("the sentence was not read")


def draw_proof(folder: str) -> None:
    from pathlib import Path

    from indexer.index import Index
    from tests.by_eye import ByEye
    from tests.test_proof import of_waits
    from ui import evidence

    index = Index.open(Path(folder) / ".index", ByEye())
    evidence.show(index, of_waits(index), "proof")


def html(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.body for element in app.html)


def test_the_page_is_shown_boxed_and_turned(folder: Path) -> None:
    app = AppTest.from_function(draw_proof, args=(str(folder),), default_timeout=60).run()
    assert f"<mark>{WAITS}</mark>" in html(app)
    assert re.search(r'alt="Page 1 of [^"]*, with the cited sentence boxed"', html(app))
    assert re.search(r'<img src="\./[\w/]+\.png"', html(app))
    assert re.search(r'href="\./[\w/]+\.pdf#page=1"', html(app))
    assert app.code[0].value.startswith(f"“{WAITS}”\n— ")
    assert app.button(key="proof-Previous page").disabled

    app.button(key="proof-Next page").click().run()
    assert "Page 2 of 2, the cited sentence begins on page 1." in html(app)
    assert 'pdf#page=2"' in html(app)
    assert app.button(key="proof-Next page").disabled
    app.button(key="proof-Back to page 1").click().run()
    assert "Page 1 of 2, with the cited sentence boxed." in html(app)

    app.segmented_control[0].set_value("Largest").run()
    assert 'class="paper zoom-2"' in html(app)
    assert 'class="target"' in html(app)


def test_a_file_gone_since_is_said_and_the_text_stays(folder: Path) -> None:
    (folder / "report.pdf").rename(folder / "away")
    try:
        app = AppTest.from_function(draw_proof, args=(str(folder),), default_timeout=60).run()
        assert "No picture of page 1: the file is no longer where it was" in app.warning[0].value
        assert f"<mark>{WAITS}</mark>" in html(app)
        assert "<img" not in html(app)
        assert WAITS in app.code[0].value
        evidence.warm(Index.open(folder / ".index", ByEye()))  # no trouble to one who opens none
    finally:
        (folder / "away").rename(folder / "report.pdf")


def draw_answer(folder: str) -> None:
    from dataclasses import replace
    from pathlib import Path

    from indexer.index import Index
    from tests.by_eye import ByEye
    from tests.test_proof import answer, of_waits
    from ui import answer_view

    index = Index.open(Path(folder) / ".index", ByEye())
    told = replace(of_waits(index), strength="national survey")
    older = replace(told, reference="Ofsted, 2016, p. 1")
    whole = answer(
        f"{told.quote} [1]", told, earlier=(older,), notes=("One report says otherwise.",)
    )
    answer_view.draw_answer(whole, "source-1", index)


def test_a_source_opens_its_proof_and_closes_it_and_only_one_is_open(folder: Path) -> None:
    app = AppTest.from_function(draw_answer, args=(str(folder),), default_timeout=60).run()
    assert 'href="#source-1-1"' in html(app)
    assert '<p class="note">One report says otherwise.</p>' in html(app)
    assert "national survey" in app.button(key="source-1-1").label
    assert app.expander[0].label == "Earlier reports on this (1)"
    assert "<mark>" not in html(app)

    app.button(key="source-1-1").click().run()
    assert html(app).count(f"<mark>{WAITS}</mark>") == 1
    assert 'id="proof-source-1-1"' in html(app)
    assert app.button(key="source-1-1").label.endswith("shown")

    app.button(key="source-1-2").click().run()
    assert html(app).count("<mark>") == 1
    assert 'id="proof-source-1-2"' in html(app)
    app.button(key="close-source-1-2").click().run()
    assert "<mark>" not in html(app)
