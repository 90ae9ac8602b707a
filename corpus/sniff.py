"""What a file is, told by its first bytes: names and extensions lie."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Literal

from corpus.errors import UnreadableReport

Format = Literal["pdf", "html", "word", "markdown", "text"]

HEAD_BYTES = 4096
LARGEST_FILE = 200 * 1024 * 1024  # bytes; the largest real report seen is 4 MB
LARGEST_TEXT = 5 * 1024 * 1024  # bytes of HTML or text: some fifteen times the longest report
LARGEST_UNPACKED = 400 * 1024 * 1024  # bytes of a .docx once unpacked: more is a zip bomb

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MARKDOWN = re.compile(r"\A---[ \t]*\r?\n|^#{1,6}[ \t]+\S", re.M)


def sniff(path: Path) -> Format:
    """The format of `path` by its content.

    Raises UnreadableReport where there is nothing to read: no file, empty, too large, or a
    kind of file that no reader knows.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except OSError as error:
        raise UnreadableReport(path, f"cannot be opened ({error.strerror or error})") from error
    if not head.strip(b"\0 \t\r\n"):
        raise UnreadableReport(path, "the file is empty")
    if size > LARGEST_FILE:
        raise UnreadableReport(path, f"too large for a report ({size // 1024**2} MB)")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(_OLE):
        raise UnreadableReport(path, "an old or encrypted Word file: save it as .docx or PDF first")
    if size > LARGEST_TEXT:
        raise UnreadableReport(path, f"too large for a report ({size // 1024**2} MB of text)")
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    text = decoded(path, head)
    return "markdown" if _MARKDOWN.search(text) else "text"


def decoded(path: Path, data: bytes) -> str:
    """`data` as text: by its byte order mark, else UTF-8, else Windows-1252.

    Raises UnreadableReport where it is not text at all.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if (
        b"\0" in data
        or sum(byte < 32 and byte not in b"\t\n\f\r\x0b\x1b" for byte in data[:HEAD_BYTES]) > 40
    ):
        raise UnreadableReport(path, "not a document with text in it (a binary file)")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3:  # a character cut by the end of the first bytes read
            return data.decode("utf-8-sig", errors="ignore")
        return data.decode("cp1252", errors="replace")


def _zipped(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise UnreadableReport(path, "a truncated or damaged Word file") from error
    if "word/document.xml" not in names:
        raise UnreadableReport(path, "a zip archive, not a report")
    if unpacked > LARGEST_UNPACKED:
        raise UnreadableReport(path, f"unpacks to {unpacked // 1024**2} MB, too much for a report")
    return "word"
