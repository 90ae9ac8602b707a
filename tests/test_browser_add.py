"""A real browser: a good and a broken file are dropped and added, an answer is taken out."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from fpdf import FPDF
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from indexer.build import build
from indexer.encoder import SentenceEncoder
from tests.conftest import CARE, CHILDREN
from tests.test_browser import CHROMIUM, DRIVER, FLAGS, PATIENCE, ROOT, answering, found

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="chromium and chromedriver are not installed"
)

SENTENCE = "Carers in Leeds wait 31 weeks for a review of their needs."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over an index of two small reports."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "reports").mkdir()
    (folder / "reports" / "ashford.md").write_text(CARE, "utf-8")
    (folder / "reports" / "bexham.md").write_text(CHILDREN, "utf-8")
    build([folder / "reports"], folder / "index", SentenceEncoder())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = {"ASK_INDEX": str(folder / "index"), "ASK_DATA": str(folder)}
    app = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "ui/app.py", "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, **places},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield answering(f"http://localhost:{port}")
    finally:
        app.terminate()
        app.wait(timeout=30)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Chrome]:
    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(f"--{flag}")
    options.add_experimental_option(
        "prefs", {"download.default_directory": str(tmp_path / "saved")}
    )
    driver = Chrome(options=options, service=Service(str(DRIVER)))
    yield driver
    driver.quit()


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

    waiting = WebDriverWait(browser, PATIENCE, ignored_exceptions=[StaleElementReferenceException])
    return waiting.until(there, f"{text!r} did not appear")


def press(browser: Chrome, label: str) -> None:
    """Press a button by keyboard, as somebody without a mouse does."""

    def pressed(driver: Chrome) -> bool:
        for button in driver.find_elements(By.CSS_SELECTOR, "button"):
            if label in button.text and button.is_displayed() and button.is_enabled():
                button.send_keys(Keys.ENTER)
                return True
        return False

    waiting = WebDriverWait(browser, PATIENCE, ignored_exceptions=[StaleElementReferenceException])
    waiting.until(pressed, f"no button {label!r}")


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

    press(browser, "Add 1 report")
    assert says(browser, "Added: leeds-2025-03-04.pdf. The index holds 3 reports now")
    assert says(browser, "Remove leeds-2025-03-04.pdf")

    browser.get(address)
    found(browser, "[data-testid=stChatInputTextArea]").send_keys(
        "How long do carers wait for a review in Leeds?", Keys.ENTER
    )
    assert "31 weeks" in found(browser, ".answer").text
    press(browser, "Export")
    press(browser, "Word, with page pictures")
    document = docx.Document(str(saved(tmp_path / "saved", ".docx")))
    styles = {p.style.name: p.text for p in document.paragraphs if p.style is not None}
    assert styles["Quote"] == SENTENCE
    assert styles["Heading 3"].endswith("4 March 2025, p. 1")
    (picture,) = document.inline_shapes
    assert "Page 1 of 1 of the report, the cited words in a box" in picture._inline.docPr.get(
        "descr"
    )
    press(browser, "Markdown")
    assert SENTENCE in saved(tmp_path / "saved", ".md").read_text("utf-8")
