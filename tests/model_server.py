"""A real web server on this machine that speaks the OpenAI chat-completions protocol, well or
badly: the model's name says how, and `text` what it writes.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-test-a-very-secret-key"
PIECE = 7  # characters of a streamed piece


class Handler(BaseHTTPRequestHandler):
    """Answers a request for the model NAME by the method `on_NAME`, and notes what was asked."""

    protocol_version = "HTTP/1.1"
    server: ModelServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((self.path, headers, body))
        self.times = len(self.server.asked)
        getattr(self, f"on_{body['model'].replace('-', '_')}")()

    def on_well_behaved(self) -> None:
        self.begin()
        for start in range(0, len(self.server.text), PIECE):
            self.say(self.server.text[start : start + PIECE])
        self.done()

    def on_waiting(self) -> None:
        """The first line, and the rest only when the test has seen it."""
        first, _, rest = self.server.text.partition("\n")
        self.begin()
        self.say(f"{first}\n")
        self.server.seen_in_time = self.server.seen.wait(5)
        self.say(rest)
        self.done()

    def on_reset(self) -> None:
        """The text, then the connection reset."""
        self.begin()
        self.say(self.server.text)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def on_stall(self) -> None:
        """The text, then silence."""
        self.begin()
        self.say(self.server.text)
        self.server.stopped.wait(20)

    def on_keepalive(self) -> None:
        """Never a word, but a comment now and then, so that the connection seems alive."""
        self.begin()
        while not self.server.stopped.wait(0.05):
            self.chunk(b": still here\n\n")

    def on_endless(self) -> None:
        self.begin()
        while not self.server.stopped.is_set():
            self.say("and so on and so forth ")

    def on_huge(self) -> None:
        self.begin()
        self.say("x" * 5_000_000)
        self.done()

    def on_one_line(self) -> None:
        """A single event that never ends."""
        self.begin()
        while not self.server.stopped.wait(0.001):
            self.chunk(b"data: " + b"x" * 1000)

    def on_empty(self) -> None:
        self.begin()
        self.done()

    def on_invalid(self) -> None:
        """The text, then a chunk that is no JSON."""
        self.begin()
        self.say(self.server.text)
        self.chunk(b"data: {not json\n\n")
        self.done()

    def on_odd(self) -> None:
        """Chunks that are JSON and no completion."""
        self.begin()
        for odd in ("[]", "42", '{"choices": "none"}', '{"choices": [{"delta": 3}]}'):
            self.chunk(f"data: {odd}\n\n".encode())
        self.done()

    def on_page(self) -> None:
        self.send(200, b"<html><body>Welcome to the router</body></html>", "text/html")

    def on_broken(self) -> None:
        self.send(500, b'{"error": {"message": "out of order"}}')

    def on_busy(self) -> None:
        self.send(429, b'{"error": {"message": "slow down"}}')

    def on_busy_once(self) -> None:
        self.on_busy() if self.times == 1 else self.on_well_behaved()

    def on_unauthorised(self) -> None:
        said = {"error": {"message": f"Incorrect API key provided: {KEY}", "code": "bad_key"}}
        self.send(401, json.dumps(said).encode())

    def on_small(self) -> None:
        said = {"message": f"{KEY}: maximum context length is 2048 tokens", "code": "too_long"}
        self.send(400, json.dumps({"error": said}).encode())

    def on_smaller(self) -> None:
        self.send(500, b'{"error": {"message": "Requested tokens (3743) exceed context window"}}')

    def begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def say(self, text: str) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", "content": text}}
        event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        self.chunk(f"data: {json.dumps(event | {'choices': [choice]})}\n\n".encode())

    def chunk(self, body: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(body), body))
        self.wfile.flush()

    def done(self) -> None:
        self.chunk(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def send(self, status: int, body: bytes, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("retry-after-ms", "10")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class ModelServer(ThreadingHTTPServer):
    """`text` is what the model writes; `asked` are the path, headers and body of each request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.text = ""
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.stopped = threading.Event()
        self.seen = threading.Event()
        self.seen_in_time = False
        self.url = f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that gave up is what these tests are about


def serving() -> Iterator[ModelServer]:
    """A running server, stopped at the end: the body of a fixture."""
    with ModelServer() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.stopped.set()
        server.shutdown()
