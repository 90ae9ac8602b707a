"""A real browser: a good and a broken file are dropped and added, an answer is taken out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from fpdf import FPDF
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from indexer.build import build
from indexer.encoder import SentenceEncoder
from tests.browsing import PATIENCE, found, needs_browser, press_button, started, waiting
from tests.conftest import CARE, CHILDREN

pytestmark = needs_browser

SENTENCE = "Carers in Leeds wait 31 weeks for a review of their needs."


@pytest.fixture(scope="module")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two small reports, to be added to."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "reports").mkdir()
    (folder / "reports" / "ashford.md").write_text(CARE, "utf-8")
    (folder / "reports" / "bexham.md").write_text(CHILDREN, "utf-8")
    build([folder / "reports"], folder / "index", SentenceEncoder())
    return folder / "index"


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Chrome]:
    """A browser that saves in `tmp_path / "saved"`."""
    yield from started(tmp_path)


@pytest.fixture
def dropped(tmp_path: Path) -> list[Path]:
    """A PDF that can be read, and a web page that calls itself one."""
    paper = FPDF()
    paper.add_page()
    paper.set_font("Helvetica", size=12)
    paper.multi_cell(0, 8, f"{SENTENCE} Staff are kind. This is a report about Leeds.")
    good, broken = tmp_path / "leeds-2025-03-04.pdf", tmp_path / "broken.pdf"
    paper.output(str(good))
    broken.write_text("<!DOCTYPE html><html><title>404</title><body>Not found</body></html>")
    return [good, broken]


def says(browser: Chrome, text: str) -> bool:
    def there(driver: Chrome) -> bool:
        return text in driver.find_element(By.TAG_NAME, "body").text

    return waiting(browser).until(there, f"{text!r} did not appear")


def saved(folder: Path, suffix: str) -> Path:
    deadline = time.monotonic() + PATIENCE
    while not (files := list(folder.glob(f"*{suffix}"))):
        assert time.monotonic() < deadline, f"no {suffix} file came"
        time.sleep(0.1)
    return files[0]


def test_a_dropped_file_is_read_added_cited_and_exported(
    browser: Chrome, address: str, dropped: list[Path], tmp_path: Path
) -> None:
    browser.get(f"{address}/add")
    found(browser, "[data-testid=stFileUploaderDropzone]")
    box = browser.find_element(By.CSS_SELECTOR, "input[type=file]")
    box.send_keys("\n".join(map(str, dropped)))
    assert says(browser, "Read, not yet added (2)")
    page = browser.find_element(By.TAG_NAME, "body").text
    assert "Leeds" in page
    assert "4 March 2025" in page
    assert "1 page, 1 section, 3 sentences" in page
    assert "No headings were found in it" in page
    assert "It cannot be read: an HTML error page" in page
    assert "Nothing yet." in page

    press_button(browser, "Add 1 report")
    assert says(browser, "Added: leeds-2025-03-04.pdf. The index holds 3 reports now")
    assert says(browser, "Remove leeds-2025-03-04.pdf")

    browser.get(address)
    found(browser, "[data-testid=stChatInputTextArea]").send_keys(
        "How long do carers wait for a review in Leeds?", Keys.ENTER
    )
    assert "31 weeks" in found(browser, ".answer").text
    press_button(browser, "Export")
    press_button(browser, "Word, with page pictures")
    document = docx.Document(str(saved(tmp_path / "saved", ".docx")))
    styles = {p.style.name: p.text for p in document.paragraphs if p.style is not None}
    assert styles["Quote"] == SENTENCE
    assert styles["Heading 3"].endswith("4 March 2025, p. 1")
    (picture,) = document.inline_shapes
    assert "Page 1 of 1 of the report, the cited words in a box" in picture._inline.docPr.get(
        "descr"
    )
    press_button(browser, "Markdown")
    assert SENTENCE in saved(tmp_path / "saved", ".md").read_text("utf-8")
