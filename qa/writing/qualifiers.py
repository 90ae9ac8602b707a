"""Whether what softens, limits or puts off a finding is still there when it is told again.

"Some carers wait", "may drift", "not always", "plan to open", "out of hours": without the word the
sentence says more than the report, or says as done what is only meant to be.
"""

from __future__ import annotations

import re

from indexer.words import words

# By class, as any word of a class may stand for another.
_SOFTENS = (
    r"some|several|certain|a few|few|minority|a (?:\w+ )?number of|part(?:ly|ial|ially)?",
    r"most|mostly|mainly|largely|majority|many|nearly|almost|predominantly",
    r"often|sometimes|at times|in some cases|occasional(?:ly)?|usual(?:ly)?|typical(?:ly)?"
    r"|general(?:ly)?|tends?|tended|frequent(?:ly)?",
    r"yet|still|too (?:early|soon)|to date|so far",
    r"previous(?:ly)?|former(?:ly)?|initial(?:ly)?|at first|used to|historical(?:ly)?",
    r"(?:about|around|approximately|roughly|nearly|almost|some)(?= \S?\d)|estimated",
    r"(?:at least|more than|over|above|exceed(?:s|ed|ing)?)(?= (?:\w+ )?\S?\d)|or more",
    r"(?:at most|up to|less than|fewer than|under|below)(?= \S?\d)|or (?:less|fewer|under)",
)
_LIMITS = (
    r"out of|outside|beyond",
    r"except(?:ing)?|excluding|other than|apart from|unless|until|if|instead of|rather than",
    r"only(?! \S?\d)|solely|exclusively",
)
_MEANT = (
    r"plan(?:s|ned|ning)? (?:to|for)|planned|aim(?:s|ed|ing)?|intend(?:s|ed|ing)?|intentions?"
    r"|ambitions?|propos(?:e[sd]?|ing|als?)|hop(?:e[sd]?|ing)|expect(?:s|ed|ing)?|want(?:s|ed)?"
    r"|priorit(?:y|ies|ise[sd]?)|seek(?:s|ing)? to|commit(?:s|ted|ment) to|in order to|targets?",
)
# These may not be added either: what is so is not told as what should be.
_MODAL = (
    r"(?-i:may)|might|could|can|likel(?:y|ihood)|potential(?:ly)?|possib(?:le|ly|ility)"
    r"|appears?|appeared|seems?|seemed|suggests?|suggested",
    r"should|must|ought|(?:needs?|needed|has|have|had) to|recommend(?:s|ed|ations?)?|required to",
    r"will|would|going to|(?:is|are|was|were) to|due to (?=\w+ (?:in|by|on|at)\b)",
)


def _classes(*classes: str) -> list[re.Pattern[str]]:
    return [re.compile(rf"\b(?:{them})\b", re.IGNORECASE) for them in classes]


_KEPT = _classes(*_SOFTENS, *_LIMITS, *_MEANT, *_MODAL)
_NOT_ADDED = _classes(*_MODAL)
_DENIES = re.compile(r"\b(?:not|no|never|none|without)\b|n't\b", re.IGNORECASE)
_CAUSE = re.compile(r"\b(?:because|due to|owing to|as a result)\b", re.IGNORECASE)
# What a denial leaves room for: "not always" is not "not" and not "never".
_ROOM = re.compile(
    r"\b(?:all|every|each|always|everyone|consistent(?:ly)?|full(?:y)?|entire(?:ly)?|complete(?:ly)?"
    r"|sufficient(?:ly)?|enough|routine(?:ly)?|regular(?:ly)?|necessarily|absolutely|universal(?:ly)?"
    r"|well|very|yet)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|been|being) (?:(?:now|also|\w+ly) )*(\w+ed)\b",
    re.IGNORECASE,
)


def keeps_qualifiers(text: str, told: str) -> bool:
    """Whether the sentence has, for each qualifier in what it uses of the report, one of the same
    class, and adds no "should"; leaves a denial its room and its cause; tells as done what is done.
    """
    kept = [*_KEPT, _ROOM, _CAUSE] if _DENIES.search(told) else _KEPT
    return all(them.search(text) for them in kept if them.search(told)) and _as_done(text, told)


def adds_modal(part: str, told: str) -> bool:
    """Whether a part of a sentence says "should", "may" or "will" where the report does not."""
    return any(them.search(part) and not them.search(told) for them in _NOT_ADDED)


def _as_done(text: str, told: str) -> bool:
    """Whether no "is achieved" stands for an "achieving" or a "to achieve"."""
    done = {stem for stems in words(_DONE.findall(text)) for stem in stems}
    forms = re.findall(r"\b(to )?(\w+)", told)
    stems = ["".join(stemmed) for stemmed in words([form for _, form in forms])]
    found: dict[str, bool] = {}
    for (to, form), stem in zip(forms, stems, strict=True):
        found[stem] = found.get(stem, False) or not (to or form.endswith("ing"))
    return all(found.get(stem, True) for stem in done)
