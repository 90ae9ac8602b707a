"""Whether two times are set against each other: "better than in 2020", "then and now"."""

from __future__ import annotations

import re

from qa.asking.dates import BEFORE, DATED, SINCE, UP_TO, YEAR, years

_GRADES = r"(?:grades?|graded|ratings?|rated|judge?ments?|scores?)"
_MOVED = (
    r"(?:improved?|improving|slip(?:ped)?|declin(?:ed?|ing)|worsen(?:ed|ing)?|deteriorat(?:ed?|ing)"
    r"|changed?|moved|risen|rose|fallen|fell|gone (?:up|down|backwards)|drop(?:ped)?|grown"
    r"|turned (?:itself |things )?(?:a)?round|progress(?:ed)?)"
)
_BETTER = rf"(?:better|worse|{_MOVED})"
_LONG_AGO = (
    r"(?:\d+|two|three|four|five|six|seven|eight|ten|a few|some) years (?:ago|earlier|before)"
)
_WITH_THEN = (
    r"(?:now )?\bcompar\w+ (?:with|to|against) (?:(?:in|at|how|what|it|they|things|was|were|the|its"
    r"|their|inspection|report) ){0,4}"
    rf"(?:{YEAR}|(?:last|first) (?:time|inspection|report|visit|assessment)|last year"
    rf"|before\b|then\b|{_LONG_AGO}\b"
    r"|previous\w*(?: (?:inspection|report|visit|assessment|time|year))?)"
)
_SET_AGAINST = re.compile(_WITH_THEN, re.IGNORECASE)
_REPORT = r"(?:visit|report|inspection|assessment|review|one)s?"
_THE = r"(?:(?:the|its|their|this|last|latest|newest|most|recent|cqc|ofsted)(?:['’]s)? )*"
_AGAINST_REPORT = rf"{YEAR}(?: {_REPORT})? (?:against|vs?\.?|versus) {_THE}(?:{YEAR} )?{_REPORT}\b"
_FROM_REPORT_TO_REPORT = re.compile(
    rf"\b(?:between|from) {_THE}{YEAR}(?: {_REPORT} (?:and|to) {_THE}(?:{YEAR}|now|today)?"
    rf"(?: ?{_REPORT}\b)?| (?:and|to) {_THE}(?:{YEAR} )?{_REPORT}\b)|{_AGAINST_REPORT}",
    re.IGNORECASE,
)
_SINCE_REPORT = re.compile(rf"(?:{SINCE.pattern})(?: {_REPORT}\b)?", re.IGNORECASE)
_THEN = (
    rf"(?:(?:back )?then|before|earlier|last time|{_LONG_AGO}"
    r"|(?:at )?the (?:first|last|earlier|previous) (?:time|inspection|report|visit|assessment))"
)
_NOW = (
    r"(?:now|today|nowadays|these days|at present|currently|since|after"
    r"|(?:at )?this (?:time|inspection|report|visit|assessment))"
)
_WITH = r"(?:and|against|vs?\.?|versus|to|than|compared (?:with|to))"
# "Last time and now", "at each inspection"; visits and assessments are made of people, too.
_TWO_TIMES = (
    rf"\b{_THEN},? {_WITH} (?:(?:what|how|which|who|is|are|it) ){{0,3}}{_NOW}\b"
    rf"|\b{_NOW},? {_WITH} (?:(?:what|how|it|was|in) ){{0,3}}{_THEN}\b"
    r"|\b(?:at|in|on) (?:each|both|either)(?: of the)?(?: two)? (?:dates?|inspections?|reports?)\b"
    r"|\bbetween (?:the|these|both|two)(?: last)?(?: two)? (?:inspections|reports)\b"
)
_WAS = r"(?:it|they|there|things|that) (?:was|were|did|had|used to)(?: (?:be|have))?"
# "Than two years ago", "as they were in 2018"; "longer than they should" sets no time beside.
_THAN_THEN = (
    rf"\b(?:than|as|unlike|like) (?:(?:in|at|back in|back) )?{_THE}"
    rf"(?:{_LONG_AGO}|last time|before(?=\W*$|,| in\b)"
    rf"|{_WAS}(?=\W*$|,| (?:in|at|back|when|last)\b))"
)
# "The same director as in 2018", "they couldn't in 2018", "and who was it in 2018".
_IN_THE_YEAR = (
    rf"\b(?:(?:as|like|unlike) (?:in|at|back in)|different (?:from|to|than)(?: in)?) {_THE}{YEAR}"
    rf"|\b(?:didn|couldn|wasn|weren|hadn)['’]t (?:\w+ )?(?:before\W*$|in {YEAR})"
    rf"|\w\W+and (?:(?:what|how|who|which) )?(?:was|were) (?:it|that|this|they|he|she)\b"
    rf".{{0,20}}\bin {YEAR}\W*$"
)
_THEN_TOO = re.compile(rf",? ?(?:{_TWO_TIMES}|{_THAN_THEN})", re.IGNORECASE)
# Why a thing is better than before is told once.
_SET_BESIDE = re.compile(
    rf"{_TWO_TIMES}|{_IN_THE_YEAR}|^(?!why\b|how come\b).*{_THAN_THEN}", re.IGNORECASE
)
_CHANGE = re.compile(
    rf"\b{_BETTER}\b.{{0,60}}\b(?:since|between|from {YEAR}|over (?:the|time)|compared|by {YEAR}"
    r"|than (?:in|before|at|last|it|they))\b"
    rf"|{_WITH_THEN}|\b{_AGAINST_REPORT}"
    rf"|\bthan (?:in|at|on|during|back|it|they|the|those)\b.{{0,25}}{YEAR}"
    r"|^(?:has|have|is|are|did)\b.*\b(?:sorted|fixed|mended|solved|resolved|addressed|tackled"
    r"|put right|dealt with|overcome)\b.*\bsince\b"
    r"|\bover the (?:\w+ )?(?:reports|inspections)\b"
    rf"|\bsince\b.{{0,60}}\b{_BETTER}\b|\bover (?:time|the years)\b|\byear (?:on|by) year\b"
    r"|\b(?:got|gotten|getting|gone) (?:any |much )?(?:better|worse)\b"
    r"|\bhow (?:has|have) .{3,60}\bchanged\b|^(?:has|have) .{3,60}\bchanged\W*$"
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
    rf"|\b(?:now|today) (?:vs?\.?|versus|against) (?:\w+ )?{YEAR}"
    rf"|\bstill as\b.* as (?:in|it was|they were)\b.*{YEAR}",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(rf"\([^)]*{YEAR}[^)]*\)")


def asks_change(text: str) -> bool:
    """Whether two times are to be told, report by report."""
    return len(years(text)) > 1 or any(
        (_CHANGE.search(text), _SET_BESIDE.search(text), _then_and_now(text))
    )


def sets_against(text: str) -> bool:
    """Whether it compares with another time in so many words: "compared with last time"."""
    return _SET_AGAINST.search(text) is not None


def _then_and_now(text: str) -> bool:
    """Whether one year is asked about and what has become of it: both times are to be told."""
    spans = any(form.search(text) for form in (SINCE, BEFORE, UP_TO))
    if spans or len(years(text)) != 1 or _IN_BRACKETS.search(text):
        return False
    named = next(DATED.finditer(text))
    return bool(_MENDED.search(text) or _AND_NOW.search(text, named.end()))


def without_then(text: str) -> str:
    """The text without what a change is asked since, or set against: "compared with 2018",
    "between the 2016 review and now"."""
    for form in (_FROM_REPORT_TO_REPORT, _SET_AGAINST, _SINCE_REPORT, _THEN_TOO):
        text = form.sub(" ", text)
    return re.sub(r"\s+(?=[?.,])", "", " ".join(text.split()))
