"""What is told and how it is labelled: councils, dates, sources and years that are not held."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.build import build
from indexer.index import Index
from indexer.passages import Hit
from qa.answer import EVERYTHING, Narrowing, Scope, Turn
from qa.asking.question import understand
from qa.assistant import Assistant
from qa.choose import earlier, of_the_newest
from qa.extract import Finding
from qa.parts import Part, said
from qa.reader import Reader
from qa.refuse import year_is_held
from qa.retrieve import narrowed
from tests.by_eye import ByEye


def report(council: str, publisher: str, day: str, body: str, kind: str = "inspection") -> str:
    fields = {"title": f"Carers in {council or 'town'}", "authority": council, "kind": kind}
    fields |= {"publisher": publisher, "published": day}
    head = "\n".join(f"{name}: {value}" for name, value in fields.items() if value)
    return f"---\n{head}\n---\n{body}\n"


REPORTS = {
    "leeds-2015.md": report("Leeds", "Ofsted", "2015-05-01", """# Carers

Carers wait 15 weeks for foster training.

# What needs to improve

- early notes on carers
"""),
    "leeds-2019.md": report("Leeds", "Ofsted", "2019-05-01", """# Carers

Carers wait 19 weeks for foster training.

# Areas for improvement

- written plans for carers
- night cover for carers

## Adopters

- training of adopters

## Strengths

- the warmth of carers

# Priority and immediate action

Visits to carers must be made on time.

# Leeds Safeguarding Children Board

## Areas for improvement

- the minutes of the board
"""),
    "leeds-2024.md": report("Leeds", "Ofsted", "2024-05-01", """# Staff

Staff adopt a new way of work.
"""),
    "wigan-2012.md": report("Wigan", "Ofsted", "2012-05-01", """# Carers

Carers wait 12 weeks for foster training.
"""),
    "wigan-2022.md": report("Wigan", "Ofsted", "2022-05-01", """# Carers

Carers wait 22 weeks for foster training.
"""),
    "town.md": report("", "Care Quality Commission", "", """# Carers

Carers wait 99 weeks for foster training.
"""),
}  # fmt: skip


KINDS: tuple[Narrowing, ...] = ("kinds",)


class Sure(Reader):
    """Is certain that a sentence on carers who wait answers, and of no other."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([20 if "Carers wait" in text else -20 for text in texts], np.float32)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("telling")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    build([folder], folder / ".index", ByEye())
    return Index.open(folder / ".index", ByEye())


@pytest.fixture(scope="module")
def assistant(index: Index) -> Assistant:
    """Without the report that has neither council nor date."""
    placed = copy(index)
    placed.reports = {id_: one for id_, one in index.reports.items() if id_ != "town.md"}
    return Assistant(placed, Sure())


@pytest.fixture(scope="module")
def loose(index: Index) -> Assistant:
    """With that report."""
    return Assistant(index, Sure())


def finding(index: Index, report_id: str, place: int = 0, score: float = 0.9) -> Finding:
    pairs = [(p, s) for p in index.of_report(report_id) for s in p.sentences]
    passage, sentence = pairs[place]
    return Finding(Hit(passage, 1.0), sentence, score)


def test_of_one_year_only_its_report_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("How long did carers wait in Leeds in 2015?")
    assert answer.text == "Carers wait 15 weeks for foster training. [1]"
    assert answer.notes == ()


def test_what_another_year_tells_carries_its_date(assistant: Assistant) -> None:
    answer = assistant.ask("How long did carers wait in Leeds in 2018?", scope=Scope(since=2019))
    assert answer.text == "1 May 2019: Carers wait 19 weeks for foster training. [1]"
    assert answer.status == "partial"
    assert answer.notes == ("No sentence from a report of 2018 was found that answers.",)


def test_what_has_no_date_is_not_taken_for_the_year_asked_about(
    index: Index, loose: Assistant
) -> None:
    answer = loose.ask("How long did carers wait in 2018?")
    assert answer.status == "partial"
    assert [c.report_id for c in answer.citations] == ["town.md"]
    assert answer.text.startswith("Date not stated: ")
    assert answer.notes[0].startswith("What is told is from a report without a date")


def test_what_is_not_from_the_newest_report_carries_its_date(assistant: Assistant) -> None:
    answer = assistant.ask("How long do carers wait in Leeds?", scope=Scope(since=2016))
    assert answer.text == "1 May 2019: Carers wait 19 weeks for foster training. [1]"


def test_the_newest_that_tells_answers_and_older_ones_stand_aside(assistant: Assistant) -> None:
    answer = assistant.ask("How long do carers wait in Wigan?")
    assert answer.text == "Carers wait 22 weeks for foster training. [1]"
    assert [citation.report_id for citation in answer.earlier] == ["wigan-2012.md"]
    both = assistant.ask("How long did carers wait in Wigan since 2010?")
    assert "12 weeks" in both.text


def test_a_newer_report_answers_though_an_older_is_likelier_to(index: Index) -> None:
    asked = understand("How long do carers wait in Leeds?")
    old, new = finding(index, "leeds-2015.md"), finding(index, "leeds-2019.md")
    likely = [replace(old, answers=0.9), replace(new, answers=0.5)]
    assert of_the_newest(index, asked, likely) == likely[1:]
    faint = [replace(old, answers=0.9), replace(new, answers=0.2)]
    assert of_the_newest(index, asked, faint) == faint


def test_two_reports_of_one_council_are_told_apart_with_publisher_and_date(
    index: Index,
) -> None:
    asked = understand("How long do carers wait in Leeds?")
    leeds, town = index.reports["leeds-2019.md"], index.reports["town.md"]
    own = replace(town, authority="Leeds")
    chosen = [finding(index, "leeds-2019.md"), finding(index, "town.md")]
    told = said(asked, Part("", (leeds, own)), chosen)
    assert [statement.text for statement in told] == [
        "Ofsted, 1 May 2019: Carers wait 19 weeks for foster training.",
        "Care Quality Commission, date not stated: Carers wait 99 weeks for foster training.",
    ]
    assert all(statement.apart for statement in told)
    by_ofsted = (leeds, replace(own, publisher="Ofsted", published=leeds.published))
    plain = said(asked, Part("", by_ofsted), chosen)
    assert [statement.apart for statement in plain] == [False, False]


def test_a_place_that_no_report_names_is_not_answered_from_others(assistant: Assistant) -> None:
    for asked in (
        "How long do carers wait in Atlantis?",
        "Do Atlantis Council's carers wait?",
        "How long did Atlantis make carers wait?",
        "Atlantis children's services: how long do carers wait?",
        "What overall grade did Atlantis get?",
        "Is Atlantis inadequate?",
    ):
        answer = assistant.ask(asked)
        assert (answer.status, answer.text) == ("no_evidence", "")
        assert answer.notes == ("No report held speaks of “Atlantis”.",)
        assert answer.hits
    assert assistant.ask("How long do carers wait in Wigan?").status == "answered"
    assert assistant.ask("How Long Do Carers Wait for Foster Training?").status == "answered"
    for asked in ("Is Anything Said on How Long Carers Wait?", "Does Everyone Wait Long?"):
        assert not [note for note in assistant.ask(asked).notes if "speaks of" in note]


def test_what_is_told_of_one_council_says_nothing_of_the_country(assistant: Assistant) -> None:
    asked = "How long do carers wait in Wigan"
    assert assistant.ask(f"{asked} compared with the England average?").status == "no_evidence"
    history = [Turn(f"{asked}?", "22 weeks [1]")]
    assert assistant.ask("and the England average?", history).status == "no_evidence"
    for other in ("in the English language class", "who came to the country alone"):
        assert assistant.ask(f"{asked} {other}?").status == "answered"


def test_a_refusal_needs_no_note_on_the_year(assistant: Assistant) -> None:
    answer = assistant.ask("Who adopts in Leeds in 2018?")
    assert (answer.status, answer.notes) == ("no_evidence", ())


def test_a_refusal_shows_the_nearest_of_other_years(assistant: Assistant) -> None:
    answer = assistant.ask("What overall grade did Leeds get in 2012 and in 2010?")
    assert (answer.status, answer.text) == ("no_evidence", "")
    assert {hit.passage.authority for hit in answer.hits} == {"Leeds"}


def test_each_council_has_its_own_year(assistant: Assistant) -> None:
    answer = assistant.ask("How long did carers wait in Leeds and Wigan in 2022?")
    assert answer.text == "Wigan: Carers wait 22 weeks for foster training. [1]"
    assert "Leeds: no sentence was found that answers." in answer.notes


def test_a_year_of_no_report_is_refused_whatever_has_no_date(
    loose: Assistant, index: Index
) -> None:
    answer = loose.ask("How long did carers wait in Leeds in 2009?")
    assert (answer.status, answer.text) == ("no_evidence", "")
    assert answer.notes == (
        "No report searched is of 2009 or the two years after: they are of 2015 to 2024; "
        "1 other without a date.",
    )
    asked = understand("carers in 2009")
    dated = [one for one in index.reports.values() if one.dated]
    named = finding(index, "town.md")
    named = replace(named, sentence=replace(named.sentence, text="In 2009 carers waited."))
    assert not year_is_held(index, asked, list(index.reports.values()), [finding(index, "town.md")])
    assert year_is_held(index, asked, dated, [named])
    assert year_is_held(index, asked, [index.reports["town.md"]], [])


def test_what_several_councils_tell_is_labelled(loose: Assistant) -> None:
    answer = loose.ask("How long do carers wait for foster training?")
    labels = [line.partition(": ")[0].partition(",")[0] for line in answer.text.split("\n")]
    assert len(labels) > 1
    reports = loose.index.reports
    told = {reports[c.report_id].authority or reports[c.report_id].title for c in answer.citations}
    assert set(labels) == told


def test_a_group_is_told_in_part_and_the_note_says_where_it_is_told_whole(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Which councils have carers who wait?")
    assert answer.status == "partial"
    assert all(": Carers wait" in line for line in answer.text.split("\n"))
    assert "One question, many councils" in answer.notes[0]


def test_what_no_report_of_the_publisher_or_kind_tells_is_noted(assistant: Assistant) -> None:
    peer = assistant.ask("What did the peer review of Leeds say about how long carers wait?")
    assert peer.status == "partial"
    assert peer.notes[0] == "No peer review on Leeds is among the reports searched."
    cqc = assistant.ask("What did CQC say about how long carers wait in Leeds?")
    assert cqc.status == "partial"
    assert cqc.notes == (
        "No Care Quality Commission report on Leeds is among the reports searched.",
        "This is from the report of 1 May 2019; one of 1 May 2024 is held.",
    )
    ofsted = assistant.ask("What did Ofsted say about how long carers wait in Leeds?")
    assert ofsted.notes == cqc.notes[1:]
    unheld = assistant.ask("What did CQC say about how long carers wait in Camden?")
    assert (unheld.status, unheld.notes) == ("not_in_corpus", ())
    ignored = assistant.ask(
        "What did the peer review of Leeds say about how long carers wait?", ignoring=KINDS
    )
    assert ignored.notes == assistant.ask("How long do carers wait in Leeds?").notes


@pytest.mark.parametrize(
    ("text", "publishers"),
    [
        ("have waits in Leeds changed between the 2015 review and Ofsted's visit", 0),
        ("have waits in Leeds changed between the 2019 and the 2024 report of Ofsted", 1),
        ("what did Ofsted say on waits in Leeds in 2015", 1),
    ],
)
def test_of_a_change_a_publisher_leaves_no_year_without_its_report(
    tmp_path: Path, text: str, publishers: int
) -> None:
    held = REPORTS | {
        "leeds-2015.md": report("Leeds", "LGA", "2015-05-01", "# Carers\n\nCarers wait.\n")
    }
    for name in held:
        (tmp_path / name).write_text(held[name], "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    index = Index.open(tmp_path / ".index", ByEye())
    scope, fields = narrowed(index, EVERYTHING, understand(text))
    assert len(scope.publishers) == publishers
    assert ("publishers" in fields) == bool(publishers)


def test_the_year_that_is_preferred_is_said_and_can_be_left_aside(assistant: Assistant) -> None:
    question = "How long did carers wait in Leeds in 2015?"
    answer = assistant.ask(question)
    assert (answer.years, answer.narrowed) == ((2015,), ("authorities",))
    newest = assistant.ask(question, ignoring=("years",))
    assert newest.years == ()
    assert newest.text == assistant.ask("How long did carers wait in Leeds?").text != answer.text
    for other in ("since 2015", "in 2015 and in 2019", "at the inspection after 2015's"):
        assert assistant.ask(f"How long did carers wait in Leeds {other}?").years == ()


def test_a_council_left_aside_is_not_searched_and_the_others_are(assistant: Assistant) -> None:
    question = "How long do carers wait in Leeds and Wigan?"
    answer = assistant.ask(question, ignoring=("Leeds",))
    assert (answer.scope.authorities, answer.narrowed) == (("Wigan",), ("authorities",))
    assert answer.notes == ()
    none = assistant.ask(question, scope=Scope(("Leeds",)), ignoring=("Leeds", "Wigan"))
    assert (none.scope.authorities, none.narrowed) == (("Leeds",), ())


def test_a_council_in_the_question_goes_before_the_filters_and_that_is_said(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("How long do carers wait in Wigan?", scope=Scope(("Leeds",)))
    assert "22 weeks" in answer.text
    assert answer.notes == ("The question is about Wigan: that was searched, in place of Leeds.",)
    both = Scope(("Leeds", "Wigan"))
    assert assistant.ask("How long do carers wait in Wigan?", scope=both).notes == ()


def test_the_latest_asked_for_is_told_with_both_dates(assistant: Assistant) -> None:
    answer = assistant.ask("How long do carers wait in Leeds now?")
    assert "19 weeks" in answer.text
    assert answer.notes == ("This is from the report of 1 May 2019; one of 1 May 2024 is held.",)
    assert assistant.ask("How long do carers wait in Wigan now?").notes == ()


def test_a_report_without_a_council_is_pointed_out(loose: Assistant) -> None:
    answer = loose.ask("What did CQC say about how long carers wait in Leeds?")
    assert "99 weeks" in answer.text
    assert answer.notes == (
        "“Carers in town” does not state a council: check that this is about Leeds.",
    )


def test_earlier_reports_are_of_the_same_council_and_publisher(index: Index) -> None:
    older = [finding(index, id_) for id_ in ("wigan-2012.md", "leeds-2015.md")]
    told = earlier(index, [finding(index, "leeds-2019.md")], older)
    assert [one.hit.passage.report_id for one in told] == ["leeds-2015.md"]


def test_coverage_speaks_of_what_was_told_and_weighed_only(assistant: Assistant) -> None:
    stages: list[str] = []
    answer = assistant.ask("What must Leeds improve?", on_stage=stages.append)
    assert (answer.coverage.passages_found, answer.coverage.reports_found) == (3, 1)
    assert len(answer.hits) > 2
    assert "Reading the passages" not in stages
    assert stages.index("Looking up the judgements") < stages.index("Finding passages beside them")


def test_all_sections_on_what_is_to_improve_are_told_priorities_first(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("What was Leeds told to improve in 2019?")
    first, *items = answer.text.split("\n")
    assert first.startswith("Visits to carers must be made on time.")
    assert "• written plans for carers" in items[0]
    assert "night cover" in answer.text
    assert "training of adopters" in answer.text
    assert "minutes" not in answer.text
    assert "warmth" not in answer.text
    assert answer.notes == ()


def test_an_older_list_is_told_with_its_date(assistant: Assistant) -> None:
    answer = assistant.ask("What does Leeds need to change?")
    assert "night cover" in answer.text
    assert answer.notes == (
        "This list is from the report of 1 May 2019; none was found in the newest, of 1 May 2024.",
    )
