"""The optional writer: a language model words the answer, and a program checks each sentence.

What the model writes is shown only where the sentences it cites support it (`qa.writing.check`);
where it does not write, or nothing of it holds, the extractive answer stands in and a note says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from indexer.passages import Hit
from qa.asking.question import Question
from qa.compose import Statement
from qa.extract import Finding
from qa.writing.drafts import Draft, drafts
from qa.writing.langchain_model import ChatModel, ModelFailed
from qa.writing.prompt import NO_ANSWER, RULES, given, request
from qa.writing.sources import Source, cited_of
from qa.writing.statements import Reason, quoted, says_again, worded

# What becomes of a sentence that is not shown as it is written, of one and of several.
_LEFT_OUT = "was left out", "were left out"
_QUOTED = "is told in the report's own words", "are told in the reports' own words"


@dataclass(frozen=True, slots=True)
class Written:
    """What there is to say, checked, and plain sentences on how it came about; what of it the
    model wrote or pointed to, and whether it `denied` that the passages answer."""

    statements: tuple[Statement, ...]
    notes: tuple[str, ...]
    kept: tuple[Statement, ...] = ()
    denied: bool = False


@dataclass(slots=True)
class _Checked:
    """What the model has written so far: what holds, what became of the rest, how it ended."""

    kept: list[Statement]
    others: Counter[tuple[Reason, Reason]]
    before: Statement | None = None  # the last sentence, None where it was left out
    quoted: set[Finding] = field(default_factory=set)  # told word for word
    worded: bool = False  # any of what is kept
    failure: str = ""
    denied: bool = False

    @property
    def incomplete(self) -> bool:
        return bool(self.failure) or any(fate == _LEFT_OUT for fate, _ in self.others)


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
        part: str = "",
        on_told: Callable[[Sequence[Statement]], None] = lambda told: None,
    ) -> Written:
        """The answer in the model's words, from the hits, or the extract where those fail.

        `extract` is the extractive answer, empty for a refusal; `part` what of the question is
        told here, where councils or times are told apart. `on_told` is given what there is to
        say so far each time a sentence has been written and checked.
        """
        found, withheld = given(hits, extract)
        if not found:
            return Written(tuple(extract), _withheld(withheld))
        sources = {token: Source(finding) for token, finding in found.items()}
        asked = request(question.asked, {token: s.finding for token, s in sources.items()}, part)
        checked = self._checked(asked, sources, on_told)
        kept = checked.kept
        missing = _missing(kept, extract, checked.incomplete)
        if kept and missing:
            on_told([*kept, *missing])
        notes = (*self._said(checked, missing), *_withheld(withheld))
        return Written((*kept, *missing), notes, tuple(kept), checked.denied)

    def _checked(
        self,
        asked: str,
        sources: dict[str, Source],
        on_told: Callable[[Sequence[Statement]], None],
    ) -> _Checked:
        checked = _Checked([], Counter())
        try:
            for draft in drafts(self._model.stream(RULES, asked)):
                if draft.text.upper().startswith(NO_ANSWER):
                    checked.denied = True
                    continue
                shown = self._shown(draft, sources, checked)
                checked.kept += shown
                if shown:
                    on_told(checked.kept)
        except ModelFailed as error:
            checked.failure = str(error)
        checked.denied = checked.denied and not (checked.kept or checked.incomplete)
        return checked

    def _shown(
        self, draft: Draft, sources: dict[str, Source], checked: _Checked
    ) -> list[Statement]:
        """What is shown of a draft beside what is kept, in its words or in the report's."""
        outcome = worded(draft, sources, checked.before)
        if isinstance(outcome, Statement):
            checked.before = outcome
            if checked.quoted >= set(outcome.findings) or says_again(outcome, checked.kept):
                return []
            checked.worded = True
            return [outcome]
        on = cited_of(draft, sources)
        checked.others[_QUOTED if on else _LEFT_OUT, outcome] += 1
        own = quoted(on, checked.quoted)
        checked.quoted |= {finding for statement in own for finding in statement.findings}
        checked.before = own[-1] if own else None
        return own

    def _said(self, checked: _Checked, missing: Sequence[Statement]) -> tuple[str, ...]:
        name = repr(self._model.name)
        notes = []
        if checked.worded:
            notes.append(
                f"Worded by the language model {name}; a program checked every sentence against "
                "the sentences it cites."
            )
        elif checked.kept:
            notes.append(f"Chosen by the language model {name} from the reports' sentences.")
        if checked.failure:
            notes.append(f"The language model {name} {checked.failure}.")
        elif not checked.kept and not checked.others:
            notes.append(f"The language model {name} found no answer in the passages.")
        for (fate, reason), number in checked.others.items():
            place = 0 if number == 1 else 1
            sentences = "1 sentence" if number == 1 else f"{number} sentences"
            notes.append(f"{sentences} {fate[place]} because {reason[place]}.")
        if missing and not checked.denied:
            what = "are added" if checked.kept else "stand in"
            notes.append(f"The reports' own sentences {what}.")
        return tuple(notes)


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
