"""A real browser: the app is started as the README says, asked, and its proof opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.browsing import (
    ROOT,
    ask,
    built,
    found,
    hosts_asked,
    needs_browser,
    press_button,
    started,
    tab_to,
    waiting,
)

pytestmark = needs_browser


@pytest.fixture(scope="module")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index over the bundled briefings."""
    return built(ROOT / "corpus" / "briefings", tmp_path_factory.mktemp("briefings") / "index")


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Chrome]:
    """The browser of somebody else."""
    yield from started(tmp_path)


def press(browser: Chrome, *keys: str) -> None:
    ActionChains(browser).send_keys(*keys).perform()


def chip(browser: Chrome, name: str) -> WebElement:
    """The chip of the question with this accessible name, once it may be pressed."""

    def ready(driver: Chrome) -> WebElement | Literal[False]:
        chips = driver.find_elements(By.CSS_SELECTOR, ".st-key-limits button")
        named = [one for one in chips if one.accessible_name == name and one.is_enabled()]
        return named[0] if named else False

    return waiting(browser).until(ready, f"no chip {name!r}")


def test_by_keyboard_alone_ask_open_the_proof_and_narrow_the_search(
    browser: Chrome, address: str
) -> None:
    browser.get(address)
    found(browser, "[data-testid=stChatInputTextArea]")
    assert browser.find_element(By.TAG_NAME, "h1").text == "Ask the reports"
    tab_to(browser, "[data-testid=stChatInputTextArea]")
    press(browser, "how long did carers have to wait for a review", Keys.ENTER)
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


def test_the_first_tab_stop_skips_to_the_question_box(browser: Chrome, address: str) -> None:
    browser.get(address)
    box = found(browser, "[data-testid=stChatInputTextArea]")
    waiting(browser).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, "a.skip"))
    press(browser, Keys.TAB)
    link = browser.switch_to.active_element
    assert link.text == "Skip to the question box"
    assert link.value_of_css_property("clip-path") == "none", "it is seen"
    press(browser, Keys.ENTER)
    assert browser.switch_to.active_element == box
    found(browser, "[data-testid=stTopNavLink]", saying="Reports").click()
    found(browser, "table.reports")
    assert not browser.find_element(By.CSS_SELECTOR, "a.skip").is_displayed()


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


def test_a_question_half_typed_is_there_again_until_it_is_asked(
    browser: Chrome, address: str
) -> None:
    box = "[data-testid=stChatInputTextArea]"

    def typed(text: str) -> None:
        waiting(browser).until(lambda driver: found(driver, box).get_attribute("value") == text)

    browser.get(address)
    found(browser, box).send_keys("how long do carers")
    found(browser, "[data-testid=stTopNavLink]", saying="Reports").click()
    waiting(browser).until(lambda driver: not driver.find_elements(By.CSS_SELECTOR, box))
    found(browser, "[data-testid=stTopNavLink]", saying="Chat").click()
    typed("how long do carers")
    browser.refresh()
    typed("how long do carers")
    found(browser, box).send_keys(" wait for reviews", Keys.ENTER)
    assert found(browser, "h2.question").text == "how long do carers wait for reviews"
    found(browser, ".status")
    browser.refresh()
    found(browser, ".status")
    typed("")


def test_a_link_a_follow_up_and_a_limit_taken_off(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/?q=How+long+do+carers+wait+in+Leeds%3F&publisher=Ofsted")
    assert "Not a council held here" in found(browser, ".status").text
    assert "?c=" in browser.current_url
    chip(browser, "Remove Leeds").click()
    found(browser, ".scope", saying="Searched 1 report")
    found(browser, ".st-key-everything button").click()
    found(browser, ".searching", saying="Searching 5 reports")
    ask(browser, "and what about reviews?", 2)
    assert "Understood as:" in found(browser, ".aside", saying="Understood").text


def test_one_of_two_councils_is_taken_off_by_keyboard_and_put_back(
    browser: Chrome, address: str
) -> None:
    browser.get(address)
    ask(browser, "How long do carers wait in Harrow and Leeds since 2020?")
    assert found(browser, ".says").text == "The question says"
    chip(browser, "Remove Leeds").send_keys(Keys.ENTER)
    chip(browser, "Put back Leeds")
    assert "Limited to Harrow, since 2020." in found(browser, ".scope").text
    press_button(browser, "Copy link")
    link = found(browser, "[data-testid=stCode]").text
    browser.get(link)
    chip(browser, "Put back Leeds")
    assert "Limited to Harrow, since 2020." in found(browser, ".scope").text
    chip(browser, "Put back Leeds").send_keys(Keys.ENTER)
    chip(browser, "Remove Leeds")
    assert "Limited to Harrow and Leeds, since 2020." in found(browser, ".scope").text


def test_a_year_that_is_only_preferred_is_taken_off_too(browser: Chrome, address: str) -> None:
    browser.get(address)
    ask(browser, "How long do carers wait for reviews in Harrow in 2009?")
    assert "No report searched is of 2009" in found(browser, ".note").text
    chip(browser, "Remove 2009").send_keys(Keys.ENTER)
    chip(browser, "Put back 2009")
    assert "answered" in found(browser, ".status").text.lower()


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_the_chips_of_a_question_take_one_row(
    browser: Chrome, address: str, width: int
) -> None:
    browser.get(address)
    ask(browser, "How long do carers wait in Harrow, Leeds, Devon, Wigan and Kent since 2020?")
    shown = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shown)
    try:
        chip(browser, "Remove since 2020")
        bar = browser.find_element(By.CSS_SELECTOR, "[data-testid=stBottomBlockContainer]")
        assert browser.find_element(By.CSS_SELECTOR, ".st-key-limits").rect["height"] < 48
        assert bar.rect["height"] < 260
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_question_as_long_as_a_paragraph_is_set_in_the_size_of_the_text(
    browser: Chrome, address: str
) -> None:
    browser.get(address)
    pasted = "Staff told us that carers wait for reviews, and that they wait long. " * 6
    ask(browser, f"{pasted}How long do carers wait?")
    heading = found(browser, "h2.question")
    assert heading.text.startswith("Staff told us")
    size = heading.value_of_css_property("font-size")
    assert float(size.removesuffix("px")) < 18


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
