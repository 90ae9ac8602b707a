"""Choosing what to say: the fewest findings that answer, a list always whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from corpus import Report, Sentence
from indexer.index import Index
from qa.alternatives import with_the_other
from qa.asking.kinds import has_figure
from qa.asking.question import Question
from qa.beside import comparison, with_cause, with_what_it_points_to, with_what_spells_it_out
from qa.extract import Finding

# A further sentence must be this likely to answer, against the best; likelier where one figure or
# date is asked for: on held-out questions as much of the evidence is told so, in fewer sentences.
_NEXT_BEST, _NEXT_FACT = 0.45, 0.6
_ONE_FACT = ("number", "duration", "date")
_MOST = 3  # sentences in an answer that is no list, one more where the last points back
_LIST_INSTEAD = 0.35  # where a list is asked for, one this likely against the best is told instead
_SHORT_LIST = 7  # items, with what introduces them
_FRAGMENT = 6  # words of an item that says nothing without what introduces it
LOOKS_BACK = 2  # years that a report speaks for before its own
_TELLS = 0.4  # a report tells that has a sentence so likely to answer, against the likeliest
_OLDER = 3  # earlier findings offered
_STILL_ON_THIS = 0.5  # an older finding must be this likely to answer, against the best


def choose(question: Question, findings: Sequence[Finding]) -> list[Finding]:
    """The fewest findings that answer: the whole list that the best opens or is an item of,
    else the best, what it points back to, and what comes near it. Empty only for no findings.
    """
    if not findings:
        return []
    best = findings[0]
    likely = [f for f in findings if f.score >= _LIST_INSTEAD * best.score]
    for finding in likely if question.kind == "list" else [best]:
        if listed := _whole_list(question, finding):
            return listed
    chosen = with_what_it_points_to(best) or [best]
    chosen = [*chosen[:-1], *with_what_spells_it_out(chosen[-1])]
    near_enough = (_NEXT_FACT if question.kind in _ONE_FACT else _NEXT_BEST) * best.score
    for near in findings[1:]:
        if near.score < near_enough or len(chosen) >= _MOST:
            break
        if _opens_a_list(near):
            continue
        told = _whole_list(question, near) if _is_fragment(near) else with_what_it_points_to(near)
        told = [*told[:-1], *chain(*map(with_what_spells_it_out, told[-1:]))]
        chosen += [finding for finding in told if finding not in chosen]
    if listed := _list_of(question, chosen):
        return listed
    chosen = with_the_other(question, chosen, findings)
    if question.kind == "reason":
        chosen = [one for finding in chosen for one in with_cause(finding)]
    first: dict[tuple[str, Sentence], Finding] = {}  # where one is told twice, the likelier
    for one in (one for finding in chosen for one in (finding, *comparison(finding))):
        first.setdefault((one.hit.passage.id, one.sentence), one)
    return list(first.values())


def one_year(question: Question) -> int | None:
    """The year of a question about a single one, None where it names none, more, or a span."""
    spans = question.since or question.until or question.change or question.step
    return question.years[0] if len(question.years) == 1 and not spans else None


def tells_of(year: int, report: Report, finding: Finding) -> bool:
    """Whether the finding is of a report made in the year, or its own words name it."""
    days = (report.published, *(report.inspected or ()))
    return any(day and day.year == year for day in days) or names_year(year, finding)


def names_year(year: int, finding: Finding) -> bool:
    """Whether the sentence or a heading over it names the year."""
    return str(year) in " ".join((*finding.hit.passage.heading, finding.sentence.text))


def of_the_year(index: Index, question: Question, findings: Sequence[Finding]) -> list[Finding]:
    """Those that may tell of the one year asked about: a report without a date may be of any
    that the years it names leave open. All where no single year is asked about, or the newest
    report besides."""
    year = one_year(question)
    if year is None or question.latest:
        return list(findings)
    pairs = [(index.reports[finding.hit.passage.report_id], finding) for finding in findings]
    return [
        f for report, f in pairs if _may_be_of(index, [year], report) or tells_of(year, report, f)
    ]


def looking_back(index: Index, question: Question, findings: Sequence[Finding]) -> list[Finding]:
    """Those of reports that look back on the one year asked about: made in the two years after
    it, or without a date and perhaps made in these. A report made before it tells nothing of it."""
    year = one_year(question)
    if year is None:
        return list(findings)
    after = range(year, year + LOOKS_BACK + 1)
    pairs = [(index.reports[finding.hit.passage.report_id], finding) for finding in findings]
    return [
        f
        for report, f in pairs
        if (report.dated.year in after if report.dated else _may_be_of(index, after, report))
    ]


def _may_be_of(index: Index, years: Iterable[int], report: Report) -> bool:
    open_ = index.years_undated.get(report.id)
    return report.dated is None and (open_ is None or any(year in open_ for year in years))


def of_the_newest(index: Index, question: Question, findings: Sequence[Finding]) -> list[Finding]:
    """Those of the newest report that tells, council by council and publisher by publisher, and
    of newer ones; one without a date is kept. All where the question names a time."""
    if question.years or question.since or question.until or not findings:
        return list(findings)
    likely = _TELLS * max(finding.answers for finding in findings)
    reports = [index.reports[finding.hit.passage.report_id] for finding in findings]
    newest: dict[tuple[str, str], date] = {}
    for finding, report in zip(findings, reports, strict=True):
        if report.dated and finding.answers >= likely:
            of = (report.authority, report.publisher)
            newest[of] = max(report.dated, newest.get(of, report.dated))
    return [
        finding
        for finding, report in zip(findings, reports, strict=True)
        if not report.dated
        or report.dated >= newest.get((report.authority, report.publisher), report.dated)
    ]


def earlier(index: Index, chosen: Sequence[Finding], findings: Sequence[Finding]) -> list[Finding]:
    """What older reports than those chosen said on the same matter, newest first, one each.

    Only of a council and publisher that one chosen is of.
    """
    oldest: dict[tuple[str, str], date] = {}
    for finding in chosen:
        told = index.reports[finding.hit.passage.report_id]
        if told.dated:
            by = (told.authority, told.publisher)
            oldest[by] = min(told.dated, oldest.get(by, told.dated))
    best: dict[str, Finding] = {}
    for finding in findings:
        report = index.reports[finding.hit.passage.report_id]
        before = oldest.get((report.authority, report.publisher))
        near = finding.score >= _STILL_ON_THIS * chosen[0].score if chosen else False
        if before and report.dated and report.dated < before and near:
            best.setdefault(report.id, finding)
    newest_last = sorted(best, key=lambda id_: (str(index.reports[id_].dated), id_))
    return [best[id_] for id_ in reversed(newest_last[-_OLDER:])]


def _whole_list(question: Question, best: Finding) -> list[Finding]:
    """The list that `best` introduces, or is an item of where a list is asked for or the item
    says nothing without the others; in order. Of one figure or date asked for, the item with
    what introduces it, or that alone where it has the figure."""
    opens = _opens_a_list(best)
    asked = question.kind == "list" and best.sentence.kind == "bullet"
    if not (opens or asked or _is_fragment(best)):
        return []
    if opens and question.kind == "number" and has_figure(best.sentence.text):
        return [best]
    listed = _items(best, best.sentence.text if opens else best.sentence.lead_in)
    if question.kind in _ONE_FACT and best.sentence.kind == "bullet" and not opens:
        lead = best.sentence.lead_in
        return [one for one in listed if one == best or one.sentence.text == lead]
    return listed


def _list_of(question: Question, chosen: Sequence[Finding]) -> list[Finding]:
    """A short list whole where several of its items are chosen and nothing else, and no one
    fact of it is asked for."""
    places = {(f.hit.passage.id, f.sentence.kind, f.sentence.lead_in) for f in chosen}
    if question.kind != "other" or len(chosen) < 2 or len(places) > 1:
        return []
    listed = _items(chosen[0], chosen[0].sentence.lead_in)
    return listed if chosen[0].sentence.kind == "bullet" and len(listed) <= _SHORT_LIST else []


def _items(best: Finding, lead_in: str) -> list[Finding]:
    """The list that the passage has under `lead_in`, after the lead-in itself; in order."""
    sentences = best.hit.passage.sentences
    items = [s for s in sentences if s.kind == "bullet" and s.lead_in == lead_in]
    lead = [s for s in sentences if s.text == lead_in][:1]
    return [replace(best, sentence=s) for s in [*lead, *items]]


def _opens_a_list(finding: Finding) -> bool:
    """Whether it says nothing without what follows: "The priorities were:"."""
    return finding.sentence.text.rstrip().endswith(":")


def _is_fragment(finding: Finding) -> bool:
    """Whether it is an item of a list too short to be a sentence: "assurance"."""
    sentence = finding.sentence
    return bool(sentence.lead_in) and len(sentence.text.split()) <= _FRAGMENT
