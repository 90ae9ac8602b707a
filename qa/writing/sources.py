"""A sentence that may be cited, and all that it can be asked: read once, compared often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from corpus.authorities import find_authorities
from indexer.passages import Passage, searchable
from indexer.words import words
from qa.extract import Finding
from qa.writing.claims import Clause, as_named, clauses, plain
from qa.writing.drafts import Draft
from qa.writing.parts import Part, parts

_AKIN = 0.4  # of a draft's words, by stem: with fewer it is not on the sentences it cites


@dataclass(frozen=True)
class Source:
    """A sentence of a report, with where it stands."""

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
    def parts(self) -> list[Part]:
        return parts(self.text)

    @cached_property
    def council(self) -> frozenset[str]:
        """The stems of the council's name."""
        return frozenset(words([self.passage.authority])[0])

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the sentence, its council and its headings."""
        where = " ".join((self.passage.authority, *self.passage.heading[-2:]))
        return frozenset(words([f"{plain(self.text)} {searchable(where)}"])[0])

    @cached_property
    def about(self) -> str:
        """The sentence and where it stands, in lower case, to look names up in."""
        where = (self.passage.authority, self.passage.title, *self.passage.heading)
        return as_named(plain(" | ".join((self.text, *where))))

    def speaks_of(self, council: str) -> bool:
        return self.passage.authority in (council, "") or council in {
            mention.name for mention in find_authorities(self.text)
        }


def cited_of(draft: Draft, sources: Mapping[str, Source]) -> list[Source]:
    """The sentences that a draft cites; none where it shares too few words with them."""
    if not draft.text.isprintable():
        return []
    stems = frozenset(words([plain(draft.text)])[0])
    named = [sources[token] for token in dict.fromkeys(draft.tokens) if token in sources]
    shared = stems & frozenset().union(*(source.stems for source in named))
    return named if stems and len(shared) >= _AKIN * len(stems) else []
