"""How reports are cut into passages, and what of them is shown and indexed."""

from __future__ import annotations

from datetime import date
from itertools import chain

import pytest

from corpus import Judgement, Report, Section, Sentence
from indexer.passages import MOST, cut, searchable


def prose(count: int, words: int, paragraph: int = 0, start: int = 0) -> list[Sentence]:
    return [
        Sentence(f"Sentence {start + n} " + "word " * (words - 3) + "end.", 1, paragraph=paragraph)
        for n in range(count)
    ]


def items(count: int, words: int, lead_in: str, paragraph: int) -> list[Sentence]:
    return [
        Sentence(f"item {n} " + "thing " * (words - 2), 1, "bullet", paragraph, lead_in)
        for n in range(count)
    ]


def report(*sections: list[Sentence]) -> Report:
    return Report(
        id="ashford.pdf",
        title="Adult social care",
        authority="Ashford",
        published=date(2024, 11, 5),
        sections=tuple(
            Section(("Findings", f"Part {n}"), tuple(sentences))
            for n, sentences in enumerate(sections)
        ),
    )


def length(sentences: tuple[Sentence, ...]) -> int:
    return sum(len(sentence.text.split()) for sentence in sentences)


def test_every_sentence_is_in_one_passage_in_order_and_sections_are_never_mixed() -> None:
    whole = report(prose(1, 4), prose(40, 20), [], prose(3, 10), prose(90, 7))
    passages = cut(whole)
    for section in whole.sections:
        own = [p.sentences for p in passages if p.heading == section.heading]
        assert tuple(chain.from_iterable(own)) == section.sentences
    assert [p.id for p in passages] == [f"ashford.pdf#{n}" for n in range(len(passages))]


def test_a_judgement_that_is_a_heading_over_no_text_is_a_passage() -> None:
    board = "The safeguarding board"
    printed = (f"{board} is good", "This board is good")
    found = Report(
        id="ashford.pdf",
        title="Ashford",
        sections=(
            Section((board,), ()),
            Section((board, printed[0]), ()),
            Section((board, "Executive summary"), tuple(prose(1, 10))),
            Section((printed[1],), ()),
        ),
        judgements=tuple(Judgement(board, "good", None, 36, quote) for quote in printed),
    )
    first, summary, last = cut(found)
    assert (first.heading, first.text, first.page) == ((board,), printed[0], 36)
    assert summary.heading == (board, "Executive summary")
    assert (last.heading, last.text) == ((printed[1],), printed[1])


@pytest.mark.parametrize(("words", "told"), [(2, True), (10, True), (11, False)])
def test_a_sentence_that_introduces_a_list_is_compared_with_the_phrases_in_it(
    words: int, told: bool
) -> None:
    lead = Sentence("The main languages are:", 1)
    listed = items(2, words, lead.text, 1)
    (made,) = cut(report([*prose(1, 5), lead, *listed]))
    first, introduces, *each = made.embedded_sentences
    phrases = " ".join("; ".join(item.text.strip() for item in listed).split())
    assert introduces == f"Part 0. {lead.text}" + (f" {phrases}" if told else "")
    assert "item" not in first
    assert [f"Part 0. The main languages are. {item.text}" for item in listed] == each


def test_short_sections_stay_whole_however_tiny() -> None:
    passages = cut(report(prose(1, 4), prose(14, 10), prose(1, 5)))
    assert [length(p.sentences) for p in passages] == [4, 140, 5]


def test_long_sections_are_cut_to_about_120_words() -> None:
    lengths = [length(p.sentences) for p in cut(report(prose(60, 20)))]
    assert sum(lengths) == 60 * 20
    assert all(90 <= words <= 150 for words in lengths)


def test_a_sentence_longer_than_a_passage_stands_alone_and_whole() -> None:
    passages = cut(report([*prose(1, 100), *prose(1, 400, start=1), *prose(1, 100, start=2)]))
    assert [len(p.sentences) for p in passages] == [1, 1, 1]


def test_paragraphs_are_cut_at_their_ends_where_that_is_possible() -> None:
    paragraphs = [prose(5, 18, paragraph=n, start=5 * n) for n in range(6)]
    passages = cut(report(list(chain.from_iterable(paragraphs))))
    assert len(passages) > 1
    for passage in passages:
        for number in {s.paragraph for s in passage.sentences}:
            assert [s for s in passage.sentences if s.paragraph == number] == paragraphs[number]


def test_a_list_stays_with_its_lead_in_where_both_fit() -> None:
    lead = Sentence("The council should improve these:", 1, paragraph=1)
    section = [*prose(6, 20), lead, *items(5, 20, lead.text, 1), *prose(6, 20, 2, 6)]
    homes = [p for p in cut(report(section)) if any(s.kind == "bullet" for s in p.sentences)]
    assert len(homes) == 1
    assert lead in homes[0].sentences


def test_the_later_part_of_a_split_list_repeats_the_lead_in_for_search_only() -> None:
    lead = Sentence("The council should improve these:", 1, paragraph=0)
    first, *later = cut(report([lead, *items(20, 20, lead.text, 0)]))
    assert later
    assert first.embedded_text.count(lead.text) == 1
    for passage in later:
        assert passage.embedded_text.count(lead.text) == 1
        assert lead.text not in passage.text


def test_text_has_a_line_for_each_paragraph_item_and_row_and_prints_labels() -> None:
    section = [
        Sentence("First.", 1, label="43"),
        Sentence("Second.", 1),
        Sentence("These are due:", 1, paragraph=1),
        Sentence("reviews", 1, "bullet", 2, "These are due:"),
        Sentence("plans", 2, "bullet", 2, "These are due:", "a"),
        Sentence("Carers | 14 weeks", 2, "row", 3),
    ]
    (passage,) = cut(report(section))
    assert passage.text == (
        "43. First. Second.\nThese are due:\n• reviews\na. plans\nCarers | 14 weeks"
    )


def test_embedded_text_begins_with_its_context_and_is_plainly_typed() -> None:
    section = [Sentence("Carers’ “well‑being” \uf0b7 is ﬁne – mostly.", 1)]
    (passage,) = cut(report(section))
    assert passage.embedded_text == (
        "Ashford. November 2024. Adult social care. Findings. Part 0\n"
        'Carers\' "well-being"  is fine - mostly.'
    )
    assert passage.text == section[0].text


def test_embedded_text_says_nothing_twice_and_leaves_out_what_is_unknown() -> None:
    bare = Report("a.txt", "Workforce", sections=(Section(("Workforce",), (Sentence("Low."),)),))
    assert cut(bare)[0].embedded_text == "Workforce\nLow."


def test_searchable_changes_no_figure() -> None:
    assert searchable("45.2% of 1,204 (£3.5m) in 2023–24") == "45.2% of 1,204 (£3.5m) in 2023-24"


def test_no_passage_of_many_sentences_exceeds_the_limit() -> None:
    mixed = [s for n in range(30) for s in prose(n % 4 + 1, 5 + n * 3 % 40, paragraph=n)]
    passages = cut(report(mixed))
    assert [s for p in passages for s in p.sentences] == mixed
    for passage in passages:
        assert length(passage.sentences) <= MOST or len(passage.sentences) == 1
