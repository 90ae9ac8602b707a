"""Names that are no council's: of them only the passages that have them are told."""

from __future__ import annotations

import pytest

from indexer.build import build
from indexer.index import Index
from qa.assistant import Assistant
from tests.by_eye import ByEye
from tests.test_telling import Sure

HEAD = "---\ntitle: Children's services\nauthority: {council}\npublisher: Ofsted\n---\n"
REPORTS = {
    "leeds.md": ("Leeds", "# Carers\n\nCarers wait 15 weeks for foster training.\n"),
    "wigan.md": ("Wigan", "# Carers\n\nCarers wait 5 weeks for foster training in Merrivale.\n"),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("places")
    for name, (council, text) in REPORTS.items():
        (folder / name).write_text(HEAD.format(council=council) + text, "utf-8")
    others = "".join(f"# Part {n}\n\nHomes are warm there.\n\n" for n in range(40))
    (folder / "hull.md").write_text(HEAD.format(council="Hull") + others, "utf-8")
    build([folder], folder / ".index", ByEye())
    return Assistant(Index.open(folder / ".index", ByEye()), Sure())


def test_of_a_rare_name_only_what_has_it_is_told(assistant: Assistant) -> None:
    assert "15 weeks" in assistant.ask("How long do carers wait?").text
    named = assistant.ask("How long do carers wait in Merrivale?")
    assert [citation.report_id for citation in named.citations] == ["wigan.md"]
    assert "15 weeks" not in named.text


def test_it_is_found_though_nothing_else_speaks_for_it(assistant: Assistant) -> None:
    asked = assistant.ask("How warm are homes in Merrivale?")
    assert {hit.passage.report_id for hit in asked.hits} == {"wigan.md"}


def test_an_abbreviation_that_no_report_uses_leaves_the_answer_unsure(assistant: Assistant) -> None:
    asked = "How long do carers wait in Leeds for QZX training?"
    answer = assistant.ask(asked)
    assert "15 weeks" in answer.text
    assert answer.unsure
    assert answer.notes == ("No report held uses “QZX”: write it out to be sure.",)
    for known in (asked.replace("QZX", "SEND"), asked.replace("QZX ", ""), asked.upper()):
        assert not [note for note in assistant.ask(known).notes if "write it out" in note]
