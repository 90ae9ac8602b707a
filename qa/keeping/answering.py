"""Answering in the background: it goes on, and keeps the answer, whatever becomes of the page."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import nullcontext
from threading import Lock, Thread

from qa.answer import Turn
from qa.assistant import Assistant
from qa.keeping.conversations import Conversations, Exchange

_log = logging.getLogger(__name__)
# One at a time: an answer keeps every core busy, and the pages of others are to be drawn meanwhile.
_TURN = Lock()


class Answering(Thread):
    """Answers one exchange and keeps the answer in `kept`; begins at once.

    `stage` says in words what is being done; `text` is the answer so far where a language model
    writes it, else "". Where answering fails the exchange stays without
    an answer.
    """

    def __init__(
        self,
        assistant: Assistant,
        kept: Conversations,
        exchange: Exchange,
        history: Sequence[Turn],
    ) -> None:
        super().__init__(daemon=True)
        self.stage, self.text = "Starting", ""
        self._assistant, self._kept = assistant, kept
        self.exchange, self._history = exchange, history
        self.start()

    def run(self) -> None:
        asked = self.exchange
        self._tell("Waiting for its turn")
        try:
            # A language model's server is waited for, not computed: there others need not wait.
            with _TURN if self._assistant.writer is None else nullcontext():
                answer = self._assistant.ask(
                    asked.question,
                    self._history,
                    asked.scope,
                    self._tell,
                    asked.ignoring,
                    self._write,
                )
            self._kept.keep(asked.id, answer, self._assistant.index.version)
        except Exception:
            # Whatever went wrong, the question is kept and can be asked again.
            _log.exception("Could not answer %r", asked.question)

    def _tell(self, stage: str) -> None:
        self.stage = stage

    def _write(self, text: str) -> None:
        self.text = text
