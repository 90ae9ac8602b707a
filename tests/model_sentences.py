"""True sentences on the bundled briefings as a model might word them, and falsified ones."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path


def paraphrases() -> list[tuple[str, str]]:
    """What a sentence of a briefing says in other words, written by hand: the words with which
    the sentence begins, and what is said of it.
    """
    with Path(__file__).with_name("paraphrases.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["source_begins"], row["said"]) for row in csv.DictReader(lines)]


_MONTHS = {"January": "October", "March": "August", "April": "June", "May": "November",
           "June": "February", "July": "April", "December": "September"}  # fmt: skip
_GRADES = {"requires improvement": "good", "adequate": "good", "outstanding": "inadequate",
           "Requires improvement": "Outstanding", "good": "inadequate"}  # fmt: skip
_NAMES = {"Harrow": "Brent", "Moira Wilson": "Moira Watson", "Ofsted": "CQC", "CQC": "Ofsted",
          "England": "Wales", "Conservatives": "Liberals", "MASH": "MARAC", "Asian": "African",
          "People Directorate": "Adults Directorate", "London": "Kent"}  # fmt: skip
_ADDED = (
    ", and staff morale collapsed",
    ", which leaders had hidden",
    " because managers ignored warnings",
)
_VERB = re.compile(r"\b(is|are|was|were|has|have|had|does|can|could)\b(?! not| no | never)")


def falsified(sentence: str) -> Iterator[tuple[str, str]]:
    """What was changed, and the false sentence: one change each, as often as there is a place."""
    for match in re.finditer(r"\d+(?:[.,]\d+)*", sentence):
        for false in _figures(match[0]):
            yield "number", sentence[: match.start()] + false + sentence[match.end() :]
    for word, other in (("three", "four"), ("two", "five"), ("six", "seven"), ("one", "two")):
        if re.search(rf"\b{word}\b", sentence, re.IGNORECASE):
            yield "number", re.sub(rf"\b{word}\b", other, sentence, count=1, flags=re.IGNORECASE)
    for kind, table in (("date", _MONTHS), ("grade", _GRADES), ("name", _NAMES)):
        for word, other in table.items():
            if re.search(rf"\b{word}\b", sentence):
                yield kind, re.sub(rf"\b{word}\b", other, sentence, count=1)
    if verb := _VERB.search(sentence):
        yield "negation added", f"{sentence[: verb.end()]} not{sentence[verb.end() :]}"
    for negation in (r" not\b", r"\bnever ", r"\bnone\b", r"\bno (?=\w)"):
        if re.search(negation, sentence):
            without = "some" if "none" in negation else ""
            yield "negation removed", re.sub(negation, without, sentence, count=1)
    for more in _ADDED:
        yield "addition", f"{sentence.rstrip('.')}{more}."


def _figures(figure: str) -> Sequence[str]:
    """Another figure of the same look, and one that is off by little."""
    first = figure[0]
    changed = str((int(first) + 3) % 9 + 1) + figure[1:]
    last = figure[:-1] + str((int(figure[-1]) + 1) % 10)
    return [other for other in dict.fromkeys((changed, last)) if other != figure]
