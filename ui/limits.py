"""What a question itself says of where to search: chips, each taken off and put back alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import streamlit as st

from qa.answer import Narrowing, Scope
from qa.asking.question import Question, understand
from qa.choose import one_year
from qa.keeping.conversations import Exchange, turns
from qa.wording import scope_words
from ui import conversation, wording

_REMOVE = "The question, or one before it, says so. Press to ask without it."
_PUT_BACK = "Left aside now. Press to ask again as the question says."


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit in `words`, such as "since 2020". `field` is what it narrows; `name` is what
    `ignoring` calls it, a single council's own name or the field."""

    field: Narrowing
    name: str
    words: str


def draw(exchanges: Sequence[Exchange], number: int) -> None:
    """Draw the chips of the exchange at 0-based place `number`, in the question's order."""
    for limit in _shown(exchanges, number):
        _chip(limit, exchanges[number], number)


def draw_above_the_box(exchanges: Sequence[Exchange], waiting: Collection[int]) -> None:
    """The chips of the question asked last. While its answer is made none can be pressed."""
    number = len(exchanges) - 1
    if number < 0 or not (limits := _shown(exchanges, number)):
        return
    with st.container(key="limits", horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.html('<p class="says">The question says</p>', width="content")
        for limit in limits:
            _chip(limit, exchanges[number], number, waits=exchanges[number].id in waiting)


def _shown(exchanges: Sequence[Exchange], number: int) -> list[Limit]:
    """The limits in force and those left aside; all that is said where no answer tells yet."""
    exchange = exchanges[number]
    said = _limits(understand(exchange.question, turns(exchanges[:number])))
    if exchange.answer is None:
        return list(said)
    preferring: tuple[Narrowing, ...] = ("years",) if exchange.answer.years else ()
    in_force = exchange.answer.narrowed + preferring
    return [limit for limit in said if limit.field in in_force or _is_aside(limit, exchange)]


def _is_aside(limit: Limit, exchange: Exchange) -> bool:
    return limit.name in exchange.ignoring or limit.field in exchange.ignoring


def _limits(question: Question) -> Iterator[Limit]:
    """All that the question says, the councils of a group as one."""
    if question.group and question.authorities:
        yield Limit("authorities", "authorities", question.group)
    else:
        yield from (Limit("authorities", name, name) for name in question.authorities)
    said: dict[Narrowing, Scope] = {
        "publishers": Scope(publishers=question.publishers),
        "kinds": Scope(kinds=question.kinds),
        "since": Scope(since=question.since),
        "until": Scope(until=question.until),
    }
    for field, scope in said.items():
        if words := scope_words(scope):
            yield Limit(field, field, words)
    if year := one_year(question):
        yield Limit("years", "years", str(year))


def _chip(limit: Limit, exchange: Exchange, number: int, waits: bool = False) -> None:
    """One button in one place, whether the limit is in force or left aside. What pressing it
    does is the first word of its name; above the box only a screen reader says it."""
    aside = _is_aside(limit, exchange)
    others = tuple(name for name in exchange.ignoring if name not in (limit.name, limit.field))
    st.button(
        f":gray[{'Put back' if aside else 'Remove'}] {wording.label(limit.words)}",
        key=f"limit-{exchange.id}-{limit.name}",
        type="tertiary" if aside else "secondary",
        icon=":material/undo:" if aside else ":material/close:",
        icon_position="right",
        help=_PUT_BACK if aside else _REMOVE,
        disabled=waits,
        on_click=conversation.put_again,
        args=(number, others if aside else (*exchange.ignoring, limit.name)),
    )
