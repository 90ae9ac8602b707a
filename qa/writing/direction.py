"""Whether a sentence says "rose" where what it cites says "fell", or the like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.writing.claims import plain

_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.I), re.compile(rf"\b(?:{other})\b", re.I))
    for one, other in (
        (r"increas\w+|r[io]se[ns]?|rising|grow(?:s|n|ing|th)?|grew", r"decreas\w+|reduc\w+|fall\w*"
         r"|fell|drop\w*|declin\w+"),
        (r"more|higher|above|over|exceed\w*|longer", r"fewer|less|lower|below|under|shorter"),
        (r"improved|improving|better|stronger", r"worsen\w*|worse|deteriorat\w+|weaker"),
        (r"before|prior|earlier", r"after|following|later|since"),
        (r"timely|prompt(?:ly)?|quick(?:ly)?|swift(?:ly)?|early", r"late|slow(?:ly)?|delay\w*"),
        (r"regular(?:ly)?|frequent(?:ly)?|often", r"irregular(?:ly)?|infrequent(?:ly)?"),
        (r"high|many|large", r"low|few|small"),
        (r"strong\w*|effective(?:ly)?", r"weak\w*|poor\w*|ineffective(?:ly)?"),
        (r"start(?:s|ed)?|open(?:s|ed)?|beg[au]n\w*", r"end(?:s|ed)?|clos(?:es|ed|ing)|stopped"),
    )
)  # fmt: skip
# A trend needs one of the same way: "fell" is said where the report says "down from".
_TRENDS = tuple(
    (re.compile(rf"\b(?:{said})\b", re.I), re.compile(rf"\b(?:{said}|{told})\b", re.I))
    for said, told in (
        (r"increas\w+|r[io]se[ns]?|rising", r"gr[eo]w(?:s|n|ing|th)?|higher|up (?:by|from|to)"),
        (r"decreas\w+|f[ae]ll(?:s|en|ing)?|reduc\w+", r"drop\w*|declin\w+|lower|fewer"
         r"|down (?:by|from|to)"),
        (r"improv\w+", r"better|strengthen\w*"),
        (r"worsen\w*|worse|deteriorat\w+", r"weaken\w*|declin\w+"),
    )
)  # fmt: skip


def turned_round(text: str, cited: Sequence[str]) -> bool:
    """Whether it says "rose" where what is cited says "fell" or nothing of the kind."""
    told = " ".join(cited)
    pairs = [pair for one, other in _OPPOSITES for pair in ((one, other), (other, one))]
    turned = any(a.search(text) and not a.search(told) and b.search(told) for a, b in pairs)
    swap = re.compile(r"\bfrom (\S*\d\S*).{0,40}? to (\S*\d[\d.,%]*)")
    ways = {pair for source in cited for pair in swap.findall(plain(source))}
    unseen = any(said.search(text) and not trend.search(told) for said, trend in _TRENDS)
    return turned or unseen or any((b, a) in ways for a, b in swap.findall(plain(text)))
