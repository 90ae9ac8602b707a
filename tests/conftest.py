"""What several test files begin with: small reports and indices of them, the app, a writer."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.build import build
from indexer.encoder import SentenceEncoder
from indexer.index import Index
from indexer.passages import Hit
from qa.compose import Statement, stated
from qa.extract import Finding
from qa.keeping.database import FILE_NAME
from tests.by_eye import ByEye
from tests.model_server import KEY, ModelServer, serving
from tests.writing import hits_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from streamlit.testing.v1 import AppTest

CARE = """---
title: Adult social care in Ashford
authority: Ashford
publisher: Care Quality Commission
kind: assessment
published: 2024-11-05
---
# Supporting people

## Unpaid carers

Carers wait 14 weeks for a review. The national average is 9 weeks.

The following should improve:

- how carers are told about breaks
- how long carers wait

## Workforce

Staff turnover fell to 12.5%. Agency staff fill 40 posts.
"""

CHILDREN = """---
title: Children's services in Bexham
authority: Bexham
publisher: Ofsted
kind: inspection
published: 2019-03-31
---
# Adoption

Children are adopted within 380 days. Adopters praise the training.
"""

BRIEFING = """---
title: Briefing on transport in Ashford
authority: Ashford
publisher: Care Quality Commission
kind: briefing
published: 2024-11-05
---
# Transport

The transport fare rose from $5 to $6 \\*per\\* #trip in &lt;b&gt;zone 2&lt;/b&gt; & beyond.
"""
ERROR_PAGE = "<!DOCTYPE html><html><head><title>404</title></head><body>Not found</body></html>"


@pytest.fixture
def encoder() -> ByEye:
    return ByEye()


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of two reports: ashford.md (three topics) and bexham.md (one)."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "ashford.md").write_text(CARE, "utf-8")
    (folder / "bexham.md").write_text(CHILDREN, "utf-8")
    return folder


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of the same two reports, made once: it is never changed."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "ashford.md").write_text(CARE, "utf-8")
    (folder / "bexham.md").write_text(CHILDREN, "utf-8")
    encoder = ByEye()
    build([folder], folder / ".index", encoder)
    return Index.open(folder / ".index", encoder)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports, a briefing full of signs that Markdown and HTML would eat, a bad file."""
    folder = tmp_path_factory.mktemp("library")
    for name, text in {
        "ashford.md": CARE,
        "bexham.md": CHILDREN,
        "transport.md": BRIEFING,
        "broken.pdf": ERROR_PAGE,
    }.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def index_folder(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the library by the real encoder, made once: it is never changed."""
    folder = tmp_path_factory.mktemp("app") / "index"
    build([library], folder, SentenceEncoder())
    return folder


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is kept from a page drawn before; the script a test draws is not left as the main
    program, which a later build's processes would run."""
    import streamlit as st

    st.cache_resource.clear()
    st.cache_data.clear()
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's conversations are kept."""
    monkeypatch.setenv("ASK_DATA", str(tmp_path))
    return tmp_path / FILE_NAME


@pytest.fixture
def app(index_folder: Path, data: Path, apart: None, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app over the library, opened."""
    from tests.opened_app import opened

    return opened(index_folder, monkeypatch)


@pytest.fixture(scope="module")
def address(index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app is served to browsers, over the test file's own `index_folder`."""
    from tests.browsing import served

    yield from served(index_folder, tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One person's browser; each test opens the app in it anew."""
    from tests.browsing import started

    yield from started(tmp_path_factory.mktemp("person"))


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the makers of language models ask for."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_API_VERSION", "2024-10-21")


@pytest.fixture
def server(keys: None) -> Iterator[ModelServer]:
    """A language model's server on this machine, with the keys to it."""
    yield from serving()


@pytest.fixture(scope="session")
def hits(tmp_path_factory: pytest.TempPathFactory) -> list[Hit]:
    """The passages of two reports: S1 to S4 are of Leeds, S5 and S6 of Wigan."""
    folder = tmp_path_factory.mktemp("writer")
    return [*hits_of("leeds.md", folder), *hits_of("wigan.md", folder)]


@pytest.fixture(scope="session")
def extract(hits: list[Hit]) -> list[Statement]:
    """What the extractive writer would say: a sentence of each council."""
    return stated([Finding(hit, hit.passage.sentences[0], hit.score) for hit in hits])
