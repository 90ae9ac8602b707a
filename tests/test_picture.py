"""Pictures of pages, the sentence boxed exactly or not at all, over PDFs made by the test."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image
from pypdf import PdfReader, PdfWriter

from corpus import Sentence
from corpus.pdf_find import Letters, PageText, find, letters
from corpus.pdf_picture import Picture, PictureUnavailable, picture

WAITS = "Carers wait 14 weeks for a review, which is longer than carers wait in any other council."
STAFF = "Staff turnover fell to 12.5% in the year."
GOOD = "Support is good."


def pdf(folder: Path, *pages: Sequence[str]) -> Path:
    """A PDF of pages of paragraphs, 12 points, in a column of some forty letters."""
    made = FPDF(unit="pt", format="A4")
    made.set_font("Helvetica", size=12)
    made.set_auto_page_break(False)
    for paragraphs in pages:
        made.add_page()
        for text in paragraphs:
            made.multi_cell(250, 16, text, new_x="LMARGIN", new_y="NEXT", align="L")
            made.ln(10)
    file = folder / "report.pdf"
    made.output(str(file))
    return file


def text_of(drawn: Picture) -> str:
    return letters("".join(box.text for box in drawn.boxes))


def image(drawn: Picture) -> Image.Image:
    return Image.open(io.BytesIO(drawn.png)).convert("RGB")


def darkest(drawn: Image.Image, frame: tuple[float, ...]) -> int:
    """The darkest red value within a frame: 0 is black, 255 white paper."""
    left, top, right, bottom = map(round, frame)
    return int(drawn.crop((left, top, right, bottom)).getchannel("R").getextrema()[0])


def test_a_sentence_is_boxed_line_by_line_where_it_stands(tmp_path: Path) -> None:
    file = pdf(tmp_path, [STAFF, f"{GOOD} {WAITS} {GOOD}"])
    drawn = picture(file, 1, [Sentence(WAITS, 1)])
    assert drawn.boxed
    assert (drawn.page, drawn.pages) == (1, 1)
    assert text_of(drawn) == letters(WAITS)
    assert len(drawn.boxes) >= 3
    assert [box.y0 for box in drawn.boxes] == sorted((b.y0 for b in drawn.boxes), reverse=True)

    plain, marked = image(picture(file, 1)), image(drawn)
    assert plain.size == marked.size == (drawn.width, drawn.height)
    for frame in drawn.frames:
        assert darkest(plain, frame) < 80, "there are letters in the frame"
        middle = round((frame[1] + frame[3]) / 2)
        assert marked.getpixel((round(frame[2]) + 1, middle)) != (255, 255, 255)
    assert marked.crop((0, 0, drawn.width, 30)).getcolors() == [(drawn.width * 30, (255,) * 3)]


def test_what_is_not_there_exactly_gets_no_box(tmp_path: Path) -> None:
    file = pdf(tmp_path, [STAFF, WAITS])
    other = Sentence(STAFF.replace("12.5%", "12.4%"), 1)
    inside = Sentence("carers wait", 1)
    drawn = picture(file, 1, [other, inside])
    assert not drawn.boxes
    assert drawn.missing == (other, inside)
    assert drawn.png == picture(file, 1).png
    some = picture(file, 1, [other, Sentence(STAFF, 1)])
    assert text_of(some) == letters(STAFF)
    assert not some.boxed


def test_equal_texts_are_told_apart_by_their_neighbours_or_not_at_all(tmp_path: Path) -> None:
    file = pdf(tmp_path, [GOOD, STAFF, WAITS, GOOD])
    good = Sentence(GOOD, 1, paragraph=3)
    assert picture(file, 1, [good]).missing == (good,)
    below = picture(file, 1, [good], [Sentence(WAITS, 1), good])
    above = picture(file, 1, [good], [good, Sentence(STAFF, 1)])
    assert text_of(below) == text_of(above) == letters(GOOD)
    assert below.boxes[0].y1 < above.boxes[0].y0
    both = [Sentence(GOOD, 1), Sentence(WAITS, 1), good]
    assert picture(file, 1, [good], both).boxes == below.boxes


def test_a_sentence_that_runs_on_is_boxed_on_both_pages(tmp_path: Path) -> None:
    head, tail = WAITS[: WAITS.index("which")], WAITS[WAITS.index("which") :]
    file = pdf(tmp_path, [STAFF, head, "Report on Ashford"], ["Report on Ashford", tail, STAFF])
    cited = [Sentence(WAITS, 1)]
    first, second = picture(file, 1, cited), picture(file, 2, cited)
    assert first.boxed
    assert second.boxed
    assert (text_of(first), text_of(second)) == (letters(head), letters(tail))
    assert not picture(file, 2, [Sentence(STAFF, 1)]).boxes, "it ends on the page before"


def test_a_table_row_is_boxed_over_its_cells(tmp_path: Path) -> None:
    made = FPDF(unit="pt", format="A4")
    made.set_font("Helvetica", size=12)
    made.add_page()
    for row in (("Leadership", "Good"), ("Care leavers", "Good")):
        for cell in row:
            made.cell(200, 20, cell, border=1)
        made.ln()
    file = tmp_path / "table.pdf"
    made.output(str(file))
    drawn = picture(file, 1, [Sentence("Care leavers: Good", 1, "row")])
    assert text_of(drawn) == letters("Care leaversGood")


def test_a_turned_page_has_its_box_over_the_letters(tmp_path: Path) -> None:
    writer = PdfWriter()
    for page in PdfReader(pdf(tmp_path, [STAFF, WAITS])).pages:
        writer.add_page(page).rotate(90)
    turned = tmp_path / "turned.pdf"
    writer.write(turned)
    drawn = picture(turned, 1, [Sentence(STAFF, 1)])
    plain = image(picture(turned, 1))
    assert drawn.width > drawn.height
    assert drawn.boxed
    assert all(darkest(plain, frame) < 80 for frame in drawn.frames)


def test_a_picture_is_never_larger_than_its_bound(tmp_path: Path) -> None:
    drawn = picture(pdf(tmp_path, [STAFF]), 1, [Sentence(STAFF, 1)], scale=100)
    assert max(drawn.width, drawn.height) <= 2601
    assert drawn.boxed


def test_where_there_is_no_picture_it_says_why(tmp_path: Path) -> None:
    file = pdf(tmp_path, [STAFF], [GOOD])
    for page in (0, 3):
        with pytest.raises(PictureUnavailable, match=f"report.pdf: it has no page {page}"):
            picture(file, page)
    file.write_text("<!DOCTYPE html><title>404</title>", "utf-8")
    with pytest.raises(PictureUnavailable, match="not a PDF"):
        picture(file, 1)
    file.unlink()
    with pytest.raises(PictureUnavailable, match="no longer where it was") as caught:
        picture(file, 1)
    assert (caught.value.path, "no longer" in caught.value.reason) == (file, True)


@pytest.mark.parametrize(
    ("quote", "printed"),
    [
        ("the council’s “front door”", 'the council\'s\n"front door"'),
        ("efficient staff", "eﬃcient sta\ufb00"),
        ("well-being of children", "well-\x02being of\r\n  children"),
        ("wellbeing of children", "well\u00ad\nbeing of chil\x02dren"),
        ("2015–16", "2015-16"),
        ("Area | Good", "\uf0b7 Area   Good"),
    ],
)
def test_typography_does_not_part_a_quote_from_its_page(quote: str, printed: str) -> None:
    assert letters(quote) == letters(printed)


def found(quote: str, characters: str, *small: int) -> str | None:
    """The characters that `find` takes for the quote."""
    page = PageText(characters, frozenset(small))
    place = find(Sentence(quote, 1), 1, {1: page}.get, ())
    return characters[slice(*place[0].places_of(place[1]))] if place else None


def test_footnote_marks_are_passed_over_and_figures_are_not() -> None:
    text = "In one area2 of the council 46 children wait.\n"
    mark = text.index("2 of")
    assert found("In one area of the council 46 children wait.", text, mark) == text.strip()
    assert found("In one area of the council 46 children wait.", text) is None
    assert found("In one area2 of the council 4 children wait.", text, mark) is None
    assert found("46 children wait", "146 children wait\n") is None


def test_a_short_text_must_stand_on_its_own() -> None:
    assert found("Good", "Overall\nGood\nCare leavers") == "Good"
    assert found("Good", "Overall Good support helps") is None
    assert found("Good", "It is Good.") is None
    assert found("In the last 12 months:", "children:\n In the last 12 months:\n one") == (
        "In the last 12 months:"
    )


def test_letters_know_their_places() -> None:
    on = Letters.of("a ﬁne-\nday", frozenset())
    assert on.text == "afineday"
    assert on.places == (0, 2, 2, 3, 4, 7, 8, 9)
    assert Letters.of("a1b", frozenset({1})).text == "ab"
