"""Reports: where they come from, and how a file becomes a `Report`."""

from corpus.model import Judgement, Report, Section, Sentence
from corpus.readers import UnreadableReport, read

__all__ = ["Judgement", "Report", "Section", "Sentence", "UnreadableReport", "read"]
