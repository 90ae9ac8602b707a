"""What is measured: pure functions of one question and its reply, and their means.

Every mean is over all the questions a figure applies to. A crash, a missing reply, an empty
answer without a refusal: each counts as wrong, none is left out.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import PurePath

from eval.answers import Cited, Found, Reply
from eval.questions import Evidence, Question

Marks = dict[str, float]
"""The figures of one question by name, each 0 to 1 but for "words" and "ms"."""

SHARE_OF_HIT = 0.8
SHARE_OF_QUOTE = 0.6  # a citation may quote less than the evidence does
CUTS = (1, 3, 5, 10)


def normal(text: str) -> str:
    """Lower case, compatibility forms, plain quotes and hyphens, single spaces."""
    text = unicodedata.normalize("NFKD", text)
    text = re.sub("[\u2018\u2019]", "'", text)
    text = re.sub("[\u201c\u201d]", '"', text)
    text = re.sub("[\u2010-\u2015]", "-", text).lower()
    return re.sub(r"\s+", " ", re.sub(r"-\s+", "-", text)).strip()


def same_report(one: str, other: str) -> bool:
    """Whether two file names name one report: folder, suffix and case do not count."""
    return PurePath(one).stem.lower() == PurePath(other).stem.lower()


def covers(evidence: Evidence, doc: str, text: str, share: float) -> bool:
    """Whether a text of the report `doc` holds the evidence.

    It does where the quote stands in it, or at least `share` (0 to 1) of the quote's pairs
    of neighbouring words do.
    """
    if not same_report(evidence.doc, doc):
        return False
    if normal(evidence.quote) in normal(text):
        return True
    wanted = _pairs(evidence.quote)
    held = set(_pairs(text))
    return bool(wanted) and sum(pair in held for pair in wanted) / len(wanted) >= share


def _pairs(text: str) -> list[tuple[str, str]]:
    words = re.findall(r"[a-z0-9%£.]+", normal(text))
    return list(pairwise(words))


def first_rank(evidence: Sequence[Evidence], hits: Sequence[Found]) -> int | None:
    """The 1-based rank of the first hit that holds any of the evidence."""
    for rank, hit in enumerate(hits, start=1):
        if any(covers(e, hit.doc, hit.text, SHARE_OF_HIT) for e in evidence):
            return rank
    return None


def hit_at(k: int, rank: int | None) -> float:
    """1 if evidence is among the first `k` hits, else 0."""
    return float(rank is not None and rank <= k)


def reciprocal_rank(rank: int | None, k: int = 10) -> float:
    """1 / rank of the first hit with evidence, 0 beyond `k`; its mean is MRR@k."""
    return 1 / rank if rank is not None and rank <= k else 0.0


def evidence_recall(evidence: Sequence[Evidence], hits: Sequence[Found], k: int) -> float:
    """The share of the evidence that the first `k` hits hold."""
    held = sum(any(covers(e, h.doc, h.text, SHARE_OF_HIT) for h in hits[:k]) for e in evidence)
    return held / len(evidence)


def facts(must: Sequence[Sequence[str]], answer: str) -> float:
    """The share of the facts of which the answer gives an alternative."""
    answer = normal(answer)
    return sum(any(normal(a) in answer for a in alternatives) for alternatives in must) / len(must)


def good_citations(evidence: Sequence[Evidence], citations: Sequence[Cited]) -> list[bool]:
    """For each citation, whether its quote holds some of the evidence."""
    return [any(covers(e, c.doc, c.quote, SHARE_OF_QUOTE) for e in evidence) for c in citations]


def page_match(evidence: Sequence[Evidence], citations: Sequence[Cited]) -> float | None:
    """The share of citations to a page that holds evidence; None where none has a page."""
    pages = {(PurePath(e.doc).stem.lower(), e.page) for e in evidence if e.page}
    if not pages:
        return None
    return _share([(PurePath(c.doc).stem.lower(), c.page) in pages for c in citations])


def _share(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes) if outcomes else 0.0


def mark(question: Question, reply: Reply | None) -> Marks:
    """All figures that apply to this question; "right" is a correct answer or a due refusal."""
    reply = reply or Reply(question.id)
    marks = {"ms": reply.ms} if reply.ms is not None else {}
    if not question.answerable:
        return marks | {"abstain_right": float(reply.abstained), "right": float(reply.abstained)}
    evidence = question.evidence
    rank = first_rank(evidence, reply.hits)
    found = facts(question.must, reply.answer)
    good = good_citations(evidence, reply.citations)
    page = page_match(evidence, reply.citations)
    correct = float(found == 1.0 and not reply.abstained)
    return (
        marks
        | {f"hit@{k}": hit_at(k, rank) for k in CUTS}
        | {"mrr@10": reciprocal_rank(rank)}
        | {f"recall@{k}": evidence_recall(evidence, reply.hits, k) for k in (5, 10)}
        | {"facts": found, "correct": correct, "right": correct}
        | {"cite_precision": _share(good), "cite_hit": float(any(good))}
        | ({} if page is None else {"page_match": page})
        | {"abstain_wrong": float(reply.abstained), "words": float(len(reply.answer.split()))}
    )


def mean(rows: Iterable[Marks], name: str) -> float | None:
    """The mean of one figure over all the questions it applies to; None where to none."""
    values = [row[name] for row in rows if name in row]
    return sum(values) / len(values) if values else None


def wilson(successes: float, n: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson score interval of a share, 95% for the default `z`; (0, 1) for n = 0.

    Wilson, E. B. (1927), Journal of the American Statistical Association 22, 209-212.
    """
    if n == 0:
        return 0.0, 1.0
    share = successes / n
    scale = 1 + z * z / n
    middle = (share + z * z / (2 * n)) / scale
    half = z / scale * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)
