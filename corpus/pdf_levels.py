"""How deep each heading stands: as tagged where the tags are sane, else by size and weight."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

from corpus.pdf_draft import CHAPTER, Draft, Style
from corpus.pdf_tables import ENDS_IN_GRADE

LARGER = 1.5  # points by which one style is larger than another
_SAME_STYLE = 0.7  # share of a style's tags that must agree for the style to decide the level
_CHAPTERED = 3  # tiers of headings from which the uppermost are chapters


def set_levels(drafts: list[Draft]) -> None:
    """Rank every heading, then make `tag` the depth that the ranks give, 1 outermost."""
    headings = [made for made in drafts if made.kind == "heading"]
    votes = _votes(headings)
    ranks, mixed = _tagged_ranks(votes)
    reliable = set(ranks) - mixed
    if ranks:
        for style in sorted({made.style for made in headings} - set(ranks), key=_prominence):
            ranks[style] = _placed(style, ranks, 0)
    else:
        ranks = _ranks_by_look(drafts, headings)
    found = [
        float(made.tag) if made.tag > 0 and made.style in mixed else float(ranks[made.style])
        for made in headings
    ]
    _set_chapters(drafts, headings, found, reliable)
    _set_frames(drafts, headings, found)
    chapters = {id(made) for made in headings if made.tag == CHAPTER}
    path: list[float] = []
    for made, rank in zip(headings, found, strict=True):
        while path and path[-1] >= rank:
            path.pop()
        path.append(rank)
        made.tag = len(path)
    _close_frames(drafts, chapters)


def _close_frames(drafts: list[Draft], chapters: set[int]) -> None:
    """The headings framed together with a chapter's own end with the frame: the first text after
    it gets the chapter's level as its `tag`. A frame goes on at the top of the next page."""
    chapter: Draft | None = None
    frame = page = 0
    for made in drafts:
        if made.kind == "note":
            continue
        if id(made) in chapters:
            chapter, frame = made, made.frame
        elif chapter and made.frame and (made.frame == frame or made.page == page + 1):
            frame = made.frame
        elif chapter:
            if made.kind != "heading":
                made.tag = chapter.tag
            chapter = None
        page = made.page


def _votes(headings: list[Draft]) -> dict[Style, Counter[int]]:
    votes: defaultdict[Style, Counter[int]] = defaultdict(Counter)
    for made in headings:
        if made.tag > 0:
            votes[made.style][made.tag] += 1
    return votes


def _tagged_ranks(votes: dict[Style, Counter[int]]) -> tuple[dict[Style, int], set[Style]]:
    """A style's rank is what most of its tags say; of a mixed style each heading keeps its own.

    Nothing where the tags make no difference, or put a larger style below a smaller one: then
    the look decides.
    """
    ranks = {style: tags.most_common(1)[0][0] for style, tags in votes.items()}
    mixed = {
        style
        for style, tags in votes.items()
        if tags[ranks[style]] < _SAME_STYLE * sum(tags.values())
    }
    absurd = any(
        larger[0] >= smaller[0] + LARGER and larger[1] >= smaller[1] and rank > ranks[smaller]
        for larger, rank in ranks.items()
        for smaller in ranks
    )
    return ({}, set()) if absurd or len(set(ranks.values())) < 2 else (ranks, mixed)


def _ranks_by_look(drafts: list[Draft], headings: list[Draft]) -> dict[Style, int]:
    """Ranks by size and weight. The lines of the title are outermost; a report of three tiers
    or more has chapters beside its title, others have sections under it. Of two tiers alone,
    headings that state a grade are all of the upper one."""
    cover = _cover_styles(drafts)
    ranks = dict.fromkeys(cover, 1)
    rest = sorted({made.style for made in headings} - cover, key=_prominence)
    base = 1 if cover and len({_tier(style) for style in rest}) < _CHAPTERED else 0
    below: dict[Style, int] = {}
    for style in rest:
        below[style] = _placed(style, below, base)
    if base and len(below) > 1:
        graded = {made.style for made in headings if ENDS_IN_GRADE.search(made.text)}
        below.update(dict.fromkeys(graded & set(below), min(below.values())))
    return ranks | below


def _set_chapters(
    drafts: list[Draft], headings: list[Draft], ranks: list[float], reliable: set[Style]
) -> None:
    """A chapter in the style of tagged headings above the one in its frame is one of them. Else it
    stands right above that: under a heading that it follows at once, as the chapters after it. What
    looks like the heading in the frame, and whose tag says little, ranks with it."""
    leader = {id(made): before for before, made in pairwise(drafts)}
    last = 0.0
    for index, made in enumerate(headings[:-1]):
        own = made.style in reliable and ranks[index] < ranks[index + 1]
        if made.tag != CHAPTER or own:
            last = 0.0 if ranks[index] <= last else last
            continue
        inner = ranks[index + 1]
        led = index > 0 and leader.get(id(made)) is headings[index - 1]
        under = led and ranks[index - 1] < inner - 0.5
        last = inner - 0.5 if under or last == inner - 0.5 else inner - 1
        ranks[index] = min(ranks[index], last)
        for later in range(index + 2, len(headings)):
            if headings[later].tag == CHAPTER or ranks[later] < ranks[index]:
                break
            if headings[later].style == headings[index + 1].style not in reliable:
                ranks[later] = inner


def _set_frames(drafts: list[Draft], headings: list[Draft], ranks: list[float]) -> None:
    """An untagged heading with a tagged one of the same look right under it stands above it."""
    follower = {id(made): after for made, after in pairwise(drafts)}
    for index, made in enumerate(headings[:-1]):
        later = headings[index + 1]
        under = follower.get(id(made)) is later and later.page == made.page
        under = under and made.style == later.style and ranks[index] == ranks[index + 1]
        if under and made.tag == 0 and later.tag > 0:
            ranks[index] -= 0.5


def _prominence(style: Style) -> tuple[float, bool, bool]:
    size, bold, italic = style
    return -size, not bold, italic


def _tier(style: Style) -> tuple[int, bool]:
    return round(style[0] / LARGER), style[1]


def _placed(style: Style, ranks: dict[Style, int], base: int) -> int:
    """The rank of upright or slanted styles nearly as large as this one, else one below the least
    prominent of those above it, and below `base`."""
    for rank in sorted(set(ranks.values())):
        peers = [other for other, its in ranks.items() if its == rank and other[2] == style[2]]
        if peers and all(abs(other[0] - style[0]) < LARGER for other in peers):
            return rank
    above = [ranks[other] for other in ranks if _prominence(other) < _prominence(style)]
    return max(above, default=base) + 1


def _cover_styles(drafts: list[Draft]) -> set[Style]:
    """The styles of the title's lines, which open the first page and never come back."""
    title: list[Draft] = []
    for made in drafts:
        if made.kind != "heading" or made.page != 1:
            break
        title.append(made)
    later = Counter(made.style for made in drafts[len(title) :] if made.kind == "heading")
    return {made.style for made in title if not later[made.style]}
