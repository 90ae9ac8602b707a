"""Fits how the signs of a sentence are weighed, and when to refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.authorities import find_authorities
from eval.training_candidates import Candidates, candidates
from eval.training_questions import Asked, held_out
from indexer.index import Index
from qa.asking.kinds import holds
from qa.reader import Reader
from qa.refuse import Refusal, log_odds, shape

_MOST = 24  # sentences of a question
_WRONGLY = 0.05  # share of the answerable questions that may be refused, on the fold fitted on
_ELSEWHERE = 0.005  # share of them that may be taken for questions on something else


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds that a sentence answers, by a unit of each sign (`qa.extract`) and of the reader."""

    signs: tuple[float, ...]  # but for age, the last: the newest report wins by rule
    reader: float
    bias: float


def fit(questions: Sequence[Asked], index: Index) -> tuple[Weights, Refusal]:
    """Both, by the shipped reader on the councils kept apart; `index` is by the default encoder."""
    asked = list(candidates(questions, index, apart=True))
    reader = Reader()
    reads = [reader.scores(one.question.search_text, one.texts[:_MOST]) for one in asked]
    weights = weigh_sentences(asked, reads)
    return weights, fit_refusal(questions, index, asked, reads, weights)


def weigh_sentences(asked: Sequence[Candidates], reads: Sequence[NDArray[np.float32]]) -> Weights:
    """Logistic regression over the sentences of questions that have an answer."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    pairs = [(one, read) for one, read in zip(asked, reads, strict=True) if one.answerable]
    signs = np.concatenate([np.c_[one.signs[:_MOST, :-1], read] for one, read in pairs])
    tells = np.concatenate([one.tells[:_MOST] for one, _ in pairs])
    fitted = LogisticRegression(C=10, max_iter=1000).fit(signs, tells)
    *weights, reader = fitted.coef_[0]
    return Weights(tuple(map(float, weights)), float(reader), float(fitted.intercept_[0]))


def fit_refusal(
    questions: Sequence[Asked],
    index: Index,
    asked: Sequence[Candidates],
    reads: Sequence[NDArray[np.float32]],
    weights: Weights,
) -> Refusal:
    """The question's shape is weighed on the councils of training, all else on `asked`.

    Only questions that name a council count: all unanswerable ones do, so that naming one
    would otherwise be taken for a sign.
    """
    from sklearn.linear_model import LogisticRegression

    learnt = [one for one in questions if _named(one) and not held_out(one.authority)]
    of_shape = LogisticRegression(C=3, max_iter=1000, class_weight="balanced")
    of_shape.fit(_vectors(index, learnt), [one.evidence is not None for one in learnt])
    named = [
        (one, found)
        for one, read in zip(asked, reads, strict=True)
        if _named(one.asked) and (found := _best(one, read, weights)) is not None
    ]
    seldom = of_shape.decision_function(_vectors(index, [one.asked for one, _ in named]))
    signs = np.c_[seldom, [found for _, found in named]]
    told = np.array([one.answerable for one, _ in named])
    fitted = LogisticRegression(C=1, max_iter=1000).fit(signs, told)
    likely = fitted.predict_proba(signs)[:, 1]
    by_shape, by_found = map(float, fitted.coef_[0])
    topic, least = _topic(questions, index, [one.asked for one in asked if one.answerable])
    return Refusal(
        topic=topic,
        least=least,
        question=tuple(round(float(weight), 4) for weight in of_shape.coef_[0]),
        offset=float(of_shape.intercept_[0]),
        shape=by_shape,
        found=by_found,
        bias=float(fitted.intercept_[0]),
        threshold=float(np.quantile(likely[told], _WRONGLY)),
    )


def _topic(
    questions: Sequence[Asked], index: Index, told: Sequence[Asked]
) -> tuple[tuple[float, ...], float]:
    """What tells questions on reports from those on something else, and the least that `told` have,
    but for `_ELSEWHERE` of them."""
    from sklearn.linear_model import LogisticRegression

    learnt = [one for one in questions if not held_out(one.authority)]
    fitted = LogisticRegression(C=3, max_iter=1000, class_weight="balanced")
    fitted.fit(_vectors(index, learnt), [bool(one.report) for one in learnt])
    topic = tuple(round(float(weight), 4) for weight in fitted.coef_[0])
    return topic, float(np.quantile(_vectors(index, told) @ np.array(topic), _ELSEWHERE))


def _named(one: Asked) -> bool:
    return bool(one.report) and (
        one.authority in one.question or bool(find_authorities(one.question))
    )


def _vectors(index: Index, asked: Sequence[Asked]) -> NDArray[np.float32]:
    """Of the questions' shapes; a council that does not exist is not known by its name alone."""
    texts = [one.question.replace(one.authority or "\n", " ") for one in asked]
    return index.encoder.encode([shape(text) for text in texts])


def _best(one: Candidates, read: NDArray[np.float32], weights: Weights) -> float | None:
    """The log-odds of the likeliest sentence that has the kind of fact asked for."""
    odds = one.signs[:_MOST, :-1] @ weights.signs + weights.reader * read + weights.bias
    fitting = [
        float(odd)
        for odd, sentence in zip(odds, one.sentences, strict=False)
        if holds(one.question.kind, sentence.text)
    ]
    return log_odds(float(1 / (1 + np.exp(-max(fitting))))) if fitting else None
