"""The picture of a page, with sentences boxed: exactly where they stand, or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.model import Sentence
from corpus.pdf_boxes import Box, boxes
from corpus.pdf_page import PDFIUM_LOCK

_MOST_PIXELS = 2600  # on the longer side, whatever the scale
_PADDING, _STROKE = 1.5, 1.5  # points
_INK, _TINT = (163, 38, 42), (255, 244, 190)

Pixels = tuple[float, float, float, float]  # left, top, right, bottom


class PictureUnavailable(Exception):
    """There is no picture of a page of `path`; `reason` is one line that a manager understands."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Picture:
    """`page` of `pages` (1-based) as PNG, `width` by `height` pixels.

    `boxes` are the lines boxed, in reading order, and `frames` the same as left, top, right and
    bottom in pixels; `missing` are the sentences that begin on this page and were not found on
    it exactly: they have no box.
    """

    png: bytes
    page: int
    pages: int
    width: int
    height: int
    boxes: tuple[Box, ...] = ()
    missing: tuple[Sentence, ...] = ()
    frames: tuple[Pixels, ...] = ()

    @property
    def boxed(self) -> bool:
        """Whether all that was to be boxed is."""
        return bool(self.boxes) and not self.missing


def picture(
    path: Path,
    page: int,
    sentences: Sequence[Sentence] = (),
    around: Sequence[Sentence] = (),
    scale: float = 1.5,
) -> Picture:
    """`page` (1-based) of the PDF at `path`, those of `sentences` that stand on it boxed.

    `around` are the sentences of their passage in order, which tell equal texts apart. `scale`
    is in pixels a point (1.5 is 108 dpi); the longer side has at most 2,600 of them. Raises
    PictureUnavailable.
    """
    with PDFIUM_LOCK, _opened(path) as document:
        count = len(document)
        if not 1 <= page <= count:
            raise PictureUnavailable(path, f"it has no page {page}, only 1 to {count}")
        with _damage_named(path, page):
            found, missing = boxes(document, page, sentences, around)
            image, frames, scale = _rendered(document[page - 1], found, scale)
    _mark(image, frames, scale)
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=3)
    width, height = image.size
    return Picture(
        stream.getvalue(), page, count, width, height, tuple(found), tuple(missing), tuple(frames)
    )


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import pypdfium2 as pdfium

    if not path.is_file():
        raise PictureUnavailable(path, "the file is no longer where it was when it was indexed")
    try:
        document = pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, OSError) as error:
        raise PictureUnavailable(path, "it is not a PDF that can be opened") from error
    with closing(document):
        yield document


@contextmanager
def _damage_named(path: Path, page: int) -> Iterator[None]:
    import pypdfium2 as pdfium

    try:
        yield
    except pdfium.PdfiumError as error:
        raise PictureUnavailable(
            path, f"page {page} cannot be drawn, the file is damaged"
        ) from error


def _rendered(page: Any, found: Sequence[Box], scale: float) -> tuple[Any, list[Pixels], float]:
    """A PIL image of the page, the boxes in its pixels, and the scale after it was bounded."""
    with closing(page):
        scale = min(scale, _MOST_PIXELS / max(page.get_size()))
        with closing(page.render(scale=scale)) as bitmap:
            to_pixels = bitmap.get_posconv(page).to_bitmap
            frames = []
            for box in found:
                (ax, ay), (bx, by) = to_pixels(box.x0, box.y0), to_pixels(box.x1, box.y1)
                frames.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
            return bitmap.to_pil().convert("RGB"), frames, scale


def _mark(image: Any, frames: Sequence[Pixels], scale: float) -> None:
    """Tint the frames like a highlighter and draw one line around all of them."""
    from PIL import Image, ImageChops

    if not frames:
        return
    joined = _joined([_grown(frame, _PADDING * scale) for frame in frames])
    ringed = [_grown(frame, _STROKE * scale) for frame in joined]
    left, top = (max(0, int(min(frame[side] for frame in ringed))) for side in (0, 1))
    right, bottom = (int(max(frame[side] for frame in ringed)) + 1 for side in (2, 3))
    region = image.crop((left, top, right, bottom))
    inner, outer = (_mask(region.size, shapes, left, top) for shapes in (joined, ringed))
    tint = ImageChops.multiply(region, Image.new("RGB", region.size, _TINT))
    region.paste(tint, mask=inner)
    region.paste(_INK, mask=ImageChops.subtract(outer, inner))
    image.paste(region, (left, top))


def _joined(frames: Sequence[Pixels]) -> list[Pixels]:
    """`frames` with no gap between a line and the next where they stand one below the other."""
    joined = [frames[0]]
    for (_, _, _, bottom), (left, top, right, end) in pairwise(frames):
        gap = top - bottom
        joined.append((left, top - gap if 0 < gap < (end - top) / 2 else top, right, end))
    return joined


def _grown(frame: Pixels, by: float) -> Pixels:
    left, top, right, bottom = frame
    return left - by, top - by, right + by, bottom + by


def _mask(size: tuple[int, int], frames: Sequence[Pixels], left: int, top: int) -> Any:
    """The area of the frames, in a picture that begins at `left` and `top`."""
    from PIL import Image, ImageDraw

    mask = Image.new("L", size)
    for x0, y0, x1, y1 in frames:
        ImageDraw.Draw(mask).rectangle((x0 - left, y0 - top, x1 - left, y1 - top), fill=255)
    return mask
