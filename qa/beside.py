"""What a sentence is not told without: what it points back to, its cause, the national figure."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.asking.kinds import tells_beside_others
from qa.extract import Finding

_NATIONAL = r"^the (?:england|english|national)\b[\w\s]{0,25}\baverages?\b"
_COMPARES = re.compile(
    rf"{_NATIONAL}|^nationally\b"
    r"|^(?:this|that|it) (?:is|was|compares|compared)\b.{0,60}"
    r"\b(?:england|national|comparators?|similar|neighbours|other (?:areas|authorities|councils))",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:because|due to(?! (?:be|begin|close|end|finish|go|happen|launch|move|open|report|return"
    r"|start|take)\b)|as (?:most|they|there)|as a (?:result|consequence) of|owing to|caused by"
    r"|attribut\w+ to|led to"
    r"|reflect(?:s|ed|ing)|the reasons?|down to|result(?:s|ed|ing)? (?:from|in)|means? that"
    r"|meant that|stems? from)\b",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"\b(?:to (?:address|tackle|improve|reduce|resolve|mitigate|remedy|strengthen|increase|ensure"
    r"|eradicate)|plans? (?:to|(?:is|are|were) (?:now )?in place)|planned to|action (?:plan|to|on)"
    r"|(?:tak\w+|took) (?:\w+ )?(?:actions?|steps)|in response|under ?way"
    r"|(?:is|are|now|was|were) (?:\w+ )?(?:taking|working|contacting|recruiting|developing"
    r"|reviewing|addressing|introducing|investing|seeking|aiming)"
    r"|(?:has|have|had) (?:\w+ )?(?:begun|started|introduced|commissioned|recruited|invested"
    r"|implemented|put in place|developed|established|taken|launched|set up|agreed|responded))\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"^(?:this|these|those|they|their|it|its|he|she|such|both|here|there|then|also|instead)\b"
    r"|^(?:as a (?:result|consequence)|in addition|for (?:example|instance)|however|therefore)\b"
    r"|^(?:\w+ ){0,4}(?:subsequently|consequently)\b"
    r"|^(?:in|for|at|by|of|on|with|from|despite|following|after|during|as|where|often,?|sometimes,?)"
    r" (?:this|these|those|such|they)\b(?! years?\b)"
    r"|^(?:for|of|among) those who (?:are|were|do|did|have|had|can),"
    rf"|{_NATIONAL}",
    re.IGNORECASE,
)
_SPELLS_OUT = re.compile(
    r"^(?:these|those|they|this|it) (?:\w+ )?includ\w+\b|^(?:these|those) (?:were|are)\b"
    r"|^of (?:these|those)\b",
    re.IGNORECASE,
)
_STANDS_FOR_ANOTHER = re.compile(
    r"^(?:for|of|among) those who (?:are|were|do|did|have|had|can),"
    r"|^(?:this|these|those|they|their|it|its|he|she|such|both)\b"
    rf"|^(?:in|for|at|by|on|with|from) (?:these|such)\b|^where (?:this|these)\b|{_NATIONAL}",
    re.IGNORECASE,
)


def with_what_it_points_to(best: Finding) -> list[Finding]:
    """The finding after the sentence before it, where it begins by pointing back to that.

    Empty where nothing stands before it and its first word stands for what was named there.
    """
    sentences = best.hit.passage.sentences
    if best.sentence.kind != "prose" or not _POINTS_BACK.search(best.sentence.text):
        return [best]
    place = sentences.index(best.sentence)
    before = sentences[place - 1] if place else None
    if before is None or before.paragraph != best.sentence.paragraph:
        return [] if _STANDS_FOR_ANOTHER.search(best.sentence.text) else [best]
    return [replace(best, sentence=before), best]


def with_what_spells_it_out(finding: Finding) -> list[Finding]:
    """The finding with the sentence after it, where that says what the things named in it are."""
    sentences = finding.hit.passage.sentences
    if finding.sentence not in sentences or finding.sentence.kind != "prose":
        return [finding]
    after = sentences[sentences.index(finding.sentence) + 1 :][:1]
    beside = (s for s in after if s.paragraph == finding.sentence.paragraph)
    return [finding, *(replace(finding, sentence=s) for s in beside if _SPELLS_OUT.search(s.text))]


def names_cause(text: str) -> bool:
    return _CAUSE.search(text) is not None


def names_action(text: str) -> bool:
    """Whether the text tells of something done or planned about what it speaks of."""
    return _ACTION.search(text) is not None


def with_cause(finding: Finding) -> list[Finding]:
    """A sentence that names no cause with the one beside it that does, the next or the one before:
    of 132 held-out questions why three more are answered so."""
    sentences = finding.hit.passage.sentences
    if finding.sentence not in sentences or names_cause(finding.sentence.text):
        return [finding]
    place = sentences.index(finding.sentence)
    for first in (place, max(place - 1, 0)):
        pair = sentences[first : first + 2]
        beside = pair[-1] if first == place else pair[0]
        if beside.paragraph == finding.sentence.paragraph and names_cause(beside.text):
            return [replace(finding, sentence=sentence) for sentence in pair]
    return [finding]


def comparison(finding: Finding) -> list[Finding]:
    """The national figure that the report prints right after the finding's own."""
    sentences = finding.hit.passage.sentences
    if finding.sentence not in sentences or not re.search(r"\d", finding.sentence.text):
        return []
    after = sentences[sentences.index(finding.sentence) + 1 :][:1]
    beside = (s for s in after if s.paragraph == finding.sentence.paragraph)
    return [replace(finding, sentence=s) for s in beside if _COMPARES.search(s.text)]


def is_compared(finding: Finding) -> bool:
    """Whether the sentence, or the one right after it, sets what it tells beside anything."""
    return tells_beside_others(finding.sentence.text) or bool(comparison(finding))
