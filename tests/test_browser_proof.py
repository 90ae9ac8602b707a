"""A real browser: a citation mark opens the page it cites, boxed, by keyboard and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browsing import ask, built, found, hosts_asked, needs_browser, tab_to, waiting
from tests.test_picture import pdf

pytestmark = needs_browser

WAIT = "In Leeds carers wait 14 weeks for a review of their needs."
QUESTION = "How long do carers wait for a review in Leeds?"
LOADED = "const i = document.querySelector('.sheet img'); return i && i.complete && i.naturalWidth"


@pytest.fixture(scope="module")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of one PDF of two pages."""
    folder = tmp_path_factory.mktemp("proof")
    first = "Inspection of Leeds children's services"
    pdf(folder, [first, "Leaders know their services well."], [f"{WAIT} Staff are stable."])
    return built(folder, folder / ".index")


def focused(browser: Chrome) -> str:
    """The id or address of what has the focus."""
    element = browser.switch_to.active_element
    return element.get_attribute("id") or element.get_attribute("href") or ""


def until(browser: Chrome, script: str) -> None:
    waiting(browser).until(lambda driver: driver.execute_script(script), script)


def test_by_keyboard_a_mark_opens_the_boxed_page_and_closing_leads_back(
    browser: Chrome, address: str
) -> None:
    browser.get(address)
    ask(browser, QUESTION)
    mark = tab_to(browser, "a.mark", back=True)
    here = mark.get_attribute("href")
    mark.send_keys(Keys.ENTER)
    assert found(browser, ".proof mark").text == WAIT
    until(browser, LOADED)
    until(browser, "return document.activeElement.id === 'proof-source-1-1'")
    alt = found(browser, ".sheet img").get_attribute("alt") or ""
    assert alt.startswith("Page 2 of ")
    assert alt.endswith(", with the cited sentence boxed")
    assert "Page 2 of 2, with the cited sentence boxed." in found(browser, "figcaption").text

    href = found(browser, "ul.links a").get_attribute("href") or ""
    assert href.endswith(".pdf#page=2")
    begins = "const r = await fetch(arguments[0]); return (await r.text()).slice(0, 5)"
    assert browser.execute_script(begins, href) == "%PDF-"

    tab_to(browser, "button", "Previous page").send_keys(Keys.ENTER)
    found(browser, "figcaption", saying="Page 1 of 2, the cited sentence begins on page 2.")
    tab_to(browser, "[class*=st-key-close-] button", back=True).send_keys(Keys.ENTER)
    until(browser, "return !document.querySelector('.proof')")
    assert focused(browser) == here
    assert hosts_asked(browser) == {"localhost"}


def test_the_proof_stands_beside_the_answer_and_under_it_on_a_phone(
    browser: Chrome, address: str
) -> None:
    browser.get(address)
    ask(browser, QUESTION)

    def opened(width: int) -> tuple[dict[str, float], dict[str, float]]:
        shown = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shown)
        if not browser.find_elements(By.CSS_SELECTOR, ".proof"):
            found(browser, "a.mark").click()
        until(browser, LOADED)
        return found(browser, ".answer").rect, found(browser, ".proof").rect

    try:
        answer, proof = opened(1500)
        assert proof["x"] > answer["x"] + answer["width"]
        answer, proof = opened(400)
        assert proof["y"] > answer["y"] + answer["height"]
        assert proof["x"] + proof["width"] <= 400
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 400
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
