"""What a report says is to be improved: a list of its own, told whole where it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from corpus import Report
from corpus.authorities import find_authorities
from indexer.index import Index
from indexer.passages import Hit
from qa.answer import Grade, Status
from qa.asking.kinds import asks_to_improve
from qa.asking.periods import without_period
from qa.asking.question import Question
from qa.asking.services import service
from qa.compose import Statement, labelled, stated
from qa.extract import Finding
from qa.grading.areas import take_areas
from qa.grading.reports import in_order, selected
from qa.wording import dated, in_words, left_out

_SECTION = re.compile(
    r"^(?:what (?:needs?|does the (?:local authority|council) need) to improve\b"
    r"|areas? for (?:improvement|priority action)|recommendations?\b"
    r"|priority (?:and immediate )?action)",
    re.IGNORECASE,
)
# Parts of such a section that are not the council's own to improve.
_OTHERS = re.compile(r"\bsafeguarding (?:children )?board\b|\bL?SCB\b|\bstrengths\b", re.IGNORECASE)
_FIRST = re.compile(r"\bpriority\b", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:no|none|not (?:find|identify|make|have)(?: any)?)\b.{0,20}"
    r"\b(?:areas? for|priority|immediate action|recommendations?)\b",
    re.IGNORECASE,
)
# Words that such a question is made of; with others it asks about a matter of its own.
_PLAIN = frozenset(
    """a according action actions address addressed addressing after all an and any anything are
    area areas as asked at authority be been better borough by care change changed changes
    changing children city council councils county cqc current develop development did do
    does each expected failings five fix fixed fixing for four from get getting got had has
    have how if immediate improve improved improvement improvements improving in inspected
    inspection inspections inspector inspectors is it its key kids last latest left list
    listed local main make many mend more must name need needed needs newest next now number
    of ofsted on one or ought out peer peers people point points priorities priority put
    recent recommend recommendation recommendations recommended report reported reports
    require required requires review reviewed reviewer reviewers right s said say says
    service services shortcomings should so social some sort still strengthen strengthened
    strengthening supposed tackle tackled tell that the their them there they thing things
    this three times to todo told two up urgent urgently visit want wanted wants was were
    what where which who will work working yet""".split()  # noqa: SIM905 - read as words
)
# What such a list tells, too, where nothing is named that it should be on.
_WEAK = re.compile(
    r"\b(?:weakness(?:es)?|weak (?:points|areas|spots)|criticisms?|concerns|issues|problems"
    r"|challenges|risks|worries)\b"
    r"|\b(?:is|are|was|were|went|going|what['’]s) (?:\w+ )?wrong\b|\bbad at\b|\bbadly\b"
    r"|\bfall(?:s|ing|en)? (?:down|short)\b|\b(?:they|ofsted|cqc|inspectors) worried about\b"
    r"|\bnot (?:so |very )?good at\b",
    re.IGNORECASE,
)
_PLAIN_OF_WEAK = _PLAIN | frozenset(
    """about adult adults bad badly biggest challenges chief concerns criticisms doing down fall
    fallen falling falls for going good grade graded greatest issues main major not overall
    overview points poor problems rated rating risks serious short spots strengths summarise
    summary top very weak weakness weaknesses well went with worried worries worst would wrong
    you""".split()  # noqa: SIM905 - read as words
)
_BARE = frozenset("a about and for how in of or the then what".split())  # noqa: SIM905
_OPEN = ("list", "other")  # kinds of question that ask for no one fact
_REVIEW = re.compile(r"\breview\b|\breviewers\b", re.IGNORECASE)  # as peers' are called
_INSPECTED = re.compile(r"\binspect\w+", re.IGNORECASE)
_OWN_LIST = "This is the list that the report itself gives of what is to be improved."
_MOST = 8  # items told; the number of the others is said


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of what is to be improved, to be told as it stands, and what to know about it."""

    statements: tuple[Statement, ...]
    notes: tuple[str, ...]
    grades: tuple[Grade, ...] = ()
    status: Status = "answered"


def to_improve(finding: Finding) -> str:
    """The heading of the report's list of what is to be improved that the item stands in, "" where
    it stands in none: alone, an item names a matter and not what is said of it."""
    headings = [one for one in finding.hit.passage.heading if _SECTION.search(one)]
    return headings[-1].strip(" :?") if headings and finding.sentence.kind == "bullet" else ""


def improvements(index: Index, question: Question, reports: Sequence[Report]) -> Listed | None:
    """The list of the report that the question means, priority actions first; where several
    publishers report, each one's under its name and date.

    None where the question asks for something else or of several councils, or where no report
    meant has such a section.
    """
    own = [report for report in reports if report.authority]
    if question.group or len({report.authority for report in own}) != 1:
        return None
    weak = _asks_of_weak(question)
    if not (weak or _asks(question)):
        return None
    kinds = question.kinds or (("peer review",) if _REVIEW.search(question.text) else ())
    meant = [report for report in own if any(map(partial(_is_of, report), kinds))]
    if question.kinds or meant:
        own = meant
    elif _INSPECTED.search(question.text):
        own = [report for report in own if not _is_of(report, "peer review")]
    by: dict[str, list[Report]] = {}
    for report in sorted(own, key=lambda report: str(report.dated or ""), reverse=True):
        if question.service not in ("", service(f"{report.publisher} {report.title}")):
            continue
        by.setdefault(report.publisher, []).append(report)
    lists = [one for series in by.values() for one in _lists(index, question, series, len(by) > 1)]
    statements = tuple(chain(*(one.statements for one in lists)))
    notes = chain([_OWN_LIST] if weak else [], *(one.notes for one in lists))
    return Listed(statements, tuple(notes)) if lists else None


def _is_of(report: Report, kind: str) -> bool:
    """A briefing on a peer review stands in for it by its title."""
    return kind in report.kind or kind in report.title.lower()


def _lists(
    index: Index, question: Question, series: Sequence[Report], named: bool
) -> Iterator[Listed]:
    """The list of the one report of a publisher that is meant, where one has a list; `named`
    with its publisher and date."""
    able = [report for report in series if _listed(index, report)]
    for report in selected(question, able, index.years_undated)[-1:]:
        found = _listed(index, report)
        whose = report.publisher or report.title
        day = dated(report, index.years_undated)
        told = stated(found[:_MOST])
        told = labelled(f"{whose}, {day}", told) if named else told
        more = left_out(len(found) - _MOST)
        older = "" if question.years or question.step else _older(report, series)
        notes = (f"{whose}: {note}" if named else note for note in (older, more) if note)
        yield Listed(tuple(told), tuple(notes))


def _older(report: Report, own: Sequence[Report]) -> str:
    """Says that the newest report has no such list, where it is not the one told."""
    newest = in_order(own)[-1]
    if newest.id == report.id or newest.dated is None:
        return ""
    of = f"the report of {in_words(report.dated)}" if report.dated else "a report without a date"
    return f"This list is from {of}; none was found in the newest, of {in_words(newest.dated)}."


def _asks(question: Question) -> bool:
    """Whether it asks what is to be improved, and on no matter of its own."""
    before = ("", question.subject) if _of_all(question.subject) else (question.subject,)
    texts = (f"{subject} {question.text}" for subject in before)
    return any(asks_to_improve(text) and _words(text) <= _PLAIN for text in texts)


def _asks_of_weak(question: Question) -> bool:
    """Whether it asks for weaknesses, concerns or risks of the council as a whole."""
    said = (question.subject, question.text)
    plain = all(_words(text) <= _PLAIN_OF_WEAK and _of_all(text) for text in said)
    another = find_authorities(question.text) and _words(question.text) <= _BARE  # "and Leeds?"
    text = question.subject if another else question.text
    return plain and question.kind in _OPEN and _WEAK.search(text) is not None


def _of_all(text: str) -> bool:
    """Whether it names no area of its own."""
    return take_areas(text)[0] in ((), ("overall",))


def _words(text: str) -> set[str]:
    """Its words without councils and times."""
    for mention in reversed(find_authorities(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return set(re.findall(r"[a-z]+", without_period(text).lower().replace("to-do", "todo")))


def _listed(index: Index, report: Report) -> list[Finding]:
    """The items of all such sections of the council itself, a board's left out; the sentences of
    a section without items, unless they only say that there is nothing to list."""
    sections: dict[tuple[str, ...], list[Finding]] = {}
    for passage in index.of_report(report.id):
        path = passage.heading
        if any(map(_SECTION.search, path)) and not any(map(_OTHERS.search, path)):
            found = (Finding(Hit(passage, 1.0), s, 1.0) for s in passage.sentences)
            sections.setdefault(path, []).extend(found)
    ordered = sorted(sections, key=lambda path: not any(map(_FIRST.search, path)))
    told = [finding for heading in ordered for finding in _items(sections[heading])]
    return [f for f in told if _is_item(f) or not _NONE.search(f.sentence.text)] or told


def _items(section: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in section if _is_item(finding)] or list(section)


def _is_item(finding: Finding) -> bool:
    return finding.sentence.kind == "bullet"
