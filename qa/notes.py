"""Notes: what must be known to read an answer rightly, a short sentence each, only where needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, combinations

from corpus import Report
from indexer.index import Index
from indexer.words import words
from qa.answer import Narrowing, Scope
from qa.asking.kinds import asks_side_by_side
from qa.asking.question import Question
from qa.choose import one_year, tells_of
from qa.cite import reference
from qa.extract import Finding
from qa.parts import Part, too_many
from qa.retrieve import reports_in
from qa.strength import strength
from qa.wording import count, in_words, joined, left_out
from qa.writing.claims import is_figure, kind, plain, values

_NO_SENTENCE = "no sentence was found that answers"
_BESIDE = (
    "To set councils side by side open Compare: “One question, many councils” asks each of them."
)
_NEAREST = "what is told comes nearest but may not answer."
_DIFFER = "The reports told of give different figures: each stands with its publisher and date."
_ALIKE = 0.5  # share of the shorter sentence's words: so many are shared by two on one matter
_MORE = "Other councils may answer too: “One question, many councils” asks each of them."


def unmet(index: Index, question: Question, scope: Scope) -> tuple[str, ...]:
    """What the question asks to be answered from and is not among the reports of the scope.

    A briefing on a peer review stands in for it by its title.
    """
    titles = " ".join(index.reports[id_].title.lower() for id_ in reports_in(index, scope))
    wanted: list[tuple[Narrowing, object, str]] = [
        ("publishers", question.publishers, f"{joined(question.publishers)} report"),
        ("kinds", question.kinds, joined(question.kinds)),
        ("since", question.since, f"report since {question.since}"),
        ("until", question.until, f"report up to {question.until}"),
    ]
    about = f" on {joined(scope.authorities)}" if len(scope.authorities) == 1 else ""
    return tuple(
        f"No {words}{about} is among the reports searched."
        for name, value, words in wanted
        if value and words not in titles
        if not reports_in(index, replace(scope, **{name: value}))  # type: ignore[arg-type]
    )


def overruled(given: Scope, searched: Scope) -> tuple[str, ...]:
    """That the question's own councils were searched in place of those it was to be limited to."""
    if not given.authorities or set(searched.authorities) <= set(given.authorities):
        return ()
    own, instead = joined(searched.authorities), joined(given.authorities)
    return (f"The question is about {own}: that was searched, in place of {instead}.",)


def untold(question: Question, apart: Sequence[Part], told: Sequence[bool]) -> tuple[str, ...]:
    """What is not told: parts of the question, or the other councils of a group. `told` is which
    of the parts are."""
    if too_many(question, apart):
        return (_MORE,) if told[0] else ()
    return tuple(
        f"{part.label}: {_NO_SENTENCE if part.reports else 'no report of it was searched'}."
        for part, is_told in zip(apart, told, strict=True)
        if len(apart) > 1 and not is_told
    )


def unsure_of(parts: Sequence[str]) -> tuple[str, ...]:
    """Says of some parts of an answer, or some of its questions, that they may not be answered."""
    return (f"{joined(parts)}: {_NEAREST}",) if parts else ()


def no_report_of(question: Question, reports: Sequence[Report]) -> str:
    """Says that no report searched is of the years asked about, and of which they are."""
    years = sorted(report.dated.year for report in reports if report.dated)
    span = f"{years[0]} to {years[-1]}" if years[0] != years[-1] else str(years[0])
    asked = " or ".join(map(str, question.years))
    loose = len(reports) - len(years)
    rest = f"; {count(loose, 'other')} without a date" if loose else ""
    return f"No report searched is of {asked} or the two years after: they are of {span}{rest}."


def no_report_beyond(question: Question) -> str:
    """Says that no report is older, or newer, than the one that a follow-up leans on."""
    return f"No {'older' if question.step < 0 else 'newer'} report is held."


def by_itself(question: Question) -> str:
    """Says that a follow-up was read without the question before it."""
    return (
        f"“{question.hop}” was searched for by itself: "
        "with the question before, nothing new was found."
    )


def no_word_of(names: Sequence[str]) -> str:
    """Says that the reports know nothing of what is named so."""
    return f"No report held speaks of {joined(f'“{name}”' for name in names)}."


def not_used(abbreviations: Sequence[str]) -> tuple[str, ...]:
    """Says that the reports know nothing by these abbreviations."""
    named = joined(f"“{one}”" for one in abbreviations)
    return (f"No report held uses {named}: write it out to be sure.",) if abbreviations else ()


def more_items(index: Index, told: Sequence[Finding]) -> tuple[str, ...]:
    """Says of a list that is told from one passage how many items of it stand in others."""
    lists: dict[tuple[str, tuple[str, ...], str], set[str]] = {}
    for finding in told:
        passage, sentence = finding.hit.passage, finding.sentence
        if sentence.kind == "bullet" and sentence.lead_in:
            of = (passage.report_id, passage.heading, sentence.lead_in)
            lists.setdefault(of, set()).add(sentence.text)
    counts = []
    for (report_id, heading, lead_in), items in lists.items():
        beside = (p.sentences for p in index.of_report(report_id) if p.heading == heading)
        whole = {s.text for s in chain(*beside) if s.kind == "bullet" and s.lead_in == lead_in}
        counts += [len(whole - items)] * (len(items) > 1)
    return tuple(left_out(more) for more in counts if more)


def on_told(
    question: Question,
    scope: Scope,
    searched: Sequence[Report],
    reports: Mapping[str, Report],
    told: Sequence[Finding],
) -> tuple[str, ...]:
    """What must be known of the reports that the findings told are from. `reports` are by id."""
    own = [reports[id_] for id_ in dict.fromkeys(f.hit.passage.report_id for f in told)]
    notes = (
        _quoted_from(question, reports, told),
        _newest_or_not(question, searched, own),
        _side_by_side(question, scope),
        _differing(question, reports, told),
        _unplaced(scope, own),
    )
    return tuple(note for note in notes if note)


def of_another_year(
    question: Question, reports: Mapping[str, Report], told: Sequence[Finding]
) -> str:
    """Says that nothing told is known to be of the one year asked about; "" where something is."""
    year = one_year(question)
    pairs = [(reports[f.hit.passage.report_id], f) for f in told]
    if year is None or not told or any(tells_of(year, one, f) for one, f in pairs):
        return ""
    if any(one.dated is None for one, _ in pairs):
        return f"What is told is from a report without a date: it may not be of {year}."
    return f"No sentence from a report of {year} was found that answers."


def _quoted_from(question: Question, reports: Mapping[str, Report], told: Sequence[Finding]) -> str:
    """Where a follow-up asks for the source: where each sentence stands, and what it rests on."""
    if not question.sourced or not told:
        return ""
    sources = []
    for finding in told:
        rests = strength(finding.sentence.text)
        stands = reference(reports[finding.hit.passage.report_id], finding.sentence)
        sources.append(f"{stands} (it rests on {rests})" if rests else stands)
    return f"This stands in {'; '.join(dict.fromkeys(sources))}."


def _newest_or_not(question: Question, searched: Sequence[Report], own: Sequence[Report]) -> str:
    """Where no other time is asked about and a newer report of the same council and publisher
    does not answer; where a follow-up asks for the source, also that it is the newest."""
    timed = question.years or question.since or question.until or question.change or question.step
    if timed and not (question.latest or question.sourced):
        return ""
    for by in {(report.authority, report.publisher): None for report in own}:
        told = _newest(report for report in own if (report.authority, report.publisher) == by)
        held = _newest(report for report in searched if (report.authority, report.publisher) == by)
        if told and held and told < held:
            which = f"The answer on {by[0]}" if len({r.authority for r in own}) > 1 else "This"
            return (
                f"{which} is from the report of {in_words(told)}; one of {in_words(held)} is held."
            )
        if told and question.sourced:
            about = f" on {by[0]}" if by[0] else ""
            whose = f" by {by[1]}" if by[1] else ""
            return f"The newest report{about}{whose} held is the one quoted, of {in_words(told)}."
    return ""


def _side_by_side(question: Question, scope: Scope) -> str:
    one = len(scope.authorities) == 1 and asks_side_by_side(question.completed)
    return _BESIDE if one else ""


def _differing(question: Question, reports: Mapping[str, Report], told: Sequence[Finding]) -> str:
    """Says that reports of one council answer with figures of a kind that have none in common, in
    sentences that otherwise say much the same."""
    if question.kind not in ("number", "duration") or question.change or len(question.years) > 1:
        return ""
    return _DIFFER if any(_differ(reports, *pair) for pair in combinations(told, 2)) else ""


def _differ(reports: Mapping[str, Report], first: Finding, second: Finding) -> bool:
    one, other = (reports[finding.hit.passage.report_id] for finding in (first, second))
    if one.id == other.id or not one.authority == other.authority != "":
        return False
    council, *both = words([one.authority, first.sentence.text, second.sentence.text])
    said, also = ({w for w in some if w not in council and not w[0].isdigit()} for some in both)
    alike = len(said & also) >= _ALIKE * min(len(said), len(also))
    figures = [_figures(finding) for finding in (first, second)]
    return alike and any(
        figures[0][of].isdisjoint(figures[1][of]) for of in figures[0].keys() & figures[1].keys()
    )


def _figures(finding: Finding) -> dict[str, set[str]]:
    """The figures in the sentence by their kind, dates and grades left out."""
    found: dict[str, set[str]] = {}
    for value in values(plain(finding.sentence.text)):
        if is_figure(value) and kind(value) not in ("date", "grade"):
            found.setdefault(kind(value), set()).add(value)
    return found


def _newest(reports: Iterable[Report]) -> date | None:
    return max((report.dated for report in reports if report.dated), default=None)


def _unplaced(scope: Scope, own: Sequence[Report]) -> str:
    loose = [report.title for report in own if scope.authorities and not report.authority]
    if not loose:
        return ""
    which = f"“{loose[0]}” does" if len(loose) == 1 else f"{count(len(loose), 'report')} do"
    return f"{which} not state a council: check that this is about {joined(scope.authorities)}."
