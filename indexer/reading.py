"""Reads many files at once in worker processes, so that no file can stop or crash a build."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue

from corpus import UnreadableReport, read
from corpus.sniff import sniff
from corpus.sources import Source
from indexer.files import ReportFile, Unreadable, known_sources
from indexer.generations import StoredReport
from indexer.passages import spans

TIME_LIMIT = 30.0  # seconds for one file; the slowest real report takes under one
MEMORY_LIMIT = 2 * 1024**3  # bytes of address space of a worker; reports take under 0.5 GiB
FEW = 20  # files that are read faster than a worker process starts, if they are light
LIGHT = 100_000  # bytes

Outcome = StoredReport | Unreadable


class TooSlow(Unreadable):
    """A file that may be read another time: it took too long, or its reader died."""


def read_files(
    files: Sequence[ReportFile], time_limit: float = TIME_LIMIT
) -> Iterator[tuple[ReportFile, Outcome]]:
    """Reads `files` on all cores and yields each with its outcome, as they are done.

    `time_limit` is in seconds, for each file; a worker has MEMORY_LIMIT besides. A few light
    texts are read in this process, without limits; PDF and Word files, the ones that can hang
    or crash a reader, never are.
    """
    sources = known_sources()
    if len(files) <= FEW and all(_light(Path(file.path)) for file in files):
        yield from ((file, _read(file, sources.get(file.name))) for file in files)
        return
    workers = [_Worker(time_limit) for _ in range(min(len(files), len(os.sched_getaffinity(0))))]
    idle: SimpleQueue[_Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def one(file: ReportFile) -> tuple[ReportFile, Outcome]:
        worker = idle.get()
        try:
            return file, worker.read(file, sources.get(file.name))
        finally:
            idle.put(worker)

    with ThreadPoolExecutor(len(workers)) as pool:
        try:
            for future in as_completed([pool.submit(one, file) for file in files]):
                yield future.result()
        finally:  # also when the build is interrupted: then nobody waits for the rest
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.stop()


class _Worker:
    """A process that reads one file after another; a new one takes the place of a lost one."""

    def __init__(self, time_limit: float) -> None:
        self._time_limit = time_limit
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def read(self, file: ReportFile, source: Source | None) -> Outcome:
        pipe = self._pipe or self._start()
        try:
            pipe.send((file, source))
            if pipe.poll(self._time_limit):
                outcome: Outcome = pipe.recv()
                return outcome
            reason = f"reading it took longer than {self._time_limit:.0f} s"
        except (EOFError, OSError):
            reason = "the reader crashed on it"
        self.stop()
        self._pipe = None
        return TooSlow(file.name, reason)

    def stop(self) -> None:
        """Ends the process, whatever it is doing. Usable from another thread than `read`."""
        if self._process is not None:
            self._process.kill()
            self._process.join()

    def _start(self) -> Connection:
        context = get_context("spawn")  # a fork would inherit threads and locks in any state
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        return self._pipe


def _light(file: Path) -> bool:
    try:
        return file.is_file() and file.stat().st_size < LIGHT and sniff(file) not in ("pdf", "word")
    except UnreadableReport:
        return True


def _serve(pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build decides what an interrupt means
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY_LIMIT if hard == resource.RLIM_INFINITY else min(MEMORY_LIMIT, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        while True:
            pipe.send(_read(*pipe.recv()))
    except (EOFError, OSError):  # the build is gone
        return


def _read(file: ReportFile, source: Source | None) -> Outcome:
    try:
        report = read(Path(file.path), source)
    except UnreadableReport as error:
        return Unreadable(file.name, error.reason)
    except MemoryError:
        return Unreadable(
            file.name, f"reading it takes over {MEMORY_LIMIT // 1024**3} GB of memory"
        )
    except Exception as error:  # a file no reader foresaw must not stop the others
        return Unreadable(file.name, f"the reader failed on it ({type(error).__name__}: {error})")
    where = tuple(spans(report))
    return StoredReport(report, where) if where else Unreadable(file.name, "no text found in it")
