"""What a question wants told apart: times, and the report that speaks for each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus import Report, Sentence
from indexer.passages import Hit, Passage
from qa.asking.question import understand
from qa.extract import Finding
from qa.parts import Part, parts, said


def _report(day: date | None, id_: str = "") -> Report:
    return Report(
        id=id_ or f"leeds-{day}.md",
        title="Inspection",
        authority="Leeds",
        publisher="Ofsted",
        kind="inspection",
        published=day,
        sections=(),
    )


HELD = [_report(date(2015, 5, 12)), _report(date(2018, 5, 9)), _report(date(2024, 1, 2))]


def _labels(text: str) -> list[str]:
    return [part.label for part in parts(understand(text), ("Leeds",), HELD, {})]


def test_each_year_is_told_from_its_report() -> None:
    assert _labels("carers in Leeds: how many in 2015, and how many in 2018?") == ["2015", "2018"]


def test_a_year_without_a_report_is_told_from_the_next_that_looks_back_on_it() -> None:
    told = parts(understand("carers in Leeds in 2014 and in 2018"), ("Leeds",), HELD, {})
    assert [part.label for part in told] == ["2014 (report of 12 May 2015)", "2018"]
    assert [report.published for report in told[0].reports] == [date(2015, 5, 12)]


def test_a_year_that_no_report_speaks_for_stays_empty() -> None:
    told = parts(understand("carers in Leeds in 2012 and in 2018"), ("Leeds",), HELD, {})
    assert [(part.label, len(part.reports)) for part in told] == [("2012", 0), ("2018", 1)]
    assert _labels("carers in Leeds in 2020 and in 2018") == ["2018", "2020"]


def test_a_report_made_after_the_year_asked_about_is_named_with_its_day() -> None:
    visited = replace(HELD[1], published=date(2019, 1, 7), inspected=(date(2018, 12, 3),) * 2)
    told = parts(understand("carers in Leeds in 2018 and 2024"), ("Leeds",), [visited, HELD[2]], {})
    assert [part.label for part in told] == ["2018 (report of 7 January 2019)", "2024"]


def test_over_the_years_each_report_is_a_part_and_else_the_last_two() -> None:
    days = ["12 May 2015", "9 May 2018", "2 January 2024"]
    assert _labels("how have carers in Leeds improved over the years?") == days
    assert _labels("carers in Leeds over the three reports") == days
    assert _labels("have carers in Leeds got any better?") == days[1:]
    assert _labels("carers in Leeds, then and now") == days[1:]
    assert _labels("help for carers in Leeds, before and now") == days[1:]


LOOSE = (_report(None, "first.md"), _report(None, "second.md"))
SPEAKING = {"first.md": range(2015, 2022), "second.md": range(2023, 2030)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "carers in Leeds: how many in 2016, and how many in 2024?",
            {"2016 (date not stated)": ["first.md"], "2024 (date not stated)": ["second.md"]},
        ),
        (
            "carers in Leeds: how many in 2014, and how many in 2024?",
            {"2014 (from later reports)": ["first.md"], "2024 (date not stated)": ["second.md"]},
        ),
        (
            "has training of carers got any better in Leeds since 2016?",
            {
                "2016 (date not stated)": ["first.md"],
                "Date not stated (speaking of 2023)": ["second.md"],
            },
        ),
    ],
)
def test_reports_without_a_date_speak_for_the_years_they_name(
    text: str, told: dict[str, list[str]]
) -> None:
    found = parts(understand(text), ("Leeds",), LOOSE, SPEAKING)
    assert {part.label: [report.id for report in part.reports] for part in found} == told


def _reviewed(text: str, *others: Report) -> list[tuple[str, str]]:
    peers = replace(_report(date(2016, 3, 17), "peers.md"), publisher="", kind="peer review")
    held = [peers, *others]
    told = parts(understand(text), ("Leeds",), held, {})
    return [(part.label, part.reports[0].id) for part in told]


@pytest.mark.parametrize(
    "text",
    [
        "have direct payments in Leeds gone up between the peer review and CQC",
        "carers in Leeds: the CQC report vs the peer review",
        "Does CQC agree with the peer review about carers in Leeds?",
    ],
)
def test_publishers_set_against_each_other_are_told_apart(text: str) -> None:
    cqc = replace(_report(None, "cqc.md"), publisher="Care Quality Commission")
    asked = understand(text)
    assert (asked.publishers, asked.kinds) == ((), ())
    assert "peer" not in asked.search_text
    assert _reviewed(text, cqc) == [
        ("Peer review", "peers.md"),
        ("Care Quality Commission", "cqc.md"),
    ]
    assert _reviewed(text) == [("", "peers.md")]


def test_one_publisher_is_set_against_none() -> None:
    assert understand("what does CQC say about peer reviews in Leeds").against == ()
    assert understand("did Ofsted and the council agree in Leeds").against == ()


def test_where_nothing_tells_a_time_nothing_is_told_apart() -> None:
    asked = understand("has training of carers got any better in Leeds since 2016?")
    (whole,) = parts(asked, ("Leeds",), LOOSE, {})
    assert (whole.label, len(whole.reports)) == ("", 2)


def _told(*reports: Report, of: int, year: str = "") -> list[str]:
    """What is said of carers from the report at the place `of`, with all of them searched."""
    asked = understand(f"how are carers in Leeds{year}?")
    part = Part("", reports, SPEAKING)
    return [one.text for one in said(asked, part, [_finding(reports[of])])]


def _finding(report: Report) -> Finding:
    sentence = Sentence(f"Carers wait, says {report.id}.", 1)
    passage = Passage(f"{report.id}#0", report.id, "", "Leeds", None, ("Carers",), (sentence,))
    return Finding(Hit(passage, 1.0), sentence, 0.9)


def test_what_a_much_newer_report_of_any_publisher_stands_beside_has_its_date() -> None:
    peers = replace(HELD[0], id="peers.md", publisher="Leeds Council")
    assert _told(peers, HELD[2], of=0) == ["12 May 2015: Carers wait, says peers.md."]
    assert _told(peers, of=0) == ["Carers wait, says peers.md."]
    soon = replace(peers, published=date(2022, 5, 12))
    assert _told(soon, HELD[2], of=0) == ["Carers wait, says peers.md."]
    assert _told(*LOOSE, of=0) == [
        "Date not stated (it speaks of 2015): Carers wait, says first.md."
    ]
    assert _told(*LOOSE, of=1) == ["Carers wait, says second.md."]


def test_where_one_report_is_told_with_its_date_all_are() -> None:
    asked = understand("what is the LADO in Leeds like now, after 2018?")
    assert asked.years == (2018,)
    asked = replace(asked, since=None, change=False)
    told = said(asked, Part("", tuple(HELD)), [_finding(HELD[2]), _finding(HELD[1])])
    assert [one.text.partition(":")[0] for one in told] == ["2 January 2024", "9 May 2018"]
