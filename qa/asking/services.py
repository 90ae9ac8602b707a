"""Which service a text speaks of: the two that councils run and inspectors report on apart."""

from __future__ import annotations

import re
from typing import Literal

Service = Literal["children", "adults", ""]

_WORDS: dict[Service, re.Pattern[str]] = {
    "children": re.compile(
        r"\bchild(?:ren)?(?:['’]?s)?\b|\bkids?\b|\byoung(?:sters?| people| persons?)\b|\bteen\w*"
        r"|\bbab(?:y|ies)\b|\bpupils?\b|\b(?:ex-)?foster\w*|\badopt(?:ions?|ers?|ive)\b"
        r"|\bcare leavers?\b|\b(?:left|leave|leaving|out of|in|into) care\b"
        r"|\blooked[- ]after (?:child|kid|young)\w*|\b(?:LSCB|LADO|UASC|CAMHS|DCS|CIN)\b"
        r"|\bofsted\b",
        re.IGNORECASE,
    ),
    "adults": re.compile(
        r"(?<!young )\badults?\b(?:['’]?s)?|\bolder (?:people|residents)\b|\belderly\b"
        r"|\bpensioners?\b|\bcare act\b|\b(?:nursing|care) homes?\b|\bhome ?care\b|\bdementia\b"
        r"|\breablement\b|\bunpaid carers?\b|\bdirect payments?\b|\b(?:DASS|DoLS)\b"
        r"|\bCQC\b|\bcare quality commission\b",
        re.IGNORECASE,
    ),
}


def service(text: str) -> Service:
    """The service that the text's words are of, "" where they are of none or of both."""
    own = [name for name in _WORDS if speaks_of(name, text)]
    return own[0] if len(own) == 1 else ""


def speaks_of(name: Service, text: str) -> bool:
    """Whether the text has a word of the service."""
    return _WORDS[name].search(text) is not None
