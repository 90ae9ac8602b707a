"""One file over HTTP into a `.part` file: patient, bounded, and resumed where it broke off."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import InvalidHeader, ProtocolError, ReadTimeoutError
from urllib3.util import Retry

AGENT = "ask-the-reports/0.1 (fetches published inspection reports, one at a time)"
BUSY = (429, 500, 502, 503, 504)  # answers that may be better a little later
REDIRECTS = 5
LARGEST = 100_000_000  # bytes: no report comes near, an endless answer would fill the disk
READ = 65_536  # bytes
RETRY = Retry(retry_after_max=60)  # seconds, whatever a server's Retry-After asks for


class DownloadFailed(Exception):
    """A file did not come; the message says why in one line."""


class NoConnection(DownloadFailed):
    """The server cannot be reached at all."""


class _Interrupted(Exception):
    """Worth another attempt, after `wait` seconds if the server asked for some."""

    def __init__(self, problem: str, wait: float = 0.0, reached: bool = True) -> None:
        super().__init__(problem)
        self.wait, self.reached = wait, reached


@dataclass(frozen=True, slots=True)
class Manners:
    """How gently and how patiently to ask. All but `attempts` are seconds.

    `pause` lies between two files; `silence` is the longest wait for the next byte; `limit` the
    longest for one file. After attempt n the wait is `backoff` * 2^(n-1), or longer where the
    server's Retry-After asks for it, a minute at the most.
    """

    pause: float = 1.0
    silence: float = 30.0
    limit: float = 300.0
    attempts: int = 4
    backoff: float = 1.0


def session() -> requests.Session:
    """A connection that says who asks and follows at most five redirects."""
    asking = requests.Session()
    asking.headers.update({"User-Agent": AGENT, "Accept-Encoding": "identity"})
    asking.max_redirects = REDIRECTS
    return asking


class Download:
    """`url` on its way into the file `part`.

    `size` is the whole file's, in bytes, None where unknown. `on_bytes` hears how many bytes
    are here. What `part` holds at the start is taken for the file's beginning.
    """

    def __init__(
        self,
        asking: requests.Session,
        url: str,
        part: Path,
        size: int | None,
        manners: Manners,
        on_bytes: Callable[[int], None],
    ) -> None:
        self.asking, self.url, self.part, self.size = asking, url, part, size
        self.manners, self.on_bytes = manners, on_bytes
        self.deadline = time.monotonic() + manners.limit
        self.version = ""  # the server's mark for the file whose beginning is here
        self.joined = False  # whether the file was put together from several answers

    def run(self) -> None:
        """Fill `part` to its end. Raises `DownloadFailed`, leaving what came."""
        for attempt in range(1, self.manners.attempts + 1):
            try:
                return self._receive()
            except _Interrupted as cut:
                wait = max(cut.wait, self.manners.backoff * 2 ** (attempt - 1))
                late = time.monotonic() + wait > self.deadline
                if late or attempt == self.manners.attempts:
                    failure = DownloadFailed if cut.reached else NoConnection
                    raise failure(f"{cut}, at attempt {attempt}") from cut
                time.sleep(wait)

    def _here(self) -> int:
        return self.part.stat().st_size if self.part.exists() else 0

    def _receive(self) -> None:
        start = self._here()
        self.joined = start > 0
        if self.size is not None and start >= self.size:
            return  # an earlier call was stopped just before its end
        headers = {"Range": f"bytes={start}-"} if start else {}
        if start and self.version:
            headers["If-Range"] = self.version
        try:
            with self.asking.get(
                self.url, headers=headers, stream=True, timeout=self.manners.silence
            ) as answer:
                self._check(answer, start)
                self._write(answer, start)
        except requests.TooManyRedirects as error:
            raise DownloadFailed(f"more than {REDIRECTS} redirects") from error
        except ProtocolError as error:
            raise _Interrupted(f"the answer broke off after {self._here()} bytes") from error
        except requests.exceptions.SSLError as error:
            raise DownloadFailed(f"no secure connection to {urlsplit(self.url).netloc}") from error
        except requests.ConnectionError as error:
            reached = bool(error.args) and isinstance(error.args[0], ProtocolError)
            problem = (
                "the server hung up" if reached else f"no connection to {urlsplit(self.url).netloc}"
            )
            raise _Interrupted(problem, reached=reached) from error
        except (requests.Timeout, ReadTimeoutError) as error:
            raise _Interrupted(f"the server was silent for {self.manners.silence:g} s") from error
        except requests.RequestException as error:
            raise DownloadFailed(f"{self.url} cannot be asked for: {error}") from error

    def _check(self, answer: requests.Response, start: int) -> None:
        status = f"the server answered {answer.status_code} {answer.reason}".strip()
        if answer.status_code in BUSY:
            raise _Interrupted(status, _retry_after(answer))
        going_on = answer.headers.get("Content-Range", "").startswith(f"bytes {start}-")
        if answer.status_code == 416 or (answer.status_code == 206 and not going_on):
            self.part.unlink(missing_ok=True)
            raise _Interrupted("the server would not go on where the last download stopped")
        if answer.status_code not in (200, 206):
            raise DownloadFailed(status)
        # A weak ETag marks many versions, so If-Range may not carry it (RFC 9110, 13.1.5).
        etag = answer.headers.get("ETag", "")
        strong = etag and not etag.startswith("W/")
        self.version = etag if strong else answer.headers.get("Last-Modified", "")

    def _write(self, answer: requests.Response, start: int) -> None:
        if answer.status_code == 200:  # the whole file, whatever was asked for
            start, self.joined = 0, False
        with self.part.open("ab" if start else "wb") as out:
            # read1 hands over what has come; read would let a dripping server pass the limit.
            while piece := answer.raw.read1(READ):
                start += out.write(piece)
                self.on_bytes(start)
                if start > LARGEST:
                    raise DownloadFailed(f"more than {LARGEST} bytes came")
                if time.monotonic() > self.deadline:
                    raise DownloadFailed(
                        f"too slow: {start} bytes in {self.manners.limit:g} s; "
                        "the next fetch goes on from there"
                    )


def _retry_after(answer: requests.Response) -> float:
    try:
        return RETRY.get_retry_after(answer.raw) or 0.0
    except InvalidHeader:
        return 0.0
