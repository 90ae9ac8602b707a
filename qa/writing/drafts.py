"""The text of a language model, as it comes in, cut into sentences with their citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.sentences import sentence_spans

_TOKEN = r"\[\s*S\d+(?:\s*[,;&]\s*S?\d+)*\s*\]"
_AFTER_STOP = re.compile(r"(?<![.!?…:])([.!?…:]++['\"’”)]*+)\s*+((?:\[[^\[\]]*\]\s*)+)")
_TOKENS = re.compile(r"\[[\sS\d,;&\[\]]*$")  # tokens, the last perhaps not yet whole
_MARKUP = re.compile(r"^\s*(?:#+|>+)\s+|\*\*|__|`")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as a model wrote it, its tokens ("S3") taken out; `listed` if an item of a list.

    Square brackets that are no tokens stay in the text.
    """

    text: str
    tokens: tuple[str, ...]
    listed: bool


def drafts(pieces: Iterable[str]) -> Iterator[Draft]:
    """The sentences, each as soon as it is complete with its tokens; the rest at the end.

    What a model thinks aloud between <think> and </think> is left out.
    """
    buffer = ""
    for piece in pieces:
        buffer += piece
        if buffer.lstrip().startswith("<think>"):
            thought, closed, rest = buffer.partition("</think>")
            buffer = rest if closed else thought
            if not closed:
                continue
        *lines, buffer = buffer.split("\n")
        for line in lines:
            yield from _of_line(line)
        ready, buffer = _ready(buffer)
        yield from _of_line(ready)
    if not buffer.lstrip().startswith("<think>"):
        yield from _of_line(buffer)


def _ready(text: str) -> tuple[str, str]:
    """The sentences of a line that are whole, and what may still go on.

    A sentence is whole when the next one has begun with anything but a token.
    """
    text = _tokens_first(text)
    *_, last = sentence_spans(text) or [(0, 0)]
    start = last[0]
    return ("", text) if _TOKENS.match(text, start) else (text[:start], text[start:])


def _of_line(line: str) -> Iterator[Draft]:
    listed = _BULLET.match(line) is not None
    line = _tokens_first(_MARKUP.sub("", _BULLET.sub("", line)))
    for start, end in sentence_spans(line):
        tokens = re.findall(r"\d+", " ".join(re.findall(_TOKEN, line[start:end])))
        text = re.sub(rf"\s*{_TOKEN}", "", line[start:end])
        if re.search(r"\w", text):
            yield Draft(" ".join(text.split()), tuple(f"S{n}" for n in tokens), listed)


def _tokens_first(text: str) -> str:
    """The tokens that follow a full stop put before it, where they belong to the sentence."""
    return _AFTER_STOP.sub(lambda match: f" {match[2].strip()}{match[1]} ", text)
