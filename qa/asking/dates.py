"""Years as people write them: "2015-16", "the end of 2019", not "over 2000 children"."""

from __future__ import annotations

import re

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
YEAR = rf"(?:(?<![£$€]){_NO_AMOUNT}20[0-4]\d|(?<![£$€])20[0-4]\d(?!{_COUNTED}))"
# A year, with its month or season if named: "5 January 2020", "the end of 2019", "2015-16".
DATED = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?P<month>{MONTH}|{_SHORT_MONTH})[ ,-]+"
    rf"|(?P<part>{_PART})[ -](?:in )?)?\b(?P<year>{YEAR})\b"
    rf"(?:\s*[-–/]\s*(?P<to>\d{{2}}\b(?!\d)|{YEAR}\b))?",
    re.IGNORECASE,
)
SINCE = re.compile(
    rf"\bsince\s+(?:\w+\s+){{0,2}}({YEAR})\b|\bfrom ({YEAR}) on(?:wards?)?\b"
    rf"|\bfrom ({YEAR}) (?:until|till?|(?:up )?to) (?:now|today|date|the present)\b"
    rf"|(?<!look )(?<!looked )(?<!looking )\bafter ({YEAR})\b"
    rf"|\b({YEAR}) (?:and|or) (?:later|after)\b",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    rf"\b(?:between|from)\s+({YEAR})\s+(?:and|to|until|till)\s+({YEAR})\b", re.IGNORECASE
)
BEFORE = re.compile(rf"\b(?:before|prior to)\s+({YEAR})\b", re.IGNORECASE)
UP_TO = re.compile(rf"\b(?:until|till|up to|by the end of)\s+({YEAR})\b", re.IGNORECASE)


def years(text: str) -> tuple[int, ...]:
    """The years that the text names, each once. 2015-16 is named by its first year, 2015-2016 is
    both."""
    found = [year for named in DATED.finditer(text) for year in _years(named)]
    return tuple(dict.fromkeys(found))


def _years(found: re.Match[str]) -> list[int]:
    last = found["to"] or ""
    return [int(found["year"]), *([int(last)] if len(last) == 4 else [])]
