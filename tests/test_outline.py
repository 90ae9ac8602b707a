"""Blocks into sections: heading paths, paragraphs, lists, pages; and text into sentences."""

from __future__ import annotations

import pytest

from corpus.blocks import Block
from corpus.outline import mended, sections
from corpus.sentences import sentences


def heading(text: str, level: int, page: int | None = None) -> Block:
    return Block("heading", ((text, page),), level=level)


def paragraph(text: str, page: int | None = None, label: str = "") -> Block:
    return Block("paragraph", ((text, page),), label=label)


def item(text: str, group: int, label: str = "") -> Block:
    return Block("bullet", ((text, None),), label=label, group=group)


def test_same_heading_under_other_parents_keeps_its_path() -> None:
    found = sections(
        [
            heading("Care leavers", 1),
            heading("Summary", 2),
            paragraph("They do well."),
            heading("Adoption", 1),
            heading("Summary", 2),
            paragraph("It is quick."),
        ]
    )
    assert [section.heading for section in found] == [
        ("Care leavers",),
        ("Care leavers", "Summary"),
        ("Adoption",),
        ("Adoption", "Summary"),
    ]
    assert [len(section.sentences) for section in found] == [0, 1, 0, 1]


def test_text_before_the_first_heading_is_kept() -> None:
    (section,) = sections([paragraph("Dear Director.")])
    assert section.heading == ()
    assert section.sentences[0].text == "Dear Director."


def test_a_level_that_is_skipped_does_not_matter() -> None:
    found = sections([heading("A", 1), heading("B", 4), heading("C", 2)])
    assert [section.heading for section in found] == [("A",), ("A", "B"), ("A", "C")]


def test_each_sentence_has_the_page_on_which_it_begins() -> None:
    block = Block(
        "paragraph",
        (("One ends here. Two begins and", 4), ("ends overleaf. Three.", 5)),
        label="43",
    )
    (section,) = sections([block])
    assert [(one.text, one.page) for one in section.sentences] == [
        ("One ends here.", 4),
        ("Two begins and ends overleaf.", 4),
        ("Three.", 5),
    ]
    assert {one.label for one in section.sentences} == {"43"}
    assert {one.paragraph for one in section.sentences} == {0}


def test_a_word_cut_by_the_page_end_is_whole() -> None:
    block = Block("paragraph", (("Work is multi-", 1), ("agency and good.", 2)))
    assert sections([block])[0].sentences[0].text == "Work is multi-agency and good."


def test_list_items_share_a_paragraph_and_their_lead_in() -> None:
    (section,) = sections(
        [
            paragraph("Much is good. The following need to improve:"),
            item("reviews", 1),
            item("plans", 1),
            paragraph("That is all."),
            item("a list without introduction", 2),
        ]
    )
    lead, reviews, plans = section.sentences[1:4]
    assert reviews.lead_in == plans.lead_in == lead.text == "The following need to improve:"
    assert reviews.paragraph == plans.paragraph != lead.paragraph
    assert section.sentences[-1].lead_in == ""


def test_a_list_in_a_list_is_introduced_by_its_item() -> None:
    (section,) = sections(
        [
            paragraph("The figures are:"),
            item("children in care:", 1),
            item("68 live outside the area", 2),
            item("care leavers are few", 1),
        ]
    )
    _, outer, inner, last = section.sentences
    assert inner.lead_in == outer.text
    assert last.lead_in == outer.lead_in == "The figures are:"
    assert last.paragraph == outer.paragraph


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("multi- agency work", "multi-agency work"),
        ("in 2022- 2023 it rose", "in 2022-2023 it rose"),
        ("pre- and post-adoption", "pre- and post-adoption"),
        ("services - these are", "services - these are"),
        ("two  spaces\nand a line", "two spaces and a line"),
    ],
)
def test_words_broken_by_line_ends_are_mended(printed: str, whole: str) -> None:
    assert mended(printed) == whole


@pytest.mark.parametrize(
    "sentence",
    [
        "See recommendation No. 5 of the report.",
        "Some needs, e.g. housing, are unmet.",
        "Some needs, i.e. housing, are unmet.",
        "Dr. Jones of St. Helens chairs the board.",
        "Cllr. Ahmed leads on this.",
        "The share was 6.4% of all.",
        "11. Social workers visit often.",
        "It follows s. 42 and paras. 3 to 6 of the guidance.",
        "There were approx. six visits.",
    ],
)
def test_a_sentence_is_not_cut_at_an_abbreviation(sentence: str) -> None:
    assert sentences(f"Plans are good. {sentence} Leaders agree.") == [
        "Plans are good.",
        sentence,
        "Leaders agree.",
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It rose in 2015-16. Then it fell.", 2),
        ("The answer was no. Staff left.", 2),
        ("They asked: ‘Is it safe?’ It was.", 2),
        ("It was 45.2%. 70.13% agreed.", 2),
        ("Plans are weak. (Recommendation) Visits are rare.", 2),
        ("", 0),
    ],
)
def test_sentences_end_where_they_should(text: str, count: int) -> None:
    assert len(sentences(text)) == count
