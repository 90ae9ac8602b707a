"""Is a written sentence supported by the sentences it cites? Checked by program, value by value.

The check errs towards no: a true sentence lost costs a line, a false one shown costs trust. It
compares words and values, so it cannot see every falsehood; what it looks at is listed in
docs/decisions/0007-language-model-writer.md, with what it catches and what it lets through.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from indexer.words import words
from qa.writing.carried import is_carried
from qa.writing.claims import Clause, clauses, is_figure, kind, plain, values
from qa.writing.direction import turned_round
from qa.writing.form import is_copied, well_formed
from qa.writing.names import names_are_there
from qa.writing.sources import Source

_LONGEST = 600  # characters of a sentence
_SHARED = 0.55  # of a sentence's words, by stem, must be in what it cites
_ADDED = 0.4  # of a clause's words may be new: a true sentence must not carry a false one
_BETTER = 0.2  # sharing so much more of them, another sentence is what should have been cited
_OWN = 0.15  # a cited sentence that shares less of them is no source of the sentence
OF_REPORT = re.compile(
    r"\b[Tt]he (?:\d{1,2} )?(?:[A-Z][a-z]+ )?20\d\d"
    r" (?:report|inspection|assessment|review|briefing)(?: (?:says|said|found)(?: that)?)?\b"
)


def supported(
    text: str, tokens: Iterable[str], sources: Mapping[str, Source]
) -> tuple[Source, ...]:
    """The sources that carry a sentence, of those that its tokens name; () where they do not."""
    tokens = tuple(dict.fromkeys(tokens))
    if not tokens or any(token not in sources for token in tokens):
        return ()
    if len(text) > _LONGEST or not text.isprintable():
        return ()
    text = _without_report_dates(text, [sources[token] for token in tokens])
    stems = frozenset(words([plain(text)])[0])
    cited = tuple(s for t in tokens if len(stems & (s := sources[t]).stems) > _OWN * len(stems))
    told = [source.text for source in cited]
    good = (
        bool(cited)
        and not text.endswith(("?", ":"))
        and _words_are_there(stems, cited, sources.values())
        and names_are_there(text, cited, sources.values())
        and _claims_are_there(text, cited)
        and not turned_round(text, told)
        and (is_copied(text, told) or (well_formed(text, told) and is_carried(text, cited)))
    )
    return cited if good else ()


def _words_are_there(
    stems: frozenset[str], cited: Sequence[Source], others: Iterable[Source]
) -> bool:
    """Enough of the words, and no other sentence with many more of them."""
    shared = len(stems & frozenset().union(*(source.stems for source in cited)))
    best = max(len(stems & source.stems) for source in others)
    return shared >= _SHARED * len(stems) and best - shared < _BETTER * len(stems)


def _claims_are_there(text: str, cited: Sequence[Source]) -> bool:
    parts = clauses(text)
    councils = next((clause.councils for clause in parts if clause.councils), ())
    stems = frozenset().union(*(source.stems for source in cited))
    told = Counter(value for source in cited for c in source.clauses for value in c.values)
    said = Counter(value for clause in parts for value in clause.values)
    if any(is_figure(value) for value in said - told):  # said more often than it stands there
        return False
    for clause in parts:
        if len(clause.words - stems) > _ADDED * len(clause.words):
            return False
        councils = clause.councils or councils
        for council in councils or ("",):
            able = [s for s in cited if not council or s.speaks_of(council)]
            if not _says([c for source in able for c in _placed(source)], clause):
                return False
    return True


def _placed(source: Source) -> list[Clause]:
    """The clauses of a source, each with the words of its council."""
    council = frozenset(words([source.passage.authority])[0])
    return [
        Clause(c.text, c.words | council, c.values, c.denials, c.councils) for c in source.clauses
    ]


def _says(told: Sequence[Clause], clause: Clause) -> bool:
    """Whether the clauses told have every value of this one, each in the clause nearest to it
    of those with such a value, and the nearest of all denies as often as this one does.
    """
    if not told or not clause.values <= frozenset().union(*(c.values for c in told)):
        return False
    for value in filter(is_figure, clause.values):
        alike = [c for c in told if kind(value) in set(map(kind, filter(is_figure, c.values)))]
        if not any(value in c.values for c in _nearest(clause, alike)):
            return False
    return any(_denied(clause, c) == _denied(c, clause) for c in _nearest(clause, told))


def _nearest(clause: Clause, told: Sequence[Clause]) -> list[Clause]:
    most = max(len(clause.words & other.words) for other in told)
    return [other for other in told if len(clause.words & other.words) == most]


def _denied(clause: Clause, other: Clause) -> int:
    """How often the clause denies, by a word or by a prefix that the other leaves out."""
    return clause.denials + sum(
        word.startswith(prefix)
        and len(word) > len(prefix) + 3
        and word[len(prefix) :] in other.words
        for word in clause.words - other.words
        for prefix in ("un", "in", "im", "ir", "dis", "non")
    )


def _without_report_dates(text: str, cited: Sequence[Source]) -> str:
    """The text without "the March 2024 report" where what is cited stands in that report."""
    days = [source.passage.published for source in cited]
    known = frozenset().union(*(values(f"{day.day} {day:%B %Y}") for day in days if day))
    return OF_REPORT.sub(lambda m: "" if values(m[0]) <= known else m[0], text).strip()
