"""When the reports do not tell, by likelihood: are such questions answered by such a finding?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from indexer.encoder import Encoder
from qa.asking.question import Question
from qa.extract import Finding
from qa.prior import Prior
from qa.shape import shape

_FAINT = 0.15  # less likely to answer, a finding is not told to a question on something else
_CERTAIN = 0.8  # so likely a finding is told, however seldom such questions are answered
# Of 869 answers to twelve sets of questions a fifth are below one of these and not certain: 39% of
# those are wrong or incomplete, of the others 12%.
_PLAIN, _EXPECTED = 0.1, 0.6  # that the best finding answers; that such a question is answered so
_PLAIN_OF_OLD, _OLD = 0.3, 3  # that of a report so many years behind the newest answers
_SHIPPED = Path(__file__).with_name("refusal.json")


@dataclass(frozen=True, slots=True)
class Refusal:
    """How likely it is that a question is answered: fitted on councils kept apart in training.

    By `topic`, which weighs the vector of the question's shape, it is on something that no report
    is on where it has less than `least`. `prior` weighs the log-odds that questions of its shape
    are answered, `found` those that the likeliest finding answers. Below `threshold`, a
    probability, nothing is answered.
    """

    topic: tuple[float, ...]
    least: float
    prior: float
    found: float
    bias: float
    threshold: float

    @classmethod
    @cache
    def shipped(cls) -> Refusal:
        refusal: Refusal = TypeAdapter(cls).validate_python(json.loads(_SHIPPED.read_text()))
        return refusal

    def answers(
        self, encoder: Encoder, prior: Prior, question: Question, able: Sequence[Finding]
    ) -> bool:
        """Whether to answer from the findings, never from none; `encoder` is the default one."""
        if not able:
            return False
        best = _likeliest(able).answers
        if best < _FAINT and self._elsewhere(encoder, question):
            return False
        return best >= _CERTAIN or self.likelihood(prior, question, able) >= self.threshold

    def _elsewhere(self, encoder: Encoder, question: Question) -> bool:
        """Whether the question is on something that no report is on."""
        vector = encoder.encode([shape(question.completed)])[0]
        return float(vector @ np.array(self.topic, np.float32)) < self.least

    def sure(self, prior: Prior, question: Question, told: Sequence[Finding]) -> bool:
        """Whether what is told, one finding at least, answers and does not only come nearest."""
        best = _likeliest(told)
        plain = best.answers >= (_PLAIN_OF_OLD if best.behind > _OLD else _PLAIN)
        expected = self.likelihood(prior, question, told) >= _EXPECTED
        return best.answers >= _CERTAIN or (plain and expected)

    def likelihood(self, prior: Prior, question: Question, able: Sequence[Finding]) -> float:
        """The probability (0 to 1) that the findings, one at least, answer. Of a follow-up its own
        words have the shape, as what it leans on has been answered, but not "and before that?"."""
        own = shape(question.completed if question.step else question.text)
        often = float(prior.log_odds([own])[0])
        odds = log_odds(_likeliest(able).answers)
        return float(1 / (1 + np.exp(-self.bias - self.prior * often - self.found * odds)))


def _likeliest(able: Sequence[Finding]) -> Finding:
    """However old its report: that decides what is told, not whether anything is."""
    return max(able, key=lambda finding: finding.answers)


def log_odds(probability: float) -> float:
    kept = min(max(probability, 1e-6), 1 - 1e-6)
    return float(np.log(kept / (1 - kept)))
