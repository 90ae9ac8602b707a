"""Sentences of reports named by a digest, so that a question set need not copy them."""

from __future__ import annotations

import hashlib

from corpus import Report
from indexer.passages import searchable


def digest(sentence: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a sentence as our readers cut it.

    Case, spacing and typography (ligatures, curly quotes, dashes) do not change it.
    """
    plain = " ".join(searchable(sentence).casefold().split())
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def sentences(report: Report) -> dict[tuple[int | None, str], str]:
    """The sentences of a report as printed, by the page each begins on and its digest."""
    return {
        (sentence.page, digest(sentence.text)): sentence.text
        for section in report.sections
        for sentence in section.sentences
    }
