"""The app served to a real browser, and what somebody does and sees there."""

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
from typing import Literal
from urllib.error import URLError
from urllib.parse import urlparse
from urllib.request import urlopen

import pytest
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import ActionChains, Chrome, ChromeOptions
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

needs_browser = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="chromium and chromedriver are not installed"
)


def built(reports: Path, index: Path) -> Path:
    """The index, built over the reports by the README's command."""
    command = [sys.executable, "-m", "indexer", "build", str(reports), "--index", str(index)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return index


def served(index: Path, data: Path) -> Iterator[str]:
    """The address of the app, started by the README's command: the body of a fixture."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = {"ASK_INDEX": str(index), "ASK_DATA": str(data), "STREAMLIT_SERVER_PORT": str(port)}
    app = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "ui/app.py"],
        cwd=ROOT,
        env={**os.environ, **places},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield _answering(f"http://localhost:{port}")
    finally:
        app.terminate()
        app.wait(timeout=30)


def _answering(address: str) -> str:
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


def started(folder: Path) -> Iterator[Chrome]:
    """A browser that keeps its profile, and in `saved` what it downloads, in the folder: the body
    of a fixture."""
    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"user-data-dir={folder / 'profile'}"):
        options.add_argument(f"--{flag}")
    options.add_experimental_option("prefs", {"download.default_directory": str(folder / "saved")})
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    driver = Chrome(options=options, service=Service(str(DRIVER)))
    yield driver
    driver.quit()


def waiting(browser: Chrome) -> WebDriverWait[Chrome]:
    """Waits with patience; a page that is drawn anew takes its old elements away."""
    return WebDriverWait(browser, PATIENCE, ignored_exceptions=[StaleElementReferenceException])


def found(browser: Chrome, selector: str, number: int = 1, saying: str = "") -> WebElement:
    """The element of this number (1 is the first) that is visible and says so, once it is."""

    def visible(driver: Chrome) -> WebElement | Literal[False]:
        elements = driver.find_elements(By.CSS_SELECTOR, selector)
        seen = [one for one in elements if one.is_displayed() and saying in one.text]
        return seen[number - 1] if len(seen) >= number else False

    return waiting(browser).until(visible, f"{selector!r} saying {saying!r} did not appear")


def labelled(browser: Chrome, label: str) -> WebElement:
    """The field with this label, once it is there."""
    return found(browser, f'[aria-label^="{label}"]')


def ask(browser: Chrome, question: str, number: int = 1) -> None:
    """Type the question; wait for its answer, the conversation's answer of this number."""
    found(browser, "[data-testid=stChatInputTextArea]").send_keys(question, Keys.ENTER)
    found(browser, ".status", number)


def press_button(browser: Chrome, label: str) -> None:
    """Press the button that says so, by keyboard, once it is there and may be pressed."""

    def pressed(driver: Chrome) -> bool:
        for button in driver.find_elements(By.CSS_SELECTOR, "button"):
            if label in button.text and button.is_displayed() and button.is_enabled():
                button.send_keys(Keys.ENTER)
                return True
        return False

    waiting(browser).until(pressed, f"no button {label!r}")


def tab_to(browser: Chrome, selector: str, saying: str = "", back: bool = False) -> WebElement:
    """Press Tab, or Shift and Tab, until the element has the focus."""
    for _ in range(60):
        keys = ActionChains(browser)
        (keys.key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT) if back
         else keys.send_keys(Keys.TAB)).perform()  # fmt: skip
        focused = browser.switch_to.active_element
        matches = browser.execute_script(
            "return arguments[0].matches(arguments[1])", focused, selector
        )
        if matches and saying in focused.text:
            return focused
    raise AssertionError(f"{selector!r} saying {saying!r} cannot be reached by Tab")


def hosts_asked(browser: Chrome) -> set[str]:
    """The hosts that the page sent requests to."""
    log = browser.get_log("performance")  # type: ignore[no-untyped-call]
    messages = [json.loads(entry["message"])["message"] for entry in log]
    urls = [
        urlparse(message["params"]["request"]["url"])
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]
    return {str(url.hostname) for url in urls if url.scheme in ("http", "https")}
