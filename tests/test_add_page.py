"""Reports are looked at, added and removed: the files, the index that changes, and the page."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from corpus.official import NotOfficial, official
from corpus.sources import load_sources
from indexer.build import build
from indexer.changes import Change, Changes
from indexer.encoder import SentenceEncoder
from indexer.generations import IndexBusy
from indexer.index import Index
from indexer.intake import look, receive, rename
from tests.by_eye import ByEye
from tests.conftest import CARE, CHILDREN, ERROR_PAGE
from tests.opened_app import alone, page

pytestmark = pytest.mark.usefixtures("apart")

NOTES = b"# Breaks\n\nUnpaid carers were told of breaks late. Most of them waited.\n"


@pytest.fixture
def held(reports: Path, tmp_path: Path) -> Index:
    build([reports], tmp_path / "index", ByEye())
    return Index.open(tmp_path / "index", ByEye())


@pytest.fixture
def waiting(tmp_path: Path) -> Path:
    (tmp_path / "waiting").mkdir()
    return tmp_path / "waiting"


def ended(changes: Changes) -> Change:
    """The change, once it has come to its end."""
    deadline = time.monotonic() + 60
    while changes.last is None or changes.last.running:
        assert time.monotonic() < deadline, changes.last
        time.sleep(0.02)
    return changes.last


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\reports\\Leeds (final).PDF", "Leeds (final).pdf"),
        (".hidden.md", "hidden.md"),
        ('a"b<c>\x00d;`e`.txt', "a-b-c-d-e.txt"),
        ("…/..", "report"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
        ("ashford.md", "ashford-2.md"),
    ],
)
def test_a_file_gets_a_safe_name_of_its_own(
    given: str, kept: str, held: Index, waiting: Path
) -> None:
    file = receive(given, NOTES, waiting, held)
    assert file == waiting / kept
    assert file.read_bytes() == NOTES
    again = receive(given, b"other", waiting, held)
    assert again.parent == waiting
    assert again != file


def test_no_file_takes_the_name_of_a_published_report_that_it_is_not(
    held: Index, waiting: Path
) -> None:
    name = next(iter(load_sources()))
    file = receive(name, b"%PDF-1.4 of my own", waiting, held)
    assert file.name == f"{Path(name).stem}-2.pdf"


def test_what_was_read_is_told_with_its_doubts(held: Index, waiting: Path) -> None:
    alike = CHILDREN.replace("Adopters praise", "Adopters commend").encode()
    files = [
        receive(name, content, waiting, held)
        for name, content in {
            "good.md": CHILDREN.replace("Bexham", "Leeds").encode(),
            "same.md": CARE.encode(),
            "alike.md": alike,
            "notes.txt": b"Carers waited. Staff left.",
            "broken.pdf": ERROR_PAGE.encode(),
            "empty.md": b"",
        }.items()
    ]
    looked = {one.file.name: one for one in look(files, held)}
    assert set(looked) == {file.name for file in files}
    assert looked["good.md"].doubts == ()
    assert looked["good.md"].report
    assert looked["good.md"].report.authority == "Leeds"
    assert looked["same.md"].report is None
    assert looked["same.md"].refused == "The same file is held already, as 'ashford.md'."
    assert "It looks like 'bexham.md', which is held" in looked["alike.md"].doubts[0]
    about = " ".join(looked["notes.txt"].doubts)
    for lacking in ("No council", "No date", "No publisher", "No headings"):
        assert f"{lacking} " in about
    for name in ("broken.pdf", "empty.md"):
        assert looked[name].report is None
        assert looked[name].refused.startswith("It cannot be read: ")


def test_council_and_date_can_be_told_where_the_text_does_not(held: Index, waiting: Path) -> None:
    (before,) = look([receive("notes.md", NOTES, waiting, held)], held)
    told = rename(before, "Bath and North East Somerset", date(2024, 5, 1), held)
    (after,) = look([told], held)
    assert after.report
    assert (after.report.authority, after.report.published) == (
        "Bath and North East Somerset",
        date(2024, 5, 1),
    )
    (dated,) = look([receive("leeds.md", NOTES, waiting, held)], held)
    (after,) = look([rename(dated, "", date(2023, 1, 31), held)], held)
    assert after.report
    assert after.report.published == date(2023, 1, 31)
    assert after.file.name == "leeds-2023-01-31.md"


def test_a_report_is_added_while_the_old_index_goes_on(held: Index, waiting: Path) -> None:
    changes = Changes(held.folder, held.folder.parent / "added-reports")
    changes.add([receive("cobham.md", NOTES, waiting, held)], held.encoder)
    change = ended(changes)
    assert change.problem == ""
    assert change.summary
    assert (change.summary.added, change.summary.reports) == (1, 3)
    assert set(held.reports) == {"ashford.md", "bexham.md"}, "what is open is not disturbed"
    assert held.nearest("carers wait", k=1)

    after = Index.open(held.folder, ByEye())
    assert set(after.reports) == {"ashford.md", "bexham.md", "cobham.md"}
    assert after.version != held.version
    assert after.file("cobham.md").read_bytes() == NOTES
    assert changes.added() == ["cobham.md"]

    changes.remove("cobham.md", held.encoder)
    assert ended(changes).problem == ""
    assert set(Index.open(held.folder, ByEye()).reports) == set(held.reports)
    assert changes.added() == []
    assert not list(changes.reports.rglob("*.md"))


def test_only_what_was_added_can_be_removed(held: Index, reports: Path) -> None:
    changes = Changes(held.folder, held.folder.parent / "added-reports")
    for name in ("ashford.md", "../reports/ashford.md", ".removed"):
        with pytest.raises(ValueError, match="none of the files that were added"):
            changes.remove(name, held.encoder)
    assert (reports / "ashford.md").exists()


def test_a_change_that_fails_leaves_everything_as_it_was(
    held: Index, reports: Path, waiting: Path
) -> None:
    changes = Changes(held.folder, held.folder.parent / "added-reports")
    changes.add([receive("cobham.md", NOTES, waiting, held)], held.encoder)
    ended(changes)
    version = Index.version_in(held.folder)
    reports.rename(reports.with_name("away"))

    changes.add([receive("dover.md", NOTES + b"More.", waiting, held)], held.encoder)
    assert "is not a folder" in ended(changes).problem
    assert changes.added() == ["cobham.md"]
    changes.remove("cobham.md", held.encoder)
    assert "is not a folder" in ended(changes).problem
    assert changes.added() == ["cobham.md"]
    assert Index.version_in(held.folder) == version


def test_one_change_at_a_time(held: Index, waiting: Path) -> None:
    class Slow(ByEye):
        digest = "slow"

        def encode(self, texts):  # type: ignore[no-untyped-def]
            time.sleep(0.2)
            return super().encode(texts)

    changes = Changes(held.folder, held.folder.parent / "added-reports")
    file = receive("cobham.md", NOTES, waiting, held)
    changes.add([file], Slow())
    with pytest.raises(IndexBusy, match="another change"):
        changes.add([file], held.encoder)
    assert ended(changes).summary


def test_only_official_links_are_fetched() -> None:
    known = next(iter(load_sources().values()))
    assert official(f"  {known.url} ") == known
    other = official("https://files.ofsted.gov.uk/v1/file/A%20report.pdf")
    assert (other.doc, other.sha256) == ("A-report.pdf", "")
    for link in (
        "https://files.ofsted.gov.uk.evil.example/v1/file/1",
        "https://evil.example@files.ofsted.gov.uk/v1/file/1",
        "https://files.ofsted.gov.uk:8080/v1/file/1",
        "http://files.ofsted.gov.uk/v1/file/1",
        "file:///etc/passwd",
        "https://[broken",
        "",
    ):
        with pytest.raises(NotOfficial):
            official(link)


def test_the_page_reads_before_it_adds_and_asks_before_it_removes(
    reports: Path, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    build([reports], index, SentenceEncoder())
    app = alone("add_page", index)
    assert not app.exception
    assert "Nothing yet." in page(app)

    files = [
        ("cobham.md", NOTES, "text/markdown"),
        ("<b>.pdf", ERROR_PAGE.encode(), "application/pdf"),
    ]
    app.file_uploader[0].set_value(files).run()
    assert not app.exception
    assert "Read, not yet added (2)" in page(app)
    assert "Cannot be added" in page(app)
    assert "<b>.pdf" not in page(app)
    assert set(Index.open(index).reports) == {"ashford.md", "bexham.md"}

    app.selectbox[0].select("Leeds")
    next(b for b in app.button if b.label == "Use this").click().run()
    assert "<dd>leeds.md</dd>" in page(app)

    app.button(key="add").click().run()
    deadline = time.monotonic() + 60
    while "leeds.md" not in Index.open(index).reports and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(0.2)
    app.run()
    assert "Added" in app.success[0].value
    assert "Read, not yet added (1)" in page(app)
    assert "<span>leeds.md</span>" in page(app)
    app.button(key="remove-leeds.md").click().run()
    while "leeds.md" in Index.open(index).reports and time.monotonic() < deadline:
        time.sleep(0.1)
    assert "leeds.md" not in Index.open(index).reports


def test_a_link_elsewhere_is_not_followed(reports: Path, tmp_path: Path) -> None:
    build([reports], tmp_path / "index", SentenceEncoder())
    app = alone("add_page", tmp_path / "index")
    app.text_input(key="pasted").set_value("https://evil.example/*x*.pdf")
    next(b for b in app.button if b.label == "Fetch and read it").click().run()
    assert "download the file with your browser and drop it here" in app.error[0].value
    assert "\\*x\\*" in app.error[0].value
