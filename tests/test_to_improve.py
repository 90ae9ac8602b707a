"""Lists of what is to be improved, where several publishers report on one council."""

from __future__ import annotations

import pytest

from indexer.build import build
from indexer.index import Index
from qa.assistant import Assistant
from tests.by_eye import ByEye

HEAD = "---\ntitle: {title}\nauthority: Leeds\npublisher: {by}\npublished: {day}\n---\n"
REPORTS = {
    "peers.md": HEAD.format(title="Adult social care", by="Leeds Council", day="2016-03-17")
    + "# Recommendations\n\n- Plan the budget.\n- Train the board.\n",
    "ofsted.md": HEAD.format(title="Children's services", by="Ofsted", day="2019-05-01")
    + "# What needs to improve\n\n- Visits to children.\n",
    "cqc.md": HEAD.format(title="Adult social care", by="Care Quality Commission", day="2024-05-01")
    + "# Leadership\n\nLeaders know their services.\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("lists")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    build([folder], folder / ".index", ByEye())
    return Assistant(Index.open(folder / ".index", ByEye()))


def test_each_publisher_has_its_own_list_newest_first(assistant: Assistant) -> None:
    assert assistant.ask("What does Leeds need to improve?").text.split("\n") == [
        "Ofsted, 1 May 2019:",
        "• Visits to children. [1]",
        "Leeds Council, 17 March 2016:",
        "• Plan the budget. [2]",
        "• Train the board. [2]",
    ]


def test_only_the_list_on_the_service_asked_about_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("What do children's services in Leeds need to improve?")
    assert answer.text == "• Visits to children. [1]"
    assert answer.notes == ()
