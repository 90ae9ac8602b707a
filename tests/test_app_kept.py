"""What the app keeps of a conversation, for whom, and the links that ask it again."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from streamlit.testing.v1 import AppTest

from qa.keeping import feedback
from tests.opened_app import CARERS, ask, labelled, opened, page, reopened

pytestmark = pytest.mark.usefixtures("data", "apart")


def test_a_reload_keeps_the_conversation_and_its_scope(app: AppTest) -> None:
    app.multiselect(key="scope-authorities").select("Ashford").run()
    before = page(ask(app, CARERS))
    after = reopened(app)
    assert '<h2 class="question">' in page(after)
    assert "Limited to Ashford." in page(after)
    assert page(after).count('class="mark"') == before.count('class="mark"') > 0
    assert after.multiselect(key="scope-authorities").value == ["Ashford"]
    ask(after, "and the national average?")
    assert page(after).count("<h2") == 2


def test_nobody_else_sees_a_conversation_even_by_its_address(
    app: AppTest, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(app, CARERS)
    stranger = opened(index_folder, monkeypatch, c=app.query_params["c"])
    assert not stranger.exception
    assert "<h2" not in page(stranger)
    assert not [b for b in stranger.sidebar.button if "carers" in b.label]
    assert "c" not in stranger.query_params


def test_conversations_are_found_renamed_and_deleted(app: AppTest) -> None:
    ask(app, CARERS)
    app.sidebar.button(key="anew").click().run()
    ask(app, "How do adopters like the training in Bexham?")
    id_ = app.query_params["c"]
    app.sidebar.text_input(key="search").set_value("carers").run()
    found = [b for b in app.sidebar.button if str(b.key).startswith("conversation-")]
    assert [b.label.replace("\\", "") for b in found] == [CARERS]
    app.sidebar.text_input(key="search").set_value("").run()

    app.sidebar.text_input(key=f"title-{id_}").set_value("Training of adopters")
    labelled(app, "Rename").click().run()
    app.button(key=f"delete-{id_}").click().run()
    assert "Training of adopters" in [text.value for text in app.text]
    app.button(key="delete-for-good").click().run()
    assert "<h2" not in page(app)
    kept = [b.label for b in app.sidebar.button if str(b.key).startswith("conversation-")]
    assert [label.replace("\\", "") for label in kept] == [CARERS]


def test_a_link_asks_its_question_in_its_scope_once(
    index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "How long does adoption take?"
    app = opened(index_folder, monkeypatch, q=asked, authority="Bexham", publisher="Ofsted",
                 since="2019", until="never")  # fmt: skip
    assert "Limited to Bexham, Ofsted, since 2019." in page(app)
    assert "until=never" in app.warning[0].value
    assert set(app.query_params) == {"c"}
    link = next(code.value for code in app.code)
    assert link.endswith(
        "/?q=How+long+does+adoption+take%3F&authority=Bexham&publisher=Ofsted&since=2019"
    )
    assert page(app.run()).count("<h2") == 1
    assert page(reopened(app)).count("<h2") == 1


def test_the_link_of_a_follow_up_asks_what_it_follows_too(
    app: AppTest, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(ask(app, CARERS), "and the national average?")
    address = parse_qs(urlparse([code.value for code in app.code][-1]).query)
    other = opened(index_folder, monkeypatch, **{k: v[0] for k, v in address.items()})
    assert page(other).count("<h2") == 2
    assert "Understood as: " in page(other)


def test_feedback_is_kept_with_its_reason(app: AppTest, data: Path) -> None:
    ask(app, CARERS)
    labelled(app, "Helpful").click().run()
    assert labelled(app, "Helpful, noted")
    app.radio[0].set_value("out of date")
    app.text_area[0].set_value("There is a newer one.")
    labelled(app, "Send").click().run()
    (kept,) = feedback.received(data)
    assert (kept.helpful, kept.reason, kept.comment) == (
        False,
        "out of date",
        "There is a newer one.",
    )
    assert kept.answer.question == CARERS
    assert kept.index_version
