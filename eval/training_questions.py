"""Questions to train on, and which councils are kept apart from training."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus import Report
from corpus.authorities import find_authorities
from eval.located import sentences
from eval.questions import Evidence
from qa.answer import Turn

SEED = 7
_PARTS = 8  # councils fall into so many parts, by the hash of their name
_APART = (0, 1)  # parts kept apart, to calibrate and measure on


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the council it is asked about, and what each by itself answers it: maybe nothing.

    `report` is the id of the report that answers, or that a careless reader would answer from; it
    and `authority` are "" where no report could ("what is the capital of Spain"). `history` is the
    conversation that a follow-up leans on, oldest turn first.
    """

    question: str
    report: str
    authority: str
    evidence: tuple[Evidence, ...]
    history: tuple[Turn, ...] = ()


def asked(files: Sequence[Path], reports: Mapping[str, Report]) -> list[Asked]:
    """The training questions of the files, in order, whose reports (by id) are held, or on nothing.

    A question is a JSON object, one a line, with "question", "doc" (a file name) and "quote"
    (null where the report does not tell; "doc" too where no report could). In place of a quote it
    may name "sentences", each a page and a digest (`eval.located.digest`), and in "also" other
    such lists that answer as well. A follow-up names in "after" the "id" of the question before
    it, of an earlier line; that one's evidence is the answer it follows. Raises KeyError for a
    sentence that is not in the report, or a question that is not before it.
    """
    found = cache(lambda id_: sentences(reports[id_]))
    made = []
    turns: dict[str, Turn] = {}
    for line in (line for file in files for line in file.read_text("utf-8").splitlines()):
        one = json.loads(line)
        report = reports.get(one["doc"] or "")
        if one["doc"] is None and not find_authorities(one["question"]):
            made.append(Asked(one["question"], "", "", ()))
        if report is None:
            continue
        named = [one.get("sentences") or (), *(one.get("also") or ())]
        told = [" ".join(found(report.id)[page, digest] for page, digest in some) for some in named]
        quotes = [quote for quote in [one.get("quote"), *told] if quote]
        evidence = tuple(Evidence(report.id, quote) for quote in quotes)
        history = (turns[one["after"]],) if "after" in one else ()
        made.append(Asked(one["question"], report.id, report.authority, evidence, history))
        turns[one.get("id", "")] = Turn(one["question"], quotes[0] if quotes else "")
    return made


def held_out(authority: str) -> bool:
    """Whether a council is kept apart; decided by its name alone. None ("") is not."""
    return bool(authority) and hashlib.sha256(authority.encode()).digest()[0] % _PARTS in _APART
