"""The HTML of proof: a citation that opens its passage with the cited sentence marked.

Pure functions; like all report text, passages are escaped and never read as Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby

from corpus import Report, Sentence
from indexer.passages import Passage
from qa.answer import Citation
from ui import wording


def cited(
    numbered: Mapping[int, Citation], report: Report | None, passage: Passage | None, anchor: str
) -> str:
    """Citations of one passage, by their numbers, as one row that opens the passage.

    Each number's element id, `anchor` and the number, is that of its marked sentence: on the
    way to an id inside closed `details`, a browser opens them. `passage` is None where the
    index no longer holds it; the quotes are shown all the same.
    """
    first = next(iter(numbered.values()))
    places = _places(passage.sentences, numbered) if passage else {}
    ids = {place: f"{anchor}-{number}" for place, number in places.items()}
    body = passage_text(passage, ids) if passage else _quotes_alone(numbered.values())
    unmarked = "".join(f'<a id="{anchor}-{n}"></a>' for n in numbered if n not in places.values())
    numbers = "".join(f'<span class="number">{n}</span> ' for n in numbered)
    return _row(
        f"{numbers}{_badge(report)}{escape(first.reference)}{_where(first.heading)}",
        f"{unmarked}{_path(first.heading)}{_origin(report, first.page)}{body}",
    )


def nearest(passage: Passage, report: Report | None) -> str:
    """A passage found but not good enough to answer from; it opens like a citation."""
    day = f", {wording.in_words(passage.published)}" if passage.published else ""
    return _row(
        f"{_badge(report)}{escape(passage.title)}{day}{_where(passage.heading)}",
        f"{_path(passage.heading)}{_origin(report, passage.page)}{passage_text(passage)}",
    )


def passage_text(passage: Passage, ids: Mapping[int, str] | None = None) -> str:
    """The passage's paragraphs, lists and rows. `ids` gives the element ids of the sentences
    to mark, by their 0-based place in the passage."""
    blocks, before = [], ""
    places = enumerate(passage.sentences)
    for (kind, _), run in groupby(places, lambda item: (item[1].kind, item[1].paragraph)):
        sentences = list(run)
        lead_in = sentences[0][1].lead_in
        if lead_in not in ("", before):
            blocks.append(f"<p>{escape(lead_in)}</p>")
        labels = ["", *(sentence.label for _, sentence in sentences)]
        texts = [
            _sentence(sentence, sentence.label != label, (ids or {}).get(place))
            for (place, sentence), label in zip(sentences, labels, strict=False)
        ]
        blocks.append(_paragraph(texts) if kind == "prose" else _list(texts, kind))
        before = sentences[-1][1].text
    return "".join(blocks)


def _places(sentences: Sequence[Sentence], numbered: Mapping[int, Citation]) -> dict[int, int]:
    """The number of the citation that quotes the sentence at each place, as far as it is there:
    no mark rather than a wrong one."""
    return {
        place: number
        for number, citation in numbered.items()
        for place, sentence in enumerate(sentences)
        if sentence in citation.sentences
    }


def _row(summary: str, body: str) -> str:
    return (
        f'<details class="proof"><summary>{summary}</summary>'
        f'<div class="passage">{body}</div></details>'
    )


def _badge(report: Report | None) -> str:
    briefing = report is not None and report.kind == "briefing"
    return f'<span class="badge">{wording.BRIEFING}</span> ' if briefing else ""


def _where(heading: tuple[str, ...]) -> str:
    """The innermost heading, to tell apart rows of one report without pages."""
    return f'<span class="where">{escape(heading[-1])}</span>' if heading else ""


def _path(heading: tuple[str, ...]) -> str:
    return f'<p class="path">{escape(wording.heading_words(heading))}</p>' if heading else ""


def _origin(report: Report | None, page: int | None) -> str:
    """Where the passage comes from: council, kind of report, date and page, and the original."""
    if report is None:
        return ""
    parts = [report.authority, wording.report_line(report), wording.page_words(page)]
    line = " · ".join(escape(part) for part in parts if part)
    if report.url.startswith(("https://", "http://")):
        site = f'<a href="{escape(report.url)}" target="_blank" rel="noopener">'
        line += f" · {site}publisher’s site (opens a new tab)</a>"
    note = f"<strong>{wording.BRIEFING_NOTE}</strong><br>" if report.kind == "briefing" else ""
    return f'<p class="origin">{note}{line}</p>'


def _quotes_alone(citations: Iterable[Citation]) -> str:
    quotes = "".join(f"<p><mark>{escape(citation.quote)}</mark></p>" for citation in citations)
    return (
        f'{quotes}<p class="aside">The index was rebuilt since: the passage around this is no '
        "longer in it. Ask again to cite the reports as they are now.</p>"
    )


def _paragraph(texts: Sequence[str]) -> str:
    return f"<p>{' '.join(texts)}</p>"


def _list(texts: Sequence[str], kind: str) -> str:
    return f'<ul class="{kind}s">{"".join(f"<li>{text}</li>" for text in texts)}</ul>'


def _sentence(sentence: Sentence, labelled: bool, id_: str | None) -> str:
    label = f'<span class="label">{escape(sentence.label)}</span> ' if labelled else ""
    text = escape(sentence.text)
    return f'{label}<mark id="{id_}">{text}</mark>' if id_ else f"{label}{text}"
