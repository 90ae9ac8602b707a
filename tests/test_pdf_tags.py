"""PDFs with a structure tree: its tags give the blocks, save where they are wrong."""

from __future__ import annotations

from pathlib import Path

from corpus.outline import sections
from corpus.pdf import read_pdf
from tests.made_pdfs import El, TaggedPdf, li, p, shape, table


def test_tags_give_headings_lists_and_numbered_paragraphs(tmp_path: Path) -> None:
    pdf = TaggedPdf(
        [
            p("Inspection of Anytown", "H1", 26),
            p("What needs to improve?", "H2", 14, True),
            El("L", [], [li("\u2022", "The timeliness of visits."), li("\u2022", "Supervision.")]),
            p("Help and protection: good", "H2", 14, True),
            El("L", [], [li("1.", "Thresholds are clear. They work."), li("2.", "So. It is.")]),
        ]
    ).save(tmp_path / "a.pdf")
    blocks, info = read_pdf(pdf)
    assert info.pages == 1
    assert shape(blocks) == [
        ("heading", "Inspection of Anytown"),
        ("heading", "What needs to improve?"),
        ("bullet", "The timeliness of visits."),
        ("bullet", "Supervision."),
        ("heading", "Help and protection: good"),
        ("paragraph", "Thresholds are clear. They work."),
        ("paragraph", "So. It is."),
    ]
    assert [block.level for block in blocks if block.kind == "heading"] == [1, 2, 2]
    assert blocks[2].group == blocks[3].group != 0
    assert [block.label for block in blocks[5:]] == ["1", "2"]


def test_body_text_tagged_as_heading_is_text_and_bold_text_is_a_heading(tmp_path: Path) -> None:
    body = "It is plain text of the usual size, and it says a good deal about one thing."
    pdf = TaggedPdf(
        [
            p("First part", "H1", 16, True),
            p("Sub-heading one", "H2", 12, True),
            p(body),
            p(body, "H2"),
            p("Sub-heading two", "P", 12, True),
            p(body),
            p("Second part", "H1", 16, True),
        ]
    ).save(tmp_path / "a.pdf")
    found = [(b.level, b.text) for b in read_pdf(pdf)[0] if b.kind == "heading"]
    assert found == [
        (1, "First part"),
        (2, "Sub-heading one"),
        (2, "Sub-heading two"),
        (1, "Second part"),
    ]


def test_a_paragraph_cut_by_a_page_end_is_one_block_of_two_pieces(tmp_path: Path) -> None:
    pdf = TaggedPdf(
        [p("Part one", "H1", 16, True), p("Social workers visit children at")],
        [p("home and know them well."), p("Another paragraph.")],
    ).save(tmp_path / "a.pdf")
    blocks, _ = read_pdf(pdf)
    assert blocks[1].pieces == (
        ("Social workers visit children at", 1),
        ("home and know them well.", 2),
    )
    assert blocks[2].text == "Another paragraph."


def test_a_numbered_item_goes_on_at_the_top_of_the_next_page(tmp_path: Path) -> None:
    pdf = TaggedPdf(
        [El("L", [], [li("43.", "Plans are good. They are clear.")])],
        [El("L", [], [p("Most are timely.", "LI"), li("44.", "Visits are rare. So they say.")])],
    ).save(tmp_path / "a.pdf")
    blocks, _ = read_pdf(pdf)
    assert [(block.label, len(block.pieces)) for block in blocks] == [("43", 2), ("44", 1)]


def test_items_whose_bullets_are_drawn_are_apart_across_pages_too(tmp_path: Path) -> None:
    pdf = TaggedPdf(
        [El("L", [], [p("Plans are good.", "LI"), p("Homes are near.", "LI")])],
        [El("L", [], [p("Visits are on time.", "LI"), p("Carers are paid.", "LI")])],
    ).save(tmp_path / "a.pdf")
    blocks, _ = read_pdf(pdf)
    assert [(block.kind, block.text) for block in blocks] == [
        ("bullet", "Plans are good."),
        ("bullet", "Homes are near."),
        ("bullet", "Visits are on time."),
        ("bullet", "Carers are paid."),
    ]


def test_footnote_marks_leave_words_and_figures_whole(tmp_path: Path) -> None:
    called = El(
        "P", [("There are 56,200", 12, False, 0), ("2", 8, False, 5), (" children.", 12, False, 0)]
    )
    note = El("Note", [], [El("P", [("2", 6.5, False, 4), (" Local data.", 10, False, 0)])])
    pdf = TaggedPdf([called, note, p("More text follows here.")]).save(tmp_path / "a.pdf")
    blocks, _ = read_pdf(pdf)
    assert [(b.label, b.text) for b in blocks] == [
        ("", "There are 56,200 children."),
        ("note 2", "Local data."),
        ("", "More text follows here."),
    ]


def test_rows_pair_an_area_with_its_grade_and_name_columns(tmp_path: Path) -> None:
    def bold(text: str) -> El:
        return p(text, bold=True)

    pdf = TaggedPdf(
        [
            table((bold("Judgement"), bold("Grade")), ("Overall effectiveness", "Good")),
            table(
                (bold("Year"), bold("Plans"), bold("Visits")),
                ("2023", "12", "34"),
                ("2024", "15", ""),
            ),
        ]
    ).save(tmp_path / "a.pdf")
    rows = [block for block in read_pdf(pdf)[0] if block.kind == "row"]
    texts = [row.text for row in rows]
    assert "Overall effectiveness: Good" in texts
    assert "2023: Plans: 12; Visits: 34" in texts
    assert rows[0].group == rows[1].group != rows[-1].group


def test_a_framed_chapter_heads_its_summary_and_what_follows_the_frame(tmp_path: Path) -> None:
    box = table(
        (p("Help and protection", bold=True), p("Inadequate", bold=True)),
        (El("Div", [], [p("Summary", bold=True), p("Too few plans are good.")]),),
    )
    pdf = TaggedPdf(
        [p("The council", "H1", 16, True), p("Judgements", "H2", 14, True), box, p("More plans.")],
        [p("Summary for children", "H2", 14, True), p("Read this.")],
    ).save(tmp_path / "a.pdf")
    paths = [(s.heading, [t.text for t in s.sentences]) for s in sections(read_pdf(pdf)[0])]
    chapter = ("The council", "Judgements", "Help and protection")
    assert (chapter, ["Help and protection: Inadequate"]) in paths
    assert ((*chapter, "Summary"), ["Too few plans are good."]) in paths
    assert (chapter, ["More plans."]) in paths
    assert (("The council", "Summary for children"), ["Read this."]) in paths


def test_text_that_the_tags_leave_out_is_kept_but_page_numbers_are_not(tmp_path: Path) -> None:
    stray = El(
        "", [("This long line stands outside the structure tree of the page.", 12, False, 0)]
    )
    pdf = TaggedPdf(
        [p("A first paragraph that says something."), p("More of it."), p("Still more."), stray]
    ).save(tmp_path / "a.pdf")
    texts = [block.text for block in read_pdf(pdf)[0]]
    assert "This long line stands outside the structure tree of the page." in texts
    assert "1" not in texts


def test_contents_and_imprint_are_left_out(tmp_path: Path) -> None:
    pdf = TaggedPdf(
        [p("Contents", "H1", 16, True), p("The council 2"), p("Summary for children 3")],
        [p("The council", "H1", 16, True), p("Children are safe here.")],
        [
            p("If you would like a copy of this document in large print, telephone us.", size=10),
            p("You may reuse this information under the Open Government Licence.", size=10),
            p("Store Street", size=10),
            p("W: www.example.org", size=10),
        ],
    ).save(tmp_path / "a.pdf")
    assert shape(read_pdf(pdf)[0]) == [
        ("heading", "The council"),
        ("paragraph", "Children are safe here."),
    ]
