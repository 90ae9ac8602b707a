"""Financial years, as reports and people write them: "2023/24", "2023-2024", "23/24"."""

from __future__ import annotations

import re

_YEAR = re.compile(r"\b(?:20(?=\d\d\s?[-/–])|(?=\d\d/))(\d\d)\s?[-/–]\s?(?:20)?(\d\d)\b")


def financial_years(text: str) -> set[int]:
    """The years that begin those the text names, in two digits: 23 for "2023-24", "23/24"."""
    pairs = ((int(first), int(last)) for first, last in _YEAR.findall(text))
    return {first for first, last in pairs if last == (first + 1) % 100}
