"""A report's grades and scores as data, from its tables, its headings and its score lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.blocks import Block
from corpus.model import Judgement

GRADE = (
    r"(outstanding|good|requires?\s+improvement(?:\s+to\s+be\s+good)?"
    r"|satisfactory|inadequate|adequate)"
)
_ROW = re.compile(
    rf"(?:\d[\d.]*\s+)?(?P<area>[^;]+?)\s*[:.–-]?\s+(?:{GRADE}|(not judged))\W*", re.I | re.S
)
_STATEMENT = re.compile(
    r"(?P<area>.+?)(?:\s*:|\s+(?:is|are)(?:\s+that\s+.+?)?(?:\s*:|\s+(?:is|are)(?:\s*:)?)?)?"
    rf"\s+{GRADE}(?:\s+because)?\W*",
    re.I | re.S,
)
_NUMBERED_GRADE = re.compile(rf"grade\s+\d\s*[:(–-]?\s*{GRADE}\W*", re.I)
_ONLY_GRADE = re.compile(rf"{GRADE}\W*", re.I)
_SCORE = re.compile(r"score\W*([1-4])(?:\s*(?:out of|/)\s*4)?\W*", re.I)
_SCORE_ROW = re.compile(r"(?P<area>[^;:]+):\s+(?P<named>score\W*)?(?P<score>[1-4])\W*", re.I)
_RATING = re.compile(r"\brating\b", re.I)
_LONGEST = 200  # characters of a line that states a grade; longer ones are prose

# The normal form of an area, the same across frameworks and years; the first that fits counts.
_CHILDREN = {
    "lscb": r"safeguarding children(?:.s)? board|\b[A-Z]*SCB\b",
    "adoption": r"\badoption\b",
    "in_care_and_care_leavers": r"children (?:in care|looked after) and care leavers",
    "care_leavers": r"\bcare leavers\b",
    "help_protection": r"need(?:ing)? (?:of )?help and protection",
    "in_care": r"children (?:in care|looked after)",
    "leadership": r"^(?:the )?(?:impact of leaders|leadership)\b",
    "overall": r"\boverall (?:effectiveness|judge?ment|rating|grade)|^children.s services\b"
    r"|^th(?:e|is) local authority$",
}
_QUALITY_STATEMENTS = {
    "assessing_needs": r"^assessing needs",
    "healthier_lives": r"^supporting people to (?:lead|live) healthier lives",
    "equity": r"^equity in experiences? and outcomes",
    "care_provision": r"^care provision, integration and continuity",
    "partnerships": r"^partnerships? and communit(?:ies|y)",
    "safe_systems": r"^safe (?:pathways|systems)\b",
    "safeguarding": r"^safeguarding$",
    "governance": r"^governance, management and sustainability",
    "learning": r"^learning, improvement and innovation",
}


_KEYS = [*_CHILDREN.items(), *_QUALITY_STATEMENTS.items()]


@dataclass(frozen=True, slots=True)
class _Found:
    """A judgement, the number of its block, and how much that counts: 0 a table, 1 a heading,
    2 a line of its own."""

    judgement: Judgement
    at: int
    trust: int


def judgements(blocks: Sequence[Block]) -> tuple[Judgement, ...]:
    """The grades and scores that a report prints, one for each area, in reading order.

    Read from rows ("Overall effectiveness: Good"), from headings that state a grade ("...care
    leavers: good", "The graded judgement for adoption is that it is good"), from numbered grades
    under a heading ("Grade 4 (inadequate)") and from score lines ("Score: 2"). Where an area is
    printed more than once its table counts, then its heading. Prose is never read, and no grade
    is inferred: a report that prints no overall grade has none.
    """
    best: dict[str, _Found] = {}
    for one in (*_from_rows(blocks), *_from_headings(blocks), *_from_lines(blocks)):
        name = one.judgement.key or _plain(one.judgement.area)
        if name not in best or one.trust < best[name].trust:
            best[name] = one
    return tuple(one.judgement for one in sorted(best.values(), key=lambda one: one.at))


def area_key(area: str) -> str:
    """The normal form of a printed area ("leadership", "in_care", ...), "" where it has none."""
    text = _plain(area)
    return next((key for key, form in _KEYS if re.search(form, text, re.I)), "")


def _plain(area: str) -> str:
    text = re.sub(r"^\s*\d[\d.]*\s+", "", " ".join(area.split())).strip(" :.")
    return re.sub(r"[’‘]", "'", text)


def _judgement(area: str, block: Block, grade: str = "", score: int | None = None) -> Judgement:
    grade = " ".join(grade.lower().split())
    if grade.startswith("require"):
        grade = "requires improvement"  # printed "to be good" or not, it is the same grade
    name = re.sub(r"^\s*\d[\d.]*\s+", "", area).strip(" :")
    return Judgement(name, grade, score, block.page, block.text.strip(), area_key(area))


def _from_rows(blocks: Sequence[Block]) -> Iterable[_Found]:
    """Rows of a grade or score, in a table that names at least one known area."""
    heading = ""
    tables: list[list[_Found]] = [[]]
    before: Block | None = None
    for at, block in enumerate(blocks):
        if block.kind == "heading":
            heading = block.text
        elif block.kind == "row":
            if before is None or before.kind != "row" or before.group != block.group:
                tables.append([])
            if one := _row(block, heading):
                tables[-1].append(_Found(one, at, 0))
        before = block
    for table in tables:
        if any(one.judgement.key for one in table):
            yield from table


def _row(block: Block, heading: str) -> Judgement | None:
    text = " ".join(block.text.split())
    if len(text) > _LONGEST:
        return None
    score = _SCORE_ROW.fullmatch(text)
    if score and (score["named"] or area_key(score["area"]) in _QUALITY_STATEMENTS):
        return _judgement(score["area"], block, score=int(score["score"]))
    if row := _ROW.fullmatch(text):
        if not area_key(row["area"]) and _RATING.search(heading):
            return _overall_rating(_judgement(heading, block, row[2] or row[3]))
        return _judgement(row["area"], block, row[2] or row[3])
    return None


def _overall_rating(one: Judgement) -> Judgement:
    """A row under a heading that speaks of the rating is the overall one."""
    if one.key or not _RATING.search(one.area):
        return one
    return Judgement(one.area, one.grade, one.score, one.page, one.quote, "overall")


def _from_headings(blocks: Sequence[Block]) -> Iterable[_Found]:
    """Headings that state the grade of a known area, or the grade of the heading above them."""
    path: list[Block] = []
    for at, block in enumerate(blocks):
        if block.kind != "heading":
            continue
        text = " ".join(block.text.split())
        if path and (grade := _NUMBERED_GRADE.fullmatch(text)):
            yield _Found(_judgement(path[-1].text, block, grade[1]), at, 1)
            continue
        path = [*(above for above in path if above.level < block.level), block]
        statement = _STATEMENT.fullmatch(text) if len(text) <= _LONGEST else None
        if statement and area_key(statement["area"]):
            yield _Found(_judgement(statement["area"], block, statement[2]), at, 1)


def _from_lines(blocks: Sequence[Block]) -> Iterable[_Found]:
    """Lines that hold only a score, or only a grade under a heading that speaks of a rating, or
    an area and its grade as a numbered line; the area is the nearest heading of a known one."""
    path: list[Block] = []
    for at, block in enumerate(blocks):
        if block.kind == "heading":
            path = [*(above for above in path if above.level < block.level), block]
            continue
        text = " ".join(block.text.split())
        if block.kind == "row" or len(text) > _LONGEST:
            continue
        known = [above.text for above in reversed(path) if area_key(above.text)]
        if (score := _SCORE.fullmatch(text)) and known:
            yield _Found(_judgement(known[0], block, score=int(score[1])), at, 2)
        elif grade := _ONLY_GRADE.fullmatch(text):
            if path and _RATING.search(path[-1].text):
                yield _Found(_overall_rating(_judgement(path[-1].text, block, grade[1])), at, 2)
        elif (
            (block.label or text[:1].isdigit())
            and not text.endswith(".")
            and (row := _ROW.fullmatch(text))
            and area_key(row["area"])
        ):
            yield _Found(_judgement(row["area"], block, row[2] or row[3]), at, 2)
