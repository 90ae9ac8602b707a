"""One sentence of a language model as it is shown: in its words where they hold, else in the
report's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus import Sentence
from indexer.words import words
from qa.beside import with_what_it_points_to
from qa.compose import BULLET, Statement, stated
from qa.extract import Finding
from qa.writing.check import OF_REPORT, supported
from qa.writing.claims import clauses, plain, values
from qa.writing.drafts import Draft
from qa.writing.form import leans
from qa.writing.sources import Source

# Why a sentence is not shown as it is written, as it is said of one and of several.
Reason = tuple[str, str]
_UNCITED = "it cites no source", "they cite no source"
_UNSUPPORTED = (
    "its sources do not support it as it was written",
    "their sources do not support them as they were written",
)
_ALONE = "it leans on one that is not shown", "they lean on some that are not shown"
_NEW = 0.1  # of the words, by stem: with no more of its own a statement says nothing new


def worded(
    draft: Draft, sources: Mapping[str, Source], before: Statement | None
) -> Statement | Reason:
    """What is shown of a draft, after the statement before it, or why it is not."""
    if not draft.tokens:
        return _UNCITED
    cited = supported(draft.text, draft.tokens, sources)
    if not cited:
        return _UNSUPPORTED
    if leans(draft.text) and not (before and _follows(cited, before)):
        return _ALONE
    text = f"{BULLET}{draft.text}" if draft.listed else draft.text
    said = frozenset(words([plain(draft.text)])[0])
    found = [one for source in cited for one in (*_used(source, said), source.finding)]
    return Statement(text, tuple(dict.fromkeys(found)), apart=draft.listed)


def quoted(on: Sequence[Source], told: Collection[Finding]) -> list[Statement]:
    """The sentences that a draft is `on` as they stand in the report, each with what introduces
    it or it points back to, but for those `told`."""
    found = [
        finding
        for source in on
        for finding in (*_lead_in(source), *with_what_it_points_to(source.finding))
    ]
    return stated([finding for finding in dict.fromkeys(found) if finding not in told])


def says_again(one: Statement, told: Sequence[Statement]) -> bool:
    """Whether nearly all words of a statement, every figure and denial, stand in one that is told
    of the same report, which says in its summary what it says again further on."""
    report = one.findings[0].hit.passage.report_id
    same = [other for other in told if other.findings[0].hit.passage.report_id == report]
    texts = [plain(OF_REPORT.sub("", statement.text)) for statement in (one, *same)]
    own, *others = zip(
        map(frozenset, words(texts)), map(values, texts), map(_denials, texts), strict=True
    )
    return any(
        len(own[0] - stems) <= _NEW * len(own[0]) and own[1] <= figures and own[2] == denials
        for stems, figures, denials in others
    )


def _denials(text: str) -> int:
    return sum(clause.denials for clause in clauses(text))


def _used(source: Source, said: frozenset[str]) -> list[Finding]:
    """What introduces a list's item, where what is said of the item has words of it."""
    own, lead_in = words([source.finding.sentence.text, source.finding.sentence.lead_in])
    return _lead_in(source) if said & frozenset(lead_in) - frozenset(own) else []


def _lead_in(source: Source) -> list[Finding]:
    own = source.finding.sentence.lead_in
    opens = [one for one in source.passage.sentences if own and one.text == own]
    return [replace(source.finding, sentence=one) for one in opens]


def _follows(cited: Sequence[Source], before: Statement) -> bool:
    """Whether a cited sentence stands directly after one that the statement before rests on, or
    is one: else "this" would be said of something else.
    """
    told = {(f.hit.passage.id, f.sentence) for f in before.findings}
    return any(
        own == source.finding.sentence
        and not told.isdisjoint({(source.passage.id, previous), (source.passage.id, own)})
        for source in cited
        for previous, own in pairwise((Sentence(""), *source.passage.sentences))
    )
