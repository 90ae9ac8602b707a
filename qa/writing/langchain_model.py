"""Language models of other makers, through LangChain: a prompt goes in, pieces of text come out.

`ModelUnavailable` is raised where a model cannot be set up, `ModelFailed` where one that was set
up gives no text, or only part of one. Neither message ever holds a key or a server's own words.
"""

from __future__ import annotations

import asyncio
import logging
import re
import threading
from collections.abc import Iterator
from functools import cache
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_log = logging.getLogger(__name__)
_SECONDS = 60.0  # an answer that takes longer is given up, retries and waiting included
_TRIES_AGAIN = 2  # of the client, before the first piece, where the server is busy or broken
# Asked of the server: four sentences need 300, a model that thinks first the rest. A server sets
# them aside in its context, of which the prompt, 12 passages and the rules, takes up to 4,000.
_TOKENS = 2000
_CHARACTERS = 16_000  # enforced here, as a server need not keep to `_TOKENS`
_MEANING = {
    401: "refused the key:",
    403: "refused the key:",
    404: "is not known to its server:",
    429: "is busy or over its quota:",
}
_TOO_LONG = re.compile(
    r"\bcontext[ _](?:length|window|size)|too many (?:\w+ )?tokens"
    r"|\b(?:prompt|input|request) is too (?:long|large)",
    re.IGNORECASE,
)


class ModelUnavailable(Exception):
    """The model cannot be set up; the message says what to do."""


class ModelFailed(Exception):
    """The model gave no text, or broke off; the message completes "The language model ..."."""


class ChatModel:
    """A chat model by its LangChain name, such as "openai:gpt-4o-mini"; safe for many threads.

    The key is taken from the environment by the provider's own package. `base_url` is for a
    server of one's own that speaks the provider's protocol. `seconds` bounds a whole answer.
    """

    def __init__(self, name: str, base_url: str | None = None, seconds: float = _SECONDS) -> None:
        self.name = name
        self._seconds = seconds
        self._model = _opened(name, base_url, seconds)

    def stream(self, rules: str, request: str) -> Iterator[str]:
        """The text written for `request` under `rules`, in pieces as they come.

        Raises ModelFailed. Leaving the iterator early ends the request.
        """
        pieces: SimpleQueue[str | ModelFailed | None] = SimpleQueue()
        pump = self._pump([("system", rules), ("human", request)], pieces)
        running = asyncio.run_coroutine_threadsafe(pump, _loop())
        written = 0
        try:
            while (piece := pieces.get()) is not None:
                if isinstance(piece, ModelFailed):
                    raise piece
                written += len(piece)
                if written > _CHARACTERS:
                    raise ModelFailed("did not stop writing")
                yield piece
        finally:
            running.cancel()

    async def _pump(
        self,
        messages: list[tuple[str, str]],
        pieces: SimpleQueue[str | ModelFailed | None],
    ) -> None:
        """Put the pieces into the queue, then None, or a ModelFailed as the last."""
        from langsmith import tracing_context

        last, begun = None, False
        try:
            # A tracing service set in the environment would be sent every question.
            with tracing_context(enabled=False):
                async with asyncio.timeout(self._seconds):
                    async for part in self._model.astream([*messages]):
                        pieces.put(str(part.text))
                        begun = True
        except Exception as error:
            # Each provider raises its own; whichever it is, the extract stands in.
            _log.warning("The language model %r failed: %s", self.name, _names(error))
            last = ModelFailed(_reason(error, begun))
        finally:
            pieces.put(last)


def _opened(name: str, base_url: str | None, seconds: float) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    provider, _, _ = name.partition(":")
    limit = "num_predict" if provider == "ollama" else "max_tokens"
    url = "azure_endpoint" if provider == "azure_openai" else "base_url"
    where = {url: base_url} if base_url else {}
    settings: dict[str, Any] = {
        limit: _TOKENS,
        "timeout": seconds,
        "max_retries": _TRIES_AGAIN,
        **where,
    }
    try:
        model: BaseChatModel = init_chat_model(name, temperature=0, **settings)
    except ImportError as error:
        raise ModelUnavailable(f"Model {name!r} needs a package: {error}") from None
    except Exception as error:
        # The providers' own messages may repeat what they were given, the key included.
        raise ModelUnavailable(
            f"Model {name!r} cannot be set up ({type(error).__name__}). Expected a name such as "
            "'openai:gpt-4o-mini', 'anthropic:...', 'ollama:...' or 'azure_openai:...', and the "
            "provider's key (OPENAI_API_KEY, ANTHROPIC_API_KEY, ...) in the environment."
        ) from None
    return model


def _reason(error: BaseException, begun: bool) -> str:
    """Why there is no text, or no more once it has `begun`, in words that are not the server's."""
    status = getattr(error, "status_code", None)
    if status == 413 or _TOO_LONG.search(str(error)):
        return "could not answer: the passages were too long for it"
    if isinstance(status, int):
        meaning = _MEANING.get(status, "could not answer: its server reported")
        return f"{meaning} error {status}"
    names = _names(error)
    if "Timeout" in names and "ConnectTimeout" not in names:
        return "did not finish in time" if begun else "answered too late"
    if begun:
        return "broke off"
    if "Connect" in names:
        return "could not answer: its server cannot be reached"
    return "gave no answer that can be read"


def _names(error: BaseException | None) -> str:
    """What kind of error it is and what it came of; no message, which may repeat the key."""
    names = []
    while error:
        names.append(type(error).__name__)
        error = error.__cause__ or error.__context__
    return " from ".join(names)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The one event loop of all models: a client's open connections belong to a loop."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="language-model", daemon=True).start()
    return loop
