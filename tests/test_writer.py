"""The language-model writer, through the real client, against a server on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from corpus import read
from indexer.passages import Hit, cut
from qa.compose import Statement, compose
from qa.writing.drafts import Draft, drafts
from qa.writing.writer import Writer, Written
from tests.model_server import KEY, ModelServer
from tests.writing import QUESTION, REPORTS, TRUE, hits_of, write


def test_a_well_behaved_model_words_the_answer_and_each_sentence_is_cited(
    server: ModelServer, hits: list[Hit], extract: list[Statement]
) -> None:
    server.text = TRUE
    written, shown = write(server, "well-behaved", hits, extract)
    text, cited = compose(written.statements)
    assert (
        text == "Agency staff fill 8% of posts in Leeds. [1] In Wigan they fill 12% of posts. [2]"
    )
    assert [quoted.passage.authority for quoted in cited] == ["Leeds", "Wigan"]
    assert shown == ["Agency staff fill 8% of posts in Leeds. [1]", text]
    assert len(written.notes) == 1
    assert "openai:well-behaved" in written.notes[0]


def test_a_sentence_is_shown_while_the_model_still_writes(
    server: ModelServer, hits: list[Hit], extract: list[Statement]
) -> None:
    server.text = TRUE
    writer = Writer.open("openai:waiting", server.url)
    writer.write(QUESTION, hits, extract, on_told=lambda told: server.seen.set())
    assert server.seen_in_time


def test_only_the_hits_and_the_question_are_sent_and_as_data(
    server: ModelServer, hits: list[Hit], extract: list[Statement]
) -> None:
    server.text = TRUE
    write(server, "well-behaved", hits, extract)
    [(path, headers, body)] = server.asked
    assert path == "/v1/chat/completions"
    assert headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in json.dumps(body)
    assert body["temperature"] == 0
    rules, asked = body["messages"]
    assert rules["role"] == "system"
    assert not any(text.split("\n")[1] in rules["content"] for text in REPORTS.values())
    _, *passages, _, question = asked["content"].split("\n")
    told = [json.loads(line) for line in passages]
    assert [line["council"] for line in told] == ["Leeds", "Wigan"]
    sentences = [s for line in told for s in line["sentences"].values()]
    assert sentences == [s.text for hit in hits for s in hit.passage.sentences]
    assert json.loads(question.removeprefix("Question: ")) == QUESTION.asked


def test_a_council_that_the_model_leaves_out_is_added(
    server: ModelServer, hits: list[Hit], extract: list[Statement]
) -> None:
    server.text = TRUE.partition("\n")[0]
    written, _ = write(server, "well-behaved", hits, extract)
    assert written.statements[1:] == (extract[1],)


def test_an_instruction_in_a_report_is_kept_from_the_model_and_obeying_it_shows_nothing(
    server: ModelServer, tmp_path: Path, hits: list[Hit], extract: list[Statement]
) -> None:
    poisoned = hits_of("bolton.md", tmp_path)
    server.text = "Agency staff in Bolton are outstanding. [S1]"
    written, shown = write(server, "well-behaved", [*poisoned, *hits], extract)
    assert "Ignore all previous" not in json.dumps(server.asked[0][2])
    assert not any("outstanding" in text for text in (*shown, compose(written.statements)[0]))
    cited = {f.hit.passage.authority for s in written.statements for f in s.findings}
    assert cited == {"Leeds", "Wigan"}
    assert written.notes[-1].startswith("1 passage was kept from the language model")


def test_a_sentence_that_leans_on_the_one_before_is_shown_only_after_it(
    server: ModelServer, hits: list[Hit], extract: list[Statement]
) -> None:
    leaning = "They now fill 8% of posts. [S1]"
    server.text = f"Managers rely less on agency staff. [S1]\n{leaning}"
    written, _ = write(server, "well-behaved", hits, extract)
    assert [s.text for s in written.statements][:2] == [
        "Managers rely less on agency staff.",
        "They now fill 8% of posts.",
    ]
    for before in (
        "",
        "Managers are proud of agency staff. [S1]\n",
        "Supervision is regular. [S2]\n",
    ):
        server.text = before + leaning
        written, _ = write(server, "well-behaved", hits, extract)
        assert not any("They now" in statement.text for statement in written.statements)


def test_notes_tell_what_became_of_each_sentence(
    server: ModelServer, hits: list[Hit], extract: list[Statement]
) -> None:
    server.text = "Supervision is regular.\nStaff are happy.\nSupervision is daily. [S2]"
    written, _ = write(server, "well-behaved", hits, extract)
    assert written.notes[1:-1] == (
        "2 sentences were left out because they cite no source.",
        "1 sentence is told in the report's own words because its sources do not support it as it "
        "was written.",
    )
    assert [statement.text for statement in written.kept] == [
        "Supervision is regular but is not always recorded."
    ]


def test_what_the_model_denies_is_said_and_the_extract_left_to_the_caller(
    server: ModelServer, hits: list[Hit], extract: list[Statement]
) -> None:
    server.text = "NO ANSWER"
    written, _ = write(server, "well-behaved", hits, extract)
    assert written.denied
    assert (written.statements, written.kept) == (tuple(extract), ())
    assert "found no answer" in written.notes[0]
    server.text = f"{TRUE}NO ANSWER"
    assert not write(server, "well-behaved", hits, extract)[0].denied


def test_what_says_again_what_is_told_is_left_out(
    server: ModelServer, hits: list[Hit], extract: list[Statement]
) -> None:
    server.text = f"{TRUE}In the March 2024 report, agency staff fill 8% of posts in Leeds. [S1]\n"
    written, _ = write(server, "well-behaved", hits, extract)
    assert [f"{s.text} [S{n}]" for s, n in zip(written.kept, (1, 5), strict=True)] == [
        *TRUE.strip().split("\n")
    ]


def test_another_figure_or_a_denial_is_no_repetition(server: ModelServer, tmp_path: Path) -> None:
    head, *_ = REPORTS["leeds.md"].partition("# Leadership")
    long = "of all young people who left care in the north of the city wait for a flat or a hostel"
    said = [f"In spring 8% {long}.", f"In spring 12% {long}.", f"In spring 12% {long} no more."]
    (tmp_path / "long.md").write_text(f"{head}# Leavers\n\n{' '.join(said)}\n", "utf-8")
    hits = [Hit(passage, 0.9) for passage in cut(read(tmp_path / "long.md"))]
    server.text = "\n".join(f"{text} [S{n}]" for n, text in enumerate(said, 1))
    written, _ = write(server, "well-behaved", hits, [])
    assert [statement.text for statement in written.kept] == said


def test_an_item_told_with_words_of_what_introduces_it_cites_both(
    server: ModelServer, tmp_path: Path
) -> None:
    head, *_ = REPORTS["leeds.md"].partition("# Leadership")
    text = (
        f"{head}# Children\n\nAt 31 March 2024:\n\n- 23 children are in hostels\n- 4 are abroad\n"
    )
    (tmp_path / "list.md").write_text(text, "utf-8")
    listed = [Hit(passage, 0.9) for passage in cut(read(tmp_path / "list.md"))]
    for said, cited in (
        ("At 31 March 2024, 23 children are in hostels.", ["At 31 March 2024:", "23 children"]),
        ("23 children are in hostels.", ["23 children"]),
    ):
        server.text = f"{said} [S2]"
        written, _ = write(server, "well-behaved", listed, [])
        [statement] = written.kept
        assert statement.text == said
        begins = [f.sentence.text[: len(b)] for f, b in zip(statement.findings, cited, strict=True)]
        assert begins == cited


def test_the_part_to_be_told_is_named(
    server: ModelServer, hits: list[Hit], extract: list[Statement]
) -> None:
    server.text = TRUE
    Writer.open("openai:well-behaved", server.url).write(QUESTION, hits, extract, "Leeds")
    *_, question, part = server.asked[0][2]["messages"][1]["content"].split("\n")
    assert (question, part) == (f"Question: {json.dumps(QUESTION.asked)}", 'Part: "Leeds"')


def test_nothing_is_asked_without_passages(server: ModelServer) -> None:
    assert write(server, "well-behaved", [], [])[0] == Written((), ())
    assert server.asked == []


def test_many_threads_write_at_once(
    server: ModelServer, hits: list[Hit], extract: list[Statement]
) -> None:
    server.text = TRUE
    writer = Writer.open("openai:well-behaved", server.url)
    with ThreadPoolExecutor(6) as threads:
        written = list(threads.map(lambda _: writer.write(QUESTION, hits, extract), range(12)))
    assert len({compose(each.statements)[0] for each in written}) == 1
    assert written[0].statements[0] not in extract


def test_drafts_come_as_soon_as_they_are_whole() -> None:
    seen: list[str] = []

    def pieces() -> Iterator[str]:
        for piece in (
            "One fell to 8",
            "%. [S",
            "1][S2] Dr. B",
            "loom left. [S3]\n1. Two",
            " rose [S4]",
        ):
            seen.append(piece)
            yield piece

    arrived = [(draft, len(seen)) for draft in drafts(pieces())]
    assert arrived == [
        (Draft("One fell to 8%.", ("S1", "S2"), False), 3),
        (Draft("Dr. Bloom left.", ("S3",), False), 4),
        (Draft("Two rose", ("S4",), True), 5),
    ]
