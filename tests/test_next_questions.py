"""What people ask next: what was said before, is that the latest, how does it compare."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus import Sentence
from indexer.build import build
from indexer.encoder import SentenceEncoder
from indexer.passages import Hit, Passage
from qa.again import repeats
from qa.answer import Answer, Scope, Turn
from qa.asking.question import Question, hopped, understand
from qa.assistant import Assistant
from qa.compose import stated
from qa.extract import Finding
from qa.found import Found

REPORT = """---
title: Inspection of {council}
authority: {council}
publisher: Ofsted
published: {year}-05-01
---
# Caseloads

Social workers in {council} have caseloads of {cases} children each, and {mood}.

# Supervision

Supervision of social workers is regular and reflective.

# Areas for improvement

- The records of visits in {council}.
"""
HELD = (
    ("Leeds", 2015, 31, "this is too many"),
    ("Leeds", 2019, 24, "few complain"),
    ("Leeds", 2024, 18, "they find that manageable"),
    ("Wigan", 2022, 15, "they find that low"),
)
FIRST = "How many children do social workers in Leeds have on their caseloads?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("next")
    for council, year, cases, mood in HELD:
        text = REPORT.format(council=council, year=year, cases=cases, mood=mood)
        (folder / f"{council}-{year}.md").write_text(text, encoding="utf-8")
    build([folder], folder / "index", encoder=SentenceEncoder())
    return Assistant.open(folder / "index")


def after(assistant: Assistant, *questions: str) -> Answer:
    """The answer to the last of the questions, asked one after the other."""
    history: list[Turn] = []
    for question in questions:
        answer = assistant.ask(question, history)
        history.append(Turn(question, answer.text))
    return answer


def told(answer: Answer) -> list[str]:
    return [citation.report_id for citation in answer.citations]


@pytest.mark.parametrize(
    "asked",
    [
        "What did they say before?",
        "and previously?",
        "What did the report before that say?",
        "was it better last time?",
        "what was it before",
    ],
)
def test_what_was_said_before_is_told_from_the_report_before_with_its_date(
    assistant: Assistant, asked: str
) -> None:
    answer = after(assistant, FIRST, asked)

    assert told(answer)[0] == "Leeds-2019.md"
    assert answer.text.startswith("1 May 2019: ")
    assert "Leeds-2024.md" not in told(answer)


@pytest.mark.parametrize(
    "asked",
    [
        "and is the supervision of social workers regular there?",
        "is supervision there regular and reflective",
        "do they have regular supervision",
    ],
)
def test_a_matter_of_its_own_is_not_mixed_with_the_one_before(
    assistant: Assistant, asked: str
) -> None:
    answer = after(assistant, FIRST, asked)
    assert answer.text.startswith("Supervision of social workers is regular and reflective.")
    assert set(told(answer)) == {"Leeds-2024.md"}
    assert answer.asked.rstrip("?") == f"{asked.rstrip('?')} in Leeds"


def test_what_follows_a_matter_of_its_own_leans_on_that() -> None:
    history = [
        Turn(
            "How many children did social workers in Leeds have on their caseloads in 2019?", "24."
        ),
        Turn("and is the supervision there good enough?", "It is regular."),
    ]
    asked = understand("is it reflective?", history)
    assert "supervision" in asked.completed
    assert "caseloads" not in asked.completed
    assert (asked.authorities, asked.years) == (("Leeds",), (2019,))


def test_a_follow_up_may_lean_on_the_matter_before_without_saying_so() -> None:
    history = [Turn("How many people in Leeds wait for an assessment?", "40.")]
    asked = understand("and how many are waiting more than six months", history)
    assert asked.completed == "and how many are waiting more than six months"
    assert [("assessment" in reading) for reading in asked.readings] == [False, True]
    assert asked.authorities == ("Leeds",)
    for leans in ("how many of them are children", "what about people in hospital", "is it long"):
        (only,) = understand(leans, history).readings
        assert "assessment" in only


@pytest.mark.parametrize("asked", ["what about supervision?", "supervision?", "and supervision"])
def test_a_matter_named_alone_is_searched_for_alone_where_nothing_else_is_found(
    assistant: Assistant, asked: str
) -> None:
    answer = after(assistant, "How many social workers in Leeds left in the year?", asked)
    assert "Supervision of social workers is regular and reflective." in answer.text
    assert any(f"“{asked}” was searched for by itself" in note for note in answer.notes)


def test_a_matter_named_alone_that_was_told_of_is_told_again(
    assistant: Assistant,
) -> None:
    asked = "is the supervision of social workers in Leeds good?"
    found = assistant.ask("caseloads?", [Turn(asked, "")])
    again = assistant.ask("caseloads?", [Turn(asked, found.text)])
    assert not [note for note in found.notes if "searched for by itself" in note]
    assert "18 children" in again.text
    assert again.unsure == found.unsure
    assert not [note for note in again.notes if note.startswith("Nothing new was found")]


def test_what_is_to_improve_is_told_whatever_was_asked_before(assistant: Assistant) -> None:
    answer = after(assistant, "When was Leeds inspected?", "so what do they still have to work on?")
    assert answer.text == "• The records of visits in Leeds. [1]"


def test_before_is_before_the_report_told_of_last(assistant: Assistant) -> None:
    answer = after(assistant, FIRST, "What did they say before?", "And before that?")

    assert set(told(answer)) == {"Leeds-2015.md"}
    assert answer.coverage.reports_searched == 1


def test_what_inspectors_think_of_it_is_asked_of_the_same_year(assistant: Assistant) -> None:
    asked = "How many children did social workers in Leeds have on their caseloads in 2015?"
    answer = after(assistant, asked, "And what did they think of that?")

    assert told(answer)[0] == "Leeds-2015.md"
    assert (
        "in 2015"
        in understand(
            "And what did they think of that?", [Turn(asked, "31 children each.")]
        ).search_text
    )


def test_the_year_before_is_no_other_report(assistant: Assistant) -> None:
    answer = after(assistant, FIRST, "And how many did they have the year before that?")

    assert set(told(answer)) <= {"Leeds-2024.md"}
    assert answer.hits[0].passage.report_id == "Leeds-2024.md"


def test_before_the_oldest_there_is_none(assistant: Assistant) -> None:
    asked = "How many children did social workers in Leeds have on their caseloads in 2015?"
    answer = after(assistant, asked, "What did they say before?")

    assert answer.status == "no_evidence"
    assert answer.notes == ("No older report is held.",)
    assert answer.hits


def test_what_came_after_is_told_from_the_newer_reports(assistant: Assistant) -> None:
    asked = "How many children did social workers in Leeds have on their caseloads in 2015?"
    answer = after(assistant, asked, "And what did the next inspection say?")

    assert set(told(answer)) <= {"Leeds-2019.md", "Leeds-2024.md"}
    assert answer.status == "answered"


SOURCE = [
    *("Is that the latest?", "is this still current", "Which report is that from?"),
    *("how do you know?", "where does it say that", "what page is that on?", "says who?"),
    *("Is that still so?", "and is it still like that today"),
]


@pytest.mark.parametrize("asked", SOURCE)
def test_the_source_is_told_with_its_date_and_whether_it_is_the_newest(
    assistant: Assistant, asked: str
) -> None:
    answer = after(assistant, FIRST, asked)

    assert told(answer)[0] == "Leeds-2024.md"
    assert answer.text.startswith("1 May 2024: ")
    assert answer.notes == (
        "This stands in Ofsted, Inspection of Leeds, 1 May 2024.",
        "The newest report on Leeds by Ofsted held is the one quoted, of 1 May 2024.",
    )
    again = after(assistant, FIRST, "how do you know?", asked)
    assert (again.text, again.notes) == (answer.text, answer.notes)


def test_what_is_left_aside_stays_so_where_it_is_asked_whether_it_is_still_so(
    assistant: Assistant,
) -> None:
    history = [assistant.ask(FIRST).turn]
    assert assistant.ask("is that still so?", history).scope.authorities == ("Leeds",)
    aside = assistant.ask("is that still so?", history, ignoring=("authorities",))
    assert aside.scope.authorities == ()


def test_of_an_older_report_it_is_said_that_it_is_not_the_latest(assistant: Assistant) -> None:
    asked = "How many children did social workers in Leeds have on their caseloads in 2019?"
    answer = after(assistant, asked, "Is that the latest?")

    assert told(answer) == ["Leeds-2019.md"]
    assert answer.notes == (
        "This stands in Ofsted, Inspection of Leeds, 1 May 2019.",
        "This is from the report of 1 May 2019; one of 1 May 2024 is held.",
    )


@pytest.mark.parametrize(
    "asked",
    ["How does that compare with Wigan?", "is that better than Wigan", "and against Wigan?"],
)
def test_a_council_to_compare_with_is_told_beside_the_first(
    assistant: Assistant, asked: str
) -> None:
    answer = after(assistant, FIRST, asked)

    assert answer.scope == Scope(("Leeds", "Wigan"))
    assert [line.split(":")[0] for line in answer.text.split("\n")] == ["Leeds", "Wigan"]


def test_another_council_alone_takes_the_place_of_the_first(assistant: Assistant) -> None:
    for asked in ("What about Wigan?", "Do they have more than 10 in Wigan?"):
        assert after(assistant, FIRST, asked).scope == Scope(("Wigan",))


def test_to_compare_with_nobody_named_leads_to_the_page_that_does(assistant: Assistant) -> None:
    answer = after(assistant, FIRST, "How do we compare?")

    assert answer.status == "no_evidence"
    assert "“One question, many councils”" in answer.notes[0]


def _asked(*questions: str) -> Question:
    *before, last = questions
    return understand(last, [Turn(one, "") for one in before])


def test_a_correction_asks_again() -> None:
    for taken_back in ("no, I meant 2019", "sorry, I meant 2019", "no - 2019"):
        asked = _asked("How are care leavers in Leeds housed in 2024?", taken_back)
        assert asked.completed == "How are care leavers in Leeds housed in 2019?"
    asked = _asked("do the police come in Leeds", "and homeless teenagers?", "no, I meant Wigan")
    assert "homeless teenagers" in asked.completed
    assert asked.authorities == ("Wigan",)
    assert _asked("No recourse to public funds in Leeds").authorities == ("Leeds",)


def test_what_is_still_so_is_asked_of_what_came_after() -> None:
    first = "Who chaired the board in Leeds in 2016?"
    assert _asked(first, "is that still true?").since == 2017
    assert _asked("What was wrong in Leeds in 2022?", "what's left to do?").since == 2023
    then = _asked("What was wrong in Leeds in 2022?", "what's left to do?", "did people complain?")
    assert then.years == ()
    assert _asked("Who chairs the board in Leeds?", "is that still true?").latest


def test_still_means_the_newest_where_nothing_came_after(assistant: Assistant) -> None:
    answer = after(assistant, "How was Leeds rated in 2024?", "what do they still need to fix?")
    assert answer.status == "answered"
    assert told(answer) == ["Leeds-2024.md"]


def test_any_of_them_are_not_all_councils() -> None:
    asked = _asked("What did Ofsted say about care leavers in Leeds?", "are any of them homeless?")
    assert (asked.authorities, asked.group) == (("Leeds",), "")


def test_the_council_spoken_of_is_kept_after_any_of_them() -> None:
    before = ("What did Ofsted say about care leavers in Leeds?", "are any of them homeless?")
    asked = _asked(*before, "how many young people were staying put with their carers?")
    assert (asked.authorities, asked.group) == (("Leeds",), "")


def test_what_was_told_at_any_time_is_no_news() -> None:
    passage = Passage("a#0", "a", "Homes", "Leeds", None, ("Homes",), (Sentence("Homes.", 1),))
    told = Finding(Hit(passage, 1.0), passage.sentences[0], 0.9)
    found = Found("answered", statements=stated([told]))
    history = [Turn("How are homes in Leeds?", "Homes. [1]"), Turn("and hostels?", "Few. [1]")]
    assert repeats(understand("what about caseloads?", history), found)


def test_and_adults_asks_the_same_of_the_other_service() -> None:
    first = "What did inspectors say about children's services in Leeds?"
    assert "adults" in _asked(first, "and adults?").completed
    assert "child" not in _asked(first, "and adults?").completed
    assert _asked("How are foster carers in Leeds?", "and care leavers?").subject.startswith("How")


def test_better_than_before_asks_for_the_change() -> None:
    asked = _asked("how is Leeds rated", "is that better than before?")
    assert (asked.change, asked.step) == (True, 0)


def test_for_another_matter_the_same_kind_of_fact_is_asked() -> None:
    asked = hopped(_asked("How long do people in Leeds wait for reviews?", "and for equipment?"))
    assert asked.kind == "duration"


def test_the_council_told_of_is_kept_where_none_was_named(assistant: Assistant) -> None:
    first = assistant.ask("How low do social workers in Wigan find their caseloads?").turn
    assert first.councils == ("Wigan",)
    unnamed = replace(first, question="How low do social workers find their caseloads?")
    answer = assistant.ask("and is their supervision regular?", [unnamed])
    assert told(answer) == ["Wigan-2022.md"]


def test_what_was_told_before_is_told_again_with_doubt(assistant: Assistant) -> None:
    answer = after(assistant, FIRST, "are there too many of them?")
    assert answer.unsure
    assert answer.notes[0].startswith("Nothing new was found: this was told before")


def test_the_source_is_that_of_the_last_answer() -> None:
    asked = _asked("How are caseloads in Leeds?", "and the supervision?", "which page?")
    assert "supervision" in asked.completed


def test_what_was_told_is_told_again_where_it_names_what_is_asked() -> None:
    text = "In Leeds 40 homes are good and 3 hostels are poor."
    passage = Passage("a#0", "a", "Homes", "Leeds", None, ("Homes",), (Sentence(text, 1),))
    told = Finding(Hit(passage, 1.0), passage.sentences[0], 0.9)
    found = Found("answered", statements=stated([told]))
    history = [Turn("How are homes in Leeds rated?", text)]
    assert not repeats(understand("and the hostels?", history), found)
    assert repeats(understand("and the nurseries?", history), found)


def test_what_points_back_within_the_question_stands_alone() -> None:
    alone = _asked("How are carers in Wigan?", "who led the inspection of Leeds and when was it?")
    assert (alone.subject, alone.authorities) == ("", ("Leeds",))
    assert _asked("How are carers in Wigan?", "was it better in Leeds?").subject
