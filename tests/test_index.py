"""Searching an index: by meaning, by words, within some reports, from many threads."""

from __future__ import annotations

import math
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from indexer.build import build
from indexer.generations import FORMAT
from indexer.index import Index, IndexMismatch, IndexMissing
from indexer.vectors import VectorIndex
from indexer.words import WordIndex, words
from tests.by_eye import ByEye


def test_nearest_finds_by_meaning_with_the_cosine_as_score(index: Index) -> None:
    first, *others = index.nearest("carer", 10)
    assert first.passage.heading[-1] == "Unpaid carers"
    assert len(others) == len(index.passages) - 1
    counts = ByEye().encode([first.passage.embedded_text])[0]
    assert first.score == pytest.approx(counts[0])
    scores = [first.score, *(hit.score for hit in others)]
    assert scores == sorted(scores, reverse=True)
    assert all(-1.001 <= score <= 1.001 for score in scores)


def test_matching_finds_inflected_words_and_figures(index: Index) -> None:
    assert index.matching("adopter", 1)[0].passage.report_id == "bexham.md"
    assert [hit.passage.heading[-1] for hit in index.matching("12.5%", 5)] == ["Workforce"]
    assert index.matching("zebra", 5) == []
    assert index.matching("the of and", 5) == []
    assert index.matching("", 5) == []


def test_curly_and_straight_quotes_find_the_same(index: Index) -> None:
    assert index.matching("children’s", 3) == index.matching("children's", 3) != []


def test_only_the_reports_asked_for_are_searched(index: Index) -> None:
    for search in (index.nearest, index.matching):
        assert {h.passage.report_id for h in search("staff carers", 9, {"bexham.md"})} <= {
            "bexham.md"
        }
        assert search("staff", 9, []) == []
        assert search("staff", 9, ["not-held.pdf"]) == []
        everything = search("staff carers", 9, list(index.reports))
        assert everything == search("staff carers", 9)
    assert index.matching("staff", 9, ["ashford.md"]) == index.matching("staff", 9)


def test_passages_are_reached_by_id_and_by_report(index: Index) -> None:
    for id in index.reports:
        own = index.of_report(id)
        assert own
        assert own == tuple(p for p in index.passages if p.report_id == id)
        assert [index.passage(p.id) for p in own] == list(own)
        assert index.file(id).name == id
    with pytest.raises(KeyError):
        index.passage("ashford.md#99")
    with pytest.raises(KeyError):
        index.of_report("not-held.pdf")


def test_a_report_without_a_date_is_as_old_as_the_oldest_that_has_one(tmp_path: Path) -> None:
    head = "---\nauthority: {}\npublisher: Ofsted\n{}---\n# Carers\n\nCarers wait.\n"
    for name, place, date in (
        ("old.md", "Leeds", "published: 2016-05-01\n"),
        ("new.md", "Leeds", "published: 2024-05-01\n"),
        ("undated.md", "Leeds", ""),
        ("alone.md", "Wigan", ""),
    ):
        (tmp_path / name).write_text(head.format(place, date), "utf-8")
    build([tmp_path], tmp_path / ".index", ByEye())
    behind = Index.open(tmp_path / ".index", ByEye()).years_behind
    assert (behind["new.md"], behind["alone.md"]) == (0, 0)
    assert behind["old.md"] == behind["undated.md"] == pytest.approx(8, abs=0.1)


def test_stored_vectors_are_those_of_the_embedded_texts(index: Index) -> None:
    expected = index.encode([t for p in index.passages for t in p.embedded_sentences])
    np.testing.assert_allclose(index.sentence_vectors(index.passages), expected, atol=1e-6)


def test_reports_come_back_as_they_were_read(index: Index) -> None:
    ashford = index.reports["ashford.md"]
    sentences = [s for section in ashford.sections for s in section.sentences]
    assert (ashford.authority, ashford.published and ashford.published.year) == ("Ashford", 2024)
    assert "Carers wait 14 weeks for a review." in [s.text for s in sentences]
    assert {s.lead_in for s in sentences} == {"", "The following should improve:"}


def test_many_threads_get_what_one_gets(index: Index) -> None:
    asked = ["carers", "waiting staff", "adopted", "12.5%", "weeks for a review"] * 40

    def both(query: str) -> tuple[object, object]:
        return index.nearest(query, 3), index.matching(query, 3, ["ashford.md"])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(both, asked)) == [both(query) for query in asked]


def test_a_missing_index_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="python -m indexer build"):
        Index.open(tmp_path / "none")


def test_another_encoder_is_refused_by_name(reports: Path, tmp_path: Path) -> None:
    class Retrained(ByEye):
        digest = "by-eye, second edition"

    build([reports], tmp_path / "index", ByEye())
    with pytest.raises(IndexMismatch, match="by-eye, seco"):
        Index.open(tmp_path / "index", Retrained())


def test_an_index_of_another_format_is_refused(reports: Path, tmp_path: Path) -> None:
    build([reports], tmp_path / "index", ByEye())
    (manifest,) = tmp_path.glob("index/generations/*/manifest.json")
    manifest.write_text(manifest.read_text().replace(f'"format": {FORMAT}', '"format": 99'))
    with pytest.raises(IndexMismatch, match="format 99"):
        Index.open(tmp_path / "index", ByEye())


@pytest.mark.parametrize("name", ["manifest.json", "reports.jsonl", "words/data.csc.index.npy"])
@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_damaged_index_is_said_to_be_so(
    reports: Path, tmp_path: Path, name: str, damage: str
) -> None:
    build([reports], tmp_path / "index", ByEye())
    (file,) = tmp_path.glob(f"index/generations/*/{name}")
    if damage == "cut":
        file.write_bytes(file.read_bytes()[:-20])
    else:
        file.unlink()
    with pytest.raises(IndexMismatch, match="build it again"):
        Index.open(tmp_path / "index", ByEye())
    assert build([reports], tmp_path / "index", ByEye()).reports == 2
    assert len(Index.open(tmp_path / "index", ByEye()).reports) == 2


def test_word_scores_are_those_of_the_formula() -> None:
    texts = ["carers wait and wait", "staff wait", "staff praise carers", "adoption is timely"]
    bags = [Counter(text) for text in words(texts)]
    mean = sum(bag.total() for bag in bags) / len(bags)

    def score(bag: Counter[str], query: list[str]) -> float:
        total = 0.0
        for word in query:
            holders = sum(word in other for other in bags)
            rarity = math.log(1 + (len(bags) - holders + 0.5) / (holders + 0.5))
            fade = bag[word] + 1.5 * (1 - 0.75 + 0.75 * bag.total() / mean)
            total += rarity * bag[word] / fade
        return total

    expected = {row: score(bag, words(["waiting carers"])[0]) for row, bag in enumerate(bags)}
    found = dict(WordIndex(texts).search("waiting carers", 9))
    assert found == pytest.approx({row: value for row, value in expected.items() if value})


def test_equal_word_scores_keep_the_order_of_the_passages() -> None:
    assert [row for row, _ in WordIndex(["carers wait"] * 30).search("carer", 5)] == [0, 1, 2, 3, 4]


def test_a_passage_is_found_by_its_nearest_sentence(index: Index) -> None:
    for query in ("carers wait", "staff"):
        hits = index.nearest_by_sentence(query, 3)
        best = [
            (index.sentence_vectors([h.passage]) @ index.encode([query])[0]).max() for h in hits
        ]
        assert [hit.score for hit in hits] == pytest.approx(best, abs=1e-6)
        assert best == sorted(best, reverse=True)
    some = next(iter(index.reports))
    only = index.nearest_by_sentence("carers wait", 9, [some])
    assert {hit.passage.report_id for hit in only} == {some}


def test_vectors_are_found_among_the_rows_allowed(tmp_path: Path) -> None:
    VectorIndex(np.eye(4, dtype=np.float32)).save(tmp_path / "vectors")
    loaded = VectorIndex.load(tmp_path / "vectors")
    query = np.array([0.8, 0.6, 0, 0], np.float32)
    assert [row for row, _ in loaded.search(query, 2, range(4))] == [0, 1]
    found = loaded.search(query, 9, np.array([1, 3]))
    assert found == [(1, pytest.approx(0.6)), (3, pytest.approx(0))]
