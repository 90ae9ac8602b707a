"""Is a written sentence supported by the sentences it cites? Checked by program, value by value.

The check errs towards no: a true sentence lost costs a line, a false one shown costs trust. It
compares words and values, so it cannot see every falsehood; what it looks at is listed in
docs/decisions/0007-language-model-writer.md, with what it catches and what it lets through.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.authorities import find_authorities
from indexer.passages import Passage, searchable
from indexer.words import words
from qa.extract import Finding
from qa.writing.claims import Clause, clauses, is_figure, kind, plain, values

_LONGEST = 600  # characters of a sentence
_SHARED = 0.55  # of a sentence's words, by stem, must be in what it cites
_ADDED = 0.4  # of a clause's words may be new: a true sentence must not carry a false one
_BETTER = 0.2  # sharing so much more of them, another sentence is what should have been cited
_OWN = 0.15  # a cited sentence that shares less of them is no source of the sentence
# Words that open a sentence with a capital and are no names.
_OPENERS = frozenset(
    "a about according across additionally after against all also although among an and"  # noqa: SIM905
    " another any around as at because before being both but by children currently despite"
    " during each every few following for from had has have he her his how however if in"
    " inspectors into it its later leaders locally many more most much nationally no not of on"
    " once only or other our over overall people several she similarly since so some staff"
    " still such than that the their then there these they this those though through to two"
    " under until was were what when where which while who with within without yet young".split()
)
_WORD = re.compile(r"[\w&]+")
_NAME = re.compile(r"\b[A-Z][\w'&-]*(?:\s+(?:(?:of|and|the|for)\s+)?[A-Z][\w'&-]*)*")
_OF_COUNCIL = re.compile(
    r"^\s*(?:(?:city|county|borough|metropolitan|district|royal|london)\s+)*(?:council|borough)\b",
    re.IGNORECASE,
)
_STRANGE = re.compile(r"\S*[\[\]<>{}|\\@`~^]\S*|\b(?:https?:|www\.)\S*")
_OF_REPORT = re.compile(
    r"\b[Tt]he (?:\d{1,2} )?(?:[A-Z][a-z]+ )?20\d\d"
    r" (?:report|inspection|assessment|review|briefing)(?: (?:says|said|found)(?: that)?)?\b"
)
_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.I), re.compile(rf"\b(?:{other})\b", re.I))
    for one, other in (
        (r"increas\w+|r[io]se[ns]?|rising|grow(?:s|n|ing|th)?|grew", r"decreas\w+|reduc\w+|fall\w*"
         r"|fell|drop\w*|declin\w+"),
        (r"more|higher|above|over|exceed\w*|longer", r"fewer|less|lower|below|under|shorter"),
        (r"improved|improving|better|stronger", r"worsen\w*|worse|deteriorat\w+|weaker"),
        (r"before|prior|earlier", r"after|following|later|since"),
        (r"timely|prompt(?:ly)?|quick(?:ly)?|swift(?:ly)?|early", r"late|slow(?:ly)?|delay\w*"),
        (r"regular(?:ly)?|frequent(?:ly)?|often", r"irregular(?:ly)?|infrequent(?:ly)?"),
        (r"high|many|large", r"low|few|small"),
        (r"strong\w*|effective(?:ly)?", r"weak\w*|poor\w*|ineffective(?:ly)?"),
        (r"start(?:s|ed)?|open(?:s|ed)?|beg[au]n\w*", r"end(?:s|ed)?|clos(?:es|ed|ing)|stopped"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A sentence that may be cited, and all that it can be asked: read once, compared often."""

    finding: Finding

    @property
    def passage(self) -> Passage:
        return self.finding.hit.passage

    @cached_property
    def text(self) -> str:
        """The sentence, after what introduces it where it is an item of a list."""
        lead_in = self.finding.sentence.lead_in.rstrip(": ")
        return " ".join(filter(None, (lead_in, self.finding.sentence.text)))

    @cached_property
    def clauses(self) -> list[Clause]:
        return clauses(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the sentence, its council and its headings."""
        where = " ".join((self.passage.authority, *self.passage.heading[-2:]))
        return frozenset(words([f"{plain(self.text)} {searchable(where)}"])[0])

    @cached_property
    def about(self) -> str:
        """The sentence and where it stands, in lower case, to look names up in."""
        where = (self.passage.authority, self.passage.title, *self.passage.heading)
        return _named(plain(" | ".join((self.text, *where))))

    def speaks_of(self, council: str) -> bool:
        return self.passage.authority in (council, "") or council in {
            mention.name for mention in find_authorities(self.text)
        }


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
    good = (
        bool(cited)
        and _words_are_there(stems, cited, sources.values())
        and _names_are_there(text, cited, sources.values())
        and _claims_are_there(text, cited)
        and not _turned_round(text, cited)
    )
    return cited if good else ()


def _words_are_there(
    stems: frozenset[str], cited: Sequence[Source], others: Iterable[Source]
) -> bool:
    """Enough of the words, and no other sentence with many more of them."""
    shared = len(stems & frozenset().union(*(source.stems for source in cited)))
    best = max(len(stems & source.stems) for source in others)
    return shared >= _SHARED * len(stems) and best - shared < _BETTER * len(stems)


def _names_are_there(text: str, cited: Sequence[Source], others: Iterable[Source]) -> bool:
    """Every name stands in what is cited as it does here; councils by whatever name."""
    told = " | ".join(source.about for source in cited)
    known = {m.name for s in cited for m in find_authorities(s.text)}
    known |= {source.passage.authority for source in cited}
    for mention in reversed(find_authorities(text)):
        if mention.name not in known:
            return False
        text = text[: mention.start] + "it" + _OF_COUNCIL.sub("", text[mention.end :])
    if any(strange not in " ".join(s.text for s in cited) for strange in _STRANGE.findall(text)):
        return False
    plain_words = {word for s in others for word in re.findall(r"\b[a-z]+\b", s.text)}
    for match in _NAME.finditer(plain(text)):
        name = _named(match[0])
        first, _, rest = name.partition(" ")
        if match.start() == 0 and (first in _OPENERS or first in plain_words):
            name = rest
        if name and f" {name} " not in f" {told} ":
            return False
    return True


def _named(text: str) -> str:
    """Its words as names are compared: in lower case, without "'s", single spaces between."""
    return " ".join(_WORD.findall(re.sub(r"'s?\b", "", text).lower()))


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
    return _OF_REPORT.sub(lambda m: "" if values(m[0]) <= known else m[0], text).strip()


def _turned_round(text: str, cited: Sequence[Source]) -> bool:
    """Whether it says "rose" where what is cited says "fell", or the like."""
    told = " ".join(source.text for source in cited)
    pairs = [pair for one, other in _OPPOSITES for pair in ((one, other), (other, one))]
    turned = any(a.search(text) and not a.search(told) and b.search(told) for a, b in pairs)
    swap = re.compile(r"\bfrom (\S*\d\S*).{0,40}? to (\S*\d[\d.,%]*)")
    ways = {pair for source in cited for pair in swap.findall(plain(source.text))}
    return turned or any((b, a) in ways for a, b in swap.findall(plain(text)))
