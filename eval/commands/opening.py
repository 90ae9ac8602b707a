"""Opening an index for a command: one that cannot be used ends it with one line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import Report

if TYPE_CHECKING:
    from qa.assistant import Assistant


@contextmanager
def usable() -> Iterator[None]:
    """Exits 1 where the index used within is missing, damaged or of another version, or a language
    model cannot be set up."""
    from indexer.encoder import EncoderUnavailable
    from indexer.generations import IndexMismatch, IndexMissing
    from qa.writing.langchain_model import ModelUnavailable

    try:
        yield
    except (IndexMissing, IndexMismatch, EncoderUnavailable, ModelUnavailable) as error:
        sys.exit(f"eval: {error}")


def assistant(index: Path, model: str = "", base_url: str | None = None) -> Assistant:
    """The production assistant over the index; with the language model of this name, if any."""
    from qa.assistant import Assistant
    from qa.writing.writer import Writer

    with usable():
        return Assistant.open(index, Writer.open(model, base_url) if model else None)


def reports(index: Path | None) -> dict[str, Report]:
    """The reports of the index by id, without its encoder; none where no index is named."""
    from indexer.generations import Generation

    if index is None:
        return {}
    with usable():
        generation = Generation.current(index)
        generation.manifest()  # refuses what was damaged or written by another version
    return {stored.report.id: stored.report for stored in generation.reports()}
