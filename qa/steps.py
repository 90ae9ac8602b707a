"""The reports before those that a conversation spoke of, or after them, as far as they are held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus import Report
from indexer.index import Index
from qa.answer import Turn
from qa.asking.question import Question, understand, without
from qa.asking.source import asks_if_still_so
from qa.grading.reports import in_order, of_year

_NEWEST = "is that the latest"
_ONE = re.compile(r"\b(?:report|inspection|visit|assessment|time|one)\b", re.IGNORECASE)


def stepped(question: Question, reports: Sequence[Report]) -> list[Report]:
    """Those older than the ones a follow-up leans on, where it asks what was said before, or the
    newer ones; all where it does not step. Council by council and publisher by publisher.

    It leans on the reports of the year spoken of, or else on the newest; "the report before" is
    the one next to them.
    """
    if not question.step or not question.subject:
        return list(reports)
    series: dict[tuple[str, str], list[Report]] = {}
    for report in reports:
        if report.dated:
            series.setdefault((report.authority, report.publisher), []).append(report)
    return [report for own in series.values() for report in _beyond(question, in_order(own))]


def within_reach(index: Index, question: Question, history: Sequence[Turn]) -> Question:
    """The question; without the time after the one spoken of, which "is it still so?" asks for,
    where no report is of that: whether that is the newest is then all there is to ask."""
    if not question.subject:
        return question
    if question.since:
        of = question.authorities
        days = [one.dated for one in index.reports.values() if not of or one.authority in of]
        if any(day is None or day.year >= question.since for day in days):
            return question
        question = without(question, ("since",))
    if asks_if_still_so(question.text):
        return replace(understand(_NEWEST, history), text=question.text)
    return question


def _beyond(question: Question, own: list[Report]) -> list[Report]:
    meant = [report for year in question.years for report in of_year(own, year, question.subject)]
    places = [own.index(report) for report in meant] or [len(own) - 1]
    one = _ONE.search(question.text) is not None
    if question.step < 0:
        return own[: min(places)][-1 if one else 0 :]
    return own[max(places) + 1 :][: 1 if one else None]
