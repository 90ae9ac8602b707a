"""Follow-ups: a question that leans on the conversation is completed from it, without a model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.authorities import find_authorities
from indexer.words import words
from qa.answer import Turn
from qa.asking.groups import find_group
from qa.asking.kinds import MONTH, asked_kind
from qa.asking.periods import without_period
from qa.asking.slots import merged, own_words, placed, without_slots
from qa.asking.source import asks_source
from qa.grading.areas import in_words, take_areas
from qa.grading.words import PLAIN_WORDS

_OPENS = re.compile(
    r"^(?:and|but|so|also|ok|or|then|what about|how about|what else|any others?|who else|same)\b"
    r"|^(?:why|how come)\s*(?:[,?]|$)",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:that|this|it|its|they|them|their|those|these|he|she|his|her|there|then|ones?|same)\b",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(
    r"(?<!after )(?<!before )\b(?:that|this|it|its|they|them|their|he|she|his|her|there)\b", re.I
)
# What a follow-up cannot be read without the question before it; "they" may be the council.
_LEANS = re.compile(
    r"\b(?:that|this|those|these|it|its|he|she|his|her|him|them|ones?|same|such|else|others?)\b",
    re.IGNORECASE,
)
_THEY = re.compile(r"\b(?:they|their)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?!(?:and |but |so )?(?:(?:what|how) about|for|in|to|with)\b).*"
    r"\b(?:who|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|had|can"
    r"|could|will|would)\b",
    re.IGNORECASE,
)
_AND_ASKS = re.compile(r"\W+and (?=(?:when|who|where|why|how|what)\b)", re.IGNORECASE)
_MATTER = 1  # words that tell: with a verb, so many make a matter of a follow-up's own
# With a group of councils and a verb, few words stand alone: "Which councils are inadequate?"
_HAS_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|get|got|gets|do|does|did)\b", re.I)
_SHORT = 4  # words: a question this short rarely stands alone in a conversation
_OWN = 5  # words of its own: with a council named, or without a verb, so many stand alone
_BRIEF = 12  # words: an answer this short may stand where "it" does
_NAMED = re.compile(r"\b[A-Z][\w’'-]+(?:\s+(?:(?:of|and|for|the)\s+)?[A-Z][\w’'-]+)+")
# "What did the report before that say?" names another time and, beside what asks, no other matter.
_ANOTHER_TIME = re.compile(
    r"\b(?:before|previous(?:ly)?|prior|earlier|preceding|last|next|later|after(?:wards)?|past|used)\b",
    re.IGNORECASE,
)
_ASKS_OF_IT = re.compile(
    r"\b(?:time|then|be|sa(?:y|ys|id)|f(?:i|ou)nd|th(?:ink|ought)|tell|told|better|worse|different"
    r"|they|that|this|it|things?|like|inspectors?|ofsted|cqc|visit|assessment|ones?|come|came)\b",
    re.IGNORECASE,
)
# What takes back a part of the question before it: "no, I meant 2019".
_CORRECTS = re.compile(
    r"^(?:(?:no|nope|sorry|oops|actually|wait|hang on)[\s,.!–-]+){0,3}"
    r"(?:I (?:mean|meant|was asking(?: about)?)|make that)\b[\s,:]*"
    r"|^(?:no|nope|sorry|oops)\s*[,.!–-]\s*(?:sorry[\s,]+)?",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True, slots=True)
class Completed:
    """A question and what it leans on.

    `subject` is the earlier question with the council and the year that the follow-up names put
    in place of its own, "" where the question stands alone. `added` are the words that the
    follow-up adds to it, "" where it named nothing but another council or year. `stands_for` is
    what "it" means, from the answer before, where that can be told. `matter` is all that is to
    be searched for where the follow-up adds nothing to it: "what did they say before?". `again` is
    whether it asks what was asked last, of another council or time.
    `own` is the follow-up where it can be read by itself, but for council and time: "and are
    caseloads too high there?"; `hop` where it only might, as it names a matter and does not
    point back: "and caseloads?". Else they are "".
    """

    subject: str
    added: str
    stands_for: str = ""
    matter: str = ""
    again: bool = False

    @property
    def own(self) -> str:
        enough = _MATTER if _ASKS.search(self.added) else _OWN
        enough += _THEY.search(self.added) is not None
        return self.added if self.hop and (self.again or self._telling >= enough) else ""

    @property
    def placed(self) -> str:
        """`own` with the councils and times of the question before it, "" where that is ""."""
        return placed(self.own, self.subject) if self.own else ""

    @property
    def hop(self) -> str:
        leans = self.matter or not self.subject or _LEANS.search(self.added)
        return self.added if self._telling and not leans else ""

    @property
    def _telling(self) -> int:
        """How many words tell what the follow-up is about, councils and times apart."""
        bare = re.sub(r"\bhow \w+", " ", without_slots(self.added).lower())
        told = [word for word in re.findall(r"[^\W\d_]{2,}", bare) if word not in PLAIN_WORDS]
        return len(set(words([" ".join(told)])[0]))

    @property
    def whole(self) -> str:
        """What is to be searched for: the subject's matter, then what the follow-up adds.

        Of a subject that asks for a grade, only the area graded is its matter.
        """
        if self.matter:
            return self.matter
        if self.added and (area := _area_graded(self.subject)) is not None:
            return f"{area} {self.added}".strip()
        return " ".join(part for part in (self.subject, self.stands_for, self.added) if part)


def completed(text: str, history: Sequence[Turn]) -> Completed:
    """The question with what it takes from the history (oldest turn first).

    A correction ("no, I meant 2019") asks again what was asked last, as does a follow-up that
    names nothing but another council or year.
    """
    subject = last = ""
    for turn in history:
        asked = _CORRECTS.sub("", " ".join(turn.question.split())) or turn.question
        if not (subject and asks_source(asked)):
            subject, last = _then(subject, last, asked)
    text = _CORRECTS.sub("", text) or text
    if not subject or not leans_back(text):
        return Completed("", text)
    if asks_source(text):
        return Completed(subject, text, matter=Completed(subject, last).whole)
    before = Completed(subject, last).whole
    subject, own = merged(subject, text)
    if _of_another_time(own):
        return Completed(subject, own, matter=without_period(before))
    if not own:
        return Completed(subject, _again(last), again=True)
    points = _STANDS_FOR.search(own)
    stands_for = _thing_named(history[-1].answer) if points else ""
    between = last if last not in (subject, own) else ""
    return Completed(subject, own, " ".join(part for part in (between, stands_for) if part))


def _then(subject: str, last: str, asked: str) -> tuple[str, str]:
    """What the next question may lean on: the subject, and what was last asked of it."""
    if not (subject and leans_back(asked)):
        return asked, ""
    subject, own = merged(subject, asked)
    if _of_another_time(own):  # "what did they say before?" asks for nothing of its own
        return subject, last
    own = own or _again(last)
    apart = Completed(subject, own).placed
    return (apart, "") if apart else (subject, own)


def _again(last: str) -> str:
    """What was asked last, where it names no council or time: those have changed."""
    return last if without_slots(last) == last else ""


def _of_another_time(text: str) -> bool:
    named = _ANOTHER_TIME.search(text) is not None
    return named and not own_words(_ASKS_OF_IT.sub(" ", _ANOTHER_TIME.sub(" ", text)))


def leans_back(text: str) -> bool:
    """Whether the text needs an earlier question to be understood."""
    named = find_authorities(text)
    points = _POINTS_BACK.search(text) is not None
    own = len(own_words(text))
    if named:
        first = _AND_ASKS.split(text)[0]  # "who led it in Leeds and when was it" stands alone
        points = points and not (find_authorities(first) and not _POINTS_BACK.search(first))
        return own < _OWN and (points or own == 0 or _OPENS.search(text) is not None)
    if _OPENS.search(text) or points:
        return True
    of_group = find_group(text, named) is not None and _HAS_VERB.search(text) is not None
    return len(text.split()) <= _SHORT and not of_group


def _area_graded(subject: str) -> str | None:
    """The area in a question for a grade, "" for none, None where it asks for something else."""
    bare = without_slots(subject)
    areas, rest = take_areas(re.sub(rf"\b(?:{MONTH})\b", " ", bare))
    told = re.findall(r"[^\W\d_]{2,}", rest.lower())
    of_other = asked_kind(subject) in ("who", "date")  # "who inspected Leeds"
    if not subject or of_other or any(word not in PLAIN_WORDS for word in told):
        return None
    return " and ".join(in_words(area) for area in areas if area != "overall")


def _thing_named(answer: str) -> str:
    """A brief answer, or the names that a longer one opens with."""
    answer = " ".join(_MARK.sub("", answer).split())
    if len(answer.split()) <= _BRIEF:
        return answer
    councils = {mention.name for mention in find_authorities(answer)}
    names = dict.fromkeys(_NAMED.findall(answer.split(". ")[0]))
    return " ".join(name for name in names if name not in councils)
