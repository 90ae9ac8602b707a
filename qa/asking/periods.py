"""The time that a question speaks of: years, "since 2020", "at the moment", "the one before"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from qa.asking.kinds import MONTH

_SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
_PART = (
    r"(?:(?:the )?(?:start|beginning|end|middle)(?: of)?|early|late|mid"
    r"|spring|summer|autumn|winter)"
)
# "£2000" and "over 2000 children" are amounts; "Leeds 2019 children in care" begins with a year.
_AMOUNT = """over than about around nearly almost some least to are were is was have has had of
    with after support supports supporting""".split()  # noqa: SIM905 - read as words
_COUNTED = (
    r" (?:(?:more|new|older|young|disabled|looked[- ]after|foster|unpaid|social|adult) )?"
    r"(?:children|people|persons|carers|adults|adopters|pupils|families|households|residents|workers"
    r"|employees|volunteers|referrals|contacts|cases|places|posts|beds|homes|pounds|hours|days)\b"
)
_NO_AMOUNT = "".join(rf"(?<!\b{word} )" for word in _AMOUNT)
_YEAR = rf"(?:(?<![£$€]){_NO_AMOUNT}20[0-4]\d|(?<![£$€])20[0-4]\d(?!{_COUNTED}))"
# A year, with its month or season if named: "5 January 2020", "the end of 2019", "2015-16".
DATED = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?P<month>{MONTH}|{_SHORT_MONTH})[ ,-]+"
    rf"|(?P<part>{_PART})[ -](?:in )?)?\b(?P<year>{_YEAR})\b"
    rf"(?:\s*[-–/]\s*(?P<to>\d{{2}}\b(?!\d)|{_YEAR}\b))?",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"\bsince\s+(?:\w+\s+){{0,2}}({_YEAR})\b|\bfrom ({_YEAR}) on(?:wards?)?\b"
    rf"|\bfrom ({_YEAR}) (?:until|till?|(?:up )?to) (?:now|today|date|the present)\b"
    rf"|(?<!look )(?<!looked )(?<!looking )\bafter ({_YEAR})\b"
    rf"|\b({_YEAR}) (?:and|or) (?:later|after)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:between|from)\s+({_YEAR})\s+(?:and|to|until|till)\s+({_YEAR})\b", re.IGNORECASE
)
_BEFORE = re.compile(rf"\b(?:before|prior to)\s+({_YEAR})\b", re.IGNORECASE)
_UP_TO = re.compile(rf"\b(?:until|till|up to|by the end of)\s+({_YEAR})\b", re.IGNORECASE)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LAST_YEARS = re.compile(
    rf"\b(?:last|past) (?:(\d+|{'|'.join(_NUMBERS)}) years|(year|12 months))\b", re.IGNORECASE
)
# Only where reports are what is dated does a span of years narrow which are searched: what
# happened before 2020 is told by reports made after it.
_OF_REPORTS = re.compile(
    r"\b(?:reports?|published|grades?|graded|ratings?|rated|judged|judge?ments?|marked"
    r"|inspected"
    r"|inspections|scores|councils|boroughs|authorities)\b",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"\b(?:latest|newest|current(?:ly)?|now|nowadays|today|these days|at present|at the moment"
    r"|up[- ]to[- ]date|most recent(?:ly)?|presently|so far|last time"
    r"|(?:last|recent) (?:\w+ )?(?:inspections?|reports?|visit|assessment))\b",
    re.IGNORECASE,
)
_NOT_LATEST = re.compile(
    r"\bsince (?:the |its |their )?last\b|\blast \w+ before\b|\bkept up[- ]to[- ]date\b", re.I
)
_GRADES = r"(?:grades?|graded|ratings?|rated|judge?ments?|scores?)"
_MOVED = (
    r"(?:improved?|improving|slip(?:ped)?|declin(?:ed?|ing)|worsen(?:ed|ing)?|deteriorat(?:ed?|ing)"
    r"|changed?|moved|risen|rose|fallen|fell|gone (?:up|down|backwards)|drop(?:ped)?|grown"
    r"|turned (?:itself |things )?(?:a)?round|progress(?:ed)?)"
)
_BETTER = rf"(?:better|worse|{_MOVED})"
_WITH_THEN = (
    r"(?:now )?\bcompar\w+ (?:with|to|against) (?:(?:in|at|how|what|it|they|things|was|were|the|its"
    r"|their|inspection|report) ){0,4}"
    rf"(?:{_YEAR}|last (?:time|inspection|report|visit|assessment|year)|before\b|then\b"
    r"|previous\w*(?: (?:inspection|report|visit|assessment|time|year))?)"
)
_SET_AGAINST = re.compile(_WITH_THEN, re.IGNORECASE)
_REPORT = r"(?:visit|report|inspection|assessment|review|one)s?"
_THE = r"(?:(?:the|its|their|this|last|latest|newest|most|recent|cqc|ofsted)(?:['’]s)? )*"
_AGAINST_REPORT = (
    rf"{_YEAR}(?: {_REPORT})? (?:against|vs?\.?|versus) {_THE}(?:{_YEAR} )?{_REPORT}\b"
)
_FROM_REPORT_TO_REPORT = re.compile(
    rf"\b(?:between|from) {_THE}{_YEAR}(?: {_REPORT} (?:and|to) {_THE}(?:{_YEAR}|now|today)?"
    rf"(?: ?{_REPORT}\b)?| (?:and|to) {_THE}(?:{_YEAR} )?{_REPORT}\b)|{_AGAINST_REPORT}",
    re.IGNORECASE,
)
_SINCE_REPORT = re.compile(rf"(?:{_SINCE.pattern})(?: {_REPORT}\b)?", re.IGNORECASE)
_CHANGE = re.compile(
    rf"\b{_BETTER}\b.{{0,60}}\b(?:since|between|from {_YEAR}|over (?:the|time)|compared|by {_YEAR}"
    r"|than (?:in|before|at|last|it|they))\b"
    rf"|{_WITH_THEN}|\b{_AGAINST_REPORT}"
    rf"|\bthan (?:in|at|on|during|back|it|they|the|those)\b.{{0,25}}{_YEAR}"
    r"|^(?:has|have|is|are|did)\b.*\b(?:sorted|fixed|mended|solved|resolved|addressed|tackled"
    r"|put right|dealt with|overcome)\b.*\bsince\b"
    r"|\b(?:then|before|earlier) (?:and|vs?\.?|versus) (?:now|today|since|after)\b"
    r"|\bover the (?:\w+ )?(?:reports|inspections)\b"
    rf"|\bsince\b.{{0,60}}\b{_BETTER}\b|\bover (?:time|the years)\b|\byear (?:on|by) year\b"
    r"|\b(?:got|gotten|getting|gone) (?:any |much )?(?:better|worse)\b"
    r"|\b(?:gone|going|went) (?:up|down) (?:a grade|since)\b|\b(?:trend|track record)\b"
    rf"|\b(?:lower|higher|better|worse) {_GRADES}\b.{{0,40}}\b(?:since|than (?:in|at|last))\b"
    rf"|\bchanges? (?:in|to|of) (?:\w+ ){{0,4}}{_GRADES}\b"
    rf"|\b{_GRADES}\b.{{0,40}}\b{_MOVED}\b|\b{_MOVED}\b.{{0,40}}\b{_GRADES}\b"
    r"|\bno longer (?:outstanding|good|inadequate|requires? improvement)\b"
    rf"|\b(?:has|have|did|is|are) (?:it|they|that|this|things)\b.{{0,20}}\b{_BETTER}\b"
    r"(?! than (?:the (?:rest|average|england|national)|england|average|other|most|elsewhere))",
    re.IGNORECASE,
)
# After a year these ask for now, too: "late in 2019 and are they now"; so does whether what was
# found in it has been mended.
_AND_NOW = re.compile(
    r"\b(?:now|nowadays|today|these days|currently|presently|at (?:present|the moment))\b"
    r"|\bsince(?: then)?\W*$|\bsince then\b"
    r"|\b(?:is|are|isn['’]t|aren['’]t|do|does|has|have) (?:[\w'’-]+ ){0,6}?still\b",
    re.IGNORECASE,
)
_MENDED = re.compile(
    r"(?:^|[,.;?:–-]\s+|\b(?:and|but) )(?:is|are|has|have|did)\b.*\b(?:sorted|fix(?:ed)?|mended"
    r"|solved?|resolved?|addressed|tackled?|put (?:that |this |it |them )?right|dealt with|overcome"
    r"|improved|come on|moved on)\b"
    r"|\bcompar\w+ (?:with|to|against) (?:the )?(?:newest|latest|now|today)\b"
    rf"|\b(?:now|today) (?:vs?\.?|versus|against) (?:\w+ )?{_YEAR}"
    rf"|\bstill as\b.* as (?:in|it was|they were)\b.*{_YEAR}",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(rf"\([^)]*{_YEAR}[^)]*\)")
_VISIT = (
    r"(?:inspections?|reports?|visit|assessment|time|one|grades?|ratings?|judge?ments?|results?)"
)
_NEXT = re.compile(
    rf"\bnext {_VISIT}\b|\b{_VISIT} after\b(?! *(?:the |its |their )?(?:\w+ )?{_YEAR})"
    r"|\bafter (?:that|this)\b|\bafterwards\b",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    rf"\b(?:previous|prior|earlier|preceding) (?:\w+ ){{0,2}}{_VISIT}\b|\bpreviously\b"
    rf"|\b{_VISIT} before\b(?! *{_YEAR})|(?<!year )\bbefore (?:that|this|then)\b"
    rf"|\bbefore (?:the |its |their )?(?:\w+ )?{_YEAR}(?: \w+)? {_VISIT}"
    rf"|\bbefore it\b[\w ]{{1,25}}{_YEAR}",
    re.IGNORECASE,
)
_STILL_SO = re.compile(
    r"\b(?:still|yet|any ?more|left to (?:do|fix|improve|sort)|remains? to be done)\b",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(
    r"(?<!year )\b(?:before|previously|earlier|last time|the time before|in the past)(?: that)?\W*$"
    r"|\b(?:what|how) (?:was|were) (?:it|that|things) (?:like )?(?:before|earlier|previously)\b"
    r"|\bused to\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """The time a question speaks of, as the fields of the same names of a `Question`."""

    years: tuple[int, ...] = ()
    since: int | None = None
    until: int | None = None
    latest: bool = False
    change: bool = False
    step: int = 0


def period(text: str, today: date) -> Period:
    """The time that the text speaks of; "the last three years" are counted back from `today`."""
    years = tuple(dict.fromkeys(year for found in DATED.finditer(text) for year in _years(found)))
    since, until = _span(text, today)
    comparing = _SET_AGAINST.search(text)
    return Period(
        years=years,
        since=since,
        until=until,
        latest=asks_latest(text),
        change=len(years) > 1 or bool(_CHANGE.search(text)) or _then_and_now(text, years),
        step=0 if comparing else 1 if _NEXT.search(text) else -1 if _PREVIOUS.search(text) else 0,
    )


def _then_and_now(text: str, years: tuple[int, ...]) -> bool:
    """Whether one year is asked about and what has become of it: both times are to be told."""
    spans = any(form.search(text) for form in (_SINCE, _BEFORE, _UP_TO))
    if spans or len(years) != 1 or _IN_BRACKETS.search(text):
        return False
    named = next(DATED.finditer(text))
    return bool(_MENDED.search(text) or _AND_NOW.search(text, named.end()))


def asks_latest(text: str) -> bool:
    """Whether it asks for what is so now, or for the newest report."""
    return bool(_LATEST.search(text)) and not _NOT_LATEST.search(text)


def asks_since(text: str) -> bool:
    """Whether a follow-up asks for what holds after the time spoken of: "is it still so?"."""
    return _STILL_SO.search(text) is not None


def points_before(text: str) -> bool:
    """Whether a follow-up asks for what was said earlier: "what did they say before?"."""
    return _BEFORE_THAT.search(text) is not None


def _years(found: re.Match[str]) -> list[int]:
    """2015-16 is named by its first year, 2015-2016 is both."""
    last = found["to"] or ""
    return [int(found["year"]), *([int(last)] if len(last) == 4 else [])]


def _span(text: str, today: date) -> tuple[int | None, int | None]:
    of_reports = _OF_REPORTS.search(text) is not None
    if between := _BETWEEN.search(text):
        return int(between[1]), int(between[2]) if of_reports else None
    if since := _SINCE.search(text):
        return int(next(filter(None, since.groups()))), None
    if not of_reports:
        return None, None
    if last := _LAST_YEARS.search(text):
        back = (last[1] or "1").lower()
        return today.year - (int(back) if back.isdigit() else _NUMBERS.index(back) + 1), None
    if before := _BEFORE.search(text):
        return None, int(before[1]) - 1
    up_to = _UP_TO.search(text)
    return None, int(up_to[1]) if up_to else None


def without_then(text: str) -> str:
    """The text without what a change is asked since, or set against: "compared with 2018",
    "between the 2016 review and now"."""
    for form in (_FROM_REPORT_TO_REPORT, _SET_AGAINST, _SINCE_REPORT):
        text = form.sub(" ", text)
    return re.sub(r"\s+(?=[?.,])", "", " ".join(text.split()))


def without_period(text: str) -> str:
    """The text without its dates and spans of years, and the "in" or "for" before one."""
    for form in (_BETWEEN, _SINCE, _BEFORE, _UP_TO, DATED, _LAST_YEARS):
        with_its_word = rf"(?:\b(?:in|during|for|of|from)\s+)?(?:{form.pattern})"
        text = re.sub(with_its_word, " ", text, flags=form.flags)
    return re.sub(r"\s+(?=[?.,])", "", " ".join(text.split())).strip(" ,")
