"""A real browser: the app is started as the README says, asked, and its proof opened."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlparse
from urllib.request import urlopen

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).parents[1]
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "headless=new",
    "no-sandbox",
    "disable-gpu",
    "disable-quic",
    "no-first-run",
    "disable-background-networking",
    "disable-component-update",
    "disable-sync",
    "window-size=1280,900",
)
PATIENCE = 120  # seconds: the first question loads the model

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="chromium and chromedriver are not installed"
)


@pytest.fixture(scope="module")
def index_folder(request: pytest.FixtureRequest) -> Path:
    """An index over the bundled briefings, kept between runs: a build redoes what changed."""
    cache = request.config.cache
    assert cache is not None
    folder = cache.mkdir("briefings-index")
    command = [sys.executable, "-m", "indexer", "build", "corpus/briefings", "--index", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def address(index_folder: Path) -> Iterator[str]:
    """The app, started by the README's command."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "ui/app.py"],
        cwd=ROOT,
        env={**os.environ, "ASK_INDEX": str(index_folder), "STREAMLIT_SERVER_PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield answering(f"http://localhost:{port}")
    finally:
        app.terminate()
        app.wait(timeout=30)


def answering(address: str) -> str:
    """The address, as soon as something answers there."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=5):
                return address
        except (URLError, ConnectionError, TimeoutError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Chrome]:
    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    driver = Chrome(options=options, service=Service(str(DRIVER)))
    yield driver
    driver.quit()


def found(browser: Chrome, selector: str) -> WebElement:
    """The element, once it is there and visible."""

    def visible(driver: Chrome) -> WebElement | None:
        elements = driver.find_elements(By.CSS_SELECTOR, selector)
        return next((element for element in elements if element.is_displayed()), None)

    return WebDriverWait(browser, PATIENCE).until(visible, f"{selector!r} did not appear")


def hosts_asked(browser: Chrome) -> set[str]:
    """The hosts that the page sent requests to."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [
        urlparse(message["params"]["request"]["url"])
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]
    return {str(url.hostname) for url in urls if url.scheme in ("http", "https")}


def test_ask_by_keyboard_and_open_the_proof(browser: Chrome, address: str) -> None:
    browser.get(address)
    box = found(browser, "[data-testid=stChatInputTextArea]")
    assert browser.find_element(By.TAG_NAME, "h1").text == "Ask the reports"
    box.send_keys("how long do carers wait for reviews", Keys.ENTER)

    assert "Answered" in found(browser, ".status").text
    answer = found(browser, ".answer")
    assert "6 months" in answer.text
    assert "5 years" in answer.text
    assert "Searched 5 reports" in found(browser, ".scope").text
    assert not browser.find_element(By.CSS_SELECTOR, ".proof mark").is_displayed()

    answer.find_element(By.CSS_SELECTOR, "a.mark").send_keys(Keys.ENTER)
    quote = found(browser, ".proof mark:target").text
    assert len(quote) > 20
    assert quote in answer.text
    passage = found(browser, ".proof[open]").text
    assert "6 months" in passage
    assert "BRIEFING" in passage
    assert "It is not the original report." in passage
    assert "unpaid carers" in found(browser, ".proof[open] .path").text
    assert hosts_asked(browser) == {"localhost"}


def test_a_question_asked_while_another_is_answered_is_not_lost(
    browser: Chrome, address: str
) -> None:
    browser.get(address)
    for question in ("How was leadership judged?", "How long do carers wait in Leeds?"):
        found(browser, "[data-testid=stChatInputTextArea]").send_keys(question, Keys.ENTER)
    WebDriverWait(browser, PATIENCE).until(
        lambda driver: len(driver.find_elements(By.CSS_SELECTOR, ".status")) == 2
    )
    asked = [heading.text for heading in browser.find_elements(By.CSS_SELECTOR, "h2.question")]
    assert asked == ["How was leadership judged?", "How long do carers wait in Leeds?"]
