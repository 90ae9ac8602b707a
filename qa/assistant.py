"""The assistant: how a question becomes an answer, top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from corpus import Report
from indexer.encoder import DEFAULT, SentenceEncoder
from indexer.index import Index
from indexer.passages import Hit
from qa.again import doubtful_of, not_told, repeats, told_before
from qa.answer import EVERYTHING, Answer, Scope, Turn
from qa.asking.matters import matters
from qa.asking.question import Question, hopped, understand, without, without_greeting
from qa.causes import asks_more, only_new
from qa.choose import choose, earlier, looking_back, of_the_newest, of_the_year, one_year
from qa.compose import runs
from qa.extract import Finding, reordered, weigh
from qa.found import Found, findings_of, in_turn, lacking, together, unweighed
from qa.grading.beside import with_grades
from qa.notes import (
    by_itself,
    more_items,
    no_report_beyond,
    no_report_of,
    no_word_of,
    not_used,
    of_another_year,
    on_told,
    overruled,
    unmet,
)
from qa.parts import Part, parts, too_many
from qa.places import heard, unheard, unread
from qa.prior import Prior
from qa.reader import Reader
from qa.refusal import Refusal
from qa.refuse import supported, year_is_held
from qa.retrieve import narrowed, reports_in, retrieve
from qa.spelling import Spelling
from qa.steps import stepped, within_reach
from qa.telling import OfPart, notes_of, status_of, told_of
from qa.told import answer_of
from qa.unsearched import unsearched
from qa.writing.writer import Writer

_FOUND = 30  # passages whose sentences are weighed
_READ = 24  # sentences read, shared by the parts of an answer


class Assistant:
    """Answers questions from one index; built once, keeps nothing, safe for many threads.

    Example::

        assistant = Assistant.open(Path("index"))
        print(assistant.ask("how long do carers wait for reviews").text)
    """

    def __init__(
        self, index: Index, reader: Reader | None = None, writer: Writer | None = None
    ) -> None:
        self.index = index
        self.reader = reader or Reader()
        self.writer = writer
        self._spelling = Spelling(index)
        self._shapes = index.encoder if index.encoder.name == DEFAULT else SentenceEncoder()
        self._prior = Prior()

    @classmethod
    def open(cls, folder: Path, writer: Writer | None = None) -> Assistant:
        """An assistant over the index in the folder; without a `writer` it quotes.

        Raises IndexMissing or IndexMismatch.
        """
        return cls(Index.open(folder), writer=writer)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        on_stage: Callable[[str], None] | None = None,
        ignoring: Collection[str] = (),
        on_text: Callable[[str], None] | None = None,
    ) -> Answer:
        """Answer from the reports in scope, each sentence cited, or say that they do not tell.

        `history` is the conversation so far, oldest first; `on_stage` is told, in words, what
        is being done; `ignoring` names what the question says and is to be left aside: fields as
        in `Narrowing`, or single councils; `on_text` is given the answer so far, with its marks,
        as a language model writes it and it is checked. A refusal is a status of the answer,
        never an exception.
        """
        tell = on_stage or (lambda stage: None)

        tell("Understanding the question")
        text = self._read(question)
        history = [replace(turn, question=self._read(turn.question)) for turn in history]
        asked = self._understood(text, history, ignoring)
        searched, own = narrowed(self.index, scope, asked)
        each = [self._understood(one, history, ignoring) for one in matters(text)]
        found = [self._find(one, scope, searched, tell, on_text) for one in each]
        if rest := lacking(text, history, found[0]):
            each += [self._understood(*one, ignoring) for one in rest]
            found += [self._find(one, scope, searched, tell, on_text) for one in each[1:]]
        told = together(each, found)
        if told.status != "not_in_corpus":
            unheld = unmet(self.index, asked, searched)
            status = "partial" if unheld and told.status == "answered" else told.status
            notes = (*overruled(scope, searched), *unheld, *told.notes)
            told = replace(told, status=status, notes=notes)
        answer = answer_of(self.index, replace(asked, text=question), searched, told)
        years = () if (year := one_year(asked)) is None else (year,)
        return replace(answer, narrowed=own, years=years)

    def _read(self, question: str) -> str:
        return without_greeting(self._spelling.corrected(question))

    def _understood(
        self, text: str, history: Sequence[Turn], ignoring: Collection[str]
    ) -> Question:
        asked = without(understand(text, history), ignoring)
        return without(within_reach(self.index, asked, history), ignoring)

    def _find(
        self,
        asked: Question,
        given: Scope,
        searched: Scope,
        tell: Callable[[str], None],
        on_text: Callable[[str], None] | None,
    ) -> Found:
        """What answers one question, of several all `searched` for."""
        scope, _ = narrowed(self.index, given, asked)
        reports = [self.index.reports[id_] for id_ in sorted(reports_in(self.index, scope))]
        held = {report.authority for report in self.index.reports.values()}
        if scope.authorities and held.isdisjoint(scope.authorities):
            return Found("not_in_corpus")

        told_apart = (self.index.years_undated, len(searched.authorities) > len(scope.authorities))
        apart = parts(asked, scope.authorities, reports, *told_apart)
        if strangers := unheard(self.index, asked):
            near = self._beside(asked, apart, reports)
            return Found("no_evidence", near, notes=(no_word_of(strangers),))

        tell("Looking up the judgements")
        if told := unsearched(self.index, self.reader, asked, reports):
            if told.status == "held":
                return told
            tell("Finding passages beside them")
            return replace(told, hits=self._beside(asked, apart, reports))

        if (beyond := stepped(asked, reports)) != reports:
            if not beyond:
                near = self._beside(asked, apart, reports)
                return Found("no_evidence", near, notes=(no_report_beyond(asked),))
            asked = without(asked, ("years",))
            apart = parts(asked, scope.authorities, beyond, *told_apart)
            found = self._search(asked, scope, beyond, apart, tell, on_text)
            return replace(found, searched=frozenset(report.id for report in beyond))
        found = self._search(asked, scope, reports, apart, tell, on_text)
        if asks_more(asked):
            return only_new(asked, found)
        if not (doubtful := doubtful_of(asked, found)) and not repeats(asked, found):
            return found
        again = hopped(asked) if asked.hop else replace(asked, afresh=True)
        more = self._search(again, scope, reports, apart, tell, on_text)
        if doubtful:
            return found if more.unsure or not more.statements else more
        if asked.hop:
            return replace(more, notes=(by_itself(asked), *more.notes))
        new = more.statements and not more.unsure
        return replace(more, unsure=True) if new else told_before(found)

    def _search(
        self,
        asked: Question,
        scope: Scope,
        reports: Sequence[Report],
        apart: Sequence[Part],
        tell: Callable[[str], None],
        on_text: Callable[[str], None] | None,
    ) -> Found:
        """What the reports' sentences tell, part by part."""
        tell("Searching the reports")
        found = self._found(asked, apart)

        tell("Reading the passages")
        share = _READ // len(apart)
        findings = [weigh(self.index, self.reader, asked, hits, share) for hits in found]
        hits = [reordered(*pair) for pair in zip(found, findings, strict=True)]
        nearest = in_turn(hits) or self._beside(asked, apart, reports)

        tell("Checking that they answer")
        chosen = [self._chosen(asked, part) for part in findings]
        if not year_is_held(self.index, asked, reports, list(chain(*chosen))):
            return Found("no_evidence", nearest, notes=(no_report_of(asked, reports),))

        tell("Writing the answer")
        unsure_each = [self._unsure(asked, part) for part in chosen]
        each = list(map(OfPart, apart, hits, chosen, unsure_each))
        told = told_of(asked, each, self.writer, on_text)
        status, unsure = status_of(told, not too_many(asked, apart))
        statements = list(chain(*(one.statements for one in told)))
        notes = (*notes_of(asked, apart, told), *not_used(unread(self.index, asked)))
        if other := of_another_year(asked, self.index.reports, findings_of(statements)):
            status, notes = "partial", (*notes, other)
        notes += on_told(asked, scope, reports, self.index.reports, findings_of(statements))
        notes += more_items(self.index, findings_of(statements))
        statements = with_grades(self.index, asked, findings_of(statements), statements)
        alone = len(apart) == 1 and statements
        older = earlier(self.index, chosen[0], findings[0]) if alone else []
        return Found(status, nearest, statements, notes, earlier=tuple(runs(older)), unsure=unsure)

    def _found(self, asked: Question, apart: Sequence[Part]) -> list[list[Hit]]:
        searched = [[report.id for report in part.reports] for part in apart]
        hits = [retrieve(self.index, asked, ids, _FOUND) for ids in searched]
        pairs = zip(hits, searched, strict=True)
        return [heard(self.index, asked, found, ids) for found, ids in pairs]

    def _beside(
        self, asked: Question, apart: Sequence[Part], reports: Sequence[Report]
    ) -> list[Hit]:
        """What a search finds, weighed by nobody: of all reports where the times asked about have
        none."""
        found = in_turn(self._found(asked, apart))
        return unweighed(found or self._found(asked, [Part("", tuple(reports))])[0])

    def _chosen(self, asked: Question, findings: Sequence[Finding]) -> list[Finding]:
        """What to say: of the one year asked about where anything of it answers."""
        own = of_the_year(self.index, asked, findings)
        able = self._answering(asked, own)
        if not able and len(own) < len(findings):
            able = self._answering(asked, looking_back(self.index, asked, findings))
        return choose(asked, not_told(asked, of_the_newest(self.index, asked, able)))

    def _answering(self, asked: Question, findings: Sequence[Finding]) -> list[Finding]:
        """The findings that answer, best first; none where it is likelier that they do not."""
        able = supported(self.index, asked, findings)
        refusal = Refusal.shipped()
        return able if refusal.answers(self._shapes, self._prior, asked, able) else []

    def _unsure(self, asked: Question, chosen: Sequence[Finding]) -> bool:
        """Whether what is chosen, if anything, may not answer."""
        if not chosen or unread(self.index, asked):
            return bool(chosen)
        return not Refusal.shipped().sure(self._prior, asked, chosen)
