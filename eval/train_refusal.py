"""Fits how the signs of a sentence are weighed, and when to refuse."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Report
from corpus.authorities import find_authorities
from eval.training_candidates import Candidates, candidates
from eval.training_examples import held_out
from indexer.index import Index
from qa.asking.kinds import holds
from qa.reader import Reader
from qa.refuse import Refusal, log_odds, shape

_MOST = 24  # sentences of a question
_WRONGLY = 0.03  # share of the answerable questions that may be refused, on the fold fitted on


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds that a sentence answers, by a unit of each sign (`qa.extract`) and of the reader."""

    signs: tuple[float, ...]  # but for age, the last: the newest report wins by rule
    reader: float
    bias: float


def fit(questions: Path, index: Index) -> tuple[Weights, Refusal]:
    """Both, by the shipped reader on the councils kept apart from training.

    `questions` as for `eval.training_examples.examples`; `index` is by the default encoder.
    """
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
    questions: Path,
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

    texts, answerable = _shapes(questions, index.reports)
    of_shape = LogisticRegression(C=3, max_iter=1000, class_weight="balanced")
    of_shape.fit(index.encoder.encode(texts), answerable)
    named = [
        (one, found)
        for one, read in zip(asked, reads, strict=True)
        if one.question.authorities and (found := _best(one, read, weights)) is not None
    ]
    seldom = of_shape.decision_function(
        index.encoder.encode([shape(one.question.search_text) for one, _ in named])
    )
    signs = np.c_[seldom, [found for _, found in named]]
    told = np.array([one.answerable for one, _ in named])
    fitted = LogisticRegression(C=1, max_iter=1000).fit(signs, told)
    likely = fitted.predict_proba(signs)[:, 1]
    by_shape, by_found = map(float, fitted.coef_[0])
    return Refusal(
        question=tuple(round(float(weight), 4) for weight in of_shape.coef_[0]),
        offset=float(of_shape.intercept_[0]),
        shape=by_shape,
        found=by_found,
        bias=float(fitted.intercept_[0]),
        threshold=float(np.quantile(likely[told], _WRONGLY)),
    )


def _shapes(questions: Path, reports: dict[str, Report]) -> tuple[list[str], list[bool]]:
    """The shapes of the questions that name a council, one that is not kept apart."""
    texts, answerable = [], []
    for line in questions.read_text("utf-8").splitlines():
        asked = json.loads(line)
        named = find_authorities(asked["question"])
        report = reports.get(asked["doc"] or "")
        authority = report.authority if report else named[0].name if named else ""
        if named and not held_out(authority):
            texts.append(shape(asked["question"]))
            answerable.append(bool(asked["quote"]))
    return texts, answerable


def _best(one: Candidates, read: NDArray[np.float32], weights: Weights) -> float | None:
    """The log-odds of the likeliest sentence that has the kind of fact asked for."""
    odds = one.signs[:_MOST, :-1] @ weights.signs + weights.reader * read + weights.bias
    fitting = [
        float(odd)
        for odd, sentence in zip(odds, one.sentences, strict=False)
        if holds(one.question.kind, sentence.text)
    ]
    return log_odds(float(1 / (1 + np.exp(-max(fitting))))) if fitting else None
