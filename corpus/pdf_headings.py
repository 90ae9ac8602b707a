"""Which drafts are headings: those tagged so, where that is sane, and those that look like it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from corpus.pdf_draft import CHAPTER, Draft, Style, take_label
from corpus.pdf_levels import LARGER, set_levels
from corpus.pdf_tables import ENDS_IN_GRADE

_LONGEST = 160  # characters of a heading told by its look
_LONGEST_TAGGED = 220
_WRAP = 1.6  # line heights between the two parts of one heading
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATED = re.compile(rf"\b\d{{1,2}}\s+(?:to|–|-|and|{_MONTHS})\b.*\d{{4}}|\b(?:{_MONTHS})\s+\d{{4}}")
_FIELD = re.compile(r"[^:]{3,40}:\s+\S")
_NUMBERED = re.compile(r"\d{1,3}[.)]")
_UNFINISHED = re.compile(r"(?:\b(?:and|of|the|to|for|in|or|with|on|a|their|who)|[,–-])\s*$", re.I)


def with_headings(drafts: list[Draft]) -> list[Draft]:
    """`drafts` with what looks like a heading made one, what does not made text again, wrapped
    headings joined, and `tag` the level, 1 outermost (for text: see `pdf_levels.set_levels`)."""
    body = _body_style(drafts)
    tagged = Counter(made.style for made in drafts if made.kind == "heading")
    found: list[Draft] = []
    for index, made in enumerate(drafts):
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        found.append(_judged(made, body, tagged, following))
    found = _joined(found)
    set_levels(found)
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
    larger = made.style[0] >= body[0] + LARGER
    kin = made.strong > 0.9 and tagged[made.style] > 0  # of the style of tagged headings
    if text.endswith((".", ";", ",")) and not (kin or (larger and ENDS_IN_GRADE.search(text))):
        return False
    if _DATED.search(text) or (_FIELD.match(text) and made.page == 1):
        return False
    if text[0].islower() and not made.prefix:
        return False
    size, _, italic = made.style
    if larger or (made.strong > 0.9 and not body[1]):
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
