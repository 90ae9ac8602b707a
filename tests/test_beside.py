"""What a sentence is not told without: what it points back to, and what spells it out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from indexer.build import build
from indexer.index import Index
from qa.asking.question import understand
from qa.choose import choose
from tests.by_eye import ByEye
from tests.test_telling import finding, report


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("In these cases, carers worry.", False),
        ("Where this is late, leaders act.", False),
        ("Where carers are tired, they rest.", True),
        ("Of those who left, few are in touch.", True),
        ("For those who are, it is slow.", False),
        ("The plans are:\n\n- more staff\n- fewer forms", False),
    ],
)
def test_what_points_back_to_what_is_not_there_is_no_further_sentence(
    tmp_path: Path, second: str, told: bool
) -> None:
    text = f"# Carers\n\nCarers are tired.\n\n# Staff\n\nStaff are few.\n\n{second}\n"
    (tmp_path / "a.md").write_text(report("Leeds", "Ofsted", "2019-05-01", text), "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    small = Index.open(tmp_path / ".index", ByEye())
    findings = [finding(small, "a.md", place) for place in (0, 2)]
    chosen = [one.sentence.text for one in choose(understand("how are carers"), findings)]
    assert (second in chosen) is told
    assert len(chosen) == 1 + told


def test_what_spells_out_the_best_sentence_is_told_after_it(tmp_path: Path) -> None:
    text = "# Gaps\n\nThere are gaps. These were in nursing care. Leaders are new.\n"
    (tmp_path / "a.md").write_text(report("Leeds", "Ofsted", "2019-05-01", text), "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    best = finding(Index.open(tmp_path / ".index", ByEye()), "a.md", 0)
    told = choose(understand("where are the gaps"), [best])
    assert [one.sentence.text for one in told] == ["There are gaps.", "These were in nursing care."]


def test_what_spells_out_a_further_sentence_is_told_after_it(tmp_path: Path) -> None:
    text = "# Teams\n\nTeams work well.\n\nNew teams help. These include the night team.\n"
    (tmp_path / "a.md").write_text(report("Leeds", "Ofsted", "2019-05-01", text), "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    small = Index.open(tmp_path / ".index", ByEye())
    told = choose(
        understand("what new teams are there"), [finding(small, "a.md", i) for i in (0, 1)]
    )
    assert [one.sentence.text for one in told][1:] == [
        "New teams help.",
        "These include the night team.",
    ]


@pytest.mark.parametrize(
    "pointing",
    [
        "This worries carers.",
        "In these teams, carers worry.",
        "The team subsequently had more carers.",
    ],
)
def test_a_further_sentence_comes_with_what_it_points_back_to(
    tmp_path: Path, pointing: str
) -> None:
    text = f"""# Carers

Carers are tired. They wait 19 weeks.

# Staff

Staff are few. {pointing}

# Posts

These wait for staff.
"""
    (tmp_path / "a.md").write_text(report("Leeds", "Ofsted", "2019-05-01", text), "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    small = Index.open(tmp_path / ".index", ByEye())
    findings = [finding(small, "a.md", place) for place in (0, 3, 4)]
    told = choose(understand("how are carers"), findings)
    assert [one.sentence.text for one in told] == [
        "Carers are tired.",
        "Staff are few.",
        pointing,
    ]


def test_of_what_is_told_twice_the_likelier_counts(tmp_path: Path) -> None:
    text = "# Waits\n\nCarers wait 14 weeks. The national average is 9 weeks.\n"
    (tmp_path / "a.md").write_text(report("Leeds", "Ofsted", "2019-05-01", text), "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    small = Index.open(tmp_path / ".index", ByEye())
    best, beside = (finding(small, "a.md", place) for place in (0, 1))
    told = choose(understand("what do carers face"), [best, replace(beside, answers=0.1)])
    assert told[0] == best
    assert [one.sentence.text for one in told] == [
        "Carers wait 14 weeks.",
        "The national average is 9 weeks.",
    ]
