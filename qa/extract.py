"""The extractive writer: which sentences of the hits answer the question, copied exactly."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus import Sentence
from indexer.index import Index
from indexer.passages import Hit, Passage, searchable
from indexer.words import words
from qa.kinds import holds
from qa.question import Question
from qa.reader import Reader
from qa.retrieve import years_behind

_READ = 24  # sentences given to the reader, the likeliest by meaning and words
_AGE = 0.3  # taken off for a year that a report is behind the newest, where no year is asked for
# Weights of a sentence's evidence, by logistic regression on the councils kept apart in training.
_BIAS, _READER, _MEANING, _WORDS, _PLACE, _FACT = -7.9, 0.50, 4.3, 1.0, 2.6, 0.9


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence of a hit, and the probability (0 to 1) that it answers."""

    hit: Hit
    sentence: Sentence
    score: float


def weigh(index: Index, reader: Reader, question: Question, hits: Sequence[Hit]) -> list[Finding]:
    """The sentences of the hits that are likeliest to answer, best first, none twice.

    Meaning and shared words choose which sentences are read with the question.
    """
    pairs = [(hit, sentence) for hit in hits for sentence in hit.passage.sentences]
    if not pairs:
        return []
    texts = [in_context(hit.passage, sentence) for hit, sentence in pairs]
    vectors = index.encode([question.search_text, *texts])
    meaning = vectors[1:] @ vectors[0]
    shared = np.array(overlap(question.search_text, texts))
    place = np.array([hit.score for hit, _ in pairs])
    fact = np.array([holds(question.kind, sentence.text) for _, sentence in pairs])
    behind = np.array([years_behind(index, question, hit) for hit, _ in pairs])
    first = _MEANING * meaning + _WORDS * shared + _PLACE * place + _FACT * fact - _AGE * behind
    read = np.argsort(-first)[:_READ]
    second = reader.scores(question.search_text, [texts[i] for i in read])
    scores = 1 / (1 + np.exp(-(_BIAS + first[read] + _READER * second)))
    findings = [
        Finding(pairs[i][0], pairs[i][1], float(score))
        for i, score in zip(read, scores, strict=True)
    ]
    return _once(sorted(findings, key=lambda finding: -finding.score))


def reordered(hits: Sequence[Hit], findings: Sequence[Finding]) -> list[Hit]:
    """The hits by their best finding, each with its score; those without one last, with 0."""
    best: dict[str, float] = {}
    for finding in findings:
        best.setdefault(finding.hit.passage.id, finding.score)
    scored = [Hit(hit.passage, best.get(hit.passage.id, 0.0)) for hit in hits]
    return sorted(scored, key=lambda hit: -hit.score)


def in_context(passage: Passage, sentence: Sentence) -> str:
    """A sentence as it is compared: with its nearest heading and what introduces it."""
    heading = passage.heading[-1] if passage.heading else ""
    parts = [part.rstrip(".: ") for part in (heading, sentence.lead_in) if part]
    return searchable(". ".join([*parts, sentence.text]))


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
