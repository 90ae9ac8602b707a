"""A question with its scope as the query of a web address, and back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode

from corpus.authorities import find_authorities
from qa.answer import EVERYTHING, Narrowing, Scope


@dataclass(frozen=True, slots=True)
class Linked:
    """What a link asks: `question`, in one conversation after the questions `after`, which it
    follows up. `unread` are the parts ("since=soon") that mean nothing here."""

    question: str
    scope: Scope = EVERYTHING
    ignoring: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def query(
    question: str,
    scope: Scope = EVERYTHING,
    ignoring: Collection[str] = (),
    after: Sequence[str] = (),
) -> str:
    """'q=...&authority=Leeds&since=2020': what `read` reads; without the question mark."""
    pairs = [*(("after", earlier) for earlier in after), ("q", question)]
    pairs += [("authority", name) for name in scope.authorities]
    pairs += [("publisher", name) for name in scope.publishers]
    pairs += [("kind", name) for name in scope.kinds]
    pairs += [
        (name, str(year)) for name, year in (("since", scope.since), ("until", scope.until)) if year
    ]
    pairs += [("latest", "1")] if scope.latest else []
    return urlencode(pairs + [("ignoring", name) for name in ignoring])


def read(parameters: Mapping[str, Sequence[str]]) -> Linked | None:
    """The question of a link, None where it has none. Councils may be named as people type
    them; a council that nobody knows stays as it is named, and the answer will say so."""
    question = " ".join(parameters.get("q", ())).strip()
    if not question:
        return None
    years = {name: parameters.get(name, ()) for name in ("since", "until")}
    unread = [
        f"{name}={text}" for name, texts in years.items() for text in texts if not _year(text)
    ]
    since, until = ([_year(text) for text in texts if _year(text)] for texts in years.values())
    scope = Scope(
        authorities=tuple(_council(name) for name in parameters.get("authority", ())),
        publishers=tuple(parameters.get("publisher", ())),
        since=since[0] if since else None,
        until=until[0] if until else None,
        kinds=tuple(parameters.get("kind", ())),
        latest="1" in parameters.get("latest", ()),
    )
    ignoring = tuple(
        name for name in map(_council, parameters.get("ignoring", ())) if _ignorable(name)
    )
    after = tuple(parameters.get("after", ()))
    return Linked(question, scope, ignoring, after, tuple(unread))


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None


def _ignorable(name: str) -> bool:
    """Whether a question may say it, and so leave it aside."""
    return name in get_args(Narrowing) or bool(find_authorities(name))


def _council(name: str) -> str:
    found = find_authorities(name)
    return found[0].name if len(found) == 1 else name
