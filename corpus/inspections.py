"""Which inspection a report is of, and who led it, as the report itself prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

_FRONT = 40  # blocks in which a report says what it is
_LONGEST_TITLE = 300  # characters
_LONGEST_LINE = 200  # characters of a line that names an inspector
_SHORT = 7  # days: a short ILACS inspection is one week on site, a standard one two

_CHILDREN = r"children(?:['’]s)? (?:social care |social work )?services"
# The first that fits a title at the front counts. The names of the frameworks are Ofsted's own.
_TITLES = (
    ("ILACS focused visit", re.compile(r"^focused visit\b|\bILACS focused visit\b", re.I)),
    ("ILACS monitoring visit", re.compile(r"^monitoring visit\b", re.I)),
    (
        "joint targeted area inspection",
        re.compile(r"^joint (?:targeted )?(?:area )?inspection\b", re.I),
    ),
    (
        "single inspection framework",
        re.compile(
            r"^(?:re-?)?inspection of services for children in need of help and protection,"
            r" children looked after",
            re.I,
        ),
    ),
    (
        "looked after children inspection",
        re.compile(r"^inspection of looked after children services", re.I),
    ),
    (
        "child protection inspection",
        re.compile(r"^inspection of .{0,80}\bprotection of children\b", re.I),
    ),
    (
        "safeguarding and looked after children inspection",
        re.compile(r"^inspection of safeguarding and looked after children", re.I),
    ),
    ("ILACS", re.compile(rf"^(?:re-?)?inspection of (?:.{{0,80}}\b)?{_CHILDREN}", re.I)),
)
_LEAD = re.compile(
    r"^(?P<team>.*?\b)??(?:lead|reporting) inspectors?\s*[:–-]?\s+(?P<name>\S.*)$", re.I | re.S
)
_ALONE = re.compile(r"^(?:lead|reporting) inspectors?\s*:?\s*$", re.I)
# What follows a name: an office, or the next member of the team.
_OFFICE = re.compile(
    r"\s*(?:[,;(–-]\s*)?\b(?:h\.?m\.?i\.?\b|(?:his|her) majesty|ofsted|senior|social care"
    r"|regulatory|deputy|team|additional|associate|assistant|quality assurance|age group|telephone"
    r"|inspector).*$",
    re.I | re.S,
)
_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,5}")


def framework(texts: Sequence[str], publisher: str, inspected: tuple[date, date] | None) -> str:
    """The framework of an inspection and its kind, "" where the report shows neither.

    `texts` are a report's blocks in reading order. ILACS reports do not print whether the
    inspection was a standard or a short one: the days on site tell (two weeks, or one), and
    where these are unknown the kind is left out.
    """
    if publisher == "Care Quality Commission":
        return "CQC local authority assessment"
    if publisher != "Ofsted":
        return ""
    for text in texts[:_FRONT]:
        line = " ".join(text.split())
        for name, title in _TITLES if len(line) <= _LONGEST_TITLE else ():
            if title.search(line):
                return f"{name}{_kind(inspected)}" if name == "ILACS" else name
    return ""


def _kind(inspected: tuple[date, date] | None) -> str:
    if inspected is None:
        return " inspection"
    days = (inspected[1] - inspected[0]).days + 1
    return " short inspection" if days <= _SHORT else " standard inspection"


def inspector(texts: Sequence[str]) -> str:
    """The lead inspector's name as printed, without the office held ("HMI"); "" where none is.

    Named on the first page since 2018, in the list of the inspection team at the end before.
    """
    for at, text in enumerate(texts):
        line = " ".join(text.split())
        if _ALONE.match(line) and at + 1 < len(texts):
            line = f"{line} {' '.join(texts[at + 1].split())}"
        if len(line) > _LONGEST_LINE:
            continue
        if (lead := _LEAD.match(line)) and not re.search(r"deputy $", lead["team"] or "", re.I):
            name = _OFFICE.sub("", lead["name"]).strip(" ,;:")
            if _NAME.fullmatch(name) and name[0].isupper() and name.split()[-1][0].isupper():
                return name
    return ""
