"""Citations: where a sentence stands, in the words a person would use to cite it."""

from __future__ import annotations

from corpus import Report, Sentence
from indexer.passages import Hit
from qa.answer import Citation


def cite(report: Report, hit: Hit, sentence: Sentence) -> Citation:
    """The citation of a sentence of a hit; its quote is the sentence as it stands there."""
    return Citation(
        report_id=report.id,
        passage_id=hit.passage.id,
        page=sentence.page,
        heading=hit.passage.heading,
        quote=sentence.text,
        reference=reference(report, sentence),
    )


def reference(report: Report, sentence: Sentence) -> str:
    """'Ofsted, Harrow children's services, 4 March 2025, p. 7, para. 12', as far as known.

    A briefing is always called one, so that nobody takes it for the original.
    """
    named = report.kind != "briefing" or "briefing" in report.title.lower()
    title = report.title if named else f"briefing: {report.title}"
    day = report.published
    parts = [
        report.publisher,
        title,
        f"{day.day} {day:%B %Y}" if day else "",
        f"p. {sentence.page}" if sentence.page else "",
        f"para. {sentence.label}" if sentence.label.isdigit() else "",
    ]
    return ", ".join(part for part in parts if part)
