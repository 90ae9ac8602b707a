"""Fits how the signs of a sentence are weighed, and when to refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.train_prior import named, shapes
from eval.training_candidates import Candidates, candidates
from eval.training_questions import Asked, held_out
from indexer.index import Index
from qa.asking.kinds import holds
from qa.extract import answering
from qa.prior import Prior
from qa.reader import Reader
from qa.refusal import Refusal, log_odds

_MOST = 24  # sentences of a question
_WRONGLY = 0.04  # share of the answerable questions that may be refused, on those fitted on
_ELSEWHERE = 0.005  # share of them that may be taken for questions on something else


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds that a sentence is the one to answer with, by a unit of each sign (`qa.extract`) and
    of the reader's score; and that it answers at all, by the reader's score alone."""

    signs: tuple[float, ...]  # but for age, the last: the newest report wins by rule
    reader: float
    bias: float
    answers_reader: float
    answers_bias: float


def fit(questions: Sequence[Asked], index: Index) -> tuple[Weights, Refusal]:
    """Both, by the shipped reader and prior on the councils kept apart; `index` is by the default
    encoder."""
    asked = list(candidates(questions, index, apart=True))
    reader = Reader()
    reads = [reader.scores(one.question.search_text, one.read[:_MOST]) for one in asked]
    weights = weigh_sentences(asked, reads)
    return weights, fit_refusal(questions, index, asked, reads)


def weigh_sentences(asked: Sequence[Candidates], reads: Sequence[NDArray[np.float32]]) -> Weights:
    """The weights that rank a sentence that answers above the question's others, every question
    counting the same (a logistic regression over their differences, as Burges et al. 2005,
    https://doi.org/10.1145/1102351.1102363), scaled to be log-odds."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    pairs = [
        (np.c_[one.signs[:_MOST, :-1], read], np.array(one.tells[:_MOST]))
        for one, read in zip(asked, reads, strict=True)
        if any(one.tells[:_MOST]) and not all(one.tells[:_MOST])
    ]
    apart = [signs[tells][:1] - signs[~tells] for signs, tells in pairs]
    share = np.concatenate([np.full(len(some), 1 / len(some)) for some in apart])
    differences = np.concatenate(apart)
    ranks = LogisticRegression(C=1000, fit_intercept=False, max_iter=2000)
    first = np.repeat([True, False], len(differences))
    ranks.fit(np.r_[differences, -differences], first, sample_weight=np.r_[share, share])
    scores = np.concatenate([signs @ ranks.coef_[0] for signs, _ in pairs])[:, None]
    scale = LogisticRegression(C=1000).fit(scores, np.concatenate([tells for _, tells in pairs]))
    *weights, reader = ranks.coef_[0] * scale.coef_[0][0]
    every = np.concatenate(reads)[:, None]
    telling = np.concatenate([one.tells[:_MOST] for one in asked])
    alone = LogisticRegression(C=1000).fit(every, telling)
    return Weights(
        signs=tuple(map(float, weights)),
        reader=float(reader),
        bias=float(scale.intercept_[0]),
        answers_reader=float(alone.coef_[0][0]),
        answers_bias=float(alone.intercept_[0]),
    )


def fit_refusal(
    questions: Sequence[Asked],
    index: Index,
    asked: Sequence[Candidates],
    reads: Sequence[NDArray[np.float32]],
) -> Refusal:
    """What decides on refusing, by `asked`; by those of them that name a council, as the prior is
    trained on such. `questions` tell the reports' matters from others."""
    from sklearn.linear_model import LogisticRegression

    weighed = [
        (one, found)
        for one, read in zip(asked, reads, strict=True)
        if named(one.asked) and (found := _best(one, read)) is not None
    ]
    often = Prior().log_odds(shapes([one.asked for one, _ in weighed]))
    signs = np.c_[often, [found for _, found in weighed]]
    told = np.array([one.answerable for one, _ in weighed])
    fitted = LogisticRegression(C=1, max_iter=1000).fit(signs, told)
    likely = fitted.predict_proba(signs)[:, 1]
    by_prior, by_found = map(float, fitted.coef_[0])
    topic, least = _topic(questions, index, [one.asked for one in asked if one.answerable])
    return Refusal(
        topic=topic,
        least=least,
        prior=by_prior,
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
    fitted.fit(index.encoder.encode(shapes(learnt)), [bool(one.report) for one in learnt])
    topic = tuple(round(float(weight), 4) for weight in fitted.coef_[0])
    return topic, float(
        np.quantile(index.encoder.encode(shapes(told)) @ np.array(topic), _ELSEWHERE)
    )


def _best(one: Candidates, read: NDArray[np.float32]) -> float | None:
    """The log-odds of the likeliest sentence that has the kind of fact asked for."""
    odds = answering(read)
    fitting = [
        float(odd)
        for odd, sentence in zip(odds, one.sentences, strict=False)
        if holds(one.question.kind, sentence.text)
    ]
    return log_odds(float(1 / (1 + np.exp(-max(fitting))))) if fitting else None
