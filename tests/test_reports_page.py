"""The Reports page: what it lists, what it finds, and a report opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus import Judgement, Report, Section, Sentence
from indexer.build import build
from indexer.index import Unreadable
from qa.answer import Scope
from tests.by_eye import ByEye
from tests.conftest import CARE, CHILDREN
from ui import report_text, report_view, reports_table

pytestmark = pytest.mark.usefixtures("apart")

PAGE = """
from pathlib import Path
from indexer.index import Index
from qa.assistant import Assistant
from tests.by_eye import ByEye
from ui import reports_page

reports_page.draw(Assistant(Index.open(Path({folder!r}), ByEye())))
"""
SLY = '<img src=x onerror="alert(1)"> *bold* $5'
REPORT = Report(
    "sly.pdf",
    SLY,
    "Leeds",
    "Ofsted",
    "inspection",
    date(2024, 3, 4),
    pages=3,
    framework="ILACS short inspection",
    inspector="Ann Other",
    judgements=(Judgement("Overall", "good", None, 2, SLY, "overall"),),
    sections=(
        Section(("Report",), (Sentence("Preface.", 1),)),
        Section(
            ("Report", "Care"), (Sentence("First.", 2, label="7"), Sentence(SLY, 3, label="7"))
        ),
        Section(
            ("Report", "Care", "Homes"),
            (Sentence("To do:", 3), Sentence("mend it", 3, "bullet", 1, lead_in="To do:")),
        ),
    ),
)
OLDER = Report("older.md", "Assessment", "Devon", "Care Quality Commission", "assessment")
UNREAD = Unreadable("torn.pdf", "is an HTML error page")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two reports and of a file that cannot be read."""
    folder = tmp_path_factory.mktemp("held")
    (folder / "ashford.md").write_text(CARE, "utf-8")
    (folder / "bexham.md").write_text(CHILDREN, "utf-8")
    (folder / "torn.pdf").write_text("<!DOCTYPE html><html><title>404</title></html>", "utf-8")
    build([folder], folder / ".index", ByEye())
    return folder


def opened(folder: Path, **address: str) -> AppTest:
    app = AppTest.from_string(PAGE.format(folder=str(folder / ".index")), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return "\n".join(element.body for element in app.main.html)


def test_the_list_says_what_is_held_and_what_could_not_be_read(folder: Path) -> None:
    app = opened(folder)
    assert "2 reports on 2 councils; 1 file could not be read" in said(app)
    assert "2 reports, 1 file that could not be read" in said(app)
    app.multiselect(key="reports-councils").select("Bexham").run()
    assert '<p class="aside" role="status">1 report</p>' in said(app)
    app.multiselect(key="reports-councils").unselect("Bexham")
    app.selectbox(key="reports-state").select("Could not be read").run()
    assert "0 reports, 1 file that could not be read" in said(app)


def test_the_search_finds_by_every_word_of_it() -> None:
    lines: list[Report | Unreadable] = [REPORT, OLDER, UNREAD]
    assert reports_table.matching(lines, "") == lines
    assert reports_table.matching(lines, "leeds ofsted") == [REPORT]
    assert reports_table.matching(lines, "ann OTHER 2024") == [REPORT]
    assert reports_table.matching(lines, "4 march good") == [REPORT]
    assert reports_table.matching(lines, "leeds devon") == []
    assert reports_table.matching(lines, "error page") == [UNREAD]


def test_the_table_says_all_of_each_report_and_keeps_text_as_data() -> None:
    html = reports_table.table([REPORT, OLDER, UNREAD], lambda id_: id_ == "older.md")
    assert "<img" not in html
    assert SLY in unescape(html)
    assert '<a href="?report=sly.pdf" data-pick="sly.pdf">' in html
    assert '<b class="level-3">Good</b>' in html
    assert "<td>4 March 2024</td>" in html
    assert "<td>date not stated</td><td>none printed</td><td>no pages</td>" in html
    assert html.count("Read; the file is no longer there") == 1
    assert "Could not be read</strong><span>is an HTML error page</span>" in html


def test_a_report_opens_by_its_link(folder: Path) -> None:
    app = opened(folder, report="ashford.md")
    assert '<h2 class="page">Adult social care in Ashford</h2>' in said(app)
    assert "Care Quality Commission assessment, 5 November 2024" in said(app)
    assert app.text_input(key="ask-this-question").label == "Ask about this report"
    assert not app.markdown, "nothing of a report may pass through Markdown"
    app.button[0].click().run()
    assert '<h2 class="page">Reports</h2>' in said(app)


def test_a_link_to_a_report_that_is_not_held_says_so(folder: Path) -> None:
    assert "The report of this link is not in the index" in said(opened(folder, report="x.pdf"))


def test_a_report_is_its_headings_with_their_text_and_pages() -> None:
    html = report_text.tree(REPORT.sections, paged=True, opened=False)
    assert "<img" not in html
    assert SLY in unescape(html)
    assert html.count("<details") == 3
    assert html.count("<details open>") == 1, "only the one outermost heading is unfolded"
    assert report_text.tree(REPORT.sections, True, True).count("<details open>") == 3
    assert html.index("Preface.") < html.index("Care") < html.index("First.") < html.index("Homes")
    assert html.count('data-pick="3"') == 2
    assert html.count('<span class="label">7</span>') == 1, "a paragraph goes on over the page"
    assert html.count("To do:") == 1
    unpaged = report_text.tree(REPORT.sections, paged=False, opened=False)
    assert "<button" not in unpaged


def test_the_judgements_come_with_quote_and_page() -> None:
    html = report_text.judgements(REPORT.judgements, paged=True)
    assert '<th scope="row">Overall</th><td><b class="level-3">Good</b></td>' in html
    assert SLY in unescape(html)
    assert 'data-pick="2"' in html


def test_a_briefing_is_called_one() -> None:
    assert "It is not the original report." not in report_text.heading(REPORT)
    briefing = replace(REPORT, kind="briefing")
    assert "It is not the original report." in report_text.heading(briefing)


def test_a_question_about_a_report_goes_with_the_scope_nearest_to_it() -> None:
    assert report_view.about(REPORT) == Scope(("Leeds",), ("Ofsted",), 2024, 2024, ("inspection",))
    assert report_view.about(Report("a.md", "Plan")) == Scope(kinds=("report",))
