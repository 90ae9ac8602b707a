"""Councils' names in text, dates as printed, and what a report says of itself."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from corpus.authorities import authorities, canonical, find_authorities
from corpus.blocks import Block
from corpus.dates import find_spans
from corpus.metadata import metadata
from corpus.sources import Source


def names(text: str) -> list[str]:
    return [mention.name for mention in find_authorities(text)]


BEYOND = ("Welsh", "Scottish")


def blocks(*texts: str) -> list[Block]:
    return [Block("paragraph", ((text, 1),)) for text in texts]


def source(authority: str = "", published: date | None = None) -> Source:
    return Source("x.pdf", "Ofsted", authority, published, "https://example.org/x", "", 1)


def test_there_are_153_councils_with_social_care_duties() -> None:
    today = [authority for authority in authorities() if authority.type != "former"]
    assert len(today) == len({authority.name for authority in today})
    beyond = Counter(authority.region for authority in today if authority.type in BEYOND)
    assert (len(today) - beyond.total(), beyond) == (153, {"Wales": 22, "Scotland": 32})


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Forty interviews were held by the team between 4 – 6 June 2019, and papers were read.",
            (date(2019, 6, 4), date(2019, 6, 6)),
        ),
        ("The peers were on site from 3 to 5 May 2022.", (date(2022, 5, 3), date(2022, 5, 5))),
        ("The survey was carried out between 1 April 2019 and 31 March 2020.", None),
        ("Plans were undertaken. From 3 to 5 May 2022 there was snow.", None),
    ],
)
def test_days_on_site_are_read_from_running_text(text: str, days: tuple[date, date] | None) -> None:
    assert metadata(Path("a.txt"), blocks(text)).inspected == days


@pytest.mark.parametrize("authority", [authority.name for authority in authorities()])
def test_every_council_is_found_by_its_own_name(authority: str) -> None:
    assert names(f"The inspection of {authority} Council took place.") == [authority]
    assert canonical(authority.upper()) == authority


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("RBKC", "Kensington and Chelsea"),
        ("Barking & Dagenham", "Barking and Dagenham"),
        ("telford", "Telford and Wrekin"),
        ("how is hull doing", "Kingston upon Hull"),
        ("Tower Hamlets council", "Tower Hamlets"),
        ("London Borough of Harrow", "Harrow"),
        ("Kingston", "Kingston upon Thames"),
        ("St. Helens", "St Helens"),
        ("Stoke on Trent", "Stoke-on-Trent"),
        ("Bournemouth, Christchurch and Poole", "Bournemouth Christchurch and Poole"),
        ("London Corporation", "City of London"),
        ("Harrow’s carers", "Harrow"),
        ("cardiff children's services", "Cardiff"),
        ("Ynys Môn", "Isle of Anglesey"),
    ],
)
def test_names_as_people_type_them(typed: str, name: str) -> None:
    assert names(typed) == [name]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("North Lincolnshire and Lincolnshire", ["North Lincolnshire", "Lincolnshire"]),
        ("East Sussex", ["East Sussex"]),
        ("Derby and Derbyshire", ["Derby", "Derbyshire"]),
        ("Newcastle-under-Lyme", []),
        ("children’s progress in reading", []),
        ("Reading and writing improve", []),
        ("how long do carers wait in reading?", ["Reading"]),
        ("reading council", ["Reading"]),
        ("they had to bury the report", []),
        ("Bury St Edmunds", []),
        ("do they do the Duke of Edinburgh's award in Leeds", ["Leeds"]),
        ("compare Bury, Reading and Slough", ["Bury", "Reading", "Slough"]),
        ("a bath seat", []),
        ("no council at all", []),
    ],
)
def test_the_longest_name_wins_and_words_are_not_councils(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_a_mention_says_where_it_stands() -> None:
    (mention,) = find_authorities("What of Barking & Dagenham’s carers?")
    assert "What of Barking & Dagenham’s carers?"[mention.start : mention.end] == (
        "Barking & Dagenham"
    )


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("8 – 12 July 2013", date(2013, 7, 8), date(2013, 7, 12)),
        ("27 November to 8 December 2023", date(2023, 11, 27), date(2023, 12, 8)),
        ("21 December to 10 January 2017", date(2016, 12, 21), date(2017, 1, 10)),
        ("1 July 2024 to 12 July 2024", date(2024, 7, 1), date(2024, 7, 12)),
        ("16 January 2017–9 February 2017", date(2017, 1, 16), date(2017, 2, 9)),
        ("Monday 3rd to Friday 7th March 2025", date(2025, 3, 3), date(2025, 3, 7)),
        ("12/09/2016 to 06/10/2016", date(2016, 9, 12), date(2016, 10, 6)),
        ("4 March 2025", date(2025, 3, 4), date(2025, 3, 4)),
    ],
)
def test_spans_of_days_are_read(printed: str, first: date, last: date) -> None:
    assert find_spans(f"Inspection dates: {printed}.") == [(first, last)]


def test_impossible_dates_are_passed_over() -> None:
    assert find_spans("31 February 2020 and 99/99/2020") == []


def test_the_document_is_believed_before_the_manifest_and_the_file_name() -> None:
    known = metadata(
        Path("leeds-2001-01-01.pdf"),
        blocks(
            "Inspection of Hull City local authority children’s services",
            "Inspection dates: 8 to 12 July 2013",
            "Report published: 16 August 2013",
            "Lead inspector: A Person, His Majesty’s Inspector",
            "In Leeds and Leeds and Leeds this is done better.",
        ),
        source=source("Leeds", date(2001, 1, 1)),
    )
    assert known.authority == "Kingston upon Hull"
    assert known.title == "Inspection of Hull City local authority children’s services"
    assert known.publisher == "Ofsted"
    assert known.kind == "inspection"
    assert known.published == date(2013, 8, 16)
    assert known.inspected == (date(2013, 7, 8), date(2013, 7, 12))


def test_the_manifest_tells_what_the_document_does_not() -> None:
    known = metadata(Path("x.pdf"), blocks("Text."), source=source("Leeds", date(2020, 5, 6)))
    assert (known.authority, known.published) == ("Leeds", date(2020, 5, 6))


def test_the_file_name_is_the_last_resort() -> None:
    known = metadata(Path("telford-wrekin-2020-03-02.pdf"), blocks("Text without any name."))
    assert (known.authority, known.published) == ("Telford and Wrekin", date(2020, 3, 2))


def test_nothing_is_made_up_where_nothing_is_known() -> None:
    known = metadata(Path("report.pdf"), blocks("Text."))
    assert (known.authority, known.publisher, known.published) == ("", "", None)
    assert known.inspected is None
    assert known.title == "report"


def test_a_dated_event_in_the_text_is_not_the_publication() -> None:
    known = metadata(
        Path("x.txt"), blocks("The strategy was published in 2015. It was revised on 4 May 2016.")
    )
    assert known.published is None


def test_a_title_without_its_council_gets_it() -> None:
    known = metadata(
        Path("x.pdf"),
        blocks("London Borough of Barnet", "Inspection of services for children in need"),
    )
    assert known.title == "Barnet: Inspection of services for children in need"
