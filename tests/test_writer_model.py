"""Language models that fail, are down, or cannot be set up; and those of other makers."""

from __future__ import annotations

import logging
import time
from importlib.util import find_spec

import pytest

from indexer.passages import Hit
from qa.compose import Statement, compose
from qa.writing.langchain_model import ModelUnavailable
from qa.writing.writer import Writer
from tests.model_server import KEY, ModelServer
from tests.writing import QUESTION, TRUE, write

pytestmark = pytest.mark.usefixtures("keys")


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [("reset", "broke off"), ("stall", "did not finish in time"), ("invalid", "broke off")],
)
def test_what_was_checked_before_the_model_broke_off_is_kept(
    server: ModelServer, hits: list[Hit], extract: list[Statement], behaviour: str, said: str
) -> None:
    server.text = "Agency staff fill 8% of posts in Leeds. [S1]\nIn Wigan they fill 1"
    written, shown = write(server, behaviour, hits, extract)
    assert [s.text for s in written.statements] == [
        "Agency staff fill 8% of posts in Leeds.",
        extract[1].text,
    ]
    assert shown[-1] == compose(written.statements)[0]
    assert f"The language model 'openai:{behaviour}' {said}." in written.notes


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        ("keepalive", "answered too late."),
        ("one-line", "answered too late."),
        ("endless", "did not stop writing"),
        ("huge", "did not stop writing"),
        ("broken", "could not answer: its server reported error 500."),
        ("busy", "is busy or over its quota: error 429."),
        ("unauthorised", "refused the key: error 401."),
        ("small", "could not answer: the passages were too long for it."),
        ("smaller", "could not answer: the passages were too long for it."),
        ("page", "gave no answer that can be read."),
        ("empty", "gave no answer that can be read."),
        ("odd", "gave no answer that can be read."),
    ],
)
def test_where_the_model_fails_the_extract_stands_in_with_a_notice(
    server: ModelServer,
    hits: list[Hit],
    extract: list[Statement],
    caplog: pytest.LogCaptureFixture,
    behaviour: str,
    said: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    began = time.monotonic()
    written, shown = write(server, behaviour, hits, extract)
    assert time.monotonic() - began < 5
    assert written.statements == tuple(extract)
    assert shown == []
    assert f"'openai:{behaviour}' {said}" in written.notes[0]
    assert written.notes[-1] == "The reports' own sentences stand in."
    assert KEY not in caplog.text + "".join(written.notes)
    assert len(server.asked) <= 3


def test_a_server_that_is_down_is_a_notice_in_plain_words(
    hits: list[Hit], extract: list[Statement], caplog: pytest.LogCaptureFixture
) -> None:
    writer = Writer.open("openai:gone", "http://127.0.0.1:9/v1")
    written = writer.write(QUESTION, hits, extract)
    assert written.statements == tuple(extract)
    assert written.notes[0] == (
        "The language model 'openai:gone' could not answer: its server cannot be reached."
    )
    assert "ConnectionRefusedError" in caplog.text, "for those who run the service"


def test_a_busy_server_is_asked_again(
    server: ModelServer, hits: list[Hit], extract: list[Statement]
) -> None:
    server.text = TRUE
    written, _ = write(server, "busy-once", hits, extract)
    assert len(server.asked) == 2
    assert written.statements[0].text == "Agency staff fill 8% of posts in Leeds."


def test_azure_is_asked_by_its_own_address(
    server: ModelServer, hits: list[Hit], extract: list[Statement]
) -> None:
    server.text = TRUE
    root = server.url.removesuffix("/v1")
    written = Writer.open("azure_openai:well-behaved", root).write(QUESTION, hits, extract)
    assert written.statements[0] not in extract
    assert server.asked[0][0].startswith("/openai/deployments/well-behaved/chat/completions")


def test_nothing_goes_to_a_tracing_service(
    server: ModelServer,
    hits: list[Hit],
    extract: list[Statement],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", server.url)
    monkeypatch.setenv("LANGSMITH_API_KEY", KEY)
    server.text = TRUE
    write(server, "well-behaved", hits, extract)
    assert [path for path, _, _ in server.asked] == ["/v1/chat/completions"]


@pytest.mark.parametrize("name", ["nonsense:model", "model-of-no-maker"])
def test_a_model_that_cannot_be_set_up_is_said_without_its_key(name: str) -> None:
    with pytest.raises(ModelUnavailable, match=f"'{name}' cannot be set up") as error:
        Writer.open(name)
    assert KEY not in str(error.value)


def test_a_missing_key_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(ModelUnavailable, match="OPENAI_API_KEY"):
        Writer.open("openai:gpt-4o-mini")


@pytest.mark.skipif(find_spec("langchain_anthropic") is not None, reason="it is installed here")
def test_a_missing_package_is_named() -> None:
    with pytest.raises(ModelUnavailable, match="pip install langchain-anthropic"):
        Writer.open("anthropic:claude")
