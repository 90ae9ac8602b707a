"""PDFs that cannot be read are refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from corpus.errors import UnreadableReport
from corpus.pdf import read_pdf
from tests.made_pdfs import plain_pdf


def test_an_encrypted_file_is_unreadable_with_a_reason(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(plain_pdf(tmp_path / "a.pdf")))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(UnreadableReport, match="password"):
        read_pdf(tmp_path / "locked.pdf")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_unreadable(tmp_path: Path, share: float) -> None:
    data = plain_pdf(tmp_path / "a.pdf").read_bytes()
    (tmp_path / "cut.pdf").write_bytes(data[: int(len(data) * share)])
    with pytest.raises(UnreadableReport, match="damaged or truncated"):
        read_pdf(tmp_path / "cut.pdf")


def test_a_file_of_pictures_has_no_text_to_read(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(tmp_path / "blank.pdf")
    with pytest.raises(UnreadableReport, match="no text"):
        read_pdf(tmp_path / "blank.pdf")


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="cannot be opened"):
        read_pdf(tmp_path / "none.pdf")
