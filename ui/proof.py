"""The HTML of proof: where a quote stands, its passage with the quote marked, and its source.

Pure functions; like all report text, passages are escaped and never read as Markdown.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape
from itertools import groupby

from corpus import Report, Sentence
from indexer.passages import Passage
from qa.answer import Citation
from qa.wording import BRIEFING_NOTE
from ui import wording

REBUILT = (
    '<p class="aside">The index was rebuilt since: the passage around this is no longer in it. '
    "Ask again to cite the reports as they are now.</p>"
)


def source(citation: Citation, report: Report | None, passage: Passage | None) -> str:
    """A citation's passage with the quoted sentences marked, under its reference and heading path.

    `passage` is None where the index no longer holds it; the quote is shown all the same.
    """
    body = passage_text(passage, citation.sentences) if passage else ""
    if not passage or any(one not in passage.sentences for one in citation.sentences):
        body = f"<p><mark>{escape(citation.quote)}</mark></p>{body}"
    return (
        f'<div class="proof"><p class="reference">{badge(report)}{escape(citation.reference)}</p>'
        f"{_about(report, citation)}"
        f'<div class="passage">{_path(citation.heading)}{body}</div>'
        f"{'' if passage else REBUILT}</div>"
    )


def passage_text(passage: Passage, marked: Collection[Sentence] = ()) -> str:
    """The passage's paragraphs, lists and rows, those of its sentences marked that are `marked`."""
    blocks, before = [], ""
    for (kind, _), run in groupby(passage.sentences, lambda one: (one.kind, one.paragraph)):
        sentences = list(run)
        lead_in = sentences[0].lead_in
        if lead_in not in ("", before):
            blocks.append(f"<p>{escape(lead_in)}</p>")
        labels = ["", *(sentence.label for sentence in sentences)]
        texts = [
            _sentence(sentence, sentence.label != label, sentence in marked)
            for sentence, label in zip(sentences, labels, strict=False)
        ]
        blocks.append(_paragraph(texts) if kind == "prose" else _list(texts, kind))
        before = sentences[-1].text
    return "".join(blocks)


def badge(report: Report | None) -> str:
    """The label of a briefing, which must never be taken for the report it is about; else ""."""
    briefing = report is not None and report.kind == "briefing"
    return f'<span class="badge">{wording.BRIEFING}</span> ' if briefing else ""


def links(report: Report | None, pdf: str = "", page: int = 1) -> str:
    """Where the source can be read whole, "" where nowhere: `pdf` is the address of the file
    here, "" for none."""
    places = [(f"{pdf}#page={page}", f"Open the PDF at page {page}")] if pdf else []
    if report and report.url.startswith(("https://", "http://")):
        places.append((report.url, "Open the original on the publisher’s site"))
    items = [
        f'<li><a href="{escape(url)}" target="_blank" rel="noopener">{name} (new tab)</a></li>'
        for url, name in places
    ]
    return f'<ul class="links">{"".join(items)}</ul>' if items else ""


def to_copy(citation: Citation) -> str:
    """The quote as plain text with its reference, for pasting into a document."""
    return f"“{citation.quote}”\n— {citation.reference}"


def _about(report: Report | None, citation: Citation) -> str:
    """What kind of source this is, and what the finding rests on."""
    lines = []
    if report:
        if report.kind == "briefing":
            lines.append(f"<strong>{BRIEFING_NOTE}</strong>")
        lines.append(
            escape(" · ".join(filter(None, (report.authority, wording.report_line(report)))))
        )
    if citation.strength:
        lines.append(f'Rests on: <strong class="strength">{escape(citation.strength)}</strong>')
    return "".join(f'<p class="origin">{line}</p>' for line in lines)


def _path(heading: tuple[str, ...]) -> str:
    return f'<p class="path">{escape(wording.heading_words(heading))}</p>' if heading else ""


def _paragraph(texts: Sequence[str]) -> str:
    return f"<p>{' '.join(texts)}</p>"


def _list(texts: Sequence[str], kind: str) -> str:
    return f'<ul class="{kind}s">{"".join(f"<li>{text}</li>" for text in texts)}</ul>'


def _sentence(sentence: Sentence, labelled: bool, marked: bool) -> str:
    label = f'<span class="label">{escape(sentence.label)}</span> ' if labelled else ""
    text = escape(sentence.text)
    return f"{label}<mark>{text}</mark>" if marked else f"{label}{text}"
