"""Which drafts are headings, and how deep: tags where they are sane, else size and weight."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace

from corpus.pdf_draft import CHAPTER, Draft, Style, take_label
from corpus.pdf_tables import ENDS_IN_GRADE

_LONGEST = 160  # characters of a heading told by its look
_LONGEST_TAGGED = 220
_LARGER = 1.5  # points above the body's size
_SAME_STYLE = 0.7  # share of a style's tags that must agree for the style to decide the level
_CHAPTERED = 3  # tiers of headings from which the uppermost are chapters
_WRAP = 1.6  # line heights between the two parts of one heading
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATED = re.compile(rf"\b\d{{1,2}}\s+(?:to|–|-|and|{_MONTHS})\b.*\d{{4}}|\b(?:{_MONTHS})\s+\d{{4}}")
_FIELD = re.compile(r"[^:]{3,40}:\s+\S")
_NUMBERED = re.compile(r"\d{1,3}[.)]")
_UNFINISHED = re.compile(r"(?:\b(?:and|of|the|to|for|in|or|with|on|a|their|who)|[,–-])\s*$", re.I)


def with_headings(drafts: list[Draft]) -> list[Draft]:
    """`drafts` with what looks like a heading made one, what does not made text again, wrapped
    headings joined, and `tag` the level, 1 outermost."""
    body = _body_style(drafts)
    tagged = Counter(made.style for made in drafts if made.kind == "heading")
    found: list[Draft] = []
    for index, made in enumerate(drafts):
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        found.append(_judged(made, body, tagged, following))
    found = _joined(found)
    _set_levels(found)
    return found


def _body_style(drafts: list[Draft]) -> Style:
    weights: Counter[Style] = Counter()
    for made in drafts:
        if made.kind in ("paragraph", "bullet"):
            weights[made.style] += len(made.text)
    return weights.most_common(1)[0][0] if weights else (12.0, False, False)


def _judged(made: Draft, body: Style, tagged: Counter[Style], following: Draft | None) -> Draft:
    text = " ".join(made.text.split())
    if made.kind == "heading":
        if made.tag != CHAPTER and not _sane(text, made, body):
            body_text = replace(made, kind="paragraph", tag=0)
            take_label(body_text)
            return body_text
        return made
    if made.kind == "paragraph" and _looks_like_heading(text, made, body, tagged, following):
        return replace(made, kind="heading", text=made.prefix + made.text, label="", tag=0)
    return made


def _sane(text: str, made: Draft, body: Style) -> bool:
    """A tagged heading is one unless it reads and looks like body text."""
    if len(text) > _LONGEST_TAGGED or not re.search(r"[^\W\d_]", text):
        return False
    if made.style != body and (made.style[0] > body[0] or made.strong > 0.5 or made.style[2]):
        return True
    return (
        len(text) <= _LONGEST / 2
        and not text.endswith((".", ";", ","))
        and not _NUMBERED.match(text)
    )


def _looks_like_heading(
    text: str, made: Draft, body: Style, tagged: Counter[Style], following: Draft | None
) -> bool:
    if len(text) > _LONGEST or not re.search(r"[^\W\d_].*[^\W\d_].*[^\W\d_].*[^\W\d_]", text):
        return False
    if text.endswith((".", ";", ",")) and not (made.strong > 0.9 and tagged[made.style]):
        return False
    if _DATED.search(text) or (_FIELD.match(text) and made.page == 1):
        return False
    if text[0].islower() and not made.prefix:
        return False
    size, _, italic = made.style
    if size >= body[0] + _LARGER or (made.strong > 0.9 and not body[1]):
        return size >= body[0] - 1
    leads = following is not None and following.kind in ("paragraph", "bullet")
    return italic and not body[2] and leads and len(text) < _LONGEST / 2 and text[-1] not in ".:!?"


def _joined(drafts: list[Draft]) -> list[Draft]:
    """A heading that wraps, and was exported as two, is one."""
    found: list[Draft] = []
    for made in drafts:
        last = found[-1] if found else None
        if last is not None and _wraps(last, made):
            last.text = f"{last.text}\n{made.text}"
            last.bottom = made.bottom
            last.notes += made.notes
        else:
            found.append(made)
    return found


def _wraps(first: Draft, second: Draft) -> bool:
    if first.kind != "heading" or second.kind != "heading" or first.page != second.page:
        return False
    if first.style != second.style or first.tag != second.tag or second.prefix:
        return False
    near = 0 < first.bottom - second.top <= _WRAP * first.style[0]
    return near and (second.text.lstrip()[:1].islower() or bool(_UNFINISHED.search(first.text)))


def _set_levels(drafts: list[Draft]) -> None:
    """Rank every heading, then make `tag` the depth that the ranks give, 1 outermost."""
    headings = [made for made in drafts if made.kind == "heading"]
    votes = _votes(headings)
    ranks, mixed = _tagged_ranks(votes)
    if ranks:
        for style in sorted({made.style for made in headings} - set(ranks), key=_prominence):
            ranks[style] = _placed(style, ranks, 0)
    else:
        ranks = _ranks_by_look(drafts, headings)
    found = [
        float(made.tag) if made.tag > 0 and made.style in mixed else float(ranks[made.style])
        for made in headings
    ]
    _set_chapters(headings, found, set(votes))
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
        larger[0] >= smaller[0] + _LARGER and larger[1] >= smaller[1] and rank > ranks[smaller]
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


def _set_chapters(headings: list[Draft], ranks: list[float], tagged: set[Style]) -> None:
    """A chapter in the style of tagged headings is one of them; else it stands between the
    heading in its frame and what is above that."""
    for index, made in enumerate(headings):
        if made.tag == CHAPTER and made.style not in tagged and index + 1 < len(headings):
            ranks[index] = min(ranks[index], ranks[index + 1] - 0.5)


def _set_frames(drafts: list[Draft], headings: list[Draft], ranks: list[float]) -> None:
    """An untagged heading with a tagged one of its rank right under it stands above that."""
    follower = dict(zip(map(id, drafts), drafts[1:], strict=False))
    for index, made in enumerate(headings[:-1]):
        later = headings[index + 1]
        under = follower.get(id(made)) is later and later.page == made.page
        if under and made.tag == 0 and later.tag > 0 and ranks[index] == ranks[index + 1]:
            ranks[index] -= 0.5


def _prominence(style: Style) -> tuple[float, bool, bool]:
    size, bold, italic = style
    return -size, not bold, italic


def _tier(style: Style) -> tuple[int, bool]:
    return round(style[0] / _LARGER), style[1]


def _placed(style: Style, ranks: dict[Style, int], base: int) -> int:
    """The rank of a style nearly as large and as bold as this one, else one below the least
    prominent of those above it, and below `base`."""
    for rank in sorted(set(ranks.values())):
        peers = [other for other, its in ranks.items() if its == rank and other[1:] == style[1:]]
        if peers and all(abs(other[0] - style[0]) < _LARGER for other in peers):
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
