"""Understanding questions: councils, years, kinds of fact, follow-ups."""

from __future__ import annotations

from datetime import date

import pytest

from qa.answer import Turn
from qa.asking.kinds import asked_kind, holds
from qa.asking.question import understand, without


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("how long do carers wait for reviews", "duration"),
        ("How many children's homes are there?", "number"),
        ("what share of agency staff", "number"),
        ("Why did the backlog grow?", "reason"),
        ("how come visits were late", "reason"),
        ("when was the peer review", "date"),
        ("which year was the restructure", "date"),
        ("who chairs the board", "who"),
        ("what is the app called", "who"),
        ("overall grade in 2020", "grade"),
        ("which three things need fixing", "list"),
        ("what does Leeds have to get better at", "list"),
        ("name the three posts", "list"),
        ("are placements stable", "yesno"),
        ("what help is there for people who left care", "other"),
        ("what happens when children go missing", "other"),
        ("are health checks up to date", "yesno"),
        ("who set up the turnaround board", "who"),
        ("placement stability", "other"),
        ("what is thought to explain late visits", "reason"),
        ("what explains the backlog", "reason"),
        ("staff had 3 rules. what were they", "list"),
        ("were they any good?", "yesno"),
        ("is there anything left to work on", "list"),
        ("what must Leeds change?", "list"),
        ("what needed work in Leeds after the inspection", "list"),
        ("what shortcomings were found", "list"),
        ("which actions are required of Leeds", "list"),
        ("what did they want improved", "list"),
        ("what does Leeds need to do about housing", "other"),
        ("what has improved", "other"),
        ("names of those who checked the council's rating of itself", "who"),
        ("which councillor holds the brief for carers", "who"),
        ("does Leeds keep track of how long reviews take", "yesno"),
        ("does it say how long reviews take", "duration"),
        ("what is the address of the carers' centre", "contact"),
        ("what's the duty team's phone number", "contact"),
        ("opening hours of the hub", "contact"),
        ("is the website any good", "yesno"),
        ("do they know the address of everybody", "yesno"),
        ("why was the phone number changed", "reason"),
    ],
)
def test_the_kind_of_fact_asked_for(text: str, kind: str) -> None:
    assert asked_kind(text) == kind


@pytest.mark.parametrize(
    ("kind", "sentence", "held"),
    [
        ("number", "There were 76 referrals.", True),
        ("number", "Referrals rose.", False),
        ("number", "Inspection dates: 10 to 21 July 2023", False),
        ("number", "Much has improved since 2019.", False),
        ("number", "On 31 May 2018, 153 children were in care.", True),
        ("duration", "Carers waited for five weeks.", True),
        ("duration", "There were 76 referrals.", False),
        ("duration", "The director took up the post in March 2014.", True),
        ("date", "The review was made in March.", True),
        ("date", "The review was thorough.", False),
        ("who", "Inspection dates: 10 to 21 July 2023", False),
        ("who", "It was led by Ann Lee.", True),
        ("grade", "Care leavers: requires improvement", True),
        ("grade", "Care leavers are well supported", False),
        ("other", "Anything", True),
        ("contact", "The hub is open from 9am to 5pm.", True),
        ("contact", "Ring 01234 567890 or write to hub@example.org.", True),
        ("contact", "The hub opened in 2023 and 120 people came.", False),
    ],
)
def test_whether_a_sentence_holds_such_a_fact(kind: str, sentence: str, held: bool) -> None:
    assert holds(kind, sentence) is held  # type: ignore[arg-type]


def test_councils_and_years_are_found_as_people_type_them() -> None:
    asked = understand("how have RBKC and barking & dagenham done since 2020?")
    assert asked.authorities == ("Kensington and Chelsea", "Barking and Dagenham")
    assert asked.since == 2020
    assert asked.years == (2020,)


TODAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("text", "years", "since", "until"),
    [
        ("training in Leeds 2015-16", (2015,), None, None),
        ("what changed since the 2020 inspection", (2020,), 2020, None),
        ("grades from 2021 onwards", (2021,), 2021, None),
        ("overall grades before 2020", (2020,), None, 2019),
        ("grades between 2016 and 2020", (2016, 2020), 2016, 2020),
        ("which councils were judged inadequate in the last three years", (), 2023, None),
        # What happened before a year, or in the last years, is told by later reports too.
        ("how many left before 2020", (2020,), None, None),
        ("adoptions in the last three years", (), None, None),
        ("children looked after in 2017", (2017,), None, None),
        ("in 2017 children waited for how long", (2017,), None, None),
        ("Leeds 2017 children in care", (2017,), None, None),
        # Amounts are no years.
        ("do care leavers get a £2000 grant", (), None, None),
        ("are there over 2000 children in care", (), None, None),
        ("does it support 2020 foster carers", (), None, None),
    ],
)
def test_the_time_asked_about(
    text: str, years: tuple[int, ...], since: int | None, until: int | None
) -> None:
    asked = understand(text, today=TODAY)
    assert (asked.years, asked.since, asked.until) == (years, since, until)


def test_what_a_change_is_set_against_is_not_searched_for() -> None:
    for tail in ("compared with 2018", "now compared with the previous inspection", "since 2018"):
        asked = understand(f"how are caseloads in Leeds {tail}")
        assert asked.search_text == "how are caseloads in Leeds"
        assert asked.step == 0
    spans = (
        *("between the 2016 review and CQC's visit", "from 2018 to the latest report"),
        *("since the 2016 review", "between the 2016 and 2020 reports"),
    )
    for span in spans:
        asked = understand(f"have caseloads in Leeds changed {span}?")
        assert asked.search_text == "have caseloads in Leeds changed?"
        assert asked.change
    for span in ("than two years ago", "than they were", "than last time"):
        asked = understand(f"are caseloads in Leeds higher {span}?")
        assert asked.search_text == "are caseloads in Leeds higher?"
    beside = understand("share of carers seen in Leeds, 2016 against the CQC assessment")
    assert beside.search_text == "share of carers seen in Leeds,"
    assert beside.change


@pytest.mark.parametrize(
    ("text", "latest", "change"),
    [
        ("what is Leeds's latest overall grade", True, False),
        ("is Leeds currently short of carers", True, False),
        ("has Leeds got any better since 2022", False, True),
        ("what has improved since the last inspection of Leeds", False, True),
        ("night cover in Leeds - fine in 2020? and 2024?", False, True),
        ("does the improvement board meet", False, False),
        ("are caseloads in Leeds lower than in 2018", False, True),
        ("is staffing in Leeds steadier than at the 2022 inspection", False, True),
        ("has Leeds got supervision sorted since 2018", False, True),
        ("were there more than 2018 children in care", False, False),
        ("is it longer than in other councils", False, False),
        ("how does the LADO in Leeds do now compared with 2022", True, True),
        ("how do interviews in Leeds compare with last time", True, True),
        ("how are caseloads compared to how they were before", False, True),
        ("how does Leeds compare with Wigan in 2018", False, False),
        ("were reviews in Leeds late in 2018 and are they now", True, True),
        ("In 2018 Leeds was criticised for late reviews. Has that been put right?", False, True),
        ("late reviews in Leeds - what did the 2018 visit say and what about since", False, True),
        ("did Leeds fix the late reviews that inspectors found in 2018", False, True),
        ("are reviews in Leeds still as late as in 2018", False, True),
        ("carer numbers in Leeds now vs 2018", True, True),
        ("carer numbers in Leeds, last time and now", True, True),
        ("how many foster carers has Leeds at each inspection", False, True),
        ("are fewer staff in Leeds leaving than two years ago", False, True),
        ("do carers in Leeds wait longer than they used to?", False, True),
        ("is it the same director in Leeds as in 2018", False, True),
        ("who chairs the board in Leeds and who was it in 2018", False, True),
        ("how has the view of staff in Leeds changed", False, True),
        ("why do carers in Leeds wait longer than they used to", False, False),
        ("do carers in Leeds wait longer than they should", False, False),
        ("are staff in Leeds paid for travel between visits", False, False),
        ("are children in Leeds seen alone at each visit", False, False),
        ("do carers in Leeds get help before or after a crisis", False, False),
        ("what was the director of Leeds trained as before she came", False, False),
        ("which part of Leeds is still not good in 2018", False, False),
        ("what did inspectors want Leeds to put right after the 2018 visit", False, False),
        ("what is Leeds rated now (2018)", True, False),
        ("was there still a waiting list in Leeds in 2018", False, False),
    ],
)
def test_whether_the_newest_or_a_change_is_asked_for(text: str, latest: bool, change: bool) -> None:
    asked = understand(text)
    assert (asked.latest, asked.change) == (latest, change)


@pytest.mark.parametrize(
    ("text", "group", "among", "not_among"),
    [
        ("caseloads in all London boroughs", "London boroughs", "Harrow", "Leeds"),
        (
            "which metropolitan councils use agency staff",
            "metropolitan councils",
            "Leeds",
            "Harrow",
        ),
        ("early help in the north west", "councils in the North West", "Wigan", "Leeds"),
        ("early help in Yorkshire", "councils in Yorkshire and the Humber", "Leeds", "Wigan"),
        ("how do county councils recruit carers", "county councils", "Norfolk", "Leeds"),
    ],
)
def test_a_group_of_councils_is_its_members(
    text: str, group: str, among: str, not_among: str
) -> None:
    asked = understand(text)
    assert asked.group == group
    assert among in asked.authorities
    assert not_among not in asked.authorities


def test_what_is_left_aside_is_as_if_it_had_not_been_said() -> None:
    asked = understand("what did Ofsted say of Leeds and Devon since 2020")
    assert without(asked, ("Leeds",)).authorities == ("Devon",)
    assert without(asked, ("authorities",)) == without(asked, ("Leeds", "Devon"))
    bare = without(asked, ("since", "publishers"))
    assert (bare.since, bare.years, bare.publishers) == (None, (), ())
    group = understand("which London boroughs use agency staff")
    assert without(group, ("authorities",)).group == ""
    assert without(group, ("Harrow",)).group == "London boroughs"
    assert without(asked, ()) == asked


def test_a_year_taken_off_is_not_read_either() -> None:
    dated = understand("How long do carers in Harrow wait since 2019?")
    assert "2019" in dated.completed
    timeless = without(dated, ("years",))
    assert "2019" not in f"{timeless.search_text} {timeless.completed}"


@pytest.mark.parametrize(
    "text",
    ["How long do carers wait in 2019?", "In 2019, how long do carers wait?"],
)
def test_the_word_before_a_year_goes_with_it(text: str) -> None:
    timeless = without(understand(text), ("years",))
    assert timeless.completed.lower() == "how long do carers wait?"


@pytest.mark.parametrize("text", ["which councils use agency", "agency in every council"])
def test_every_council_leaves_all_in(text: str) -> None:
    assert (understand(text).group, understand(text).authorities) == ("every council", ())


@pytest.mark.parametrize(
    "text",
    [
        "who leads for the whole of north west London",
        "how does North East Lincolnshire recruit",
        "which adoption agency in the north west does Wigan use",
        "does the London Borough of Harrow use agency staff",
    ],
)
def test_part_of_a_name_is_no_group(text: str) -> None:
    assert understand(text).group == ""


def test_publishers_and_peer_reviews_narrow_where_they_are_the_source() -> None:
    assert understand("what did ofsted say about visits").publishers == ("Ofsted",)
    assert understand("CQC score for equity").publishers == ("Care Quality Commission",)
    assert understand("homes not registered with Ofsted").publishers == ()
    assert understand("how do adults get advice").publishers == ()
    assert understand("what did the peer review find").kinds == ("peer review",)
    assert understand("when was the last peer review").kinds == ()


HISTORY = [
    Turn("how many primary pupils in Harrow speak another language?", "66%."),
]


@pytest.mark.parametrize("text", ["what about secondaries", "and why is that so high these days"])
def test_a_follow_up_keeps_subject_and_council(text: str) -> None:
    asked = understand(text, HISTORY)
    assert asked.authorities == ("Harrow",)
    assert "primary pupils" in asked.search_text
    assert text in asked.search_text
    assert "following" in asked.asked


def test_a_follow_up_of_a_follow_up_reaches_back_to_the_subject() -> None:
    asked = understand("and in 2020?", [*HISTORY, Turn("what about secondaries", "60%.")])
    own, with_subject = asked.readings
    assert own == "what about secondaries"
    assert "primary pupils" in with_subject
    assert asked.years == (2020,)


def test_a_follow_up_may_name_another_council_or_year() -> None:
    asked = understand("what about Leeds in 2015?", HISTORY)
    assert asked.authorities == ("Leeds",)
    assert asked.asked == "how many primary pupils in Leeds speak another language in 2015?"
    assert asked.completed == asked.asked


def test_a_later_follow_up_keeps_the_council_and_year_named_last() -> None:
    asked = understand("and 2022?", [*HISTORY, Turn("and Wigan in 2019?", "70%.")])
    assert (asked.authorities, asked.years) == (("Wigan",), (2022,))
    assert understand("who taught them?", [*HISTORY, Turn("and in 2019?", "70%.")]).years == (2019,)


def test_it_stands_for_what_the_answer_named() -> None:
    history = [Turn("Which adoption agency does Leeds work with?", "One Adoption. [1]")]
    asked = understand("who hosts it?", history)
    assert asked.search_text == (
        "Which adoption agency does Leeds work with? One Adoption. who hosts it?"
    )


def test_of_a_grade_only_its_area_is_searched_for_further() -> None:
    history = [Turn("What grade did Leeds get for care leavers in 2025?", "Good.")]
    assert understand("so what do they need to fix?", history).search_text == (
        "care leavers so what do they need to fix?"
    )


def test_the_inspection_after_the_one_spoken_of() -> None:
    history = [Turn("what was Leeds's first grade?", "Leeds, 27 March 2015: good [1]")]
    asked = understand("and at the inspection after that?", history)
    assert (asked.years, asked.step) == ((2015,), 1)
    assert understand("and the one before?", history).step == -1


def test_a_conversation_about_a_council_stays_with_it() -> None:
    asked = understand("How long do foster carers wait for training?", HISTORY)
    assert asked.authorities == ("Harrow",)
    assert asked.completed == asked.text


def test_a_question_that_stands_alone_leaves_the_history() -> None:
    text = "How large are social workers' caseloads in Wigan?"
    assert understand(text, HISTORY).search_text == text
    assert understand(text).asked == text
