"""Downloads from a real server on this machine that also misbehaves."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bad_server import PAGE, PDF, Server

from corpus.__main__ import main
from corpus.download import Manners
from corpus.fetch import FolderBusy, Outcome, fetch
from corpus.sources import Source

ROOT = Path(__file__).parents[1]
QUICK = Manners(pause=0, silence=3, limit=5, attempts=3, backoff=0.01)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield running
        running.stopped.set()
        running.shutdown()


def only(source: Source, folder: Path, manners: Manners = QUICK) -> Outcome:
    (outcome,) = fetch([source], folder, manners)
    return outcome


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_report_comes_once_and_is_then_there(server: Server, tmp_path: Path) -> None:
    heard: list[int] = []
    folder = tmp_path / "new" / "folder"
    (came,) = fetch([server.source("good")], folder, QUICK, lambda _, size: heard.append(size))
    assert (came.status, came.bytes, came.reason) == ("came", len(PDF), "")
    assert (folder / "good.pdf").read_bytes() == PDF
    assert names(folder) == ["good.pdf"]
    assert heard == sorted(heard)
    assert heard[-1] == len(PDF)
    assert only(server.source("good"), folder).status == "there"
    (request,) = server.asked
    assert "ask-the-reports" in request[1]["User-Agent"]


def test_a_file_that_is_another_one_is_replaced(server: Server, tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(PAGE)
    assert only(server.source("good"), tmp_path).status == "came"
    assert (tmp_path / "good.pdf").read_bytes() == PDF


@pytest.mark.parametrize(
    ("name", "requests", "reason"),
    [
        ("missing", 1, "the server answered 404 Not Found"),
        ("page", 1, "a web page came, titled 'Page not found & lost'"),
        ("text", 1, "not a PDF came: it begins with b'Please come"),
        ("other", 1, "is not the one in the manifest"),
        ("loop", 6, "more than 5 redirects"),
        ("broken", 3, "the server answered 503 Service Unavailable, at attempt 3"),
    ],
)
def test_failures_say_why_and_leave_nothing(
    server: Server, tmp_path: Path, name: str, requests: int, reason: str
) -> None:
    outcome = only(server.source(name), tmp_path)
    assert outcome.status == "failed"
    assert reason in outcome.reason
    assert "\n" not in outcome.reason
    assert len(server.asked) == requests
    assert names(tmp_path) == []


def test_a_silent_server_is_left_in_the_end(server: Server, tmp_path: Path) -> None:
    outcome = only(server.source("silent"), tmp_path, replace(QUICK, silence=0.2))
    assert outcome.reason == "the server was silent for 0.2 s, at attempt 3"
    assert len(server.asked) == 3
    assert names(tmp_path) == []


def test_a_stalled_answer_is_resumed(server: Server, tmp_path: Path) -> None:
    outcome = only(server.source("stalling"), tmp_path, replace(QUICK, silence=0.2))
    assert outcome.status == "came"
    assert server.asked[1][1]["Range"] == "bytes=50000-"


def test_one_failure_does_not_stop_the_next(server: Server, tmp_path: Path) -> None:
    sources = [server.source(name) for name in ("missing", "good")]
    assert [outcome.status for outcome in fetch(sources, tmp_path, QUICK)] == ["failed", "came"]


@pytest.mark.parametrize("name", ["moved", "hangup"])
def test_redirects_and_hang_ups_are_got_over(server: Server, tmp_path: Path, name: str) -> None:
    assert only(server.source(name), tmp_path).status == "came"
    assert len(server.asked) == 2


def test_a_busy_server_is_given_the_time_it_asks_for(server: Server, tmp_path: Path) -> None:
    began = time.monotonic()
    assert only(server.source("busy"), tmp_path).status == "came"
    assert time.monotonic() - began >= 1


def test_requests_keep_a_distance(server: Server, tmp_path: Path) -> None:
    (tmp_path / "other.pdf").write_bytes(PDF)
    sources = [server.source(name) for name in ("good", "other", "moved")]
    began = time.monotonic()
    statuses = [outcome.status for outcome in fetch(sources, tmp_path, replace(QUICK, pause=0.2))]
    assert statuses == ["came", "there", "came"]
    assert time.monotonic() - began >= 0.2
    assert len(server.asked) == 3  # one for the redirect, none for what is there


def test_a_cut_answer_is_resumed(server: Server, tmp_path: Path) -> None:
    assert only(server.source("parts"), tmp_path).status == "came"
    assert (tmp_path / "parts.pdf").read_bytes() == PDF
    _, again = server.asked[1]
    assert (again["Range"], again["If-Range"]) == ("bytes=50000-", '"v1"')


@pytest.mark.parametrize("name", ["parts", "elsewhere", "unsatisfied", "good"])
def test_an_earlier_part_is_gone_on_with(server: Server, tmp_path: Path, name: str) -> None:
    (tmp_path / f".{name}.pdf.part").write_bytes(PDF[:60_000])
    assert only(server.source(name), tmp_path).status == "came"
    assert server.asked[0][1]["Range"] == "bytes=60000-"
    assert (tmp_path / f"{name}.pdf").read_bytes() == PDF
    assert names(tmp_path) == [f"{name}.pdf"]


@pytest.mark.parametrize("size", [60_000, len(PDF), len(PDF) + 9])
def test_a_part_of_another_file_is_dropped(server: Server, tmp_path: Path, size: int) -> None:
    (tmp_path / ".parts.pdf.part").write_bytes(b"x" * size)
    assert only(server.source("parts"), tmp_path).status == "came"
    assert (tmp_path / "parts.pdf").read_bytes() == PDF


def test_a_whole_part_needs_no_server(server: Server, tmp_path: Path) -> None:
    (tmp_path / ".good.pdf.part").write_bytes(PDF)
    assert only(server.source("good"), tmp_path).status == "came"
    assert server.asked == []


def test_an_answer_always_cut_fails_and_keeps_what_came(server: Server, tmp_path: Path) -> None:
    outcome = only(server.source("cut"), tmp_path)
    assert outcome.status == "failed"
    assert "broke off after 5000 bytes, at attempt 3" in outcome.reason
    assert names(tmp_path) == [".cut.pdf.part"]


def test_a_dripping_server_meets_the_limit(server: Server, tmp_path: Path) -> None:
    began = time.monotonic()
    outcome = only(server.source("drip"), tmp_path, replace(QUICK, limit=0.4))
    assert "too slow" in outcome.reason
    assert "in 0.4 s" in outcome.reason
    assert time.monotonic() - began < 4
    assert not (tmp_path / "drip.pdf").exists()


def test_without_a_checksum_the_type_is_checked(server: Server, tmp_path: Path) -> None:
    (tmp_path / ".parts.pdf.part").write_bytes(b"%PDF-1.7 of another day")
    good = only(server.source("parts", sha256=""), tmp_path)
    assert good.status == "came"
    assert "only its type" in good.reason
    assert (tmp_path / "parts.pdf").read_bytes() == PDF
    assert only(server.source("parts", sha256=""), tmp_path).status == "there"
    assert "a web page came" in only(server.source("page", sha256=""), tmp_path).reason
    assert "cut short" in only(server.source("unended", sha256=""), tmp_path).reason
    assert names(tmp_path) == ["parts.pdf"]


def test_a_server_out_of_reach_is_tried_for_one_report_only(tmp_path: Path) -> None:
    with Server() as closed:
        sources = [closed.source(name) for name in ("good", "moved", "parts")]
    first, *others = fetch(sources, tmp_path, QUICK)
    assert "no connection to 127.0.0.1:" in first.reason
    assert all("not asked for" in outcome.reason for outcome in others)


def test_two_fetches_do_not_share_a_folder(server: Server, tmp_path: Path) -> None:
    running = fetch([server.source("good"), server.source("moved")], tmp_path, QUICK)
    assert next(running).status == "came"
    with pytest.raises(FolderBusy, match="another fetch"):
        only(server.source("parts"), tmp_path)
    assert next(running).status == "came"


def manifest(folder: Path, *sources: Source) -> str:
    path = folder / "sources.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(
            ["doc", "publisher", "local_authority", "published", "url", "sha256", "bytes"]
        )
        for row in sources:
            day, size = row.published or "", row.bytes or ""
            rows.writerow([row.doc, row.publisher, row.authority, day, row.url, row.sha256, size])
    return str(path)


def test_the_command_ends_with_a_table(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "to"
    bundled = ["--sources", manifest(tmp_path, server.source("good")), "--to", str(to)]
    assert main(["fetch", "--authority", "harrow", *bundled]) == 0
    assert "1 came, 0 were already there, 0 failed" in capsys.readouterr().out
    more = manifest(tmp_path, server.source("good"), server.source("missing"))
    assert main(["fetch", "--all", "--sources", more, "--to", str(to)]) == 1
    out, err = capsys.readouterr()
    assert "0 came, 1 were already there, 1 failed" in out
    assert "404" in out
    assert err.strip().splitlines()[-1] == (
        "1 of 2 reports failed (missing.pdf: the server answered 404 Not Found)"
    )
    assert main(["fetch", "--since", "2024-01-02", *bundled, "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [row["status"] for row in rows] == ["there", "failed"]
    assert rows[0]["source"]["published"] == "2024-01-02"


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["fetch"], 2, "say which reports"),
        (["fetch", "--authority", "harow"], 2, "nearest: Harrow"),
        (["fetch", "--all", "--since", "May"], 2, "neither a year"),
        (["fetch", "--all", "--authority", "Leeds"], 2, "not allowed with"),
        (["fetch", "--authority", "leeds", "--since", "2091"], 1, "no such report since 2091"),
        (["fetch", "--all", "--sources", "none.csv"], 1, "cannot read the manifest 'none.csv'"),
    ],
)
def test_wrong_usage(
    arguments: list[str], code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        ended: object = main(arguments)
    except SystemExit as stop:
        ended = stop.code
    assert ended == code
    assert line in capsys.readouterr().err


def test_a_folder_that_cannot_be_written(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = manifest(tmp_path, server.source("good"))
    assert main(["fetch", "--all", "--sources", sources, "--to", sources]) == 1
    assert "cannot write to" in capsys.readouterr().err


def test_ctrl_c_leaves_a_part_that_is_gone_on_with(server: Server, tmp_path: Path) -> None:
    to = tmp_path / "to"
    arguments = ["fetch", "--all", "--sources", manifest(tmp_path, server.source("stalling"))]
    arguments += ["--to", str(to)]
    running = subprocess.Popen(
        [sys.executable, "-m", "corpus", *arguments],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        # A test run in the background is deaf to SIGINT and would hand that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    part = to / ".stalling.pdf.part"
    until = time.monotonic() + 20
    while time.monotonic() < until and not (part.exists() and part.stat().st_size):
        time.sleep(0.02)
    os.kill(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=10)
    assert running.returncode == 130
    assert err.strip().splitlines()[-1].startswith("stopped: the same command goes on")
    assert names(to) == [".stalling.pdf.part"]
    assert main(arguments) == 0
    assert (to / "stalling.pdf").read_bytes() == PDF
    assert "Range" in server.asked[-1][1]
