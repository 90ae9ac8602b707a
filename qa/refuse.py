"""When the reports do not tell: is what was found a fact that answers what was asked for?"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from corpus import Report, Sentence
from indexer.encoder import Encoder
from indexer.index import Index
from qa.asking.kinds import asks_beside_others, asks_nationally, holds, tells_nationally
from qa.asking.names import asks_for_name, names_anew
from qa.asking.question import Question
from qa.beside import is_compared
from qa.choose import names_year
from qa.extract import Finding
from qa.inspections import is_on_inspection
from qa.shape import phrases, shape

WEAKEST = 0.01  # less likely to answer than this, a sentence is about something else
FAR = 0.25  # cosine: where no sentence is nearer to the question, it is of something else
_FAINT = 0.15  # less likely to answer, a finding is not told to a question on something else
_CERTAIN = 0.8  # so likely a finding is told, however seldom such questions are answered
# Of 739 answers to ten sets of questions a fifth are below one of these and not certain: 44% of
# those are wrong or incomplete, of the others 14%.
_PLAIN, _EXPECTED = 0.1, 0.6  # that the best finding answers; that such a question is answered so
_PLAIN_OF_OLD, _OLD = 0.3, 3  # that of a report so many years behind the newest answers
_SHIPPED = Path(__file__).with_name("refusal.json")
# Lines that a report has of itself: its lead inspector, its dates, the head of its table of grades.
_OF_ITSELF = re.compile(
    r"^(?:(?P<who>lead inspector)|(?P<when>inspection dates?)|judge?ments?\W+grades?$"
    r"|(?:the facts in )?this (?:is a )?briefing\b)",
    re.IGNORECASE,
)
# What CQC prints in every assessment before its findings, and words that ask for it.
_STANDARD = re.compile(r"^(?:what people expect|the local authority commitment)$", re.IGNORECASE)
_OF_STANDARD = re.compile(r"\b(?:expect\w*|commit\w*|ought|should|standards?)\b", re.IGNORECASE)
# Who inspected and when the next inspection is: only words on that tell it.
_OF_INSPECTOR = re.compile(
    r"\bwho (?:led|leads|ran|carried out|did|inspected|was (?:the )?(?:lead )?inspector)\b"
    r"(?=.*\b(?:inspect|visit))",
    re.IGNORECASE,
)
_INSPECTOR = re.compile(r"\binspector\b|\bHMI\b|\bled by\b", re.IGNORECASE)
_OF_NEXT = re.compile(
    r"\b(?:when|who)\b.*\b(?:will|due|planned|expected)\b(?=.*\b(?:inspect|visit|ofsted|cqc))"
    r"|\bnext\b.*\b(?:inspection|visit)\b.*\b(?:due|planned|expected)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|next|due|planned|intends?|scheduled|re-?inspect\w*)\b", re.IGNORECASE
)
# Matters whose name begins or ends like another's: a passage without the word is on that one. Of
# 151 answerable training questions that name one, 3 have their evidence in such a passage.
_NAMED_ALIKE = (
    (re.compile(r"\bprivate(?:ly)? foster", re.I), re.compile(r"\bprivate", re.I)),
    (re.compile(r"\byoung carers?\b", re.I), re.compile(r"\byoung carers?\b", re.I)),
    (
        re.compile(r"\b(?:emergency duty|out[- ]of[- ]hours|EDT)\b", re.I),
        re.compile(r"\b(?:emergency duty|out[- ]of[- ]hours|EDT|nights?|weekends?)\b", re.I),
    ),
)
_WORDS = re.compile(r"\w\W+\w")  # "and", torn from its sentence, tells nothing
_SOFT = ("reason",)  # kinds of fact that sentences also hold without any of their usual words


@dataclass(frozen=True, slots=True)
class Refusal:
    """How likely it is that a question is answered: fitted on councils kept apart in training.

    `topic` and `question` weigh the vector of the question's shape. By the one it is on something
    that no report is on where it has less than `least`; the other knows, with the weights of its
    `phrases`, that inspectors seldom print a budget or a name. `found` weighs the log-odds that the
    likeliest finding answers. Below `threshold`, a probability, nothing is answered.
    """

    topic: tuple[float, ...]
    least: float
    question: tuple[float, ...]
    phrases: dict[str, float]
    offset: float
    shape: float
    found: float
    bias: float
    threshold: float

    @classmethod
    @cache
    def shipped(cls) -> Refusal:
        refusal: Refusal = TypeAdapter(cls).validate_python(json.loads(_SHIPPED.read_text()))
        return refusal

    def answers(self, encoder: Encoder, question: Question, able: Sequence[Finding]) -> bool:
        """Whether to answer from the findings, never from none; `encoder` is the default one."""
        if not able:
            return False
        best = _likeliest(able).answers
        if best < _FAINT and _weighed(_vector(encoder, question), self.topic) < self.least:
            return False
        return best >= _CERTAIN or self.likelihood(encoder, question, able) >= self.threshold

    def sure(self, encoder: Encoder, question: Question, told: Sequence[Finding]) -> bool:
        """Whether what is told, one finding at least, answers and does not only come nearest."""
        best = _likeliest(told)
        plain = best.answers >= (_PLAIN_OF_OLD if best.behind > _OLD else _PLAIN)
        expected = self.likelihood(encoder, question, told) >= _EXPECTED
        return best.answers >= _CERTAIN or (plain and expected)

    def likelihood(self, encoder: Encoder, question: Question, able: Sequence[Finding]) -> float:
        """The probability (0 to 1) that the findings, one at least, answer."""
        said = sum(self.phrases.get(one, 0.0) for one in phrases(shape(question.completed)))
        often = _weighed(_vector(encoder, question), self.question) + said + self.offset
        odds = log_odds(_likeliest(able).answers)
        return float(1 / (1 + np.exp(-self.bias - self.shape * often - self.found * odds)))


def _likeliest(able: Sequence[Finding]) -> Finding:
    """However old its report: that decides what is told, not whether anything is."""
    return max(able, key=lambda finding: finding.answers)


def _weighed(vector: NDArray[np.float32], weights: Sequence[float]) -> float:
    return float(vector @ np.array(weights, np.float32))


def _vector(encoder: Encoder, question: Question) -> NDArray[np.float32]:
    vector: NDArray[np.float32] = encoder.encode([shape(question.completed)])[0]
    return vector


def log_odds(probability: float) -> float:
    kept = min(max(probability, 1e-6), 1 - 1e-6)
    return float(np.log(kept / (1 - kept)))


def supported(index: Index, question: Question, findings: Sequence[Finding]) -> list[Finding]:
    """The findings strong enough to answer from, best first.

    A sentence without a number does not tell how many, one without a date not when, "a charity was
    chosen" not which, and one on the council alone not how it stands against others: where
    the best lacks what is asked for nothing is told, and else only what has it. Of 88 such
    questions on councils kept apart a lesser sentence answered 4, and nothing 73. For the figure
    of the country a table's row may do. What introduces a list that is not with it ("It did these
    things:") is no answer either, nor a line that a report has of itself where no inspection is
    asked about, nor a row of its table of grades where no grade is.
    Of 1,468 answerable questions on councils kept apart 3 have no sentence within `FAR`.
    """
    if max((finding.meaning for finding in findings), default=0.0) < FAR:
        return []
    nationally = asks_nationally(question.completed)
    able = [
        finding
        for finding in findings
        if finding.answers >= WEAKEST
        and (not nationally or _may_compare(finding.sentence))
        and _WORDS.search(finding.sentence.text)
        and not _introduces_nothing(finding)
        and not _beside_the_matter(question, finding)
        and not _is_judgement(index, question, finding)
        and _tells_inspection(question, finding.sentence.text)
        and _of_the_name(question.completed, finding)
    ]
    telling = [finding for finding in able if _has_fact(question, finding)]
    return telling if telling[:1] == able[:1] or question.kind == "grade" else []


def _has_fact(question: Question, finding: Finding) -> bool:
    """Whether it has what is asked for: a fact of the kind, a name, a comparison."""
    asked, sentence = question.completed, finding.sentence
    if asks_for_name(asked) and not names_anew(
        sentence.text, f"{asked} {finding.hit.passage.authority}"
    ):
        return False
    if question.kind in _SOFT:
        return True
    beside = asks_beside_others(asked)
    return holds(question.kind, sentence.text) and (not beside or is_compared(finding))


def _introduces_nothing(finding: Finding) -> bool:
    text = finding.sentence.text
    listed = any(sentence.lead_in == text for sentence in finding.hit.passage.sentences)
    return text.rstrip().endswith(":") and not listed


def _beside_the_matter(question: Question, finding: Finding) -> bool:
    """Whether it is a line that the report has of itself, or stands in every such report, and
    that is not what is asked about."""
    if any(map(_STANDARD.search, finding.hit.passage.heading)):
        return _OF_STANDARD.search(question.completed) is None
    line = _OF_ITSELF.search(finding.sentence.text)
    if line is None:
        return False
    about = is_on_inspection(question.completed)
    return not (about and (line["who"] or (line["when"] and question.kind != "number")))


def of_itself(finding: Finding) -> bool:
    """Whether it is a line that the report has of itself, or stands in every such report."""
    standard = any(map(_STANDARD.search, finding.hit.passage.heading))
    return standard or _OF_ITSELF.search(finding.sentence.text) is not None


def _is_judgement(index: Index, question: Question, finding: Finding) -> bool:
    if finding.sentence.kind != "row" or question.kind == "grade":
        return False
    judgements = index.reports[finding.hit.passage.report_id].judgements
    return finding.sentence.text in {judgement.quote for judgement in judgements}


def _of_the_name(asked: str, finding: Finding) -> bool:
    passage = finding.hit.passage
    text = " ".join((*passage.heading, *(sentence.text for sentence in passage.sentences)))
    return all(told.search(text) for named, told in _NAMED_ALIKE if named.search(asked))


def _tells_inspection(question: Question, text: str) -> bool:
    """False where it is asked who inspected, when that was, or when next, and the text tells
    nothing of it."""
    asked = question.text if question.subject else question.completed
    if _OF_NEXT.search(asked):
        return _AHEAD.search(text) is not None
    if question.kind == "date" and _OF_INSPECTOR.search(question.subject):
        line = _OF_ITSELF.search(text)
        return bool(line and line["when"])
    return not _OF_INSPECTOR.search(asked) or _INSPECTOR.search(text) is not None


def _may_compare(sentence: Sentence) -> bool:
    return sentence.kind == "row" or tells_nationally(sentence.text)


def year_is_held(
    index: Index, question: Question, reports: Sequence[Report], told: Sequence[Finding]
) -> bool:
    """Whether a report is of a year that the question asks about, or what would be told names one.

    A report speaks for the year it was published or made in and for the two before it; one
    without a date for those that it may be of (`Index.years_undated`) and the two before them.
    Where no report has a date, no year can be ruled out.
    """
    days = [day for r in reports for day in (r.published, *(r.inspected or ())) if day]
    loose = [year for r in reports if not r.dated for year in index.years_undated.get(r.id, ())]
    covered = {year - back for year in (*loose, *(day.year for day in days)) for back in range(3)}
    return not (question.years and days) or any(
        year in covered or any(names_year(year, finding) for finding in told)
        for year in question.years
    )
