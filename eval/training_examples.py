"""Training examples: a question, its passage, the sentence that answers, one that does not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.metrics import SHARE_OF_HIT, SHARE_OF_QUOTE, covers
from eval.questions import Evidence
from indexer.files import find
from indexer.generations import StoredReport
from indexer.passages import Passage
from indexer.reading import read_files
from qa.extract import in_context

HELD_OUT = 8  # one council in so many is kept apart, to measure on


@dataclass(frozen=True, slots=True)
class Example:
    """`passage` and `sentence` answer the question; `other`, of the same passage, does not."""

    question: str
    passage: str
    sentence: str
    other: str


def examples(questions: Path, folders: Sequence[Path]) -> list[Example]:
    """The examples that the questions make over the reports in the folders.

    A question has the keys "question", "doc" and "quote"; one without a quote, of a report that
    is not there, or of a council kept apart makes none. One JSON object a line, UTF-8.
    """
    passages = {
        outcome.report.id: outcome.passages()
        for _, outcome in read_files(find(folders).files)
        if isinstance(outcome, StoredReport)
    }
    made = []
    for line in questions.read_text("utf-8").splitlines():
        asked = json.loads(line)
        held = passages.get(asked["doc"] or "", [])
        if asked.get("quote") and held and not held_out(held[0].authority):
            evidence = Evidence(asked["doc"], asked["quote"])
            made += list(_examples(asked["question"], evidence, held))
    return made


def held_out(authority: str) -> bool:
    """Whether a council is kept apart; decided by its name alone."""
    return hashlib.sha256(authority.encode()).digest()[0] % HELD_OUT == 0


def _examples(question: str, evidence: Evidence, passages: Sequence[Passage]) -> Iterator[Example]:
    for passage in passages:
        if not covers(evidence, passage.report_id, passage.text, SHARE_OF_HIT):
            continue
        answers = [
            covers(
                Evidence(evidence.doc, sentence.text), evidence.doc, evidence.quote, SHARE_OF_QUOTE
            )
            for sentence in passage.sentences
        ]
        if any(answers) and not all(answers):
            at = answers.index(True)
            # The neighbours only: a long passage may have its answer beyond what training reads.
            near = replace(passage, sentences=passage.sentences[max(0, at - 1) : at + 2])
            other = passage.sentences[_beside(answers, at)]
            yield Example(
                question,
                near.embedded_text,
                in_context(passage, passage.sentences[at]),
                in_context(passage, other),
            )
            return


def _beside(answers: Sequence[bool], at: int) -> int:
    """The ordinal of the sentence nearest to the answer that is none itself."""
    return min((abs(i - at), i) for i, answer in enumerate(answers) if not answer)[1]
