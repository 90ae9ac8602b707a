"""Which inspection a report is of and who led it, in the words of every era."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.inspections import framework, inspector

WEEK = (date(2023, 7, 3), date(2023, 7, 7))
FORTNIGHT = (date(2023, 7, 3), date(2023, 7, 14))
SINGLE = (
    "nspection of services for children in need of help and protection, children looked after "
    "and care leavers"
)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Lead inspector: Ann Other, His Majesty’s Inspector", "Ann Other"),
        ("Lead inspector: Ann Other Her Majesty's Inspector", "Ann Other"),
        ("Lead inspector: Ann Other-Wise HMI", "Ann Other-Wise"),
        ("Lead inspector: Máire O’Hara", "Máire O’Hara"),
        ("Reporting inspector Ann Other HMI", "Ann Other"),
        ("Lead Inspector: Ann Other Deputy lead inspector: Bea Second", "Ann Other"),
        ("Inspection team: Lead inspector: Ann Other", "Ann Other"),
    ],
)
def test_the_lead_inspector_is_named_as_printed(line: str, name: str) -> None:
    front = ["Inspection of Town", line, "Deputy lead inspector: Bea Second"]
    assert inspector(front) == name
    assert inspector(["Text."] * 300 + front) == name  # in the list of the team at the end


def test_a_name_may_stand_below_its_label() -> None:
    assert inspector(["Lead inspector:", "Ann Other, HMI"]) == "Ann Other"


@pytest.mark.parametrize(
    "line",
    [
        "Deputy lead inspector: Bea Second",
        "Lead inspectors visited two teams.",
        "The lead inspector was told of it by staff, who said that " + "more was to come " * 20,
    ],
)
def test_nobody_else_is_taken_for_the_lead_inspector(line: str) -> None:
    assert inspector([line]) == ""


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("I" + SINGLE, "single inspection framework"),
        ("Re-i" + SINGLE, "single inspection framework"),
        ("Inspection of looked after children services", "looked after children inspection"),
        (
            "Inspection of local authority arrangements for the protection of children",
            "child protection inspection",
        ),
        ("Inspection of Hull local authority children’s services", "ILACS short inspection"),
        ("Inspection of children's social care services", "ILACS short inspection"),
        ("Focused visit to Hull children’s services", "ILACS focused visit"),
        ("Monitoring visit to Hull children’s services", "ILACS monitoring visit"),
        ("Joint targeted area inspection of Hull", "joint targeted area inspection"),
        ("Children in Hull", ""),
    ],
)
def test_the_title_tells_the_framework(title: str, name: str) -> None:
    assert framework(["Hull City Council", title], "Ofsted", WEEK) == name


def test_the_days_on_site_tell_a_standard_inspection() -> None:
    title = ["Inspection of Hull local authority children’s services"]
    assert framework(title, "Ofsted", FORTNIGHT) == "ILACS standard inspection"
    assert framework(title, "Ofsted", None) == "ILACS inspection"


def test_other_publishers_have_their_own() -> None:
    title = ["Inspection of Hull local authority children’s services"]
    assert framework(title, "Care Quality Commission", None) == "CQC local authority assessment"
    assert framework(title, "Local Government Association", WEEK) == ""
