"""Composing: statements, each with what it rests on, become a text with citation marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus import Sentence
from indexer.passages import Passage
from qa.extract import Finding

BULLET = "• "


@dataclass(frozen=True, slots=True)
class Statement:
    """A part of an answer and the findings it rests on, which must not be empty.

    `text` is what is said, without marks: a finding's own words, or words made from data
    ("Harrow, 4 March 2025: good"). A statement that is `apart` begins on a line of its own.
    """

    text: str
    findings: tuple[Finding, ...]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """Neighbouring sentences of one passage, to be cited as one."""

    passage: Passage
    sentences: tuple[Sentence, ...]


def compose(statements: Sequence[Statement]) -> tuple[str, tuple[Quoted, ...]]:
    """The text with its marks, and what each mark stands for: mark n is the (n-1)th.

    What is cited twice keeps its first mark.
    """
    text, cited = "", []
    for statement in statements:
        marks = []
        for quoted in runs(statement.findings):
            if quoted not in cited:
                cited.append(quoted)
            marks.append(f"[{cited.index(quoted) + 1}]")
        separator = "" if not text else "\n" if statement.apart else " "
        text += f"{separator}{statement.text} {''.join(marks)}"
    return text, tuple(cited)


def stated(findings: Sequence[Finding]) -> list[Statement]:
    """The findings in their own words, a statement a sentence, items under each other.

    Neighbours rest on each other too, so that they carry the mark of one citation.
    """
    statements = []
    for quoted in runs(findings):
        own = [f for f in findings if f.hit.passage == quoted.passage]
        kept = tuple(f for f in own if f.sentence in quoted.sentences)
        listed = any(sentence.kind != "prose" for sentence in quoted.sentences)
        for place, sentence in enumerate(quoted.sentences):
            apart = sentence.kind != "prose" if place else listed
            statements.append(Statement(in_lines([sentence]), kept, apart))
    return statements


def labelled(label: str, statements: Sequence[Statement]) -> list[Statement]:
    """The statements on a line of their own, with what they speak of before the first."""
    first, *others = statements
    between = "\n" if first.text.startswith(BULLET) else " "
    return [replace(first, text=f"{label}:{between}{first.text}", apart=True), *others]


def in_lines(sentences: Iterable[Sentence]) -> str:
    """The sentences as they are read: list items and table rows on lines of their own."""
    text = ""
    for sentence in sentences:
        glyph = BULLET if sentence.kind == "bullet" else ""
        separator = "" if not text else " " if sentence.kind == "prose" else "\n"
        text += f"{separator}{glyph}{sentence.text}"
    return text


def runs(findings: Iterable[Finding]) -> list[Quoted]:
    """The findings' sentences, those that follow each other in one passage taken together.

    A sentence that is no sentence of its passage (a grade printed in a heading) stands alone.
    """
    places: dict[str, set[int]] = {}
    passages: dict[str, Passage] = {}
    alone = []
    for finding in findings:
        passage = finding.hit.passage
        if finding.sentence in passage.sentences:
            passages[passage.id] = passage
            places.setdefault(passage.id, set()).add(passage.sentences.index(finding.sentence))
        else:
            alone.append(Quoted(passage, (finding.sentence,)))
    together = [
        Quoted(passages[id_], tuple(passages[id_].sentences[i] for i in run))
        for id_, held in places.items()
        for run in _neighbours(sorted(held))
    ]
    return together + alone


def _neighbours(places: Sequence[int]) -> list[list[int]]:
    """[2, 3, 7] as [[2, 3], [7]]."""
    groups = [[place] for place in places[:1]]
    for before, place in pairwise(places):
        if place == before + 1:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups
