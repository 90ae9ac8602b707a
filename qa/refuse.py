"""When the reports do not tell, by rule: is what was found a fact of the kind asked for?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import Report, Sentence
from indexer.index import Index
from qa.asking.financial import financial_years
from qa.asking.kinds import (
    asks_beside_others,
    asks_nationally,
    counts_anew,
    holds,
    tells_nationally,
)
from qa.asking.names import asks_for_name, names_anew
from qa.asking.question import Question
from qa.beside import is_compared
from qa.choose import names_year
from qa.extract import Finding
from qa.inspections import is_on_inspection

WEAKEST = 0.01  # less likely to answer than this, a sentence is about something else
FAR = 0.25  # cosine: where no sentence is nearer to the question, it is of something else
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
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b", re.IGNORECASE)
_WORDS = re.compile(r"\w\W+\w")  # "and", torn from its sentence, tells nothing
_SOFT = ("reason",)  # kinds of fact that sentences also hold without any of their usual words


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
    """Whether it has what is asked for: a fact of the kind, a name, a comparison; a number that
    the question has not, and none of other financial years than the one asked about."""
    asked, sentence = question.completed, finding.sentence
    own = question.text if question.subject else asked
    named = question.authorities[0] if len(question.authorities) == 1 else ""
    if asks_for_name(own, named) and not names_anew(
        sentence.text, f"{asked} {finding.hit.passage.authority}"
    ):
        return False
    asked_years, told_years = financial_years(own), financial_years(sentence.text)
    if asked_years and told_years and asked_years.isdisjoint(told_years):
        return False
    if _HOW_MANY.search(own) and not counts_anew(sentence.text, own):
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
