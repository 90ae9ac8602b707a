"""The optional writer: a language model words the answer, and a program checks each sentence.

What the model writes is shown only where the sentences it cites support it (`qa.writing.check`);
where it does not write, or nothing of it holds, the extractive answer stands in and a note says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus import Sentence
from indexer.passages import Hit
from qa.asking.question import Question
from qa.choose import one_year
from qa.compose import Statement, compose
from qa.wording import joined
from qa.writing.check import supported
from qa.writing.drafts import Draft, drafts
from qa.writing.form import leans
from qa.writing.langchain_model import ChatModel, ModelFailed
from qa.writing.prompt import NO_ANSWER, RULES, given, request
from qa.writing.sources import Source

# Why a sentence is left out, as it is said of one and of several.
_UNCITED = "it cites no source", "they cite no source"
_UNSUPPORTED = "its sources do not support it", "their sources do not support them"
_ALONE = "it leans on one that is not shown", "they lean on some that are not shown"
_Reason = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """What there is to say, checked, and plain sentences on how it came about."""

    statements: tuple[Statement, ...]
    notes: tuple[str, ...]


class Writer:
    """Words answers with a language model; keeps nothing, safe for many threads.

    Example::

        writer = Writer.open("openai:gpt-4o-mini")
        written = writer.write(question, hits, extract)
    """

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    @classmethod
    def open(cls, name: str, base_url: str | None = None) -> Writer:
        """A writer over the model of this LangChain name ("openai:...", "ollama:...").

        Raises ModelUnavailable (`qa.writing.langchain_model`) where a package or a key is
        missing; that its server does not answer is seen when it is asked, and is no exception.
        """
        return cls(ChatModel(name, base_url))

    def write(
        self,
        question: Question,
        hits: Sequence[Hit],
        extract: Sequence[Statement],
        on_text: Callable[[str], None] | None = None,
    ) -> Written:
        """The answer in the model's words, from the hits, or the extract where those fail.

        `extract` is the extractive answer; where it is empty, a refusal, the model is not asked.
        `on_text` is given the answer so far, with its marks, each time a sentence has been
        written and checked.
        """
        found, withheld = given(hits, extract)
        if not found or not extract:
            return Written(tuple(extract), _withheld(withheld))
        sources = {token: Source(finding) for token, finding in found.items()}
        kept, dropped, failure = self._checked(question, sources, on_text)
        missing = _missing(kept, extract, bool(dropped or failure))
        if on_text and kept and missing:
            on_text(compose([*kept, *missing])[0])
        notes = (*self._said(kept, missing, dropped, failure), *_withheld(withheld))
        return Written((*kept, *missing), notes)

    def _checked(
        self,
        question: Question,
        sources: dict[str, Source],
        on_text: Callable[[str], None] | None,
    ) -> tuple[list[Statement], Counter[_Reason], str]:
        """The statements that hold, why sentences did not, and why the model broke off."""
        kept: list[Statement] = []
        dropped: Counter[_Reason] = Counter()
        before: Statement | None = None
        asked = request(question.asked, {token: s.finding for token, s in sources.items()})
        try:
            for draft in drafts(self._model.stream(RULES, asked)):
                if draft.text.upper().startswith(NO_ANSWER):
                    continue
                outcome = _statement(question, draft, sources, before)
                before = outcome if isinstance(outcome, Statement) else None
                if not isinstance(outcome, Statement):
                    dropped[outcome] += 1
                elif outcome.text not in {other.text for other in kept}:
                    kept.append(outcome)
                    if on_text:
                        on_text(compose(kept)[0])
        except ModelFailed as error:
            return kept, dropped, str(error)
        return kept, dropped, ""

    def _said(
        self,
        kept: Sequence[Statement],
        missing: Sequence[Statement],
        dropped: Counter[_Reason],
        failure: str,
    ) -> tuple[str, ...]:
        model = f"The language model {self._model.name!r}"
        notes = []
        if kept:
            notes.append(
                f"Worded by {model[0].lower()}{model[1:]}; a program checked every sentence "
                "against the sentences it cites."
            )
        if failure:
            notes.append(f"{model} {failure}.")
        elif not kept and not dropped:
            notes.append(f"{model} found no answer in the passages.")
        for (one, several), number in dropped.items():
            left_out = "1 sentence was" if number == 1 else f"{number} sentences were"
            notes.append(f"{left_out} left out because {one if number == 1 else several}.")
        if missing:
            what = "are added" if kept else "stand in"
            notes.append(f"The reports' own sentences {what}.")
        return tuple(notes)


def _statement(
    question: Question, draft: Draft, sources: dict[str, Source], before: Statement | None
) -> Statement | _Reason:
    """What is shown of a draft, after the statement before it, or why nothing is."""
    if not draft.tokens:
        return _UNCITED
    cited = supported(draft.text, draft.tokens, sources)
    if not cited:
        return _UNSUPPORTED
    if leans(draft.text) and not (before and _follows(cited, before)):
        return _ALONE
    whose = _council(draft.text, cited, sources), _month(question, draft.text, cited, sources)
    label = ", ".join(filter(None, whose))
    text = f"{label}: {draft.text}" if label else draft.text
    findings = tuple(source.finding for source in cited)
    text = f"• {text}" if draft.listed else text
    return Statement(text, findings, apart=draft.listed)


def _follows(cited: Sequence[Source], before: Statement) -> bool:
    """Whether a cited sentence stands directly after one that the statement before rests on, or
    is one: else "this" would be said of something else.
    """
    told = {(f.hit.passage.id, f.sentence) for f in before.findings}
    return any(
        own == source.finding.sentence
        and not told.isdisjoint({(source.passage.id, previous), (source.passage.id, own)})
        for source in cited
        for previous, own in pairwise((Sentence(""), *source.passage.sentences))
    )


def _council(text: str, cited: Sequence[Source], sources: dict[str, Source]) -> str:
    """The councils that the text speaks of and does not name, where several are given."""
    own = dict.fromkeys(source.passage.authority for source in cited)
    several = len({source.passage.authority for source in sources.values()}) > 1
    return joined(name for name in own if several and name and name not in text)


def _month(
    question: Question, text: str, cited: Sequence[Source], sources: dict[str, Source]
) -> str:
    """The month of an older report ("March 2019"), where a newer one of its council is given,
    or of one that is not of the one year asked about, where the text does not say the year:
    nobody should take what was for what is.
    """
    days = [source.passage.published for source in cited]
    own = {source.passage.authority for source in cited}
    others = [s.passage.published for s in sources.values() if s.passage.authority in own]
    newest, latest = max(filter(None, others), default=None), max(filter(None, days), default=None)
    if newest is None or latest is None or str(latest.year) in text:
        return ""
    year = one_year(question)
    other = year is not None and latest.year != year and str(year) not in text
    return f"{latest:%B %Y}" if latest < newest or other else ""


def _missing(
    kept: Sequence[Statement], extract: Sequence[Statement], incomplete: bool
) -> list[Statement]:
    """What the extract says and the kept do not: all that they do not cite where sentences were
    lost, else what it says of councils that they leave out.
    """
    if not kept:
        return list(extract)
    cited = [finding for statement in kept for finding in statement.findings]
    sentences = {(f.hit.passage.id, f.sentence) for f in cited}
    councils = {f.hit.passage.authority for f in cited}
    return [
        statement
        for statement in extract
        if not {f.hit.passage.authority for f in statement.findings} <= councils
        or (
            incomplete
            and not any((f.hit.passage.id, f.sentence) in sentences for f in statement.findings)
        )
    ]


def _withheld(number: int) -> tuple[str, ...]:
    if not number:
        return ()
    passages = "1 passage was" if number == 1 else f"{number} passages were"
    return (f"{passages} kept from the language model: instructions to one stand in the text.",)
