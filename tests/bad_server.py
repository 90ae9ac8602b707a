"""A real web server on this machine that serves one small report, well or badly."""

from __future__ import annotations

import hashlib
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from corpus.sources import Source

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 400 + b"\n%%EOF\n"
PAGE = b"<!DOCTYPE html><html><head><title>Page not\n found &amp; lost</title></head></html>"


class Handler(BaseHTTPRequestHandler):
    """Answers `/NAME` by the method `on_NAME`, and notes what was asked."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        self.times = sum(path == self.path for path, _ in self.server.asked)
        getattr(self, f"on_{self.path[1:]}")()

    def send(self, body: bytes, status: int = 200, claims: int = 0, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(claims or len(body)))
        self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def on_good(self) -> None:
        self.send(PDF)

    def on_missing(self) -> None:
        self.send(PAGE, 404)

    def on_page(self) -> None:
        self.send(PAGE)

    def on_text(self) -> None:
        self.send(b"Please come back later.")

    def on_other(self) -> None:
        self.send(PDF.replace(b"%%EOF", b"1\n%%EOF"))

    def on_cut(self) -> None:
        self.send(PDF[:5000], claims=len(PDF))

    def on_unended(self) -> None:
        self.send(PDF[:5000])

    def on_parts(self) -> None:
        """Half of what is asked for, whole from the second half on."""
        start = int(self.headers.get("Range", "bytes=0-")[6:-1])
        if start and self.headers.get("If-Range", '"v1"') != '"v1"':
            return self.send(PDF)
        where = f"bytes {start}-{len(PDF) - 1}/{len(PDF)}"
        body = PDF[start:] if start else PDF[:50_000]
        status = 206 if start else 200
        self.send(body, status, len(PDF) - start, ETag='"v1"', Content_Range=where)

    def on_elsewhere(self) -> None:
        """A range that was not asked for; the whole file where none was."""
        if "Range" in self.headers:
            return self.send(PDF[7:], 206, Content_Range=f"bytes 7-{len(PDF) - 1}/{len(PDF)}")
        self.send(PDF)

    def on_unsatisfied(self) -> None:
        self.send(b"", 416) if "Range" in self.headers else self.send(PDF)

    def on_silent(self) -> None:
        self.close_connection = self.server.stopped.wait(2)

    def on_drip(self) -> None:
        self.send(PDF[:1], claims=len(PDF))
        while not self.server.stopped.wait(0.02):
            self.wfile.write(b"x")

    def on_stalling(self) -> None:
        """Half a file, then silence, the first time; the rest when asked for it."""
        if "Range" in self.headers:
            return self.on_parts()
        self.send(PDF[:50_000], claims=len(PDF))
        self.server.stopped.wait(10)

    def on_moved(self) -> None:
        self.send(b"", 302, Location="/good")

    def on_loop(self) -> None:
        self.send(b"", 302, Location="/loop")

    def on_busy(self) -> None:
        self.send(PDF) if self.times > 1 else self.send(b"", 503, Retry_After="1")

    def on_broken(self) -> None:
        self.send(b"", 503)

    def on_hangup(self) -> None:
        if self.times > 1:
            self.send(PDF)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.stopped = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that gave up is what these tests are about

    def source(self, name: str, sha256: str = hashlib.sha256(PDF).hexdigest()) -> Source:
        url = f"http://127.0.0.1:{self.server_port}/{name}"
        size = len(PDF) if sha256 else None
        return Source(f"{name}.pdf", "Ofsted", "Harrow", date(2024, 1, 2), url, sha256, size)
