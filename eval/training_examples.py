"""Training examples: a question with the passage and sentence that answer, and some that do not."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import Sentence
from eval.metrics import SHARE_OF_HIT, SHARE_OF_QUOTE, covers
from eval.questions import Evidence
from indexer.index import Index
from indexer.passages import Passage, in_context
from indexer.words import WordIndex
from qa.extract import overlap

SEED = 7
_PARTS = 8  # councils fall into so many parts, by the hash of their name
_APART = (0, 1)  # parts kept apart, to calibrate and measure on
_NEAR = 6  # passages of the same report that share most words with the question


@dataclass(frozen=True, slots=True)
class Example:
    """`answer` is None where the report does not tell, and then so is `passage`.

    `passage` is as it is embedded; `answer` and `others` are sentences in their context,
    `others` standing near the answer, or to the question's words, without answering.
    """

    question: str
    passage: str | None
    answer: str | None
    others: tuple[str, ...]


def examples(questions: Path, index: Index) -> list[Example]:
    """The examples that the questions make over the reports of the index.

    A question is a JSON object, one a line, with "question", "doc" (a file name) and "quote"
    (None where the report does not tell). Of a report that is not there, or of a council kept
    apart, none is made. The same files make the same examples.
    """
    random.seed(SEED)
    reports = {id_: index.of_report(id_) for id_ in sorted(index.reports)}
    words = {id_: WordIndex([p.embedded_text for p in held]) for id_, held in reports.items()}
    made = []
    for line in questions.read_text("utf-8").splitlines():
        asked = json.loads(line)
        held = reports.get(asked["doc"] or "", ())
        if held and not held_out(held[0].authority):
            near = [held[row] for row, _ in words[asked["doc"]].search(asked["question"], _NEAR)]
            made += list(_examples(asked["question"], asked["doc"], asked["quote"], held, near))
    return made


def held_out(authority: str) -> bool:
    """Whether a council is kept apart; decided by its name alone."""
    return hashlib.sha256(authority.encode()).digest()[0] % _PARTS in _APART


def _examples(
    question: str,
    doc: str,
    quote: str | None,
    passages: Sequence[Passage],
    near: Sequence[Passage],
) -> Iterator[Example]:
    if not quote:
        yield Example(question, None, None, _others(question, near))
        return
    evidence = Evidence(doc, quote)
    for passage in passages:
        if not covers(evidence, doc, passage.text, SHARE_OF_HIT):
            continue
        told = [_tells(sentence, evidence) for sentence in passage.sentences]
        if any(told):
            at = told.index(True)
            # The neighbours only: a long passage may have its answer beyond what training reads.
            window = replace(passage, sentences=passage.sentences[max(0, at - 1) : at + 2])
            beside = [i for i, tells in enumerate(told) if not tells]
            beside.sort(key=lambda i: abs(i - at))
            others = [in_context(passage, passage.sentences[i]) for i in beside[:2]]
            elsewhere = [p for p in near if not covers(evidence, doc, p.text, SHARE_OF_QUOTE)]
            yield Example(
                question,
                window.embedded_text,
                in_context(passage, passage.sentences[at]),
                (*others, *_others(question, elsewhere)),
            )
            return


def _tells(sentence: Sentence, evidence: Evidence) -> bool:
    """Whether the quoted evidence holds the sentence."""
    return covers(Evidence(evidence.doc, sentence.text), evidence.doc, evidence.quote, SHARE_OF_HIT)


def _others(question: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """Two sentences that share most with the question, and two at random."""
    texts = [in_context(passage, s) for passage in passages for s in passage.sentences]
    if not texts:
        return ()
    shares = overlap(question, texts)
    nearest = sorted(range(len(texts)), key=lambda i: -shares[i])[:2]
    return tuple(
        texts[i] for i in [*nearest, *random.sample(range(len(texts)), min(2, len(texts)))]
    )
