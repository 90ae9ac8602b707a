"""What a report says is to be improved: a list of its own, told whole where it is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import Report
from corpus.authorities import find_authorities
from indexer.index import Index
from indexer.passages import Hit
from qa.asking.periods import without_period
from qa.asking.question import Question
from qa.extract import Finding
from qa.grading.reports import selected

_SECTION = re.compile(
    r"^(?:what (?:needs?|does the (?:local authority|council) need) to improve\b"
    r"|areas? for (?:improvement|priority action)|recommendations?\b"
    r"|priority (?:and immediate )?action)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:told|asked|wants?|wanted|needs?|needed|must|should|has|have|had|left|still|does"
    r"|recommend\w*)\b.*\b(?:improv\w+|fix|better at|sort out|put right|work on|address|to-?do"
    r"|do next|recommend\w*)\b|\b(?:areas? for improvement|improvement (?:points|areas|list)"
    r"|to-?do list|recommendations)\b",
    re.IGNORECASE,
)
# Words that such a question is made of; with others it asks about a matter of its own.
_PLAIN = frozenset(
    """a according action actions address after all an and any anything are area areas as asked
    at authority be better borough by care children city council councils county cqc current
    did do does each five fix for four from get getting had has have improve improved
    improvement improvements improving in inspected inspection inspections inspectors is it
    its key kids last latest left list local main make more must name need needed needs
    newest next now of ofsted on one or out people point points priorities priority put
    recent recommend recommendation recommendations recommended report reported reports
    right s said say says service services should so social some sort still that the their
    them there they thing things this three to todo told two up visit want wanted wants was
    were what which who will work working""".split()  # noqa: SIM905 - read as words
)
MOST = 8  # items told; the number of the others is said


def improvements(index: Index, question: Question, reports: Sequence[Report]) -> list[Finding]:
    """The items of the list of the report that the question means, all of them.

    Empty where the question asks for something else or of several councils, or where no report
    meant has such a section.
    """
    if len(question.authorities) != 1 or not _asks(f"{question.subject} {question.text}".strip()):
        return []
    having = [report for report in reports if _listed(index, report)]
    chosen = selected(question, having)[-1:]
    return [finding for report in chosen for finding in _listed(index, report)]


def _asks(text: str) -> bool:
    for mention in reversed(find_authorities(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    words = re.findall(r"[a-z]+", without_period(text).lower().replace("to-do", "todo"))
    return bool(_ASKED.search(text)) and set(words) <= _PLAIN


def _listed(index: Index, report: Report) -> list[Finding]:
    """The first such section of the report that holds a list."""
    passages = [
        p for p in index.of_report(report.id) if p.heading and _SECTION.search(p.heading[-1])
    ]
    own = [passage for passage in passages if passage.heading == passages[0].heading]
    findings = [Finding(Hit(passage, 1.0), s, 1.0) for passage in own for s in passage.sentences]
    items = [finding for finding in findings if finding.sentence.kind == "bullet"]
    return items or findings
