"""Reports without a date, taken by the years they name; old reports, told with their date."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.dates import year_named_most
from indexer.build import build
from indexer.encoder import SentenceEncoder
from indexer.index import Index
from qa.assistant import Assistant

HEAD = "---\ntitle: {title}\nauthority: Leeds\npublisher: Ofsted\n---\n# Carers\n\n"
REPORTS = {
    "early.md": "Carers wait 12 weeks for training. It was 9 weeks in 2014/15, then 2015, 2015.",
    "late.md": "Carers wait 20 weeks for training. It was 16 weeks in 2023; 2023 to 2027, 2023.",
    "silent.md": "Carers are asked what they think of their social worker.",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("undated")
    for name, text in REPORTS.items():
        body = HEAD.format(title=f"A report, {Path(name).stem}") + text + "\n"
        (folder / name).write_text(body, encoding="utf-8")
    build([folder], folder / "index", encoder=SentenceEncoder())
    return Index.open(folder / "index")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("In 2016 more than in 2015, and in 2016/17 most.", 2016),
        ("2012 and 2013", 2012),
        ("12016 homes, 20 days, page 1", None),
    ],
)
def test_the_year_named_most(text: str, year: int | None) -> None:
    assert year_named_most(text) == year


def test_the_years_a_report_may_be_of_begin_with_the_one_it_names_most(index: Index) -> None:
    assert index.years_undated == {"early.md": range(2015, 2022), "late.md": range(2023, 2030)}


def test_a_year_in_the_title_goes_before_those_in_the_text(tmp_path: Path) -> None:
    text = HEAD.format(title="Briefing on an assessment, 2024") + REPORTS["early.md"] + "\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    build([tmp_path], tmp_path / "index", encoder=SentenceEncoder())
    assert Index.open(tmp_path / "index").years_undated["a.md"][0] == 2024


def test_a_year_that_a_report_without_a_date_may_be_of_is_not_denied(index: Index) -> None:
    answer = Assistant(index).ask("How long did carers in Leeds wait for training in 2024?")
    assert answer.text
    assert not [note for note in answer.notes if note.startswith("No report searched is of")]


@pytest.mark.parametrize(
    ("year", "told"), [(2016, "early.md"), (2024, "late.md"), (2015, "early.md")]
)
def test_of_a_year_only_a_report_tells_that_may_be_of_it(
    index: Index, year: int, told: str
) -> None:
    answer = Assistant(index).ask(f"How long did carers in Leeds wait for training in {year}?")

    assert {citation.report_id for citation in answer.citations} == {told}
    assert answer.hits[0].passage.report_id == told


def test_of_a_year_no_report_without_a_date_tells_that_is_of_much_later(tmp_path: Path) -> None:
    dated = HEAD.replace("\n---\n#", "\npublished: 2016-03-17\n---\n#").split("# Carers")[0]
    peers = "# The team\n\nThe team met managers and councillors in the civic centre.\n"
    (tmp_path / "2016.md").write_text(dated.format(title="Review") + peers, encoding="utf-8")
    late = HEAD.format(title="Late") + "Carers in 2023 wait 20 weeks for training; 2023, 2023.\n"
    (tmp_path / "late.md").write_text(late, encoding="utf-8")
    build([tmp_path], tmp_path / "index", encoder=SentenceEncoder())

    answer = Assistant.open(tmp_path / "index").ask("How long did carers wait in Leeds in 2016?")

    assert "late.md" not in {citation.report_id for citation in answer.citations}
    assert "20 weeks" not in answer.text


def test_a_figure_that_only_an_old_report_has_is_told_with_its_date(tmp_path: Path) -> None:
    for year, body in (
        (
            2012,
            "# Children looked after\n\nAt the end of March, 1,294 children were looked after.\n",
        ),
        (
            2024,
            "# Leadership\n\nLeaders know their services well and children are proud of them.\n",
        ),
    ):
        head = HEAD.format(title=f"Inspection {year}").replace(
            "\n---\n#", f"\npublished: {year}-05-01\n---\n#"
        )
        (tmp_path / f"{year}.md").write_text(head.split("# Carers")[0] + body, encoding="utf-8")
    build([tmp_path], tmp_path / "index", encoder=SentenceEncoder())

    answer = Assistant.open(tmp_path / "index").ask("How many children are looked after in Leeds?")

    assert answer.status == "answered"
    assert answer.text == ("1 May 2012: At the end of March, 1,294 children were looked after. [1]")


def test_grades_of_a_year_are_told_from_a_report_that_is_likely_of_it(tmp_path: Path) -> None:
    table = "| Judgement | Grade |\n| --- | --- |\n| {} | {} |\n\n"
    for name, area, grade in (
        ("early.md", "Overall effectiveness", "Good"),
        ("late.md", "Overall effectiveness", "Inadequate"),
        ("part.md", "Adoption performance", "Good"),
    ):
        text = REPORTS.get(name, REPORTS["late.md"]).join(("", "\n"))
        head = HEAD.format(title=f"A report, {name}").replace("# Carers", table.format(area, grade))
        (tmp_path / name).write_text(f"{head}# Carers\n\n{text}", encoding="utf-8")
    build([tmp_path], tmp_path / "index", encoder=SentenceEncoder())
    assistant = Assistant.open(tmp_path / "index")

    answer = assistant.ask("What was Leeds rated overall in 2016?")

    assert answer.status == "answered"
    said = "Leeds, Ofsted, date not stated (it speaks of 2015): Overall effectiveness: good [1]"
    assert answer.text == said
    assert assistant.ask("Leeds overall grade in 2024").grades[0].grade == "inadequate"
    assert assistant.ask("Leeds overall grade in 2011").status == "no_evidence"
