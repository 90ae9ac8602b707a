"""The extractive writer: which sentences of the hits answer the question, copied exactly."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus import Sentence
from indexer.index import Index
from indexer.passages import Hit, in_context, searchable
from indexer.words import words
from qa.asking.kinds import holds
from qa.asking.question import Question
from qa.reader import Reader, as_read
from qa.retrieve import years_behind

_READ = 24  # sentences given to the reader
_LEADING = 4  # passages that reading may put first: it ranks the rest no better than the search
# Log-odds that a sentence is the one to answer with, by a unit of each of the signs that
# `Gathered.signs` names, of the reader's score, and with none. Which are read is told by signs
# alone, that one answers at all by the reader alone: a hit's score is a rank, and tells which is
# best, never whether any is good.
_LIKELY = np.array([4.28, -0.01, 3.0, 0.69, -0.3])
_BEST, _READ_BEST, _NONE_BEST = np.array([3.785, -0.415, 6.313, 0.326, -0.3]), 0.52, -9.063
_READ_ANSWERS, _NONE_ANSWERS = 0.657, -1.638
_LEANING = 2.0  # logit: so much likelier must it be that a question leans on the one before it


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence of a hit, and the probability (0 to 1) that it is what to answer with.

    `meaning` is the cosine (-1 to 1) of question and sentence; `answers` the probability that it
    answers at all, however old its report; `behind` the years its report is older than the newest.
    """

    hit: Hit
    sentence: Sentence
    score: float
    meaning: float = 1.0
    answers: float = 1.0
    behind: float = 0.0


@dataclass(frozen=True, slots=True)
class Gathered:
    """Sentences that may answer, likeliest first by the signs that need no reading.

    `texts` are as they are compared, `read` as they are read, `signs` float, shape
    (sentences, 5): the cosine of question and sentence, the share of the question's words it
    has, its hit's score, whether it holds a fact of the kind asked for, and the years its report
    is behind the newest.
    """

    sentences: tuple[tuple[Hit, Sentence], ...]
    texts: tuple[str, ...]
    read: tuple[str, ...]
    signs: NDArray[np.float64]


def gather(index: Index, question: Question, hits: Sequence[Hit], most: int = _READ) -> Gathered:
    """The `most` likeliest sentences of the hits."""
    pairs = [(hit, sentence) for hit in hits for sentence in hit.passage.sentences]
    if not pairs:
        return Gathered((), (), (), np.empty((0, len(_BEST))))
    texts = [in_context(hit.passage, sentence) for hit, sentence in pairs]
    vectors = index.sentence_vectors([hit.passage for hit in hits])
    signs = np.stack(
        [
            vectors @ index.encode([question.search_text])[0],
            overlap(question.search_text, texts),
            [hit.score for hit, _ in pairs],
            [holds(question.kind, sentence.text) for _, sentence in pairs],
            [years_behind(index, question, hit) for hit, _ in pairs],
        ],
        axis=1,
    )
    best = np.argsort(-(signs @ _LIKELY), kind="stable")[:most]
    likeliest = tuple(pairs[i] for i in best)
    read = tuple(as_read(hit.passage, sentence) for hit, sentence in likeliest)
    return Gathered(likeliest, tuple(texts[i] for i in best), read, signs[best])


def weigh(
    index: Index, reader: Reader, question: Question, hits: Sequence[Hit], most: int = _READ
) -> list[Finding]:
    """The sentences of the hits that are likeliest to answer, best first, none twice.

    The `most` likeliest by their signs are read with the question.
    """
    found = gather(index, question, hits, most)
    read = reader.scores(question.search_text, found.read)
    if question.leaning:
        read = np.maximum(read, reader.scores(question.leaning, found.read) - _LEANING)
    best = _NONE_BEST + found.signs @ _BEST + _READ_BEST * read
    meaning, behind = found.signs[:, 0], found.signs[:, -1]
    measured = (_probable(best), meaning, _probable(answering(read)), behind)
    findings = [
        Finding(hit, sentence, *map(float, figures))
        for (hit, sentence), figures in zip(
            found.sentences, zip(*measured, strict=True), strict=True
        )
    ]
    return _once(sorted(findings, key=lambda finding: -finding.score))


def answering(read: NDArray[np.float32]) -> NDArray[np.float64]:
    """The log-odds that sentences answer, however old their reports, by the reader's scores, shape
    (sentences,)."""
    odds: NDArray[np.float64] = _NONE_ANSWERS + _READ_ANSWERS * read.astype(np.float64)
    return odds


def _probable(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-odds))


def reordered(hits: Sequence[Hit], findings: Sequence[Finding]) -> list[Hit]:
    """The hits of the best findings first, `_LEADING` of them, then the others as they were found.

    Each has the score of its best finding, 0 without one.
    """
    best: dict[str, float] = {}
    for finding in findings:
        best.setdefault(finding.hit.passage.id, finding.score)
    scored = [Hit(hit.passage, best.get(hit.passage.id, 0.0)) for hit in hits]
    leading = sorted(scored, key=lambda hit: -hit.score)[:_LEADING]
    ahead = {hit.passage.id for hit in leading}
    return [*leading, *(hit for hit in scored if hit.passage.id not in ahead)]


def overlap(question: str, texts: Sequence[str]) -> list[float]:
    """The share of the question's words that each text has, in 0..1, rare words counting more.

    Words are stemmed; a word's weight is its inverse document frequency among the texts.
    """
    asked, *told = (set(text) for text in words([searchable(question), *texts]))
    frequency = Counter(word for text in told for word in text)
    weight = {word: math.log(1 + len(texts) / (1 + frequency[word])) for word in asked}
    total = sum(weight.values()) or 1.0
    return [sum(weight[word] for word in asked & text) / total for text in told]


def _once(findings: Sequence[Finding]) -> list[Finding]:
    kept: dict[str, Finding] = {}
    for finding in findings:
        kept.setdefault(" ".join(finding.sentence.text.lower().split()), finding)
    return list(kept.values())
