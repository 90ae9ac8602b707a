"""Grade questions, answered from the judgement table: exactly, and never by searching."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus import Judgement, Report, Sentence
from corpus.authorities import find_authorities
from indexer.index import Index
from indexer.passages import Hit, Passage
from qa.extract import Finding
from qa.question import Question

# How people name the areas, by the normal form of Judgement.key.
_AREAS = {
    "lscb": r"\blscbs?\b|\bsafeguarding (?:children'?s? )?boards?\b",
    "adoption": r"\badopt(?:ion|ions|ing|ers?|ed)\b",
    "care_leavers": r"\bcare leavers?\b|\bleav(?:ing|e) care\b|\bleft care\b|\bafter care\b",
    "in_care": r"\bin care\b|\blooked[- ]after\b|\bLAC\b|\bCLA\b|\bchildren cared for\b",
    "help_protection": r"\bhelp(?:ing)? (?:and|&|or) protect\w*|\bprotect(?:ion|ing)\b",
    "leadership": r"\bleaders?(?:hip)?\b|\bmanagement\b|\b(?:people )?in charge\b|\bmanagers\b",
    "assessing_needs": r"\bassess(?:ing|ment of)? needs?\b|\bassessing\b",
    "healthier_lives": r"\bhealth(?:ier|y) lives\b",
    "equity": r"\bequity\b|\bequality\b|\bfairness\b",
    "care_provision": r"\bcare provision\b|\bcontinuity\b",
    "partnerships": r"\bpartnerships?\b",
    "safe_systems": r"\bsafe (?:systems|pathways)\b|\btransitions\b",
    "safeguarding": r"\bsafeguarding\b",
    "governance": r"\bgovernance\b|\bsustainability\b",
    "learning": r"\blearning\b|\binnovation\b",
    "overall": r"\boverall\b",
}
_STANDS_FOR = {"in_care_and_care_leavers": ("in_care", "care_leavers")}
_PUBLISHERS = {"Ofsted": r"\bofsted\b", "Care Quality Commission": r"\bcqc\b"}
_OF_GRADES = re.compile(
    r"\b(?:what|which|how|did|does|do|is|was|were|are|the|a|an|of|for|in|at|by|on|to|it|its"
    r"|their|get|gets|got|give|given|gave|has|have|had|hold|holds|held|be|been|currently"
    r"|current|now|latest|last|most|recent|new|newest|grades?|graded|ratings?|rated"
    r"|judge[ds]?|judgements?|judgments?|scores?|scored|ofsted|cqc|council|councils"
    r"|borough|local|authority|children'?s?|services?|social|care|adult|adults|inspect\w*"
    r"|re-?inspect\w*|reports?|overall|and|or|with|when|year|grading|effectiveness|young"
    r"|people|persons?|kids|child|children|experiences?|progress|needs?|outstanding|good"
    r"|inadequate|requires|improvement|say|said|make|made|\d+|s)\b",
    re.IGNORECASE,
)
_OTHER_WORDS = 1  # a question with more words of its own is about something else than a grade


def graded(index: Index, question: Question, reports: Sequence[Report]) -> list[Finding]:
    """The rows of the judgement tables that answer, newest report of each council first.

    Empty where the question asks for no grade, asks about more than an area of the table, or
    where no report in `reports` has the grade: then it is a question like any other. The year
    asked for decides which report answers, else the newest with that area.
    """
    areas = _areas(question)
    if question.kind != "grade" or not areas:
        return []
    found = []
    for held in _by_authority(question, reports):
        for area in areas:
            finding = next(_rows(index, area, held), None)
            found += [finding] if finding else []
    return found


def _areas(question: Question) -> list[str]:
    text = question.search_text
    for mention in reversed(find_authorities(text)):
        text = text[: mention.start] + text[mention.end :]
    named = []
    for key, pattern in _AREAS.items():
        if re.search(pattern, text, re.IGNORECASE):
            named.append(key)
            text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    others = re.findall(r"[^\W\d_]+", _OF_GRADES.sub(" ", text))
    return (named or ["overall"]) if len(others) <= _OTHER_WORDS else []


def _by_authority(question: Question, reports: Sequence[Report]) -> list[list[Report]]:
    """The reports that may answer, newest first, apart by council in the order named."""
    wanted = [p for p, pattern in _PUBLISHERS.items() if re.search(pattern, question.text, re.I)]
    able = [
        report
        for report in sorted(reports, key=lambda report: str(report.dated or ""), reverse=True)
        if report.judgements
        and (not wanted or report.publisher in wanted)
        and (not question.years or question.since or _years(report) & set(question.years))
    ]
    names = question.authorities or tuple(dict.fromkeys(report.authority for report in able))
    if len(names) > 1 and not question.authorities:
        return []  # no council was named, and there are several
    return [[report for report in able if report.authority == name] for name in names]


def _years(report: Report) -> set[int]:
    return {day.year for day in (report.published, *(report.inspected or ())) if day}


def _rows(index: Index, area: str, reports: Sequence[Report]) -> Iterator[Finding]:
    for report in reports:
        for judgement in report.judgements:
            if area in (judgement.key, *_STANDS_FOR.get(judgement.key, ())):
                yield from _finding(index, report, judgement)


def _finding(index: Index, report: Report, judgement: Judgement) -> Iterator[Finding]:
    """The judgement where it stands: as a sentence of a passage, or as its heading."""
    for passage in index.of_report(report.id):
        if sentence := _stated(passage, judgement):
            yield Finding(Hit(passage, 1.0), sentence, 1.0)
            return


def _stated(passage: Passage, judgement: Judgement) -> Sentence | None:
    for sentence in passage.sentences:
        if judgement.quote == sentence.text:
            return sentence
    if judgement.quote in passage.heading:
        return Sentence(judgement.quote, judgement.page, kind="row")
    return None
