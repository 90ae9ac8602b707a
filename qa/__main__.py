"""Ask one question in the terminal: python -m qa "how long do carers wait for reviews"."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from qa.answer import Answer, Scope

_SAID = {
    "answered": "",
    "partial": "Only part of this is in the reports.",
    "no_evidence": "No sentence was found that answers. The nearest passages:",
    "held": "",
    "not_in_corpus": "No report of this council is held here.",
}
_UNSURE = "Perhaps an answer: read it in its report before repeating it."
_NEAREST = 3  # passages shown with a refusal


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    from indexer.encoder import EncoderUnavailable
    from indexer.index import IndexMismatch, IndexMissing
    from qa.assistant import Assistant
    from qa.writing.langchain_model import ModelUnavailable
    from qa.writing.writer import Writer

    try:
        writer = Writer.open(options.model, options.base_url) if options.model else None
        assistant = Assistant.open(options.index, writer)
    except (IndexMissing, IndexMismatch, EncoderUnavailable, ModelUnavailable) as error:
        print(f"qa: {error}", file=sys.stderr)
        return 1
    scope = Scope(tuple(options.authority), (), options.since)
    answer = assistant.ask(options.question, scope=scope)
    print(as_json(answer) if options.json else as_text(answer))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m qa", description=__doc__)
    parser.add_argument("question", type=_question)
    parser.add_argument("--index", type=Path, default=Path("index"), help="index folder")
    parser.add_argument(
        "--authority", type=_authority, action="append", default=[], help="only this council"
    )
    parser.add_argument("--since", type=int, metavar="YEAR", help="only reports from this year on")
    parser.add_argument(
        "--model",
        help="let a language model word the answer: openai:..., anthropic:..., ollama:...",
    )
    parser.add_argument("--base-url", metavar="URL", help="where the model's server is")
    parser.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    return parser


def _question(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("is empty: ask something")
    return text


def _authority(name: str) -> str:
    """The canonical name of a council as people type it."""
    from corpus.authorities import find_authorities

    found = find_authorities(name)
    if not found:
        raise argparse.ArgumentTypeError(f"knows no council {name!r}")
    return found[0].name


def as_json(answer: Answer) -> str:
    """The whole answer, hits and coverage included, as indented JSON."""
    from pydantic import TypeAdapter

    return TypeAdapter(Answer).dump_json(answer, indent=2).decode()


def as_text(answer: Answer) -> str:
    """The answer for a terminal: what was found, where each sentence stands, what was searched."""
    lines = [f"Understood as: {answer.asked}"] if answer.asked != answer.question else []
    said = _UNSURE if answer.unsure else _SAID[answer.status]
    lines += [part for part in (said, answer.text) if part]
    if answer.status == "no_evidence":
        lines += [
            f"  {hit.passage.report_id}, {' > '.join(hit.passage.heading)}: "
            f"{' '.join(hit.passage.text.split())[:160]}…"
            for hit in answer.hits[:_NEAREST]
        ]
    lines += answer.notes
    for mark, citation in enumerate(answer.citations, start=1):
        lines.append(f"  [{mark}] {citation.reference}: {' > '.join(citation.heading)}")
    lines.append(_searched(answer))
    return "\n".join(lines)


def _searched(answer: Answer) -> str:
    coverage = answer.coverage
    line = f"Searched {coverage.reports_searched} reports"
    if coverage.unreadable:
        line += f"; {coverage.unreadable} files could not be read"
    return line + "."


if __name__ == "__main__":
    sys.exit(main())
