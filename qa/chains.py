"""The retriever and the assistant as LangChain parts, to drop into other people's chains."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from indexer.index import Index
from indexer.passages import Hit
from qa.answer import EVERYTHING, Answer, Scope
from qa.asking.question import understand
from qa.assistant import Assistant
from qa.retrieve import narrowed, reports_in, retrieve


class PassageRetriever(BaseRetriever):
    """Finds the `k` best passages for a question, best first, as LangChain documents.

    A document's metadata holds "report", "page" (1-based or None), "heading" (a list,
    outermost first) and "score" (higher is better, comparable within one call).

    Example::

        PassageRetriever(index=Index.open(Path("index"))).invoke("agency staff in Leeds")
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Index
    scope: Scope = EVERYTHING
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        question = understand(query)
        scope, _ = narrowed(self.index, self.scope, question)
        hits = retrieve(self.index, question, reports_in(self.index, scope), self.k)
        return [_document(hit) for hit in hits]


def _document(hit: Hit) -> Document:
    passage = hit.passage
    metadata = {
        "report": passage.report_id,
        "page": passage.page,
        "heading": list(passage.heading),
        "score": hit.score,
    }
    return Document(page_content=passage.text, metadata=metadata, id=passage.id)


def as_runnable(assistant: Assistant) -> Runnable[str, Answer]:
    """The assistant as a Runnable: a question in, an `Answer` out."""
    return RunnableLambda(assistant.ask).with_config(run_name="ask_the_reports")
