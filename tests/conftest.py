"""A few small reports, an encoder anyone can work out by eye, and an index of the two."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build
from indexer.index import Index
from tests.by_eye import ByEye

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
