"""Grade questions are answered from the judgement table, each grade with its citation."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build
from indexer.index import Index
from qa.answer import Answer, Turn
from qa.asking.question import understand
from qa.assistant import Assistant
from qa.grading.question import grade_question
from tests.by_eye import ByEye

HEAD = """---
title: {title}
authority: {authority}
publisher: {publisher}
kind: inspection
published: {published}
---
# {title}
"""
ILACS = """
| Judgement | Grade |
| --- | --- |
| The impact of leaders on social work practice | {leadership} |
| The experiences and progress of children who need help and protection | {help} |
| The experiences and progress of children in care | {care} |
| The experiences and progress of care leavers | {leavers} |
"""
OVERALL = "| Overall effectiveness | {overall} |\n"
PROSE = """
# Findings

Young people leaving care rated their advisers highly. Leaders know the service.
"""
OLDER = """
| Judgement | Grade |
| --- | --- |
| Children who need help and protection | Good |
| Adoption performance | Outstanding |
| The Local Safeguarding Children Board | Inadequate |
| Overall effectiveness | Good |

# Findings

The last inspection of the local authority was in May 2011. It was judged to be adequate.
"""
BOARD = """
# The Local Safeguarding Children Board (LSCB)

## The Local Safeguarding Children Board requires improvement

## Executive summary

The board meets every month.
"""
TOGETHER = """
| Judgement | Grade |
| --- | --- |
| The experiences and progress of children in care and care leavers | Good |
"""
SCORES = """
| Judgement | Score |
| --- | --- |
| Assessing needs | Score: 2 |
| Equity in experience and outcomes | Score: 3 |
| Safeguarding | Score: 1 |
"""
RI = "Requires improvement to be good"
GRADES = {
    ("Leeds", "2018-05-01"): ("Inadequate", "Good", "Inadequate", "Good", "Inadequate"),
    ("Leeds", "2024-05-01"): ("Good", "Good", "Outstanding", RI, "Good"),
    ("Wigan", "2022-05-01"): ("Good", RI, "Outstanding", "Good", RI),
    ("Croydon", "2023-02-01"): ("Inadequate", RI, "Good", "Inadequate", "Inadequate"),
    ("Croydon", "2026-06-01"): (RI, RI, "Good", "Good", ""),
}
AREAS = ("leadership", "help", "care", "leavers", "overall")


def _write(folder: Path, authority: str, published: str, table: str, publisher: str) -> None:
    head = HEAD.format(
        title="Inspection of services",
        authority=authority,
        publisher=publisher,
        published=published,
    )
    (folder / f"{authority}-{published}.md").write_text(head + table + PROSE, "utf-8")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("grades")
    for (authority, published), grades in GRADES.items():
        told = dict(zip(AREAS, grades, strict=True))
        table = (ILACS + (OVERALL if told["overall"] else "")).format(**told)
        _write(folder, authority, published, table, "Ofsted")
    _write(folder, "Wigan", "2016-03-01", OLDER, "Ofsted")
    _write(folder, "Bury", "2019-07-01", TOGETHER, "Ofsted")
    _write(folder, "Bury", "2015-02-01", BOARD, "Ofsted")
    _write(folder, "Bolton", "2024-09-01", SCORES, "Care Quality Commission")
    build([folder], folder / ".index", ByEye())
    return Assistant(Index.open(folder / ".index", ByEye()))


def _reports(answer: Answer) -> list[str]:
    return [citation.report_id for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "said", "report"),
    [
        ("what grade did Leeds get overall", "Overall effectiveness: good", "Leeds-2024-05-01.md"),
        (
            "how was Leeds rated in 2018?",
            "Overall effectiveness: inadequate",
            "Leeds-2018-05-01.md",
        ),
        (
            "Leeds rating for young people leaving care",
            "care leavers: requires improvement to be good",
            "Leeds-2024-05-01.md",
        ),
        ("grade for the bosses in Wigan", "social work practice: good", "Wigan-2022-05-01.md"),
        ("what is Wigan's grade for LAC", "children in care: outstanding", "Wigan-2022-05-01.md"),
        ("Wigan's grade for keeping kids safe", "protection: requires", "Wigan-2022-05-01.md"),
        ("how was the front door judged in Wigan", "protection: requires", "Wigan-2022-05-01.md"),
        ("Wigan adoption rating", "Adoption performance: outstanding", "Wigan-2016-03-01.md"),
        ("is Leeds outstanding for kids in care now", "care: outstanding", "Leeds-2024-05-01.md"),
        ("what was Bolton's score for diversity", "a score of 3 out of 4", "Bolton-2024-09-01.md"),
        ("What did CQC score Bolton on fairness?", "a score of 3 out of 4", "Bolton-2024-09-01.md"),
    ],
)
def test_a_grade_comes_from_the_table_of_the_right_report(
    assistant: Assistant, question: str, said: str, report: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert said in answer.text
    assert _reports(answer) == [report]
    assert answer.hits[0].passage.report_id == report
    assert answer.citations[0].quote in answer.hits[0].passage.text
    assert [grade.mark for grade in answer.grades] == [1]


def test_a_score_is_told_with_what_its_report_says_it_means(tmp_path: Path) -> None:
    means = "\n# Safeguarding\n\nScore: 1\n\n1 - Evidence shows a long way to go\n"
    means += "\n# Learning\n\n3 - Evidence shows a good standard\n"
    _write(tmp_path, "Bolton", "2024-09-01", SCORES + means, "Care Quality Commission")
    build([tmp_path], tmp_path / ".index", ByEye())
    assistant = Assistant(Index.open(tmp_path / ".index", ByEye()))
    answer = assistant.ask("how was Bolton marked for safeguarding")
    whose = "Bolton, Care Quality Commission, 1 September 2024"
    assert answer.text.split("\n") == [
        f"{whose}: Safeguarding: a score of 1 out of 4 [1]",
        "1 - Evidence shows a long way to go [2]",
    ]
    assert answer.citations[1].heading[-1] == "Safeguarding"
    all_scores = assistant.ask("what scores did Bolton get")
    assert "Evidence" not in all_scores.text
    fair = assistant.ask("what did CQC score Bolton on fairness")
    assert len(fair.citations) == 1


@pytest.mark.parametrize(("key", "words"), [("help", "child protection"), ("care", "LAC")])
@pytest.mark.parametrize(("authority", "published"), GRADES)
def test_every_cell_of_the_table_is_told_for_its_year(
    assistant: Assistant, authority: str, published: str, key: str, words: str
) -> None:
    grade = GRADES[authority, published][AREAS.index(key)].lower()
    answer = assistant.ask(f"{authority} {words} grade {published[:4]}")
    assert answer.text.endswith(f": {grade} [1]")
    assert _reports(answer) == [f"{authority}-{published}.md"]


def test_councils_are_set_side_by_side_and_the_better_grade_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("overall grades of Leeds and Wigan")
    assert answer.text.splitlines()[0] == "Leeds has the higher grade. [1][2]"
    assert _reports(answer) == ["Leeds-2024-05-01.md", "Wigan-2022-05-01.md"]
    assert assistant.ask("How do Leeds and Wigan compare overall?").text == answer.text
    same = assistant.ask("do Leeds and Wigan have the same grade for children in care?")
    assert same.text.startswith("Both have the same grade: outstanding. [1][2]")


def test_a_grade_of_two_areas_together_is_told_once(assistant: Assistant) -> None:
    answer = assistant.ask("Bury grades for children in care and for care leavers")
    assert answer.text == (
        "Bury, Ofsted, 1 July 2019: The experiences and progress of children in care "
        "and care leavers: good [1]"
    )


def test_a_grade_printed_as_a_heading_over_no_text_is_shown_in_a_passage_that_prints_it(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("how was the safeguarding children board in Bury judged")
    (cited,) = answer.citations
    assert cited.quote == "The Local Safeguarding Children Board requires improvement"
    assert cited.heading[-1] == "The Local Safeguarding Children Board (LSCB)"
    shown = next(hit.passage for hit in answer.hits if hit.passage.id == cited.passage_id)
    assert shown.text == cited.quote


def test_a_change_needs_two_reports(assistant: Assistant) -> None:
    answer = assistant.ask("has Bury improved its grade for care leavers since the last one")
    assert answer.status == "partial"
    assert answer.notes == ("Bury: only one report searched has this grade.",)


def test_two_times_are_two_lines_and_never_one_verdict(assistant: Assistant) -> None:
    answer = assistant.ask("Leeds overall: what was it in 2018 and what in 2024?")
    first, *lines = answer.text.splitlines()
    assert first == "Leeds's grade rose from inadequate (May 2018) to good (May 2024). [1][2]"
    assert lines == [
        "Leeds, Ofsted, 1 May 2018: Overall effectiveness: inadequate [1]",
        "Leeds, Ofsted, 1 May 2024: Overall effectiveness: good [2]",
    ]


def test_areas_are_told_by_their_grade(assistant: Assistant) -> None:
    worst = assistant.ask("which service was weakest in Leeds")
    assert [grade.key for grade in worst.grades] == ["care_leavers"]
    good = assistant.ask("which areas of Croydon were not good in 2023")
    assert [grade.key for grade in good.grades] == ["leadership", "help_protection", "care_leavers"]


def test_councils_are_listed_and_counted_with_the_coverage(assistant: Assistant) -> None:
    answer = assistant.ask("how many councils are outstanding for children in care?")
    assert answer.text.startswith("2 councils (Ofsted, children in care: outstanding):")
    assert _reports(answer) == ["Leeds-2024-05-01.md", "Wigan-2022-05-01.md"]
    assert answer.notes == (
        "Of the 5 councils searched, 4 have a grade for children in care (Ofsted); "
        "without one: Bolton.",
    )
    london = assistant.ask("which London boroughs are inadequate overall")
    assert [grade.authority for grade in london.grades] == ["Croydon"]
    none = assistant.ask("which councils are inadequate for children in care")
    assert none.text.startswith("Of 4 councils graded (Ofsted, children in care), none has")
    assert "the lowest is good" in none.text


def test_councils_that_moved_are_told_with_both_reports(assistant: Assistant) -> None:
    answer = assistant.ask("which councils improved their overall grade since the last inspection")
    assert "Leeds's grade rose from inadequate (May 2018) to good (May 2024)." in answer.text
    assert _reports(answer) == ["Leeds-2018-05-01.md", "Leeds-2024-05-01.md"]


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("What was Leeds rated overall in 2021?", "grades searched for Leeds: 1 May 2018"),
        ("Leeds adoption grade 2024", "no grade for adoption"),
        ("overall effectiveness of Croydon in 2026", "no grade for overall effectiveness"),
    ],
)
def test_another_year_or_area_never_stands_in(
    assistant: Assistant, question: str, note: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.text, answer.grades) == ("no_evidence", "", ())
    assert note in answer.notes[0]


def test_an_older_grade_is_told_where_the_newest_report_gives_none(assistant: Assistant) -> None:
    answer = assistant.ask("Croydon's adoption and overall grades in 2023")
    assert "Croydon, Ofsted, 1 February 2023: Overall effectiveness: inadequate [1]" in answer.text
    answer = assistant.ask("Croydon's overall grade")
    first, *others = answer.text.split("\n")
    assert first == "Croydon, Ofsted, 1 February 2023: Overall effectiveness: inadequate [1]"
    assert [grade.grade for grade in answer.grades[1:]] == [
        *["requires improvement"] * 2,
        *["good"] * 2,
    ]
    assert all(line.startswith("Croydon, Ofsted, 1 June 2026: The ") for line in others)
    note = "Croydon, 1 June 2026: the report gives no grade for overall effectiveness."
    assert answer.notes[0] == note


def test_a_change_overall_is_told_by_area_where_the_newest_report_grades_none(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Has Croydon improved?")
    assert "leadership rose from inadequate (February 2023) to requires" in answer.text
    assert "children in care was the same in February 2023 and June 2026: good" in answer.text
    assert "no grade for overall effectiveness" in answer.notes[0]
    many = assistant.ask("Which councils are inadequate overall?")
    note = "An older grade counts where the newest report gives none: Croydon."
    assert ("Croydon", note) == (many.grades[0].authority, many.notes[1])
    answer = assistant.ask("Why is Croydon inadequate?")
    assert answer.text.startswith("Croydon, Ofsted, 1 February 2023: Overall effectiveness: inad")
    assert {grade.key for grade in answer.grades} == {"overall"}


def test_an_inspection_not_held_is_told_as_a_later_report_tells_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("what was Wigan judged in 2011")
    assert "in May 2011. [1] It was judged to be adequate. [1]" in answer.text
    assert _reports(answer) == ["Wigan-2016-03-01.md"]


def test_one_missing_council_leaves_the_answer_partial(assistant: Assistant) -> None:
    answer = assistant.ask("overall effectiveness of Leeds and Hackney")
    assert answer.status == "partial"
    assert _reports(answer) == ["Leeds-2024-05-01.md"]
    assert answer.notes == ("No report with grades for Hackney is among those searched.",)


@pytest.mark.parametrize(
    ("follow_up", "said"),
    [
        (
            "and leadership?",
            "Leeds, Ofsted, 1 May 2018: The impact of leaders on social work practice",
        ),
        (
            "and Wigan in 2022?",
            "Wigan, Ofsted, 1 May 2022: The experiences and progress of care leavers",
        ),
        (
            "and at the inspection after that?",
            "Leeds, Ofsted, 1 May 2024: The experiences and progress",
        ),
        ("has it improved?", "Leeds's grade for care leavers fell from good (May 2018)"),
    ],
)
def test_a_follow_up_keeps_what_was_asked(assistant: Assistant, follow_up: str, said: str) -> None:
    history = [Turn("what grade did Leeds get for care leavers in 2018?", "Good.")]
    assert assistant.ask(follow_up, history).text.startswith(said)


@pytest.mark.parametrize(
    "question",
    [
        "how did young people in Leeds rate their advisers' phone line",
        "how good is Leeds at leadership",
        "vacancy rate in Leeds",
        "which Leeds children's homes are good",
        "what grade did the Leeds fostering service get",
    ],
)
def test_a_question_about_more_than_a_grade_is_searched_for(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).grades == ()


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("what score did Leeds get when people move between services", "safe_systems"),
        ("Leeds score for moving from children's to adult services", "safe_systems"),
        ("mark given to Leeds for working jointly with others", "partnerships"),
        ("how was Leeds marked for how it is run and led", "governance"),
        ("how did they score Leeds for staying well", "healthier_lives"),
        ("Leeds mark for providing care", "care_provision"),
    ],
)
def test_the_areas_of_adult_care_in_the_words_of_people(text: str, area: str) -> None:
    asked = grade_question(understand(text))
    assert asked
    assert asked.areas == (area,)
