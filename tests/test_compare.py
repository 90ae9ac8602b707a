"""Councils side by side: the newest grade of each, its history, its proof, and one question asked
of many."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from corpus import Judgement, Report
from indexer.build import build
from indexer.index import Index
from qa import comparison
from qa.answer import Scope
from qa.assistant import Assistant
from qa.export.csv_text import csv_text
from qa.survey import as_csv, survey
from tests.by_eye import ByEye
from ui import compare_markup, replies_table

ILACS, SINGLE, CQC = (
    "Ofsted ILACS",
    "Ofsted single inspection framework",
    "CQC local authority assessment",
)


def graded(grades: dict[str, str]) -> tuple[Judgement, ...]:
    """Judgements by key; the area is printed as the key in capitals."""
    return tuple(
        Judgement(key.upper(), grade, None, 1, f"{key.upper()}: {grade}", key)
        for key, grade in grades.items()
    )


def ofsted(authority: str, day: date | None, grades: dict[str, str], **other: str) -> Report:
    facts = {"kind": "inspection", "framework": "ILACS short inspection", **other}
    return Report(
        f"{authority.lower()}-{day}-{facts['kind']}.pdf",
        f"Inspection of {authority}",
        authority,
        "Ofsted",
        published=day,
        judgements=graded(grades),
        **facts,
    )


LEEDS_2018 = ofsted("Leeds", date(2018, 3, 1), {"overall": "good", "adoption": "inadequate"})
LEEDS_2022 = ofsted(
    "Leeds",
    date(2022, 5, 4),
    {"in_care_and_care_leavers": "good", "leadership": "outstanding"},
    framework="ILACS standard inspection",
)
DEVON = ofsted("Devon", date(2020, 1, 2), {"overall": "inadequate", "leadership": "not judged"})
KENT = ofsted(
    "Kent", date(2016, 1, 2), {"overall": "good"}, framework="single inspection framework"
)
CARE = Report(
    "kent-care.html",
    "Assessment of Kent",
    "Kent",
    "Care Quality Commission",
    "assessment",
    date(2024, 6, 1),
    judgements=(Judgement("Equity", "", 2, None, "Equity: Score: 2", "equity"),),
    framework="CQC local authority assessment",
)
NAMELESS = ofsted("", date(2021, 1, 1), {"overall": "good"})
ALL = (LEEDS_2018, LEEDS_2022, DEVON, KENT, CARE, NAMELESS)


def told(compared: comparison.Comparison) -> dict[tuple[str, str], str]:
    """The grades by council and area, an asterisk after those of an earlier report."""
    return {
        (row.authority, area.key): cell.judgement.grade + "*" * cell.older
        for row in compared.rows
        for area, cell in zip(compared.areas, row.cells, strict=True)
        if cell
    }


def test_frameworks_are_never_mixed() -> None:
    assert comparison.frameworks(ALL) == (ILACS, SINGLE, CQC)
    assert told(comparison.compare(ALL, SINGLE)) == {("Kent", "overall"): "good"}
    care = comparison.compare(ALL, CQC)
    assert [cell.judgement.score for row in care.rows for cell in row.cells if cell] == [2]
    assert comparison.kindred(ALL, ILACS) == (ILACS, SINGLE)


def test_each_area_has_the_newest_report_that_judges_it() -> None:
    compared = comparison.compare(ALL, ILACS)
    assert told(compared) == {
        ("Devon", "overall"): "inadequate",
        ("Devon", "leadership"): "not judged",
        ("Leeds", "overall"): "good*",
        ("Leeds", "leadership"): "outstanding",
        ("Leeds", "in_care"): "good",
        ("Leeds", "care_leavers"): "good",
        ("Leeds", "adoption"): "inadequate*",
    }
    leeds = compared.rows[1]
    assert (leeds.region, leeds.type) == ("Yorkshire and the Humber", "metropolitan")
    dates = {cell.dated for cell in leeds.cells if cell}
    assert dates == {date(2018, 3, 1), date(2022, 5, 4)}


def test_what_is_left_out_is_said() -> None:
    compared = comparison.compare(ALL, ILACS)
    areas = {area.key: compared.coverage(area) for area in compared.areas}
    assert areas["overall"] == (2, 3)
    assert areas["leadership"] == (1, 3), "not judged is no grade"
    assert compared.without == ("Kent",)
    assert compared.unplaced == 1
    told = compare_markup.left_out(compared)
    assert "1 council held without a grade" in told
    assert "Kent" in told
    assert "1 report with grades" in told


def test_councils_chosen_are_all_that_is_counted() -> None:
    compared = comparison.compare(ALL, ILACS, {"Devon"})
    assert [row.authority for row in compared.rows] == ["Devon"]
    assert compared.coverage(compared.areas[0]) == (1, 1)


def test_an_original_goes_before_a_briefing_of_the_same_day() -> None:
    briefing = ofsted("Devon", date(2020, 1, 2), {"overall": "good"}, kind="briefing")
    (cell, _), *_ = (row.cells for row in comparison.compare((briefing, DEVON), ILACS).rows)
    assert cell
    assert (cell.judgement.grade, cell.briefing) == ("inadequate", False)


def test_history_is_oldest_first_and_undated_last() -> None:
    undated = ofsted("Leeds", None, {"overall": "outstanding"})
    reports = (undated, LEEDS_2022, LEEDS_2018, KENT)
    cells = comparison.history(reports, (ILACS,), "overall", {"Leeds", "Kent"})
    assert [(cell.dated, cell.judgement.grade) for cell in cells] == [
        (date(2018, 3, 1), "good"),
        (None, "outstanding"),
    ]
    both = comparison.history(reports, (ILACS, SINGLE), "overall", {"Kent"})
    assert [cell.framework for cell in both] == [SINGLE]
    together = comparison.history(reports, (ILACS,), "care_leavers", {"Leeds"})
    assert [cell.judgement.key for cell in together] == ["in_care_and_care_leavers"]


def test_the_table_says_a_shared_judgement_once_with_page_and_quote() -> None:
    row = comparison.compare(ALL, ILACS, {"Leeds"}).rows[0]
    lines = list(csv.DictReader(io.StringIO(comparison.as_csv(filter(None, row.cells)))))
    assert len(lines) == 4
    (shared,) = [line for line in lines if line["area"] == "Children in care and Care leavers"]
    assert (shared["council"], shared["grade"], shared["report date"], shared["page"]) == (
        *("Leeds", "good", "2022-05-04", "1"),
    )
    assert shared["quote"] == "IN_CARE_AND_CARE_LEAVERS: good"


def test_no_field_of_a_table_is_run_as_a_formula() -> None:
    text = csv_text(("a", "b"), [("=HYPERLINK()", 'two\nlines, "quoted"'), (None, -3)])
    assert list(csv.reader(io.StringIO(text))) == [
        *(["a", "b"], ["'=HYPERLINK()", 'two\nlines, "quoted"'], ["", "-3"]),
    ]


def test_the_grid_says_grades_in_words_and_text_is_data() -> None:
    hostile = ofsted("<b>Leeds", date(2022, 1, 1), {"in_care_and_care_leavers": "good"})
    compared = comparison.compare((hostile, LEEDS_2018), ILACS)
    html = compare_markup.grid(compared, compared.rows)
    assert "<b>Leeds" not in html
    assert "&lt;b&gt;Leeds" in html
    assert '<td colspan="2" class="level-3"><button type="button" data-pick="0:1">' in html
    assert "both together" in html
    assert html.count('<td class="none">no grade</td>') == 4
    assert '<th scope="row">Leeds' in html
    assert '<th scope="col">Care leavers</th>' in html
    assert "<td>1 of 2</td>" in html


GRADED = """---
title: Inspection of children's services in {name}
authority: {name}
publisher: Ofsted
kind: inspection
published: {day}
---
# Judgements

| Area | Grade |
| --- | --- |
| Overall effectiveness | {grade} |
| Leadership, management and governance | Good |

# Carers

In {name} carers wait {weeks} weeks for a review.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("graded")
    for name, day, grade, weeks in (
        ("Leeds", "2018-03-01", "Inadequate", 14),
        ("Leeds", "2022-05-04", "Good", 9),
        ("Devon", "2020-01-02", "Outstanding", 30),
    ):
        text = GRADED.format(name=name, day=day, grade=grade, weeks=weeks)
        (folder / f"{name.lower()}-{day}.md").write_text(text, "utf-8")
    build([folder], folder / ".index", ByEye())
    return Index.open(folder / ".index", ByEye())


def test_every_cell_has_its_proof(index: Index) -> None:
    reports = list(index.reports.values())
    (framework,) = comparison.frameworks(reports)
    compared = comparison.compare(reports, framework)
    cells = [cell for row in compared.rows for cell in row.cells if cell]
    assert len(cells) == 4
    for cell in cells:
        cited = comparison.citation(index, cell)
        assert cited
        assert cited.report_id == cell.report_id
        assert cited.quote == cell.judgement.quote
        assert cited.quote in index.passage(cited.passage_id).text
    assert told(compared)["Leeds", "overall"] == "good"


def test_a_cell_of_a_report_that_is_gone_has_no_citation(index: Index) -> None:
    (cell,) = comparison.history(ALL, (ILACS,), "overall", {"Devon"})
    assert comparison.citation(index, cell) is None


def test_one_question_has_a_reply_for_each_council_in_the_order_chosen(index: Index) -> None:
    assistant = Assistant(index)
    question = "How long do carers wait for a review in Leeds?"
    replies = list(survey(assistant, question, ("Leeds", "Kent", "Devon")))
    assert [(reply.authority, reply.outcome) for reply in replies] == [
        ("Leeds", "answered"),
        ("Kent", "not_held"),
        ("Devon", "answered"),
    ]
    for reply in replies:
        of = {index.reports[cited.report_id].authority for cited in reply.answer.citations}
        assert of <= {reply.authority}
    assert "30 weeks" in replies[2].answer.text

    lines = list(csv.DictReader(io.StringIO(as_csv(assistant, question, replies))))
    assert [line["council"] for line in lines if line["mark"] in ("1", "")] == [
        *("Leeds", "Kent", "Devon"),
    ]
    assert lines[-1]["quote"] == "In Devon carers wait 30 weeks for a review."
    assert "2 January 2020" in lines[-1]["reference"]
    html = replies_table.table(replies)
    assert html.index("Leeds") < html.index("Kent") < html.index("Devon")
    assert "No report held" in html
    assert 'data-pick="2:1"' in html


def test_a_question_is_asked_of_one_council_at_a_time_as_called_for(index: Index) -> None:
    replies = survey(Assistant(index), "How long do carers wait?", ("Devon", "Leeds"))
    assert next(replies).authority == "Devon"


def test_a_reply_keeps_to_the_scope(index: Index) -> None:
    (reply,) = survey(Assistant(index), "How long do carers wait?", ("Leeds",), Scope(until=2018))
    assert "14 weeks" in reply.answer.text


def test_each_council_has_its_own_list_of_what_to_improve(tmp_path: Path) -> None:
    for name, items in (("Leeds", ("Visits", "Plans", "Homes")), ("Devon", ("Staff", "Rent"))):
        listed = "\n".join(f"- {item} that come too late." for item in items)
        text = "# Areas for priority action\n\n- Risk is not seen.\n\n"
        text += f"# Areas for improvement\n\n{listed}\n"
        (tmp_path / f"{name}.md").write_text(f"---\nauthority: {name}\n---\n{text}", "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    assistant = Assistant(Index.open(tmp_path / ".index", ByEye()))
    leeds, devon = survey(assistant, "What must Leeds improve?", ("Leeds", "Devon"))
    assert [len(reply.answer.text.splitlines()) for reply in (leeds, devon)] == [4, 3]


def test_a_source_that_states_no_council_is_not_taken_for_the_council(tmp_path: Path) -> None:
    for name, said in (("Leeds", "Staff are praised."), ("", "Carers wait 20 weeks.")):
        front = f"---\ntitle: Review\n{f'authority: {name}' if name else 'kind: report'}\n---\n"
        (tmp_path / f"r{name}.md").write_text(f"{front}# Findings\n\n{said}\n", "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    assistant = Assistant(Index.open(tmp_path / ".index", ByEye()))
    (reply,) = survey(assistant, "How many weeks do carers wait?", ("Leeds",))
    assert reply.outcome == "unplaced"
    assert "does not state its council" in replies_table.table([reply])
