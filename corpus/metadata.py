"""Who wrote a report, about whom and when: from the document, the manifest, the file name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.authorities import canonical, find_authorities
from corpus.blocks import Block
from corpus.dates import find_spans
from corpus.inspections import framework, inspector

if TYPE_CHECKING:
    from corpus.sources import Source

_FRONT = 40  # blocks in which a report says what it is
_TITLE_LENGTH = 300  # characters
_ENOUGH = 200_000  # characters of text to count names in
_EDGE = 3000  # characters at the front and the end, where publishers name themselves
_EDGE_WEIGHT = 3  # how much a mark counts there

_REPORT_NAME = re.compile(
    r"^(?:re-?)?inspections? of\b|^review of (?:the )?effectiveness|\bpeer (?:review|challenge)\b"
    r"|\bassessment(?: report)?$|^(?:focused|monitoring) visit|\btest of assurance\b"
    r"|\binspection report\b|^joint (?:targeted )?(?:area )?inspection|\breport$",
    re.I,
)
_INSPECTED = re.compile(
    r"\b(?:inspection|fieldwork|visit|on-?site|assessment|review)s?(?: (?:start|visit|carried out|"
    r"took place))?(?: dates?| between| from)?\s*:|\binspection dates?\b",
    re.I,
)
# Where no label stands before the days: "the peers were on site from 3 to 5 May 2022".
_ON_SITE = re.compile(
    r"\b(?:interview(?:s|ed)?|on[- ]?site|fieldwork|visit(?:s|ed)?|carried out|conducted|undertaken"
    r"|took place)\b[^.]{0,80}?\b(?:between|from|during)\b",
    re.I,
)
_ON_SITE_MOST = 60  # days
_PUBLISHED = re.compile(
    r"\b(?<!originally )(?<!previously )(?<!first )"
    r"(?:published|publication date|date (?:of publication|published))(?: on)?\b\s*:?",
    re.I,
)
_FILE_DATE = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")

# What only this publisher prints in its own reports.
_PUBLISHERS = (
    (
        "Care Quality Commission",
        re.compile(r"©\s*care quality commission|\bquality statement|\bcqc\.org\.uk", re.I),
    ),
    ("Ofsted", re.compile(r"\bofsted\b|\b(?:her|his) majesty['’]s inspector|\bHMI\b", re.I)),
    (
        "Local Government Association",
        re.compile(
            r"©\s*local government association|\blga (?:corporate )?peer (?:challenge|review)", re.I
        ),
    ),
)
_KIND_OF = {"Ofsted": "inspection", "Care Quality Commission": "assessment"}
_KINDS = (
    (
        "peer review",
        re.compile(r"\bpeer (?:review|challenge)\b|\btest of assurance\b|\bLGA\b", re.I),
    ),
    ("assessment", re.compile(r"\blocal authority assessment\b", re.I)),
    ("inspection", re.compile(r"\binspect(?:ion|ors?)\b", re.I)),
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a report besides its text; `Report` says what each field means."""

    title: str
    authority: str
    publisher: str
    kind: str
    published: date | None
    inspected: tuple[date, date] | None
    framework: str
    inspector: str


def metadata(
    path: Path,
    blocks: Sequence[Block],
    fields: Mapping[str, str] | None = None,
    source: Source | None = None,
) -> Metadata:
    """What the document says of itself, then the manifest's row, then the file name.

    `fields` are those of a front matter block or a file's own properties: they are the
    document's own word and come before its text. Raises ValueError where a front matter date
    is not an ISO date.
    """
    fields = fields or {}
    texts = [block.text for block in blocks]
    whole = "\n".join(texts)
    authority = _authority(path, texts, fields, source)
    publisher = fields.get("publisher") or _publisher(whole) or (source.publisher if source else "")
    kind = fields.get("kind") or _kind(whole, publisher)
    inspected = _inspected(texts, fields)
    return Metadata(
        title=fields.get("title") or _title(blocks, authority, publisher, kind) or path.stem,
        authority=authority,
        publisher=publisher,
        kind=kind,
        published=_published(path, texts, fields, source),
        inspected=inspected,
        framework=fields.get("framework") or framework(texts, publisher, inspected),
        inspector=fields.get("inspector") or inspector(texts),
    )


def _authority(
    path: Path, texts: Sequence[str], fields: Mapping[str, str], source: Source | None
) -> str:
    """The council that the report is about: most named at its front, else in all of it."""
    if named := fields.get("authority"):
        return canonical(named)
    for text in [fields.get("title", ""), *texts[:12]]:
        if len(text) > _TITLE_LENGTH or not _REPORT_NAME.search(text):
            continue
        named_here = {mention.name for mention in find_authorities(text)}
        if len(named_here) == 1:
            return named_here.pop()
    for front in (texts[:_FRONT], texts):
        part = "\n".join(front)[:_ENOUGH]
        counts = Counter(mention.name for mention in find_authorities(part))
        if counts and (len(counts) == 1 or _leads(counts)):
            return counts.most_common(1)[0][0]
    if source and source.authority:
        return canonical(source.authority)
    mentions = find_authorities(path.stem.replace("-", " ").replace("_", " ").title())
    return mentions[0].name if mentions else ""


def _leads(counts: Counter[str]) -> bool:
    (_, first), (_, second) = counts.most_common(2)
    return first >= 2 * second


def _publisher(whole: str) -> str:
    """The publisher whose marks the text bears most of; the front and the end count most."""
    edges = f"{whole[:_EDGE]}\n{whole[-_EDGE:]}" if len(whole) > 2 * _EDGE else whole
    marks: Counter[str] = Counter()
    for name, pattern in _PUBLISHERS:
        marks[name] = len(pattern.findall(whole)) + _EDGE_WEIGHT * len(pattern.findall(edges))
    name, count = marks.most_common(1)[0]
    return name if count >= _EDGE_WEIGHT else ""


def _kind(whole: str, publisher: str) -> str:
    if publisher in _KIND_OF:
        return _KIND_OF[publisher]
    counts = Counter({kind: len(pattern.findall(whole)) for kind, pattern in _KINDS})
    kind, count = counts.most_common(1)[0]
    return kind if count else "report"


def _title(blocks: Sequence[Block], authority: str, publisher: str, kind: str) -> str:
    """The printed title, with the council named; made of what is known where none is printed."""
    for block in blocks[:_FRONT]:
        text = " ".join(block.text.split())
        line = len(text) <= _TITLE_LENGTH and not text.endswith((".", ":", "-"))
        if line and _REPORT_NAME.search(text):
            return text if _names(text, authority) else f"{authority}: {text}"
    headings = [block for block in blocks if block.kind == "heading"]
    outermost = min((block.level for block in headings), default=0)
    tops = [block.text for block in headings if block.level == outermost]
    if not authority or kind == "report":
        return tops[0] if tops else ""
    made = f"{publisher} {kind} of {authority}".strip()
    made = made[0].upper() + made[1:]
    return f"{made}: {tops[0]}" if len(tops) == 1 else made


def _names(text: str, authority: str) -> bool:
    return not authority or any(mention.name == authority for mention in find_authorities(text))


def _published(
    path: Path, texts: Sequence[str], fields: Mapping[str, str], source: Source | None
) -> date | None:
    if printed := fields.get("published"):
        return date.fromisoformat(printed)
    for text in (*texts[:_FRONT], *texts[-_FRONT:]):
        for label in _PUBLISHED.finditer(text):
            spans = find_spans(text[label.end() : label.end() + 30])
            if spans and len(text) < _TITLE_LENGTH:
                return spans[0][1]
    if source and source.published:
        return source.published
    match = _FILE_DATE.search(path.stem)
    return date(*map(int, match.groups())) if match else None


def _inspected(texts: Sequence[str], fields: Mapping[str, str]) -> tuple[date, date] | None:
    if printed := fields.get("inspected"):
        first, _, last = printed.partition("/")
        return date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
    for at, text in enumerate(texts[:_FRONT]):
        if label := _INSPECTED.search(text):
            after = text[label.end() :]
            if published := _PUBLISHED.search(after):
                after = after[: published.start()]
            spans = find_spans(after[:120])
            if not spans and not after.strip() and at + 1 < len(texts):
                spans = find_spans(texts[at + 1][:120])
            if spans:
                return spans[0][0], max(last for _, last in spans)
    for text in texts[:_FRONT]:
        for told in _ON_SITE.finditer(text):
            for began, ended in find_spans(text[told.end() : told.end() + 40])[:1]:
                if 0 < (ended - began).days <= _ON_SITE_MOST:
                    return began, ended
    return None
