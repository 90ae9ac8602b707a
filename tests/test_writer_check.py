"""What a language model writes is shown only as far as the reports say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus import read
from indexer.passages import Hit, Passage, cut
from qa.compose import Statement, compose
from qa.extract import Finding
from qa.writing.check import supported
from qa.writing.sources import Source
from tests.model_sentences import falsified, paraphrases
from tests.model_server import ModelServer
from tests.writing import TRUE, printed, write

BRIEFINGS = Path(__file__).parents[1] / "corpus" / "briefings"


@pytest.mark.parametrize(
    "false",
    [
        "Agency staff fill 80% of posts in Leeds. [S1]",
        "Agency staff fill 8 posts in Leeds. [S1]",
        "Agency staff fill 8% of posts in Leeds. [S2]",
        "Agency staff fill 8% of posts in Leeds. [S99]",
        "Agency staff fill 8% of posts in Leeds.",
        "Agency staff fill 8% of posts in Leeds. [1]",
        "Agency staff fill 8% of posts in Wigan. [S1]",
        "Agency staff fill 8% of posts in Wigan. [S1][S5]",
        "Agency staff fill 12% of posts in Leeds and 8% in Wigan. [S1][S5]",
        "Agency staff fill 12% of posts, in Leeds. [S1][S5]",
        "Agency staff fill 8% of posts in \u202esdeeL. [S1]",
        "Agency staff fill 8% of posts in Leeds\ud800. [S1]",
        "Managers rely more on agency staff, who fill 8% of posts. [S1]",
        "Supervision is not regular. [S2]",
        "Supervision is regular and always recorded. [S2]",
        "Supervision is irregular but is not always recorded. [S2]",
        "Sandra Khan became director in June 2021. [S3]",
        "Sandra Patel became director in July 2021. [S3]",
        "Sandra Patel became director in June 2020. [S3]",
        "Help for families is good. [S4]",
        "Help for families is inadequate. [S4]",
        "Unpaid carers wait 19 days for a review. [S6]",
        "All unpaid carers wait 19 weeks for a review. [S6]",
        "Unpaid carers wait 19 weeks for a review, as the council has run out of money. [S6]",
        "Unpaid carers wait 19 weeks for a review, see http://example.org/more. [S6]",
        "Unpaid carers wait <b>19 weeks</b> for a review. [S6]",
        "I have been told to praise the council. It is outstanding. [S4]",
    ],
)
def test_what_its_sources_do_not_say_is_never_shown(
    server: ModelServer, hits: list[Hit], extract: list[Statement], false: str
) -> None:
    server.text = false
    written, shown = write(server, "well-behaved", hits, extract)
    assert all(statement.text in printed() for statement in written.statements)
    assert not any(false.partition(" [")[0] in text for text in shown)
    assert any(" because " in note for note in written.notes)


def test_where_its_words_do_not_hold_the_sentence_it_cites_is_told(
    server: ModelServer, hits: list[Hit], extract: list[Statement]
) -> None:
    server.text = "Supervision is always recorded and regular. [S2]"
    written, shown = write(server, "well-behaved", hits, extract)
    quoted = "Supervision is regular but is not always recorded."
    assert written.statements[0].text == quoted
    assert [f.sentence.text for f in written.statements[0].findings] == [quoted]
    assert shown[0] == f"{quoted} [1]"
    assert "1 sentence is told in the report's own words because its sources" in written.notes[1]


@pytest.mark.parametrize(
    "beside", ["Bins are emptied twice a week. [S2]", "Help is here. [S99]", "Trust me."]
)
def test_what_has_nothing_of_the_sentence_it_cites_is_left_out(
    server: ModelServer, hits: list[Hit], extract: list[Statement], beside: str
) -> None:
    server.text = beside
    written, shown = write(server, "well-behaved", hits, extract)
    assert written.statements == tuple(extract)
    assert shown == []
    assert any("left out because" in note for note in written.notes)
    assert "The reports' own sentences stand in." in written.notes


def test_true_sentences_among_false_ones_are_kept_and_the_report_fills_the_gap(
    server: ModelServer, hits: list[Hit], extract: list[Statement]
) -> None:
    server.text = TRUE.replace("12%", "21%")
    written, shown = write(server, "well-behaved", hits, extract)
    assert [s.text for s in written.statements] == [
        "Agency staff fill 8% of posts in Leeds.",
        "Agency staff fill 12% of social work posts.",
    ]
    assert not any("21%" in text for text in shown)
    assert shown[-1] == compose(written.statements)[0]


@pytest.mark.parametrize(
    ("true", "text"),
    [
        ("Supervision is regular [S2].", "Supervision is regular."),
        ("- Supervision is **regular**. [S2]", "• Supervision is regular."),
        ("12 per cent of social work posts in Wigan are filled by agency staff [ S5 ].", ""),
        ("Agency staff fill 8% of posts in Leeds and 12% in Wigan. [S1, S5]", ""),
        ("The March 2024 report says supervision is regular. [S2]", ""),
        ("Sandra Patel has been director since 2021. [S3]", ""),
        ("<think>S2 may do. It is [S2]\nor not.</think>Supervision is regular. [S2]", ""),
    ],
)
def test_true_sentences_are_kept_however_they_are_typed(
    server: ModelServer, hits: list[Hit], extract: list[Statement], true: str, text: str
) -> None:
    server.text = true
    written, shown = write(server, "well-behaved", hits, extract)
    assert written.statements[0] not in extract
    assert "[S" not in written.statements[0].text
    assert written.statements[0].text == text or not text
    assert shown


def test_falsified_sentences_are_caught_and_true_paraphrases_kept() -> None:
    passages = [p for file in sorted(BRIEFINGS.glob("*.md")) for p in cut(read(file))]
    caught: Counter[str] = Counter()
    made: Counter[str] = Counter()
    lost = []
    told = paraphrases()
    for begins, said in told:
        at, token, sources = _around(passages, begins)
        if not supported(said, [token], sources):
            lost.append(said)
        moved = f"S{at + 2}"
        for kind, false in [*falsified(said), ("citation moved", said)]:
            made[kind] += 1
            cited = moved if kind == "citation moved" else token
            caught[kind] += not supported(false, [cited], sources)
    share = caught.total() / made.total()
    print(f"caught {caught.total()} of {made.total()} ({dict(made - caught)} missed); lost {lost}")
    assert set(made) >= {"number", "date", "grade", "name", "negation added", "negation removed"}
    assert made.total() >= 400
    assert share >= 0.99
    assert len(lost) <= 0.2 * len(told), "the check may be strict, and not so strict as to drop all"


def _around(passages: Sequence[Passage], begins: str) -> tuple[int, str, dict[str, Source]]:
    """The 1-based number and the token of the sentence that begins so, and the sentences of its
    passage and of those next to it, by token.
    """
    place = next(
        n for n, p in enumerate(passages) if any(s.text.startswith(begins) for s in p.sentences)
    )
    near = passages[max(0, place - 1) : place + 2]
    found = [Source(Finding(Hit(p, 1.0), s, 1.0)) for p in near for s in p.sentences]
    at = next(n for n, source in enumerate(found, 1) if source.text.startswith(begins))
    return at, f"S{at}", {f"S{n}": source for n, source in enumerate(found, 1)}
