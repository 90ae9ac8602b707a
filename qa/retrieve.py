"""Finding passages: by meaning, by their sentences' meaning and by words, their ranks fused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from corpus import Report
from indexer.index import Index
from indexer.passages import Hit, Passage
from qa.answer import Narrowing, Scope
from qa.asking.question import Question
from qa.asking.services import service, speaks_of
from qa.grading.question import grade_question

POOL = 100  # passages taken from each search before fusion
SHARES = (0.45, 0.45, 0.1)  # of the fused score: by passage, by sentence, by words
_RANK_OFFSET = 60  # the k of reciprocal rank fusion, as its authors set it
_YEAR_BONUS = 0.35  # share of a hit's score added where its report is of a year asked for
_AGE_PENALTY = 0.04  # share of a hit's score taken off a year of age, where no year was asked for
_OLDEST = 5.0  # years: older reports are not pushed down further
_TOLD_BONUS = 0.12  # added to a hit's score where it holds what a follow-up stands after
_OTHER_SERVICE = 0.3  # share of a hit's score taken off where it is on the service not asked about


def reports_in(index: Index, scope: Scope) -> set[str]:
    """Ids of the reports that the scope lets in; a report of no known council stays in."""
    held = [report for report in index.reports.values() if _lets_in(scope, report)]
    return {report.id for report in (_newest(held) if scope.latest else held)}


def _lets_in(scope: Scope, report: Report) -> bool:
    year = report.dated.year if report.dated else None
    return (
        (not scope.authorities or not report.authority or report.authority in scope.authorities)
        and (not scope.publishers or report.publisher in scope.publishers)
        and (not scope.kinds or report.kind in scope.kinds)
        and (scope.since is None or year is None or year >= scope.since)
        and (scope.until is None or year is None or year <= scope.until)
    )


def _newest(reports: Iterable[Report]) -> list[Report]:
    """The newest report of each council, publisher and kind; those without a date stay in."""
    dated = sorted((r for r in reports if r.dated), key=lambda r: str(r.dated))
    newest = {(r.authority, r.publisher, r.kind): r for r in dated}
    return [*newest.values(), *(r for r in reports if r.dated is None)]


def narrowed(index: Index, scope: Scope, question: Question) -> tuple[Scope, tuple[Narrowing, ...]]:
    """The scope, narrowed by what the question itself says, and the fields that it set.

    A field does not narrow, councils apart, where no report would be left: then it was only
    mentioned.
    Where a change is asked for, no span of years does: what came before it is needed too. Nor does
    a publisher that made no report of a year asked for, where another did: "between the 2016
    review and CQC's visit".
    """
    asked = grade_question(question)
    of_change = question.change or (asked is not None and asked.of_change)
    said: dict[Narrowing, object] = {
        "authorities": question.authorities,
        "publishers": question.publishers,
        "kinds": question.kinds,
        "since": None if of_change else question.since,
        "until": None if of_change else question.until,
    }
    kept: list[Narrowing] = []
    for name, value in said.items():
        if value:
            closer: Scope = replace(scope, **{name: value})  # type: ignore[arg-type]
            if name == "authorities" or _leaves_enough(index, question, scope, closer):
                scope, kept = closer, [*kept, name]
    return scope, tuple(kept)


def _leaves_enough(index: Index, question: Question, scope: Scope, closer: Scope) -> bool:
    """Whether reports are left, and for a change one of each year that had any."""
    left = reports_in(index, closer)
    gone = reports_in(index, scope) - left if question.change else set()
    held, lost = (
        {year for id_ in ids for year in _years(index, index.reports[id_])} for ids in (left, gone)
    )
    return bool(left) and not lost & {*question.years} - held


def _years(index: Index, report: Report) -> set[int]:
    """The years that the report speaks of: those it was made in; of one without a date, the first
    two that the years it names leave open."""
    days = [report.published, *(report.inspected or ())]
    return {day.year for day in days if day} or {*index.years_undated.get(report.id, ())[:2]}


def retrieve(index: Index, question: Question, reports: Collection[str], k: int) -> list[Hit]:
    """The k best passages of the reports (ids) for the question, best first.

    Scores are fused ranks, 0 to 1 and a little over for what is preferred, comparable within one
    call only.
    """
    searches = (index.nearest, index.nearest_by_sentence, index.matching)
    asked = question.readings
    rankings = [search(text, POOL, reports) for text in asked for search in searches]
    shares = [share / len(asked) for _ in asked for share in SHARES]
    hits = [_weigh(index, question, hit) for hit in fuse(rankings, shares)]
    hits = _with_told(index, question, reports, hits)
    return sorted(hits, key=lambda hit: -hit.score)[:k]


def fuse(rankings: Sequence[Sequence[Hit]], shares: Sequence[float]) -> list[Hit]:
    """Reciprocal rank fusion; `shares` add up to 1, so first place everywhere scores 1.

    Cormack, Clarke, Büttcher: Reciprocal Rank Fusion outperforms Condorcet (SIGIR 2009).
    """
    scores: dict[str, float] = defaultdict(float)
    passages = {}
    for ranking, share in zip(rankings, shares, strict=True):
        for rank, hit in enumerate(ranking, start=1):
            scores[hit.passage.id] += share * (_RANK_OFFSET + 1) / (_RANK_OFFSET + rank)
            passages[hit.passage.id] = hit.passage
    return [Hit(passages[id_], score) for id_, score in sorted(scores.items(), key=_best_first)]


def _best_first(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]


def _weigh(index: Index, question: Question, hit: Hit) -> Hit:
    """Prefer the service asked about, and the report of the year asked for; where no year was
    asked, the newer one."""
    report = index.reports[hit.passage.report_id]
    score = hit.score * (1 - _OTHER_SERVICE * _of_other_service(question, report, hit.passage))
    if question.years:
        bonus = _YEAR_BONUS if _of_year(index, report, question) else 0.0
        return Hit(hit.passage, score * (1 + bonus))
    return Hit(hit.passage, score * (1 - _AGE_PENALTY * years_behind(index, question, hit)))


def _with_told(
    index: Index, question: Question, reports: Collection[str], hits: Sequence[Hit]
) -> list[Hit]:
    """The hits, and the passage nearest to the answer that a follow-up stands after, preferred:
    what is asked next most often stands there, too."""
    near = index.nearest_by_sentence(question.before, 1, reports) if question.before else []
    told = {hit.passage.id: Hit(hit.passage, 0.0) for hit in near}
    each = told | {hit.passage.id: hit for hit in hits}
    return [Hit(hit.passage, hit.score + _TOLD_BONUS * (id_ in told)) for id_, hit in each.items()]


def _of_other_service(question: Question, report: Report, passage: Passage) -> bool:
    """Whether the passage says nothing in words of the service asked about, and says in others,
    or its report in its title, that it is on the other one."""
    if not question.service:
        return False
    text = f"{' '.join(passage.heading)} {passage.text}"
    whose = service(f"{report.publisher} {report.title}") or service(text)
    return whose not in ("", question.service) and not speaks_of(question.service, text)


def years_behind(index: Index, question: Question, hit: Hit) -> float:
    """How many years (0 to 5) a hit's report is older than the newest on its council.

    0 where the question asks for a year, or where the report has no date.
    """
    return 0.0 if question.years else min(_OLDEST, index.years_behind[hit.passage.report_id])


def _of_year(index: Index, report: Report, question: Question) -> bool:
    """Whether the report speaks of a year asked for."""
    held = _years(index, report)
    if question.since is not None:
        return any(year >= question.since for year in held)
    return any(year in held for year in question.years)
