"""Which reports on a council are held: counted and listed, not searched for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import Report
from indexer.index import Index
from indexer.passages import Hit
from qa.asking.groups import EVERY, without_group
from qa.asking.question import Question
from qa.asking.slots import without_slots
from qa.compose import Statement
from qa.extract import Finding
from qa.grading.reports import in_order, selected
from qa.inspections import own_line
from qa.wording import count, dated, joined

_ASKS = re.compile(
    r"\b(?:how many|which|what|list|show|any|do you|have you|newest|latest)\b.*"
    r"\b(?:reports?|inspections?|visits?|assessments?)\b"
    r"|\b(?:how many|which|what|list)\b.*\b(?:councils|boroughs|authorities)\b"
    r"|\bhow (?:many times|often)\b.*\binspected\b"
    r"|\bwhen\b.*\breports?\b.*\b(?:published|out)\b"
    r"|\b(?:when|dates?)\b.*\b(?:inspect|assess|visit|review)(?:ed|ions?|ments?)?s?\b"
    r"|\bhow (?:old|recent|up[- ]to[- ]date)\b.*"
    r"\b(?:reports?|inspections?|assessments?|information)\b"
    r"|\b(?:reports?|information)\b.*\b(?:out of date|up[- ]to[- ]date)\b",
    re.IGNORECASE,
)
_PEERS = re.compile(r"\bpeer (?:review|challenge)", re.IGNORECASE)
_AGE = re.compile(r"\bhow (?:old|recent)\b|\b(?:out of|up[- ]to)[- ]date\b", re.IGNORECASE)
# What people say to a chat and not of reports: what it is for is told.
_SAID = (
    r"(?:hello|hi|hey|good (?:morning|afternoon|evening)|thanks|thank you|cheers|who are you"
    r"|(?:please |(?:can|could|will) you )?help(?: me)?|how do you know(?: this| that| all this)?"
    r"|what (?:are you|is this|can (?:you|i|we) (?:do|ask|answer)|do you (?:do|know))"
    r"|what (?:can|should) i ask(?: you)?|how (?:do|does) (?:you|this|it) work)"
    r"(?: (?:there|very much|so much|here|for me|about|please))*"
)
_TO_THE_CHAT = re.compile(rf"{_SAID}(?:\W+(?:and )?{_SAID})*\W*", re.IGNORECASE)
_WHAT_FOR = "Ask what they say, of a council by name: each sentence of an answer is cited."
_HELD = re.compile(
    r"\b(?:hold|held|have|got|there|cover|newest|latest|inspected|published|out|old|recent|up"
    r"|when|dates?)\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"\b(?:reports?|inspections?|councils|boroughs|authorities)\b", re.IGNORECASE)
_PLAIN = frozenset(
    """a about all any are assess assessed assessment assessments authorities authority been
    borough boroughs by came carried come council councils cover cqc date dates did do does done
    for full got had has have held here hold how i in information inspect inspected inspection
    inspections inspectors is last latest list local many me most newest of ofsted often old on
    one ones out peer peers place publish published recent report reports review reviewed
    reviews show take tell the there they times to took up visit visited visits was we were what
    when which year years you your""".split()  # noqa: SIM905 - read as words
)
_MOST = 12  # councils
_LISTED = 20  # councils by name in a note


def holdings(index: Index, question: Question, reports: Sequence[Report]) -> list[Statement]:
    """A line for each report held on the councils asked about, under their number, with the line
    that the report has of itself for its source; empty where the question asks for anything
    else, or of many councils."""
    if not _asks(question) or not 0 < len(question.authorities) <= _MOST:
        return []
    told = []
    for name in question.authorities:
        own = [report for report in reports if report.authority == name]
        if _PEERS.search(question.text):
            own = [report for report in own if _PEERS.search(f"{report.kind} {report.title}")]
        latest = question.latest or _AGE.search(question.text)
        meant = in_order(own)[-1:] if latest else own
        if question.years or question.since:
            meant = selected(question, own, index.years_undated)
        lines = [line for report in _by_date(meant) for line in _line(index, report)]
        if lines:
            opening = f"{count(len(lines), 'report')} on {name} held:"
            if latest:
                opening = f"The newest of {count(len(own), 'report')} on {name} held:"
            lines[0] = Statement(f"{opening}\n{lines[0].text}", lines[0].findings, apart=True)
        told += lines
    return told


def all_held(question: Question, reports: Sequence[Report]) -> str:
    """Says how many councils and reports are held, of all or of a group, and by name where they are
    few; "" where the question asks for anything else, or for no more than a few councils."""
    named = question.authorities and not question.group
    if named or not (_OF_ALL.search(question.text) and _asks(question)):
        return ""
    return _counted(reports, f" ({question.group})" if question.group not in ("", EVERY) else "")


def said_to_the_chat(index: Index, question: Question) -> str:
    """Says what is held and what the chat is for, where it is greeted, thanked or asked about
    itself; "" where the reports are asked about."""
    if question.sourced or not _TO_THE_CHAT.fullmatch(question.text):
        return ""
    return f"{_counted(list(index.reports.values()))} {_WHAT_FOR}"


def _counted(reports: Sequence[Report], who: str = "") -> str:
    names = sorted({report.authority for report in reports if report.authority})
    listed = f": {joined(names)}" if len(names) <= _LISTED else ""
    held = f"{count(len(names), 'council')}{who} and {count(len(reports), 'report')} are held"
    return f"{held}{listed}. The Reports page lists them all."


def _by_date(reports: Sequence[Report]) -> list[Report]:
    """By date, those without one last."""
    return [*in_order([r for r in reports if r.dated]), *(r for r in reports if not r.dated)]


def _asks(question: Question) -> bool:
    text = question.text
    if question.subject or question.change or not (_ASKS.search(text) and _HELD.search(text)):
        return False
    words = re.findall(r"[^\W\d_]{2,}", without_group(without_slots(text)).lower())
    return all(word in _PLAIN for word in words)


def _line(index: Index, report: Report) -> list[Statement]:
    """One, none for a report without passages: it cannot be cited."""
    found = own_line(index, report)
    day = dated(report, index.years_undated)
    text = ", ".join(part for part in (report.publisher, report.title, day) if part)
    findings = [Finding(Hit(found[0], 1.0), found[1], 1.0)] if found else []
    return [Statement(text, (finding,), apart=True) for finding in findings]
