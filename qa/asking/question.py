"""Understanding a question: councils, groups, years and publishers named, the kind of fact asked
for, follow-ups."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.authorities import Mention, find_authorities
from qa.answer import Turn
from qa.asking.change import without_then
from qa.asking.follow_up import Completed, completed
from qa.asking.groups import Group, find_group
from qa.asking.kinds import Kind, asked_kind
from qa.asking.matters import clauses
from qa.asking.periods import (
    Period,
    asks_since,
    period,
    points_before,
    without_period,
)
from qa.asking.services import Service, service
from qa.asking.source import asks_source
from qa.asking.sources import kinds, publishers, set_against, without_set_against
from qa.asking.terms import spelt_out

# "And for equipment?" asks of another thing what was asked of the first.
_OF_ANOTHER = re.compile(r"^(?:and |but )?(?:for|of|with|by|at|on)\b", re.IGNORECASE)
_OF_THEM = re.compile(r"\bany of them\b", re.IGNORECASE)
_GREETING = re.compile(  # before a question
    r"^(?:hi|hello|hey|good (?:morning|afternoon|evening))(?: there| all)?[,!. ]+(?=\w+ \w+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    `text` is what was typed, or what that asks again; `asked` is the question completed from the
    history, for people; `completed` is the same in the asker's words alone, and `search_text`,
    what is searched for and read with, has the field's terms spelt out, too. A follow-up on a
    matter of its own is completed with council and time alone, and `leaning` has the question
    before it too, for it may lean on that all the same; else it is "". `hop` is a follow-up that
    may have a matter of its own where nothing new is found with the question before ("and
    caseloads?"), else "". `before` is the answer that a follow-up stands after, `told` all answers
    before it, else ""; `afresh` whether nothing of these is to be told again.
    `authorities` are canonical names in order of mention. `group` says what they have in common
    where a group was named ("London boroughs", "every council"), else "". `publishers` and
    `kinds` (of report, as in `Scope`) are those named, `against` the publishers that are set
    against each other, if any ("between the peer review and CQC").
    `years` are the four-digit years named; `since` is the year of "since 2020" and `until` that
    of "before 2020" (inclusive: 2019), else None. `latest` is whether the newest report was
    asked for in words ("latest", "last time", "currently"); `change` whether two times are to
    be compared ("got any better since", "2015 and again in 2017"). `step` is 1 where the report
    after the one of `years` is meant ("the inspection after that"), -1 the one before it, else 0.
    `subject` is the earlier question that a follow-up leans on, with the follow-up's council and
    year in it, else ""; it is `sourced` where the follow-up asks only which report told that, or
    whether it is the newest. `service` is the one that its words are of, "" where they do not say.
    """

    text: str
    asked: str
    completed: str
    search_text: str
    authorities: tuple[str, ...]
    years: tuple[int, ...]
    since: int | None
    kind: Kind
    until: int | None = None
    group: str = ""
    publishers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    latest: bool = False
    change: bool = False
    step: int = 0
    subject: str = ""
    service: Service = ""
    sourced: bool = False
    leaning: str = ""
    hop: str = ""
    before: str = ""
    told: str = ""
    afresh: bool = False

    @property
    def readings(self) -> tuple[str, ...]:
        """What it may mean: one or two texts to search for."""
        return (self.search_text, self.leaning) if self.leaning else (self.search_text,)


def without_greeting(text: str) -> str:
    """The question after a greeting; a greeting alone stays."""
    return _GREETING.sub("", text)


def understand(text: str, history: Sequence[Turn] = (), today: date | None = None) -> Question:
    """Read the question, completing a follow-up from the history (oldest turn first).

    A follow-up keeps the subject, the councils and the years of the question before it, unless
    it names its own; no language model is asked. `today` is what "the last three years" are
    counted from, the day of the call where None.
    """
    text = " ".join(text.split())
    full = completed(text, history)
    text = full.added or text
    names, group = _councils(full, history)
    times = _period(full, history, today or date.today())
    matter = full.own or full.whole
    if times.change or times.since:  # its report tells when a sentence was so, not its words
        matter = without_then(matter)
    against = set_against(full.whole)
    matter = without_set_against(matter) if against else matter
    return Question(
        text=text,
        asked=_for_people(full),
        completed=full.own or full.whole,
        search_text=spelt_out(matter),
        authorities=names,
        years=times.years,
        since=times.since,
        kind=_kind(full),
        until=times.until,
        group=group,
        publishers=() if against else publishers(full.added) or publishers(full.subject),
        kinds=() if against else kinds(full.whole),
        against=against,
        latest=times.latest,
        change=times.change,
        step=times.step,
        subject=full.subject,
        service=service(full.own) or service(full.whole),
        sourced=bool(full.subject) and asks_source(full.added),
        leaning=spelt_out(full.whole) if full.own else "",
        hop="" if full.own else full.hop,
        before=history[-1].answer if full.subject else "",
        told="\n".join(turn.answer for turn in history) if full.subject else "",
    )


def hopped(question: Question) -> Question:
    """The question by itself, where it was read with the one before it."""
    return replace(
        question,
        completed=question.hop,
        search_text=spelt_out(question.hop),
        kind=question.kind if _OF_ANOTHER.search(question.hop) else asked_kind(question.hop),
        service=service(question.hop),
        subject="",
        hop="",
        before="",
        told="",
    )


def without(question: Question, ignoring: Collection[str]) -> Question:
    """The question as if it did not say what `ignoring` names: fields of it, or councils by name.

    Where no council is left it speaks of no group either; the year of "since 2020" goes with it.
    """
    names = [name for name in question.authorities if name not in ignoring]
    left = () if "authorities" in ignoring else tuple(names)
    timeless = any(name in ignoring for name in ("years", "since", "until"))
    said = without_period if timeless else str  # a year taken off is not read either
    return replace(
        question,
        completed=said(question.completed),
        search_text=said(question.search_text),
        leaning=said(question.leaning),
        years=() if timeless else question.years,
        authorities=left,
        group=question.group if left or not question.authorities else "",
        publishers=() if "publishers" in ignoring else question.publishers,
        kinds=() if "kinds" in ignoring else question.kinds,
        since=None if "since" in ignoring else question.since,
        until=None if "until" in ignoring else question.until,
    )


def _for_people(full: Completed) -> str:
    if full.own:
        return full.placed
    if full.subject and full.added:
        return f"{full.added.rstrip('?')} (following “{full.subject}”)"
    return full.subject or full.added


def _councils(full: Completed, history: Sequence[Turn]) -> tuple[tuple[str, ...], str]:
    """The councils meant and what they have in common; those of the conversation for none."""
    earlier = [turn.question for turn in reversed(history)]
    for text in (full.added, full.subject, *earlier):
        named = find_authorities(text)
        group = find_group(text, named)
        if _OF_THEM.search(text) and history:  # of whom or what was asked about before
            group = None
        if named or group:
            return _together(named, group)
    told = [turn.councils for turn in reversed(history) if len(turn.councils) == 1]
    return (told[0] if told and full.subject else ()), ""


def _together(named: Sequence[Mention], group: Group | None) -> tuple[tuple[str, ...], str]:
    names = tuple(mention.name for mention in named)
    return tuple(
        dict.fromkeys(names + (group.names if group else ()))
    ), group.words if group else ""


def _period(full: Completed, history: Sequence[Turn], today: date) -> Period:
    """The time meant: the follow-up's own, else that of its subject or of the answer to it."""
    if not full.subject:
        return period(full.added, today)
    kept = period(full.subject, today)
    own = Period() if asks_source(full.added) else period(full.added, today)
    step = -1 if points_before(full.added) and not own.change else own.step
    if step and not own.years:  # from the one asked about, or else the one told of
        years = kept.years or period(_labels(history[-1].answer), today).years
        return Period(years[-1:], step=step)
    if own.latest or own.years or own.since or own.change:
        return own
    if asks_since(full.added) and not asks_source(full.added):
        return Period(since=max(kept.years) + 1) if kept.years else Period(latest=True)
    return kept


def _labels(answer: str) -> str:
    """What stands before the colons of an answer: whose and when what follows is."""
    return "\n".join(line.partition(":")[0] for line in answer.split("\n") if ":" in line)


def _kind(full: Completed) -> Kind:
    """Of "how many left and why" neither kind: a sentence may tell the one or the other. Nor does
    a bare "and when?" decide what is asked before it."""
    each = clauses(full.added)
    bare = len(each) > 1 and any(len(clause.split()) == 1 for clause in each)
    kinds = {asked_kind(clause) for clause in each} - (set() if bare else {"other"})
    kind: Kind = kinds.pop() if len(kinds) == 1 else "other"
    return asked_kind(full.subject) if kind == "other" and not full.own else kind
