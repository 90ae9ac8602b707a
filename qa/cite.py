"""Citations: where a sentence stands, in the words a person would use to cite it."""

from __future__ import annotations

from corpus import Report, Sentence
from qa.answer import Citation
from qa.compose import Quoted, in_lines
from qa.strength import strength


def cite(report: Report, quoted: Quoted) -> Citation:
    """The citation of neighbouring sentences; its quote is their text as it stands there."""
    first = quoted.sentences[0]
    return Citation(
        report_id=report.id,
        passage_id=quoted.passage.id,
        page=first.page,
        heading=quoted.passage.heading,
        quote=in_lines(quoted.sentences).replace("• ", ""),
        reference=reference(report, first),
        sentences=quoted.sentences,
        strength=strength(in_lines(quoted.sentences)),
    )


def reference(report: Report, sentence: Sentence) -> str:
    """'Ofsted, Harrow children's services, 4 March 2025, p. 7, para. 12', as far as known.

    A briefing is always called one, so that nobody takes it for the original.
    """
    named = report.kind != "briefing" or "briefing" in report.title.lower()
    title = report.title if named else f"briefing: {report.title}"
    day = report.published
    parts = [
        "" if title.startswith(report.publisher) else report.publisher,
        title,
        f"{day.day} {day:%B %Y}" if day else "",
        f"p. {sentence.page}" if sentence.page else "",
        f"para. {sentence.label}" if sentence.label.isdigit() else "",
    ]
    return ", ".join(part for part in parts if part)
