"""From question to cited answer, over a small real index with the real encoder."""

from __future__ import annotations

import re

import pytest

from indexer.build import build
from indexer.encoder import SentenceEncoder
from qa.answer import Scope, Turn
from qa.assistant import Assistant
from qa.chains import PassageRetriever, as_runnable

REPORTS = {
    "leeds-2019.md": """---
title: Children's services in Leeds
authority: Leeds
publisher: Ofsted
kind: inspection
published: 2019-02-01
---
# Leadership

Managers rely on agency staff, who fill 31% of posts. Supervision is infrequent.

# Care leavers

Personal advisers each support 35 young people. A new hub called The Forge opened in June 2018.
""",
    "leeds-2024.md": """---
title: Children's services in Leeds
authority: Leeds
publisher: Ofsted
kind: inspection
published: 2024-03-01
---
# Leadership

Managers rely less on agency staff, who now fill 8% of posts. Supervision is regular.

# Recommendations

The following need to improve:

- the timeliness of health checks
- the quality of written plans
- support for foster carers at night

# Care leavers

Visits were delayed because three advisers left in the same month.
""",
    "wigan-2022.md": """---
title: Briefing on adult social care in Wigan
authority: Wigan
publisher: Care Quality Commission
kind: briefing
published: 2022-06-01
---
# Unpaid carers

Unpaid carers wait 19 weeks for a review of their support. The council plans more breaks.

# Agency staff

Agency staff fill 12% of social work posts.
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("assistant")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    build([folder], folder / ".index", SentenceEncoder())
    return Assistant.open(folder / ".index")


def test_the_answer_is_a_sentence_of_the_report_with_its_citation(assistant: Assistant) -> None:
    answer = assistant.ask("how long do carers wait for reviews")
    assert answer.status == "answered"
    assert answer.text.startswith("Unpaid carers wait 19 weeks for a review of their support. [1]")
    first = answer.citations[0]
    assert first.report_id == "wigan-2022.md"
    assert first.heading == ("Unpaid carers",)
    assert first.quote in assistant.index.passage(first.passage_id).text
    assert "briefing" in first.reference.lower()
    assert "1 June 2022" in first.reference


def test_every_sentence_has_its_mark_and_its_exact_quote(assistant: Assistant) -> None:
    for question in ("agency staff in Leeds", "what needs to improve in Leeds", "care leavers hub"):
        answer = assistant.ask(question)
        assert answer.citations
        for mark, citation in enumerate(answer.citations, start=1):
            passage = assistant.index.passage(citation.passage_id)
            assert set(citation.sentences) <= set(passage.sentences)
            assert citation.quote.split() == " ".join(s.text for s in citation.sentences).split()
            for sentence in citation.sentences:
                assert f"{sentence.text} [{mark}]" in answer.text


def test_the_newer_report_answers_where_no_year_is_asked(assistant: Assistant) -> None:
    newest = assistant.ask("what share of posts in Leeds is filled by agency staff")
    first = newest.citations[0]
    assert newest.text.startswith(f"{first.quote} [1]")
    assert "8%" in first.quote
    assert first.report_id == "leeds-2024.md"


def test_the_year_asked_for_answers(assistant: Assistant) -> None:
    older = assistant.ask("what share of posts in Leeds was filled by agency staff in 2019")
    first = older.citations[0]
    assert older.text.startswith(f"{first.quote} [1]")
    assert "31%" in first.quote
    assert first.report_id == "leeds-2019.md"


def test_a_council_named_keeps_the_others_out(assistant: Assistant) -> None:
    answer = assistant.ask("agency staff in Wigan")
    assert {citation.report_id for citation in answer.citations} == {"wigan-2022.md"}
    assert {hit.passage.authority for hit in answer.hits} == {"Wigan"}


def test_two_councils_are_answered_each_from_its_own_report(assistant: Assistant) -> None:
    answer = assistant.ask("share of agency staff in Leeds and Wigan")
    leeds, wigan = (line.partition(": ") for line in answer.text.splitlines() if line)
    assert (leeds[0], wigan[0]) == ("Leeds", "Wigan")
    assert ("8%" in leeds[2], "12%" in leeds[2]) == (True, False)
    assert ("8%" in wigan[2], "12%" in wigan[2]) == (False, True)
    for council, _, told in (leeds, wigan):
        marks = [int(mark) for mark in re.findall(r"\[(\d+)\]", told)]
        cited = {answer.citations[mark - 1].report_id for mark in marks}
        assert {assistant.index.reports[id_].authority for id_ in cited} == {council}


def test_a_list_is_given_whole_with_its_lead_in(assistant: Assistant) -> None:
    text = assistant.ask("which three things does Leeds need to improve?").text
    assert "health checks" in text
    assert "written plans" in text
    assert "at night" in text


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("how many agency staff does Camden have", "not_in_corpus"),
        ("what share of posts do agency staff fill in Leeds and Camden", "partial"),
        ("when was supervision in Leeds last audited", "no_evidence"),
        ("share of agency staff in Wigan in 2009", "no_evidence"),
    ],
)
def test_what_the_reports_do_not_say_is_not_answered(
    assistant: Assistant, question: str, status: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == status
    if status == "no_evidence":
        assert not answer.citations
        assert answer.hits


def test_a_follow_up_keeps_subject_and_council(assistant: Assistant) -> None:
    history = [Turn("share of posts filled by agency staff in Leeds in 2024?", "8% [1]")]
    answer = assistant.ask("and in 2019?", history)
    assert "31%" in answer.text
    assert answer.asked != answer.question


def test_the_scope_given_is_kept(assistant: Assistant) -> None:
    answer = assistant.ask("agency staff", scope=Scope(publishers=("Care Quality Commission",)))
    assert {hit.passage.report_id for hit in answer.hits} == {"wigan-2022.md"}
    assert answer.coverage.reports_searched == 1
    until = assistant.ask("agency staff", scope=Scope(until=2020))
    assert {hit.passage.report_id for hit in until.hits} == {"leeds-2019.md"}


def test_the_stages_are_told(assistant: Assistant) -> None:
    stages: list[str] = []
    assert assistant.ask("agency staff in Wigan", on_stage=stages.append).citations
    assert stages == [
        "Understanding the question",
        "Looking up the judgements",
        "Searching the reports",
        "Reading the passages",
        "Checking that they answer",
        "Writing the answer",
    ]
    stages.clear()
    assistant.ask("agency staff in Camden", on_stage=stages.append)
    assert stages == ["Understanding the question"], "nothing is searched for what is not held"


def test_retriever_and_assistant_drop_into_chains(assistant: Assistant) -> None:
    documents = PassageRetriever(index=assistant.index, k=2).invoke("agency staff in Wigan")
    assert documents[0].metadata["report"] == "wigan-2022.md"
    assert len(documents) == 2
    chain = as_runnable(assistant) | (lambda answer: answer.status)
    assert chain.invoke("agency staff in Camden") == "not_in_corpus"


def test_an_empty_index_of_that_council_is_no_error(assistant: Assistant) -> None:
    answer = assistant.ask("agency staff", scope=Scope(authorities=("Wigan",), since=2024))
    assert answer.status == "no_evidence"
    assert answer.coverage.reports_searched == 0


def test_what_is_to_be_improved_is_told_whole_from_its_own_section(assistant: Assistant) -> None:
    answer = assistant.ask("what must Leeds improve?")
    assert answer.status == "answered"
    assert [citation.heading for citation in answer.citations] == [("Recommendations",)]
    assert answer.text.count("•") == 3


@pytest.mark.parametrize(
    "question",
    ["what is the best recipe for bread", "is the moon cheese", "how do I renew my library card"],
)
def test_what_nothing_is_near_to_is_not_answered(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.text, answer.citations) == ("no_evidence", "", ())
    assert answer.hits, "the nearest passages are carried all the same"


def test_two_years_are_told_apart_each_from_its_own_report(assistant: Assistant) -> None:
    answer = assistant.ask("share of posts filled by agency staff in Leeds in 2019 and in 2024")
    first, second = answer.text.split("\n")[:2]
    assert first.startswith("2019: ")
    assert "31%" in first
    assert second.startswith("2024: ")
    assert "8%" in second
