"""Groups of councils as people name them: "London boroughs", "the north west", "every council"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.authorities import Mention, authorities

EVERY = "every council"
_COUNCILS = r"(?:councils|boroughs|(?:local )?authorities|LAs)"
_COUNCIL = r"(?:council|borough|(?:local )?authority|LA)"
# London has words of its own; "children placed in Wales" names no group of councils.
_NAMES = {a.region for a in authorities()} - {"London", "Wales", "Scotland"}
_REGIONS = "|".join(r"[\s-]?".join(name.split()) for name in sorted(_NAMES))
_LONDON = (
    rf"\bLondon(?:['’]s)? {_COUNCILS}\b|\b{_COUNCILS} (?:in|of|across) London\b"
    rf"|\b(?:every|each|any|which) London {_COUNCIL}\b"
    rf"|\b(?:any|which|best|worst)(?: [\w-]+)? {_COUNCIL} (?:in|of|across) London\b"
)
_TYPES = {
    "London borough": ("London boroughs", _LONDON),
    "metropolitan": (
        "metropolitan councils",
        rf"\bmet(?:ropolitan)? (?:borough |district )?(?:{_COUNCILS}|districts)\b|\bthe mets\b",
    ),
    "county": ("county councils", rf"\b(?:shire )?count(?:ies\b|y {_COUNCILS}\b)"),
    "unitary": ("unitary councils", rf"\bunitar(?:ies|y {_COUNCILS})\b"),
}
# "Yorkshire" is short for its region; "north west London" and "north west of the city" are none.
_REGION = re.compile(
    r"\b(?P<before>in|across|for|of|from|throughout)?\s*(?:the )?"
    rf"\b(?P<region>{_REGIONS}|Yorkshire)\b(?!\s+(?:London|of)\b)(?P<councils>\s+{_COUNCILS}\b)?",
    re.IGNORECASE,
)
_EVERY = re.compile(
    rf"\b(?:every|each|all|which|what|how many|list)\b(?: \w+)?(?: \w+)? {_COUNCILS}\b"
    rf"|\b(?:every|each|which|any|no) (?:one )?{_COUNCIL}\b|^{_COUNCILS}\b"
    rf"|\b{_COUNCILS} (?:that|which|rated|judged|graded|with)\b"
    rf"|\b(?:best|worst|top|strongest|weakest)(?: [\w-]+)? (?:{_COUNCILS}|{_COUNCIL})\b"
    r"|^who\b(?=(?:['’]s| has| have)? (?:dropped|fell|fallen|slipped|improved|risen|rose|gone|went"
    r"|moved|got|gotten) (?:straight |all the way )?(?:up|down|better|worse|backwards|from)\b)"
    r"|^who(?: \w+)? (?:the )?(?:best|worst|highest|lowest)(?: \w+)? (?:rat|grad|scor|judg)\w+"
    rf"|^(?:has|have|did|is|was|were|are) any(?:one|body|where|\s+of them)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Councils named together: `words` say what they have in common, `names` are canonical.

    "every council" has no names: it leaves every council in.
    """

    words: str
    names: tuple[str, ...] = ()


def find_group(text: str, named: list[Mention]) -> Group | None:
    """The group of councils that `text` names, None for none.

    `named` are the councils that it names one by one: their own words name no region ("North
    East Lincolnshire"), and beside them a bare region or "which councils" is no group.
    """
    for mention in reversed(named):
        text = f"{text[: mention.start]}…{text[mention.end :]}"
    for type_, (words, form) in _TYPES.items():
        if re.search(form, text, re.IGNORECASE):
            return Group(words, tuple(a.name for a in authorities() if a.type == type_))
    region = _REGION.search(text)
    if region and (region["councils"] or (region["before"] and not named)):
        return _of_region(region["region"])
    return Group(EVERY) if not named and _EVERY.search(text) else None


def _of_region(words: str) -> Group:
    key = re.sub(r"[\s-]", "", words.lower())
    name = next(name for name in _NAMES if name.replace(" ", "").lower().startswith(key))
    article = "" if name.startswith("York") else "the "
    members = tuple(a.name for a in authorities() if a.region == name and a.type != "former")
    return Group(f"councils in {article}{name}", members)


def without_group(text: str) -> str:
    """The text without the words that name a group, as far as a list of councils goes."""
    for _, form in _TYPES.values():
        text = re.sub(form, " ", text, flags=re.IGNORECASE)
    return _EVERY.sub(" councils ", _REGION.sub(" ", text))
