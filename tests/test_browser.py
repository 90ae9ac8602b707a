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

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="chromium and chromedriver are not installed"
)


@pytest.fixture(scope="module")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index over the bundled briefings."""
    folder = tmp_path_factory.mktemp("briefings") / "index"
    command = [sys.executable, "-m", "indexer", "build", "corpus/briefings", "--index", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def address(index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app, started by the README's command."""
    data = str(tmp_path_factory.mktemp("data"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "ui/app.py"],
        cwd=ROOT,
        env={
            **os.environ,
            "ASK_INDEX": str(index_folder),
            "ASK_DATA": data,
            "STREAMLIT_SERVER_PORT": str(port),
        },
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


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One person's browser; each test opens the app in it anew."""
    yield from started(tmp_path_factory.mktemp("person"))


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Chrome]:
    """The browser of somebody else."""
    yield from started(tmp_path)


def started(folder: Path) -> Iterator[Chrome]:
    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"user-data-dir={folder / 'profile'}"):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    driver = Chrome(options=options, service=Service(str(DRIVER)))
    yield driver
    driver.quit()


def found(browser: Chrome, selector: str, number: int = 1, saying: str = "") -> WebElement:
    """The element of this number (1 is the first) that is visible and says so, once it is."""

    def visible(driver: Chrome) -> WebElement | None:
        elements = driver.find_elements(By.CSS_SELECTOR, selector)
        seen = [one for one in elements if one.is_displayed() and saying in one.text]
        return seen[number - 1] if len(seen) >= number else None

    waiting = WebDriverWait(browser, PATIENCE, ignored_exceptions=[StaleElementReferenceException])
    return waiting.until(visible, f"{selector!r} saying {saying!r} did not appear")


def ask(browser: Chrome, question: str, number: int = 1) -> None:
    """Type the question; wait for its answer, the conversation's answer of this number."""
    found(browser, "[data-testid=stChatInputTextArea]").send_keys(question, Keys.ENTER)
    found(browser, ".status", number)


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


def press(browser: Chrome, *keys: str) -> None:
    ActionChains(browser).send_keys(*keys).perform()


def hosts_asked(browser: Chrome) -> set[str]:
    """The hosts that the page sent requests to."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [
        urlparse(message["params"]["request"]["url"])
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]
    return {str(url.hostname) for url in urls if url.scheme in ("http", "https")}


def test_by_keyboard_alone_ask_open_the_proof_and_narrow_the_search(
    browser: Chrome, address: str
) -> None:
    browser.get(address)
    found(browser, "[data-testid=stChatInputTextArea]")
    assert browser.find_element(By.TAG_NAME, "h1").text == "Ask the reports"
    tab_to(browser, "[data-testid=stChatInputTextArea]")
    press(browser, "how long do carers wait for reviews", Keys.ENTER)
    assert "Answered" in found(browser, ".status").text
    answer = found(browser, ".answer").text
    assert browser.title == "Chat · Ask the reports"
    assert "6 months" in answer
    assert "5 years" in answer
    assert "Searched 5 reports" in found(browser, ".scope").text

    tab_to(browser, "a.mark, [class*=st-key-source-] button", back=True)
    press(browser, Keys.ENTER)
    assert found(browser, "mark").text in answer
    assert "It is not the original report." in browser.find_element(By.TAG_NAME, "body").text

    tab_to(browser, ".st-key-scope button", "All publishers")
    press(browser, Keys.ENTER)
    found(browser, "[data-testid=stPopoverBody] input[aria-label=Publishers]")
    tab_to(browser, "[data-testid=stPopoverBody] input")
    press(browser, "Ofsted", Keys.ENTER)
    found(browser, ".searching", saying="Searching 1 of 5 reports")
    assert hosts_asked(browser) == {"localhost"}


def test_a_question_asked_while_another_is_answered_is_not_lost(
    browser: Chrome, address: str
) -> None:
    browser.get(address)
    for question in ("How was leadership judged?", "How long do carers wait in Leeds?"):
        found(browser, "[data-testid=stChatInputTextArea]").send_keys(question, Keys.ENTER)
        found(browser, "h2.question", saying=question)
    found(browser, ".status", 2)
    asked = [heading.text for heading in browser.find_elements(By.CSS_SELECTOR, "h2.question")]
    assert asked == ["How was leadership judged?", "How long do carers wait in Leeds?"]


def test_a_link_a_follow_up_and_a_limit_taken_off(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/?q=How+long+do+carers+wait+in+Leeds%3F&publisher=Ofsted")
    assert "Not a council held here" in found(browser, ".status").text
    assert "?c=" in browser.current_url
    found(browser, "[class*=st-key-without-] button", saying="Remove Leeds").click()
    found(browser, ".scope", saying="Searched 1 report")
    found(browser, ".st-key-everything button").click()
    found(browser, ".searching", saying="Searching 5 reports")
    ask(browser, "and what about reviews?", 2)
    assert "Understood as:" in found(browser, ".aside", saying="Understood").text


def test_a_refusal_says_what_was_searched(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/?q=How+long+do+carers+wait%3F&kind=letter")
    assert "Not in these reports" in found(browser, ".status").text
    assert "Searched 0 reports" in found(browser, ".scope").text
    assert "Searching 0 of 5 reports" in found(browser, ".searching").text


def test_a_reload_keeps_the_conversation_and_nobody_else_sees_it(
    browser: Chrome, stranger: Chrome, address: str
) -> None:
    question = "How long do carers wait for reviews?"
    browser.get(address)
    ask(browser, question)
    browser.refresh()
    found(browser, ".status")
    assert found(browser, "h2.question").text == question
    found(browser, ".st-key-conversations", saying=question)

    stranger.get(browser.current_url)
    found(stranger, ".lede")
    assert not stranger.find_elements(By.CSS_SELECTOR, "h2.question")
    assert question not in found(stranger, "[data-testid=stSidebar]").text
    ask(stranger, "How was leadership judged?")
    browser.refresh()
    found(browser, ".status")
    assert "leadership" not in found(browser, ".st-key-conversations").text.split(question)[0]


def test_at_four_times_the_size_nothing_is_wider_than_the_window(
    browser: Chrome, address: str
) -> None:
    """WCAG 2.2, 1.4.10: 400% in a window of 1280 pixels leaves 320."""
    browser.get(address)
    ask(browser, "how long do carers wait for reviews")
    shown = {"width": 320, "height": 256, "deviceScaleFactor": 4, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shown)
    try:
        found(browser, ".answer")
        wider = browser.execute_script(
            "return [...document.querySelectorAll('[data-testid=stMain] *')]"
            ".filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1)"
            ".map(e => e.outerHTML.slice(0, 90))"
        )
        assert wider == []
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
