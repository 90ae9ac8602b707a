"""The options that several commands take."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

_SHARED = Path(__file__).resolve().parents[3] / "shared"


def add_questions(parser: ArgumentParser) -> None:
    parser.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")


def add_index(parser: ArgumentParser) -> None:
    parser.add_argument("--index", type=Path, default=Path("index"), help="default: %(default)s")


def add_model(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--model",
        default="",
        help="let a language model word the answers: openai:..., anthropic:..., ollama:...",
    )
    parser.add_argument("--base-url", metavar="URL", help="where the model's server is")


def add_shared(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--shared",
        type=Path,
        default=_SHARED,
        metavar="DIR",
        help="folder of reports/ and questions/ to measure on (default: %(default)s)",
    )


def add_count(parser: ArgumentParser, name: str, default: int) -> None:
    parser.add_argument(name, type=int, default=default, metavar="N", help="default: %(default)s")


def add_json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
