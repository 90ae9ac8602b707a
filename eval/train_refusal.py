"""Fits how the signs of a sentence are weighed, and when to refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.authorities import find_authorities
from eval.training_candidates import Candidates, candidates
from eval.training_questions import Asked, held_out
from indexer.index import Index
from qa.asking.kinds import holds
from qa.extract import answering
from qa.reader import Reader
from qa.refusal import Refusal, log_odds
from qa.shape import phrases, shape

_MOST = 24  # sentences of a question
_WRONGLY = 0.06  # share of the answerable questions that may be refused, on the fold fitted on
_VECTOR = 2.0  # how much more a shape's vector, of length 1, counts than a phrase
_SEEN = 3  # questions that have a phrase that counts
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
    """Both, by the shipped reader on the councils kept apart; `index` is by the default encoder."""
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
    """The question's shape is weighed on the councils of training, all else on `asked`.

    Only questions that name a council count: all unanswerable ones do, so that naming one
    would otherwise be taken for a sign.
    """
    from sklearn.linear_model import LogisticRegression

    often = _Shape(index, [one for one in questions if _named(one) and not held_out(one.authority)])
    named = [
        (one, found)
        for one, read in zip(asked, reads, strict=True)
        if _named(one.asked) and (found := _best(one, read)) is not None
    ]
    signs = np.c_[often([one.asked for one, _ in named]), [found for _, found in named]]
    told = np.array([one.answerable for one, _ in named])
    fitted = LogisticRegression(C=1, max_iter=1000).fit(signs, told)
    likely = fitted.predict_proba(signs)[:, 1]
    by_shape, by_found = map(float, fitted.coef_[0])
    topic, least = _topic(questions, index, [one.asked for one in asked if one.answerable])
    return Refusal(
        topic=topic,
        least=least,
        question=often.vector,
        phrases=often.phrases,
        offset=often.offset,
        shape=by_shape,
        found=by_found,
        bias=float(fitted.intercept_[0]),
        threshold=float(np.quantile(likely[told], _WRONGLY)),
    )


class _Shape:
    """How often questions of a shape are answered: a logistic regression over its vector and its
    phrases, learnt from questions that name a council."""

    def __init__(self, index: Index, learnt: Sequence[Asked]) -> None:
        from sklearn.feature_extraction.text import CountVectorizer  # type: ignore[import-untyped]
        from sklearn.linear_model import LogisticRegression

        self._index = index
        self._counted = CountVectorizer(analyzer=phrases, binary=True, min_df=_SEEN)
        self._counted.fit(_shapes(learnt))
        self._fitted = LogisticRegression(C=0.1, max_iter=3000, class_weight="balanced")
        self._fitted.fit(self._signs(learnt), [bool(one.evidence) for one in learnt])
        weights = [round(float(weight), 4) for weight in self._fitted.coef_[0]]
        names = self._counted.get_feature_names_out()
        size = len(weights) - len(names)
        self.vector = tuple(round(_VECTOR * weight, 4) for weight in weights[:size])
        self.phrases = dict(zip(map(str, names), weights[size:], strict=True))
        self.offset = float(self._fitted.intercept_[0])

    def __call__(self, asked: Sequence[Asked]) -> NDArray[np.float64]:
        """The log-odds that such questions are answered."""
        odds: NDArray[np.float64] = self._fitted.decision_function(self._signs(asked))
        return odds

    def _signs(self, asked: Sequence[Asked]) -> Any:
        from scipy.sparse import hstack  # type: ignore[import-untyped]

        vectors = _VECTOR * _vectors(self._index, asked)
        return hstack([vectors, self._counted.transform(_shapes(asked))]).tocsr()


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
    return index.encoder.encode(_shapes(asked))


def _shapes(asked: Sequence[Asked]) -> list[str]:
    """Those of the questions; a council that does not exist is not known by its name alone."""
    return [shape(one.question.replace(one.authority or "\n", " ")) for one in asked]


def _best(one: Candidates, read: NDArray[np.float32]) -> float | None:
    """The log-odds of the likeliest sentence that has the kind of fact asked for."""
    odds = answering(read)
    fitting = [
        float(odd)
        for odd, sentence in zip(odds, one.sentences, strict=False)
        if holds(one.question.kind, sentence.text)
    ]
    return log_odds(float(1 / (1 + np.exp(-max(fitting))))) if fitting else None
