"""What a page carries besides its text, found in sentences where it has no place."""

from __future__ import annotations

import re
from collections.abc import Collection

from corpus import Sentence
from eval.plain import letters

_FAULTS = (
    ("a URL", re.compile(r"https?://|\bwww\.", re.I)),
    ("a page number", re.compile(r"^\W*\d{1,3}\W*$|\bpage \d+ of \d+\b|^page \d+\b", re.I)),
    ("a line of contents", re.compile(r"(?:\.\s?){5,}")),
    (
        "a glued footnote digit",
        re.compile(
            r"[a-z]{3}[.,;:?!’”)]*\d{1,2}(?=[\s.,;:)]|$)"  # area2, improve?1
            r"|%\d{1,2}(?=[\s.,;:)]|$)"  # 22.2%3
            r"|\d,\d{4,}"  # 56,2002
        ),
    ),
    (
        "the imprint",
        re.compile(r"crown copyright|open government licence|piccadilly gate|large print", re.I),
    ),
)


def faults(sentence: Sentence, running: Collection[str] = ()) -> list[str]:
    """What of a page's furniture is in `sentence`; `running` are the letters of running lines."""
    found = [name for name, form in _FAULTS if form.search(sentence.text)]
    text = letters(sentence.text)
    if any(line in text for line in running):
        found.append("a running line")
    if _paged(sentence):
        found.append("a page number")
    return found


def _paged(sentence: Sentence) -> bool:
    """Whether the number of its page, or of the next, stands at either end of a sentence."""
    if sentence.page is None or sentence.kind == "row" or sentence.label:
        return False
    ends = re.findall(r"^(\d{1,3}) (?=[A-Z])|[a-z][.;:]? (\d{1,3})$", sentence.text)
    return any(int(a or b) in (sentence.page, sentence.page + 1) for a, b in ends)
