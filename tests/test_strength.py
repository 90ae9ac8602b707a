"""What a finding rests on: only where its own words tell who looked, counted or spoke."""

from __future__ import annotations

import pytest

from qa.strength import strength


@pytest.mark.parametrize(
    ("text", "rests_on"),
    [
        ("In the Survey of Adult Carers 44% were satisfied.", "national survey"),
        ("This is above the England average of 40%.", "national figures"),
        ("A survey of 80 parents found that most were content.", "a survey"),
        ("The local authority’s own data shows fewer delays.", "the council’s own data"),
        ("Inspectors sampled 12 care plans.", "cases that inspectors looked at"),
        ("In the cases seen by inspectors, risk was clear.", "cases that inspectors looked at"),
        ("Records seen were up to date.", "cases that inspectors looked at"),
        ("We reviewed ten case records.", "cases that inspectors looked at"),
        ("Carers told us they had no breaks.", "what people said"),
        ("Young people who spoke to inspectors said that they felt safe.", "what people said"),
        ("Carers reported that breaks were rare.", "what people said"),
        ("Staff we spoke to told us carers feel tired.", "what staff said"),
        ("Social workers say that caseloads are fair.", "what staff said"),
        ("Leaders acknowledged the delays.", "what leaders said"),
        ("Health partners told us that referrals are late.", "what partners said"),
    ],
)
def test_what_the_words_tell(text: str, rests_on: str) -> None:
    assert strength(text) == rests_on


@pytest.mark.parametrize(
    "text",
    [
        "Care plans are reviewed regularly by independent reviewing officers.",
        "Plans are reviewed too late.",
        "Assessments are considered by a panel.",
        "Cases tracked by managers are few.",
        "Plans are not read by partners.",
        "The children in care sufficiency report is thorough.",
        "Health assessments are reported as late.",
        "Children reported missing are seen within three days.",
        "Children said to be at risk are visited.",
        "The director’s report to members is clear.",
        "Performance information, including live reports, enables managers to plan.",
        "Leaders have recognised this.",
        "The council challenged NHS England on a closure.",
        "Managers use performance information well.",
        "The council’s records are poor.",
        "A survey of foster carers is planned.",
        "Inspectors found that thresholds are understood.",
    ],
)
def test_nothing_is_claimed_that_the_words_do_not_tell(text: str) -> None:
    assert strength(text) == ""
