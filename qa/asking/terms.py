"""The field's own terms: abbreviations spelt out, and what reports call what people say."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

_TERMS = [Path(__file__).with_name(name) for name in ("terms.csv", "everyday.csv")]


def spelt_out(text: str) -> str:
    """The text, then in brackets what its terms mean, where it does not say so itself.

    A term in capitals (PA, SEND) is meant only in capitals, any other in either case. The terms,
    regular expressions, are in terms.csv, everyday words for them ("means test") in everyday.csv.
    """
    said = text.lower()
    meant = [meaning for form, meaning in _terms() if form.search(text) and meaning not in said]
    return f"{text} ({', '.join(dict.fromkeys(meant))})" if meant else text


@cache
def _terms() -> list[tuple[re.Pattern[str], str]]:
    rows = [row for file in _TERMS for row in csv.DictReader(file.read_text("utf-8").splitlines())]
    return [(_form(row["typed"]), row["meant"]) for row in rows]


def _form(term: str) -> re.Pattern[str]:
    flags = re.NOFLAG if term.isupper() else re.IGNORECASE
    return re.compile(rf"\b{term}s?\b", flags)
