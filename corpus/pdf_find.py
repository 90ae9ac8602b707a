"""Finding a sentence in the text of a page: letter by letter, and only where it is certain."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter

from corpus.model import Sentence

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        # Dashes too: a hyphen at a line end may or may not belong to the word.
        **dict.fromkeys("-‐‑‒–—―−­", None),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\x02\ufffe•▪■●◦|:", None),
        **dict.fromkeys("¹²³⁰⁴⁵⁶⁷⁸⁹", None),  # footnote marks, which a sentence is without
    }
)
_SHORT = 20  # letters: what is shorter must also stand on its own, between line or sentence ends
_NEAR = 12  # letters that may stand between two neighbours: a printed number, a footnote mark
_FURNITURE = 250  # letters that may stand between a page's text and its edge: feet, footnotes
_ENDS = frozenset(".:;!?)]'\"’”")

Span = tuple[int, int]  # from the first letter up to the one after the last


def letters(text: str) -> str:
    """`text` as it is compared: no white space, dashes, colons or bullets, ligatures spelt out,
    quotes straight, symbol fonts' private characters gone."""
    return "".join(map(_compared, text))


@lru_cache(maxsize=4096)
def _compared(character: str) -> str:
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKC", character.translate(_PLAIN))
        if not letter.isspace() and unicodedata.category(letter) not in ("Co", "Cc", "Cs")
    )


@dataclass(frozen=True)
class PageText:
    """The characters of a page in the order of the file; `small` are the places of digits set
    smaller than what stands before them, which may be footnote marks."""

    characters: str
    small: frozenset[int] = frozenset()

    @cached_property
    def full(self) -> Letters:
        return Letters.of(self.characters, frozenset())

    @cached_property
    def unnoted(self) -> Letters:
        """Without the digits that may be footnote marks."""
        return Letters.of(self.characters, self.small)


@dataclass(frozen=True)
class Letters:
    """A page's comparable letters, and for each the place of the character it comes from;
    `skipped` are the places left out."""

    characters: str
    skipped: frozenset[int]
    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, characters: str, skipped: frozenset[int]) -> Letters:
        pairs = [
            (letter, place)
            for place, character in enumerate(characters)
            if place not in skipped
            for letter in _compared(character)
        ]
        text = "".join(letter for letter, _ in pairs)
        return cls(characters, skipped, text, tuple(place for _, place in pairs))

    def occurrences(self, wanted: str) -> list[Span]:
        """Where `wanted` stands as whole words; where it is short, as a sentence or line."""
        return [span for span in self._matches(wanted) if self._whole(span)] if wanted else []

    def places_of(self, span: Span) -> Span:
        """The places of the characters that the letters of `span` come from, and of a colon."""
        start, end = self.places[span[0]], self.places[span[1] - 1] + 1
        return start, end + (self.characters[end : end + 1] == ":")

    def _matches(self, wanted: str) -> Iterator[Span]:
        start = self.text.find(wanted)
        while start >= 0:
            yield start, start + len(wanted)
            start = self.text.find(wanted, start + 1)

    def _whole(self, span: Span) -> bool:
        first, last = self.places_of(span)
        before, after = self.characters[:first], self.characters[last:]
        if self.characters[first].isalnum() and before[-1:].isalnum():
            return False
        # A digit after a word is a footnote mark; after a figure it is more of the figure.
        ending = self.characters[last - 1]
        if ending.isalnum() and (after[:1].isalpha() or (ending.isdigit() and after[:1].isdigit())):
            return False
        return span[1] - span[0] >= _SHORT or (_closes(before) and _opens(after, ending))


def find(
    sentence: Sentence,
    page: int,
    text_of: Callable[[int], PageText | None],
    around: Sequence[Sentence],
) -> tuple[Letters, Span] | None:
    """The part of `sentence` that stands on `page`, or None where that is not certain.

    `text_of` gives the text of a page by its 1-based number, None where there is no such page;
    `page` is one. `around` are the sentences among which it stands, in order.
    """
    begins = sentence.page == page
    first, second = text_of(page if begins else page - 1), text_of(page + 1 if begins else page)
    wanted = letters(sentence.text)
    for form in (attrgetter("full"), attrgetter("unnoted")):
        if found := form(first).occurrences(wanted) if first else []:
            span = _certain(sentence, found, form(first), around) if begins else None
        else:
            parts = _across(wanted, form(first), form(second)) if first and second else None
            span = parts[0 if begins else 1] if parts else None
        if span:
            return form(first if begins else second), span
    return None


def _certain(
    sentence: Sentence, found: Sequence[Span], on: Letters, around: Sequence[Sentence]
) -> Span | None:
    """The one of several equal texts that `sentence` is, by its neighbours or their order."""
    if len(found) == 1:
        return found[0]
    if around.count(sentence) != 1:
        return None
    wanted, place = letters(sentence.text), around.index(sentence)
    equals = [s for s in around if s.page == sentence.page and letters(s.text) == wanted]
    if len(equals) == len(found):
        return found[equals.index(sentence)]
    beside = [span for span in found if _beside(span, place, on, around)]
    return beside[0] if len(beside) == 1 else None


def _beside(span: Span, place: int, on: Letters, around: Sequence[Sentence]) -> bool:
    """Whether a neighbour of the sentence at `place` stands next to `span`."""
    previous = letters(around[place - 1].text) if place else ""
    following = letters(around[place + 1].text) if place + 1 < len(around) else ""
    return any(0 <= span[0] - end <= _NEAR for _, end in on.occurrences(previous)) or any(
        0 <= start - span[1] <= _NEAR for start, _ in on.occurrences(following)
    )


def _across(wanted: str, first: Letters, second: Letters) -> tuple[Span, Span] | None:
    """A sentence that begins on one page and ends on the next, as its two parts."""
    found = []
    for cut in range(len(wanted) - 1, 0, -1):
        head, tail = wanted[:cut], wanted[cut:]
        ends, begins = first.occurrences(head), second.occurrences(tail)
        if not begins and head not in first.text:
            continue
        ends = [span for span in ends if len(first.text) - span[1] <= _FURNITURE]
        begins = [span for span in begins if span[0] <= _FURNITURE]
        if ends and begins:
            found.append((ends[-1], begins[0]))
    return found[0] if len(found) == 1 else None


def _closes(before: str) -> bool:
    """Whether what stands before ends a line or a sentence, or is a bullet or the like."""
    text = before.rstrip()
    return not text or "\n" in before[len(text) :] or text[-1] in _ENDS or not _compared(text[-1])


def _opens(after: str, ending: str) -> bool:
    """Whether a line or sentence ends with `ending`, which `after` follows; a footnote may too."""
    text = after.lstrip()
    gap = after[: len(after) - len(text)]
    return not text or "\n" in gap or ending in _ENDS or text[0].isdigit()
