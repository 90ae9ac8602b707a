"""Damaged files out of sound ones, and the worst that a folder can hold, for the fuzz run."""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from corpus import Report

Damage = Callable[[bytes, random.Random], bytes]

SPARSE = 500 * 1024**2  # bytes
BOMB = 450 * 1024**2  # bytes once unpacked
_DEEP = (300, 3_000, 30_000)  # brackets within brackets
_MANY = (3_000, 100_000, 2**31 - 1, 10**12)  # pages that a PDF says it has
_MARKS = (b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"%PDF-1.7", b"<html>", b"PK\x03\x04", b"\r\n" * 99)


def truncated(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def flipped(data: bytes, dice: random.Random) -> bytes:
    """One bit in up to 1,000 places is the other one."""
    made = bytearray(data)
    for _ in range(dice.choice((1, 10, 100, 1000))):
        made[dice.randrange(len(made))] ^= 1 << dice.randrange(8)
    return bytes(made)


def shuffled(data: bytes, dice: random.Random) -> bytes:
    """A piece of up to 4 kB is lost, said again many times, or found elsewhere."""
    start = dice.randrange(len(data))
    piece = data[start : start + dice.randrange(1, 4096)]
    rest = data[:start] + data[start + len(piece) :]
    at = dice.randrange(len(rest) + 1)
    return rest[:at] + piece * dice.choice((0, 1, 2, 50)) + rest[at:]


def marked(data: bytes, dice: random.Random) -> bytes:
    """The mark of another format, or of an encoding, stands at the front or within."""
    at = dice.choice((0, 0, dice.randrange(len(data))))
    return data[:at] + dice.choice(_MARKS) + data[at:]


def recoded(data: bytes, dice: random.Random) -> bytes:
    """Text in an encoding that nothing announces."""
    encoding = dice.choice(("utf-16-le", "utf-16", "cp037", "utf-7", "cp1252", "utf-32"))
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def nested(data: bytes, dice: random.Random) -> bytes:
    """Something within itself, hundreds or thousands of times."""
    opening, closing = dice.choice(
        (
            (b"<div>", b"</div>"),
            (b"<table><tr><td>", b""),
            (b"[", b"]"),
            (b"<<", b">>"),
            (b"<</K ", b""),
            (b"> ", b""),
            (b"- ", b""),
            (b"*", b"*"),
        )
    )
    deep = dice.choice(_DEEP)
    at = dice.randrange(len(data))
    return data[:at] + opening * deep + data[at : at + 100] + closing * deep + data[at + 100 :]


def untidy(data: bytes, dice: random.Random) -> bytes:
    """Brackets, quotes and slashes are lost at random, as in HTML written by hand."""
    share = dice.choice((0.02, 0.2, 0.8))
    return re.sub(rb"[<>\"'/&;()]", lambda mark: b"" if dice.random() < share else mark[0], data)


def many_paged(data: bytes, dice: random.Random) -> bytes:
    """A PDF that says it has far more pages than it holds, or whose page tree is a ring."""
    if dice.random() < 0.5:
        return re.sub(rb"/Count\s+\d+", b"/Count %d" % dice.choice(_MANY), data)
    page = dice.choice(re.findall(rb"\d+ 0 R", data) or [b"1 0 R"])
    kids = b"/Kids [" + b" ".join([page] * dice.choice((2, 2_000, 50_000)))
    return re.sub(rb"/Kids\s*\[", kids, data)


def repacked(data: bytes, dice: random.Random) -> bytes:
    """A Word file whose XML is damaged inside a sound archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError):
        return flipped(data, dice)  # it was damaged before
    made = io.BytesIO()
    victim = dice.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    parts[victim] = dice.choice((truncated, flipped, shuffled, nested, untidy))(parts[victim], dice)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return made.getvalue()


_ANY: tuple[Damage, ...] = (truncated, flipped, shuffled, marked, nested)
DAMAGES: dict[str, tuple[Damage, ...]] = {
    ".pdf": (*_ANY, many_paged),
    ".docx": (*_ANY, repacked, repacked, repacked),
    ".html": (*_ANY, untidy, recoded),
    ".txt": (*_ANY, recoded),
    ".md": (*_ANY, untidy, recoded),
}


def damaged(sound: list[Path], count: int, folder: Path, seed: int) -> Iterator[Path]:
    """`count` files in `folder`, each one of `sound` damaged once or twice; the same every time."""
    dice = random.Random(seed)
    for number in range(count):
        one = sound[number % len(sound)]
        data = one.read_bytes()
        for _ in range(dice.choice((1, 1, 2))):
            data = dice.choice(DAMAGES[one.suffix])(data, dice) or b" "
        made = folder / f"{number:05}{one.suffix}"
        made.write_bytes(data)
        yield made


def worst(folder: Path) -> Iterator[Path]:
    """Files that are bad in ways of their own: sparse, looping, forbidden, a bomb, not files."""
    with (folder / "sparse.txt").open("wb") as stream:
        stream.write(b"%PDF-1.4\n")
        stream.truncate(SPARSE)
    os.symlink(folder / "loop.pdf", folder / "loop.pdf")
    os.symlink(folder / "nowhere.pdf", folder / "broken.pdf")
    (folder / "forbidden.txt").write_text("Text that nobody may read.\n")
    (folder / "forbidden.txt").chmod(0)
    (folder / "empty.md").touch()
    (folder / "folder.pdf").mkdir()
    packed = bomb(BOMB)
    (folder / "bomb.docx").write_bytes(packed)
    (folder / "quiet-bomb.docx").write_bytes(_quiet(packed))
    (folder / "nested.html").write_text(f"<html><body>{'<div>' * 50_000}text")
    (folder / "long.txt").write_text("word " * 500_000)
    (folder / "quotes.md").write_text("# A\n\n" + "> " * 20_000 + "text")
    yield from sorted(folder.iterdir())


def bomb(size: int) -> bytes:
    """A Word file of some hundred kilobytes that unpacks to `size` bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(size // 1024**2):
                part.write(b" " * 1024**2)
        archive.writestr("[Content_Types].xml", "<Types/>")
    return made.getvalue()


def _quiet(data: bytes) -> bytes:
    """The same archive, whose directory says that its parts are small."""
    size = BOMB // 1024**2 * 1024**2
    return data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def as_html(report: Report) -> str:
    """A sound HTML page that holds the text of `report`."""
    tags = {"prose": "p", "bullet": "li", "row": "td"}
    lines: list[str] = []
    for section in report.sections:
        heading = "h1" if len(section.heading) < 2 else "h2"
        told = [(heading, section.heading[-1])] if section.heading else []
        told += [(tags[one.kind], one.text) for one in section.sentences]
        lines += [f"<{tag}>{escape(text)}</{tag}>" for tag, text in told]
    title = f"<title>{escape(report.title)}</title>"
    return f"<!doctype html><html><head>{title}</head><body>{''.join(lines)}</body></html>"


def as_word(report: Report, path: Path) -> None:
    """A sound Word file at `path` that holds the text of `report`."""
    import docx

    made = docx.Document()
    styles = {"prose": None, "bullet": "List Bullet", "row": None}
    for section in report.sections:
        if section.heading:
            made.add_heading(section.heading[-1], min(len(section.heading), 9))
        for one in section.sentences:
            made.add_paragraph(one.text, styles[one.kind])
    table = made.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Judgement", "Grade"
    table.cell(1, 0).text, table.cell(1, 1).text = "Overall effectiveness", "Good"
    made.save(str(path))
