"""Building an index: only what changed is done, and nothing that happens midway is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from indexer.build import build
from indexer.files import NothingToIndex, find
from indexer.generations import IndexBusy
from indexer.index import Index, IndexMissing
from indexer.reading import TooSlow, read_files
from tests.by_eye import ByEye

ROOT = Path(__file__).parents[1]


def many(folder: Path, count: int) -> None:
    """A report of `count` sections, each a passage."""
    parts = [f"## Part {n}\n\nCarers wait {n} weeks.\n" for n in range(count)]
    (folder / "many.md").write_text("# Many\n\n" + "\n".join(parts), "utf-8")


def start(folder: Path, index: Path, progress: str) -> subprocess.Popen[str]:
    """A process that builds `index`; `progress` is what it does when told `stage`."""
    program = f"""
import os, resource, signal, sys
from pathlib import Path
from indexer.build import build
from tests.by_eye import ByEye

def progress(stage, done, total):
{progress}

build([Path(sys.argv[1])], Path(sys.argv[2]), ByEye(), progress)
"""
    return subprocess.Popen(
        [sys.executable, "-c", program, str(folder), str(index)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_the_second_build_does_nothing(reports: Path, tmp_path: Path, encoder: ByEye) -> None:
    first = build([reports], tmp_path / "index", encoder)
    assert (first.reports, first.added, first.embedded) == (2, 2, first.passages)
    version = Index.open(tmp_path / "index", encoder).version
    encoder.embedded.clear()
    second = build([reports], tmp_path / "index", encoder)
    assert (second.reports, second.kept, second.added, second.embedded) == (2, 2, 0, 0)
    assert second.passages == first.passages
    assert encoder.embedded == []
    assert Index.open(tmp_path / "index", encoder).version == version


def test_only_the_passages_that_changed_are_embedded(
    reports: Path, tmp_path: Path, encoder: ByEye
) -> None:
    build([reports], tmp_path / "index", encoder)
    file = reports / "ashford.md"
    file.write_text(file.read_text("utf-8").replace("12.5%", "11.5%"), "utf-8")
    encoder.embedded.clear()
    summary = build([reports], tmp_path / "index", encoder)
    assert (summary.changed, summary.kept, summary.embedded) == (1, 1, 1)
    assert len(encoder.embedded) == 2  # the passage and its sentence
    assert all("11.5%" in text for text in encoder.embedded)
    index = Index.open(tmp_path / "index", encoder)
    assert index.matching("12.5%", 3) == []
    assert len(index.matching("11.5%", 3)) == 1
    expected = encoder.encode([t for p in index.passages for t in p.embedded_sentences])
    np.testing.assert_allclose(index.sentence_vectors(index.passages), expected, atol=1e-6)


def test_reports_come_and_go(reports: Path, tmp_path: Path, encoder: ByEye) -> None:
    build([reports], tmp_path / "index", encoder)
    (reports / "bexham.md").unlink()
    many(reports, 3)
    summary = build([reports], tmp_path / "index", encoder)
    assert (summary.added, summary.removed, summary.kept, summary.embedded) == (1, 1, 1, 3)
    index = Index.open(tmp_path / "index", encoder)
    assert list(index.reports) == ["ashford.md", "many.md"]
    assert {hit.passage.report_id for hit in index.nearest("adopt", 99)} == set(index.reports)


def test_another_encoder_embeds_all_but_reads_nothing(
    reports: Path, tmp_path: Path, encoder: ByEye
) -> None:
    class Retrained(ByEye):
        digest = "by-eye, second edition"

    first = build([reports], tmp_path / "index", encoder)
    summary = build([reports], tmp_path / "index", Retrained())
    assert (summary.kept, summary.embedded) == (2, first.passages)


def test_one_bad_file_is_listed_and_stops_no_other(
    reports: Path, tmp_path: Path, encoder: ByEye
) -> None:
    (reports / "empty.pdf").write_bytes(b"")
    (reports / "torn.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type")
    (reports / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (reports / "gone.pdf").symlink_to(reports / "nowhere.pdf")
    (reports / ".hidden.md").write_text("# Not a report")
    for _ in range(2):  # what is remembered is as complete as what was seen
        summary = build([reports], tmp_path / "index", encoder)
        assert summary.reports == 2
        assert {file.name for file in summary.unreadable} == {
            "empty.pdf",
            "torn.pdf",
            "picture.pdf",
            "gone.pdf",
        }
        assert all(file.reason for file in summary.unreadable)
    assert Index.open(tmp_path / "index", encoder).unreadable == summary.unreadable


def test_of_two_files_of_one_name_the_second_is_listed(
    reports: Path, tmp_path: Path, encoder: ByEye
) -> None:
    below = reports / "later"
    below.mkdir()
    (below / "ashford.md").write_text("# Something else\n\nQuite another text.")
    (below / "bexham.md").write_bytes((reports / "bexham.md").read_bytes())
    summary = build([reports, reports], tmp_path / "index", encoder)
    assert [file.name for file in summary.unreadable] == [str(below / "ashford.md")]
    assert "same name" in summary.unreadable[0].reason
    assert summary.duplicates == (str(below / "bexham.md"),)
    assert Index.open(tmp_path / "index", encoder).file("ashford.md") == reports / "ashford.md"


def test_nothing_to_index_leaves_the_index_alone(
    reports: Path, tmp_path: Path, encoder: ByEye
) -> None:
    build([reports], tmp_path / "index", encoder)
    bad, empty = tmp_path / "bad", tmp_path / "empty"
    bad.mkdir()
    empty.mkdir()
    (bad / "empty.pdf").write_bytes(b"")
    for folder in (bad, empty, tmp_path / "missing"):
        with pytest.raises(NothingToIndex, match=folder.name):
            build([folder], tmp_path / "index", encoder)
    assert len(Index.open(tmp_path / "index", encoder).reports) == 2


AT = "    if stage == {!r} and done >= {}: os.kill(os.getpid(), signal.SIGKILL)"
# The kernel kills a process that writes past its limit: here within a file of the new generation.
WITHIN_A_FILE = """
    if stage == "writing" and not done:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))
"""


@pytest.mark.parametrize(
    ("progress", "still_to_embed"),
    [
        (AT.format("reading", 1), 604),
        (AT.format("embedding", 128), 604 - 128),
        (AT.format("writing", 0), 0),
        (WITHIN_A_FILE, 0),
    ],
    ids=["reading", "embedding", "before writing", "within a file"],
)
def test_a_killed_build_loses_nothing(
    reports: Path, tmp_path: Path, encoder: ByEye, progress: str, still_to_embed: int
) -> None:
    index = tmp_path / "index"
    build([reports], index, encoder)
    before = Index.open(index, encoder)
    many(reports, 301)
    (reports / "bexham.md").write_text("# Adoption\n\nStaff wait.", "utf-8")
    with start(reports, index, progress) as process:
        assert -process.wait(60) in (signal.SIGKILL, signal.SIGXFSZ)

    after = Index.open(index, encoder)
    assert (after.version, after.passages) == (before.version, before.passages)
    encoder.embedded.clear()
    summary = build([reports], index, encoder)
    assert (summary.added, summary.changed, summary.kept) == (1, 1, 1)
    assert len(encoder.embedded) == still_to_embed
    new = Index.open(index, encoder)
    expected = encoder.encode([t for p in new.passages for t in p.embedded_sentences])
    np.testing.assert_allclose(new.sentence_vectors(new.passages), expected, atol=1e-6)
    assert sorted(path.name for path in index.iterdir()) == ["CURRENT", "LOCK", "generations"]
    assert [path.name for path in (index / "generations").iterdir()] == [new.version]


def test_a_first_build_that_is_killed_leaves_no_index(reports: Path, tmp_path: Path) -> None:
    with start(reports, tmp_path / "index", AT.format("writing", 0)) as process:
        assert process.wait(60) == -signal.SIGKILL
    with pytest.raises(IndexMissing):
        Index.open(tmp_path / "index", ByEye())


def test_while_one_build_runs_another_is_refused_and_readers_are_not(
    reports: Path, tmp_path: Path, encoder: ByEye
) -> None:
    index = tmp_path / "index"
    build([reports], index, encoder)
    opened = Index.open(index, encoder)
    many(reports, 5)
    waiting = "    if (stage, done) == ('writing', 0): print('here', flush=True); sys.stdin.read()"
    with start(reports, index, waiting) as process:
        assert process.stdout
        assert process.stdout.readline() == "here\n"
        with pytest.raises(IndexBusy, match="another build"):
            build([reports], index, encoder)
        assert Index.open(index, encoder).version == opened.version
        process.communicate()
    assert process.returncode == 0
    assert "many.md" in Index.open(index, encoder).reports
    assert opened.nearest("carer", 1)[0].passage.report_id == "ashford.md"


def test_an_index_can_be_opened_whenever_while_builds_replace_it(
    reports: Path, tmp_path: Path, encoder: ByEye
) -> None:
    index = tmp_path / "index"
    build([reports], index, encoder)
    program = "    if (stage, done) == ('writing', 1): print('done', flush=True)"
    program += """
from itertools import count
for n in range(8):
    Path(sys.argv[1], "new.md").write_text(f"# New\\n\\nCarers wait {n} weeks.")
    build([Path(sys.argv[1])], Path(sys.argv[2]), ByEye(), progress)
"""
    versions = set()
    with start(reports, index, program) as process:
        while process.poll() is None:
            versions.add(Index.open(index, encoder).version)
    assert process.returncode == 0
    assert len(versions) > 1


def test_a_file_that_takes_too_long_or_kills_its_reader_is_given_up(
    reports: Path, tmp_path: Path
) -> None:
    files = find([reports]).files
    pipe = reports / "ashford.md"
    pipe.unlink()
    os.mkfifo(pipe)  # to open it for reading waits for a writer that never comes
    outcomes = {file.name: outcome for file, outcome in read_files(files, time_limit=5)}
    assert outcomes["ashford.md"] == TooSlow("ashford.md", "reading it took longer than 5 s")
    assert not isinstance(outcomes["bexham.md"], TooSlow)


def test_no_file_of_an_index_can_run_code(reports: Path, tmp_path: Path, encoder: ByEye) -> None:
    build([reports], tmp_path / "index", encoder)
    (folder,) = (tmp_path / "index" / "generations").iterdir()
    for file in filter(Path.is_file, folder.rglob("*")):
        if file.suffix == ".npy":
            assert np.load(file, allow_pickle=False).dtype.kind in "iuf"
        elif file.suffix == ".faiss":
            assert file.read_bytes().startswith(b"IxFI")
        elif file.suffix in (".json", ".jsonl"):
            text = file.read_text("utf-8")
            assert [
                json.loads(part) for part in (text.splitlines() if "l" in file.suffix else [text])
            ]
        else:
            pytest.fail(f"unknown kind of file: {file.name}")


def test_the_manifest_explains_the_index(reports: Path, tmp_path: Path, encoder: ByEye) -> None:
    build([reports], tmp_path / "index", encoder)
    (file,) = tmp_path.glob("index/generations/*/manifest.json")
    manifest = json.loads(file.read_text("utf-8"))
    assert (manifest["encoder"], manifest["dimension"]) == ("by-eye", 5)
    assert [one["name"] for one in manifest["files"]] == ["ashford.md", "bexham.md"]
    assert all(len(one["fingerprint"]) == 64 for one in manifest["files"])
    assert manifest["versions"]["faiss-cpu"]
