"""Whether one cited sentence carries each part of what is said, and carries it as it stands.

Two sentences told as one may tie a finding to the wrong subject or make a cause of a neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.authorities import find_authorities
from qa.writing.claims import clauses
from qa.writing.parts import Part, carrying, content, parts
from qa.writing.qualifiers import adds_modal, keeps_qualifiers
from qa.writing.scope import keeps_scope
from qa.writing.sources import Source

_CAUSE = re.compile(
    r"\b(?:because|why|due to|owing to|as a (?:result|consequence)|result(?:s|ed|ing) in|therefore"
    r"|(?:led|leads?|leading) to|caus(?:e[sd]?|ing)|so that|thanks to|means? that|meant that)\b",
    re.IGNORECASE,
)
_OPENS = 3  # stems at the head of a part within which its subject is named


def is_carried(text: str, cited: Sequence[Source]) -> bool:
    """Whether every part of a sentence is carried by one cited sentence, where it goes over from
    one to another with its own subject, and no cause is given that is not one sentence's own.
    """
    able = list(cited)
    moved = False
    for part in _parts(text):
        carriers = [source for source in cited if _carries(source, part, text)]
        if not carriers:
            return False
        same = [source for source in able if source in carriers]
        if not same:
            moved = True
            same = [source for source in carriers if _names_subject(part, source)]
            if not same:
                return False
        able = same
    return not _CAUSE.search(text) or (not moved and any(_CAUSE.search(s.text) for s in able))


def _parts(text: str) -> list[Part]:
    """The parts; of a sentence on several councils, the clauses, as each may have its source."""
    if len({mention.name for mention in find_authorities(text)}) < 2:
        return parts(text)
    return [part for clause in clauses(text) for part in parts(clause.text)]


def _names_subject(part: Part, source: Source) -> bool:
    """Whether the part opens with what the sentence speaks of, or with its council."""
    subject = next(iter(content(source.parts[0].stems)), "")
    return subject in content(part.stems)[:_OPENS] or bool(source.council & set(part.stems))


def _carries(source: Source, part: Part, text: str) -> bool:
    used = carrying(part, source.parts, source.council)
    return (
        bool(used)
        and keeps_scope(part, used, text, source.parts, source.council)
        and all(keeps_qualifiers(text, one.text) for one in used)
        and not adds_modal(part.text, " | ".join(one.text for one in used))
    )
