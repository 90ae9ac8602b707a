"""What a question for grades means: at any time, not this one, from one grade to another, since."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build
from indexer.index import Index
from indexer.passages import Hit
from qa.answer import Answer, Turn
from qa.asking.question import understand
from qa.assistant import Assistant
from qa.compose import stated
from qa.extract import Finding
from qa.grading.beside import with_grades
from qa.grading.question import grade_question
from tests.by_eye import ByEye

OFSTED, CQC = "Ofsted", "Care Quality Commission"
REPORT = """---
title: Inspection of services
authority: {authority}
publisher: {publisher}
kind: inspection
published: {published}
---
# Inspection of services

| Judgement | Grade |
| --- | --- |
{rows}

# Findings

Leaders know the service.
"""
RI = "Requires improvement to be good"
OVERALL = (
    ("Leeds", OFSTED, "2015-05-01", "Inadequate"),
    ("Leeds", OFSTED, "2018-05-01", "Good"),
    ("Leeds", OFSTED, "2022-05-01", "Outstanding"),
    ("Wigan", OFSTED, "2016-05-01", "Outstanding"),
    ("Wigan", OFSTED, "2022-05-01", "Good"),
    ("Bury", OFSTED, "2018-05-01", "Good"),
    ("Bury", OFSTED, "2023-05-01", RI),
    ("Croydon", OFSTED, "2017-05-01", "Inadequate"),
    ("Croydon", OFSTED, "2020-05-01", "Good"),
    ("Croydon", OFSTED, "2024-05-01", "Good"),
    ("Harrow", OFSTED, "2021-05-01", RI),
    ("Harrow", CQC, "2024-05-01", "Good"),
    ("Luton", OFSTED, "2018-05-01", "Good"),
    ("Luton", OFSTED, "2024-05-01", "Outstanding"),
)
SCORES = "| Safeguarding | Score: 3 |\n| Equity in experience and outcomes | Score: 1 |"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("asked")
    for authority, publisher, published, grade in OVERALL:
        rows = f"| Overall effectiveness | {grade} |"
        if publisher == CQC:
            rows += f"\n{SCORES}"
        _write(folder, authority, publisher, published, rows)
    _write(folder, "Bolton", OFSTED, "2023-02-01", "| Safeguarding | Outstanding |")
    build([folder], folder / ".index", ByEye())
    return Assistant(Index.open(folder / ".index", ByEye()))


def _write(folder: Path, authority: str, publisher: str, published: str, rows: str) -> None:
    text = REPORT.format(authority=authority, publisher=publisher, published=published, rows=rows)
    (folder / f"{authority}-{published}.md").write_text(text, "utf-8")


def _councils(answer: Answer) -> list[str]:
    return list(dict.fromkeys(grade.authority for grade in answer.grades))


def test_ever_means_all_reports(assistant: Assistant) -> None:
    answer = assistant.ask("Was Croydon ever rated inadequate?")
    assert [grade.grade for grade in answer.grades] == ["inadequate", "good", "good"]
    many = assistant.ask("Which councils were ever inadequate?")
    assert _told(many) == ["Croydon", "Leeds"]
    follow_up = assistant.ask("has it ever been good?", [Turn("Bury's overall grade", "")])
    assert [grade.grade for grade in follow_up.grades] == ["good", "requires improvement"]


def test_councils_are_counted_once_and_by_publisher(assistant: Assistant) -> None:
    answer = assistant.ask("Which councils have been rated good since 2018?")
    ofsted, cqc = (part for part in answer.text.splitlines() if part.endswith(":"))
    assert ofsted == "5 councils (Ofsted, overall effectiveness: good):"
    assert cqc == "1 council (Care Quality Commission, overall effectiveness: good):"
    assert len([grade for grade in answer.grades if grade.authority == "Croydon"]) == 2


@pytest.mark.parametrize(
    ("question", "councils"),
    [
        ("Which London boroughs are not rated requires improvement?", {"Croydon", "Harrow"}),
        ("Which councils are good but not outstanding?", {"Croydon", "Harrow", "Wigan"}),
        ("Which councils are not inadequate?", {name for name, *_ in OVERALL}),
        ("Which councils are neither good nor outstanding?", {"Bury", "Harrow"}),
        ("Which councils aren't good?", {"Bury", "Harrow"}),
        ("Which councils are rated requires improvement to be good?", {"Bury", "Harrow"}),
        ("Which councils are good or better?", {"Croydon", "Harrow", "Leeds", "Luton", "Wigan"}),
    ],
)
def test_a_grade_is_ruled_in_or_out(
    assistant: Assistant, question: str, councils: set[str]
) -> None:
    assert set(_told(assistant.ask(question))) == councils


def _told(answer: Answer) -> list[str]:
    """The councils of the lists, without those that only show that there is none."""
    blocks = answer.text.split("\nOf ")[0]
    return [name for name in _councils(answer) if name in blocks]


@pytest.mark.parametrize(
    ("question", "councils"),
    [
        ("Which councils have improved to outstanding?", ["Leeds", "Luton"]),
        ("which councils fell from good", ["Bury"]),
        ("which councils fell from outstanding to good", ["Wigan"]),
        ("Which councils went from inadequate to good since 2017?", ["Croydon"]),
        ("Which councils are no longer good?", ["Bury", "Leeds", "Luton"]),
        ("Which councils have dropped in grade since 2021?", ["Bury", "Wigan"]),
        ("Which councils have dropped in grade since 2023?", ["Bury"]),
        ("which councils' grades went up or down", ["Bury", "Leeds", "Luton", "Wigan"]),
        ("Which councils got worse?", ["Bury", "Wigan"]),
        ("which councils went down", ["Bury", "Wigan"]),
        ("Which councils have improved since their last inspection?", ["Leeds", "Luton"]),
        ("how many councils improved", ["Leeds", "Luton"]),
        ("Has any council got worse since 2023?", ["Bury"]),
        ("has anyone improved from good to outstanding", ["Leeds", "Luton"]),
        ("Which councils got worse between 2017 and 2022?", ["Wigan"]),
    ],
)
def test_a_grade_that_moved_moved_as_asked(
    assistant: Assistant, question: str, councils: list[str]
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert _councils(answer) == councils
    opening = answer.text.splitlines()[0]
    assert "(Ofsted, overall effectiveness)" in opening
    assert f" can be compared, {len(councils)} " in opening


def test_a_grade_of_an_older_framework_hides_none_of_those_after_it(tmp_path: Path) -> None:
    rows = "| Overall effectiveness | {} |"
    for published, framework, grade in (
        ("2015-05-01", "single inspection framework", "Inadequate"),
        ("2019-05-01", "ILACS standard inspection", "Outstanding"),
        ("2023-05-01", "ILACS short inspection", "Good"),
    ):
        _write(tmp_path, "Leeds", OFSTED, published, rows.format(grade))
        report = tmp_path / f"Leeds-{published}.md"
        text = report.read_text("utf-8").replace("kind:", f"framework: {framework}\nkind:", 1)
        report.write_text(text, "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    assistant = Assistant(Index.open(tmp_path / ".index", ByEye()))
    answer = assistant.ask("which councils dropped in their grade since 2018")
    assert "1 fell:\nLeeds's grade fell from outstanding (May 2019) to good" in answer.text
    assert not [note for note in answer.notes if "different frameworks" in note]
    ever = assistant.ask("which councils ever went from inadequate to outstanding")
    assert "from inadequate (May 2015) to outstanding (May 2019)" in ever.text
    assert [note for note in ever.notes if "different frameworks" in note]


def test_that_none_moved_is_an_answer(assistant: Assistant) -> None:
    answer = assistant.ask("which London boroughs fell in their overall grade since 2019")
    assert answer.status == "answered"
    assert answer.text.startswith(
        "Of 1 council whose grades (Ofsted, overall effectiveness) of the time asked for "
        "can be compared, none fell. [1][2]"
    )
    assert _councils(answer) == ["Croydon"]
    alone = assistant.ask("which councils improved their grade for equity")
    assert alone.status == "no_evidence"
    assert (
        "No council has two grades (Care Quality Commission, equity) that can be compared."
        in alone.notes
    )


def test_a_change_since_a_year_is_measured_from_the_grade_held_then(assistant: Assistant) -> None:
    answer = assistant.ask("Has Leeds's overall grade changed since 2020?")
    assert answer.text.splitlines()[0].startswith("Leeds's grade rose from good (May 2018)")
    still = assistant.ask("Has Bury's overall grade changed since 2024?")
    assert "Bury: only one report of that time has this grade." in still.notes
    to = assistant.ask("Has Leeds gone from good to outstanding?")
    assert [grade.grade for grade in to.grades] == ["good", "outstanding"]


@pytest.mark.parametrize(
    "question",
    [
        "Which councils have not been rated good?",
        "Which councils were inadequate in 2016 and good now?",
        "Which councils rated inadequate have improved since 2016?",
        "which councils were good in 2016 and 2020",
        "which areas of Leeds were good in 2015 and are outstanding now",
        "Which councils haven't improved their overall grade?",
        "what grade did Leeds get for adoption recruitment",
        "What grade did Croydon get for care leavers' housing",
    ],
)
def test_what_may_mean_several_things_is_no_question_for_the_table(question: str) -> None:
    assert grade_question(understand(question)) is None


def test_what_is_asked_of_something_else_is_no_question_for_grades() -> None:
    homes = [Turn("How many children's homes does Leeds run?", "Five.")]
    assert grade_question(understand("were they any good?", homes)) is None
    assert grade_question(understand("and what is Leeds's overall grade?", homes))
    assert grade_question(understand("and is it good overall?", homes))
    graded = [Turn("What grade did Leeds get in 2018?", "Good.")]
    assert grade_question(understand("was it ever outstanding?", graded))


def test_scores_and_grades_are_never_ranked_in_one_list(assistant: Assistant) -> None:
    answer = assistant.ask("which councils have the best grade for safeguarding")
    assert "1 council (Ofsted, safeguarding: outstanding):" in answer.text
    assert (
        "1 council (Care Quality Commission, safeguarding: a score of 3 out of 4):" in answer.text
    )


def test_publisher_and_date_are_always_told(assistant: Assistant) -> None:
    answer = assistant.ask("What is Harrow's latest grade for safeguarding?")
    assert answer.text == (
        "Harrow, Care Quality Commission, 1 May 2024: Safeguarding: a score of 3 out of 4 [1]"
    )


def test_a_question_for_a_group_takes_no_year_from_the_one_before(assistant: Assistant) -> None:
    history = [Turn("What did Leeds get overall in 2015?", "Inadequate.")]
    asked = understand("Which councils are good?", history)
    assert (asked.years, asked.subject) == ((), "")
    assert understand("and London boroughs?", history).years == (2015,)
    assert understand("London boroughs?", history).years == (2015,)


def test_how_well_something_is_done_is_told_after_its_grade(assistant: Assistant) -> None:
    index = assistant.index
    passage = index.of_report("Bolton-2023-02-01.md")[-1]
    found = [Finding(Hit(passage, 1.0), passage.sentences[-1], 0.9)]
    asked = understand("how well does Bolton do at safeguarding")
    grade, said = with_grades(index, asked, found, stated(found))
    assert grade.text == "Bolton, Ofsted, 1 February 2023: Safeguarding: outstanding"
    assert said.text == "Leaders know the service."
    assert said.apart
    for other in ("who does safeguarding in Bolton", "how well are carers in Bolton paid"):
        assert with_grades(index, understand(other), found, stated(found)) == stated(found)


def test_a_grade_without_its_year_is_the_newest(assistant: Assistant) -> None:
    answer = assistant.ask("How was Leeds graded overall in 2018?")
    assert ([grade.grade for grade in answer.grades], answer.years) == (["good"], (2018,))
    newest = assistant.ask("How was Leeds graded overall in 2018?", ignoring=("years",))
    assert ([grade.grade for grade in newest.grades], newest.years) == (["outstanding"], ())


@pytest.mark.parametrize(
    ("question", "councils"),
    [
        ("best councils overall", {"Leeds", "Luton", "Harrow"}),
        ("Which council is best?", {"Leeds", "Luton", "Harrow"}),
        ("who has the worst overall rating", {"Bury", "Harrow"}),
        ("best borough in London", {"Croydon", "Harrow"}),
    ],
)
def test_the_best_of_all_are_those_with_the_highest_grade(
    assistant: Assistant, question: str, councils: set[str]
) -> None:
    assert set(_councils(assistant.ask(question))) == councils


def test_has_one_improved_asks_for_its_grades(assistant: Assistant) -> None:
    assert assistant.ask("Has Bury improved?").text.startswith("Bury's grade fell from good")
    assert assistant.ask("did Wigan go down").text.startswith("Wigan's grade fell from outst")
    assert not assistant.ask("Have Bury's caseloads improved?").grades
    assert not assistant.ask("which council has the best practice").grades


@pytest.mark.parametrize(
    ("question", "grades"),
    [
        ("when was Croydon good", ["good", "good"]),
        ("When was Leeds last rated inadequate?", ["inadequate"]),
        ("what year was Luton first outstanding", ["outstanding"]),
        ("since when has Wigan been good", ["outstanding", "good"]),
        ("when did Leeds become outstanding", ["inadequate", "good", "outstanding"]),
        ("did Croydon fail its inspection in 2017", ["inadequate"]),
    ],
)
def test_when_there_was_a_grade_is_told_from_all_times(
    assistant: Assistant, question: str, grades: list[str]
) -> None:
    assert [grade.grade for grade in assistant.ask(question).grades] == grades


def test_a_grade_that_was_never_given_is_said_to_be_none(assistant: Assistant) -> None:
    answer = assistant.ask("when was Bury outstanding")
    assert [grade.grade for grade in answer.grades] == ["good", "requires improvement"]
    assert answer.notes[0] == "No grade fits: these are the grades of them all."


def test_the_best_at_is_the_area_with_the_highest_grade(assistant: Assistant) -> None:
    answer = assistant.ask("what is Harrow best at for adults")
    assert [(grade.key, grade.score) for grade in answer.grades] == [("safeguarding", 3)]
    assert not assistant.ask("what is the best thing about working in Leeds").grades


@pytest.mark.parametrize(
    ("question", "councils"),
    [
        ("who has dropped from outstanding to good", ["Wigan"]),
        ("Name the councils that got worse", ["Bury", "Wigan"]),
        ("which councils ever went from inadequate to outstanding", ["Leeds"]),
        ("Which councils went from inadequate to good over time?", ["Croydon", "Leeds"]),
    ],
)
def test_who_moved_is_told_from_the_grades(
    assistant: Assistant, question: str, councils: list[str]
) -> None:
    assert _councils(assistant.ask(question)) == councils


@pytest.mark.parametrize(
    ("question", "grades"),
    [
        ("How many times has Croydon been rated good?", ["good", "good"]),
        ("list every overall grade Bury has had", ["good", "requires improvement"]),
        ("Did Wigan pass its last Ofsted?", ["good"]),
        ("is Bury passing or failing", ["requires improvement"]),
        ("has Leeds been going up or down since 2015", ["inadequate", "good", "outstanding"]),
        ("was Wigan better in 2016 than it is now", ["outstanding", "good"]),
        ("which statements scored 3 in Harrow", [""]),
        ("what areas got a 1 in Harrow", [""]),
        ("whats Wigans weakest area at the latest inspection", ["good"]),
        ("Wigan vs Luton, who is better overall", ["good", "outstanding"]),
        ("Wigan or Luton, which is doing better", ["good", "outstanding"]),
        ("how bad was Leeds in 2015", ["inadequate"]),
        ("how did Wigan do last time", ["good"]),
    ],
)
def test_other_words_for_a_grade(assistant: Assistant, question: str, grades: list[str]) -> None:
    assert [grade.grade for grade in assistant.ask(question).grades] == grades


def test_failing_with_a_matter_is_no_grade(assistant: Assistant) -> None:
    assert not assistant.ask("what fails children in Leeds most").grades


def test_of_a_year_without_an_inspection_nothing_is_told_in_general(assistant: Assistant) -> None:
    answer = assistant.ask("What did Ofsted say about Leeds in 2020?")
    assert answer.status == "no_evidence"
    assert answer.notes[0].startswith("Reports with grades searched for Leeds: 1 May 2015;")


def test_what_is_to_be_worked_on_is_no_grade(assistant: Assistant) -> None:
    history = [Turn("Is Luton outstanding?", "")]
    assert not assistant.ask("what do they still need to work on?", history).grades


def test_grades_from_a_year_until_now_are_all_told(assistant: Assistant) -> None:
    answer = assistant.ask("Leeds overall grades from 2015 til now")
    assert [one.grade for one in answer.grades] == ["inadequate", "good", "outstanding"]
