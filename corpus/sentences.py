"""Running text into sentences, by the full stops of British reports."""

from __future__ import annotations

import re

# Words that seldom end a sentence when a full stop follows them.
ABBREVIATIONS = frozenset(
    "approx cllr co corp dept dr e.g eg gov hon i.e ie jr ltd messrs mr mrs ms mt prof ref revd"  # noqa: SIM905
    " sgt sr st viz vs".split()
)

# A stop with its closing quotes and brackets, white space, and what can open a sentence.
_STOP = re.compile(r"(?<![.!?…])[.!?…]++['\"’”)\]]*+\s++(?=['\"‘“(\[]*+[^\sa-z)])")
_LAST_WORD = re.compile(r"([\w.’'-]*?)[.!?…]+['\"’”)\]]*\s*$")
# "No. 5", "paras. 3 to 6": an abbreviation before a figure, a word elsewhere.
_BEFORE_FIGURE = re.compile(
    r"(?:art|ch|fig|no|nos|p|para|paras|pp|ref|refs|rev|s|sec|sect|vol)", re.I
)
# "(Recommendation)" after a full stop belongs to the sentence before it.
_REMARK = re.compile(r"(\((?:recommendations?|see|area for)\b[^()]*\)\.?)(?:\s+|$)", re.I)
# "11. Social workers", "a. Plans": the printed number of a paragraph.
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})\.\)?\s*", re.I)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The start and end offsets of the sentences of `text`, in order, without outer spaces."""
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        end = stop.end()
        if end <= start or not _ends(text[start:end], text[end]):
            continue
        if remark := _REMARK.match(text, end):
            end = remark.end()
        spans.append((start, end))
        start = end
    spans.append((start, len(text)))
    trimmed = ((a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in spans)
    return [(a, a + len(text[a:b].rstrip())) for a, b in trimmed if text[a:b].strip()]


def sentences(text: str) -> list[str]:
    """The sentences of `text`, as printed, without the white space between them."""
    return [text[start:end] for start, end in sentence_spans(text)]


def _ends(before: str, after: str) -> bool:
    """Whether a sentence ends with `before`, which a stop closes; `after` opens what follows."""
    if _NUMBER.fullmatch(before):
        return False
    match = _LAST_WORD.search(before, max(0, len(before) - 40))
    word = match[1] if match else ""
    if after.isdigit() and _BEFORE_FIGURE.fullmatch(word):
        return False
    initial = len(word) == 1 and word.isupper() and after.isupper()  # "J. Smith"
    return not initial and word.lower() not in ABBREVIATIONS
