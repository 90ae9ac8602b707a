"""The extractive writer: which sentences of the hits answer the question, copied exactly."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Sentence
from indexer.index import Index
from indexer.passages import Hit, Passage, searchable
from indexer.words import words
from qa.kinds import holds
from qa.question import Question

_READ = 8  # hits whose sentences are weighed
_MEANING, _WORDS, _PLACE, _FACT = 1.0, 0.35, 0.25, 0.12  # weights of a sentence's evidence
_NEXT_BEST = 0.93  # a further sentence must come this near to the best one
_MOST = 2  # sentences in an answer that is no list
_LONGEST_LIST = 8  # items


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence of a hit and how well it answers; a higher score is better, about 0..1.7."""

    hit: Hit
    sentence: Sentence
    score: float


def weigh(index: Index, question: Question, hits: Sequence[Hit]) -> list[Finding]:
    """Every sentence of the best hits, best first; one that is printed twice is kept once."""
    pairs = [(hit, sentence) for hit in hits[:_READ] for sentence in hit.passage.sentences]
    if not pairs:
        return []
    texts = [in_context(hit.passage, sentence) for hit, sentence in pairs]
    vectors = index.encode([question.search_text, *texts])
    meaning = vectors[1:] @ vectors[0]
    shared = overlap(question.search_text, texts)
    findings = [
        Finding(
            hit,
            sentence,
            _MEANING * float(near)
            + _WORDS * share
            + _PLACE * hit.score
            + _FACT * holds(question.kind, sentence.text),
        )
        for (hit, sentence), near, share in zip(pairs, meaning, shared, strict=True)
    ]
    return _once(sorted(findings, key=lambda finding: -finding.score))


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


def choose(question: Question, findings: Sequence[Finding]) -> list[Finding]:
    """The fewest findings that answer: the whole list that the best opens or is an item of,
    else the best and at most one that comes near it. Empty only for no findings.
    """
    if not findings:
        return []
    best = findings[0]
    if listed := _whole_list(question, best):
        return listed
    near = [finding for finding in findings[1:] if finding.score >= _NEXT_BEST * best.score]
    return [best, *near][:_MOST]


def _whole_list(question: Question, best: Finding) -> list[Finding]:
    """The list that `best` introduces, or is an item of where a list is asked for; in order."""
    sentences = best.hit.passage.sentences
    opens = best.sentence.text.rstrip().endswith(":")
    if not opens and (question.kind != "list" or best.sentence.kind != "bullet"):
        return []
    lead_in = best.sentence.text if opens else best.sentence.lead_in
    items = [s for s in sentences if s.kind == "bullet" and s.lead_in == lead_in]
    lead = [s for s in sentences if s.text == lead_in][:1]
    return [Finding(best.hit, s, best.score) for s in [*lead, *items[:_LONGEST_LIST]]]


def _once(findings: Sequence[Finding]) -> list[Finding]:
    kept: dict[str, Finding] = {}
    for finding in findings:
        kept.setdefault(" ".join(finding.sentence.text.lower().split()), finding)
    return list(kept.values())
