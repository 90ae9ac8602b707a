"""What a question wants told apart: times, and the report that speaks for each."""

from __future__ import annotations

from datetime import date

from corpus import Report
from qa.asking.question import understand
from qa.parts import parts


def _report(day: date) -> Report:
    return Report(
        id=f"leeds-{day}.md",
        title="Inspection",
        authority="Leeds",
        publisher="Ofsted",
        kind="inspection",
        published=day,
        sections=(),
    )


HELD = [_report(date(2015, 5, 12)), _report(date(2018, 5, 9)), _report(date(2024, 1, 2))]


def _labels(text: str) -> list[str]:
    return [part.label for part in parts(understand(text), ("Leeds",), HELD)]


def test_each_year_is_told_from_its_report() -> None:
    assert _labels("carers in Leeds: how many in 2015, and how many in 2018?") == ["2015", "2018"]


def test_a_year_without_a_report_is_told_from_the_next_that_looks_back_on_it() -> None:
    told = parts(understand("carers in Leeds in 2014 and in 2018"), ("Leeds",), HELD)
    assert [part.label for part in told] == ["2014 (report of 12 May 2015)", "2018"]
    assert [report.published for report in told[0].reports] == [date(2015, 5, 12)]


def test_a_year_that_no_report_speaks_for_stays_empty() -> None:
    told = parts(understand("carers in Leeds in 2012 and in 2018"), ("Leeds",), HELD)
    assert [(part.label, len(part.reports)) for part in told] == [("2012", 0), ("2018", 1)]
    assert _labels("carers in Leeds in 2020 and in 2018") == ["2018", "2020"]
