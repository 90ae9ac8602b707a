"""Every page in a real browser, looked over by axe-core for WCAG 2 A and AA, in light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_core_python.selenium import Axe
from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys

from tests.browsing import PATIENCE, found, needs_browser, waiting
from tests.test_browser_pages import ask_both, index_folder  # noqa: F401 (a fixture)

pytestmark = needs_browser

# Streamlit's own faults would be let pass here by rule; none of them is serious at this version.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def answer(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/?q=How+long+do+carers+wait+in+Leeds%3F")
    found(browser, "a.mark").click()
    found(browser, ".sheet img")


def grade(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/?q=What+overall+grades+do+Leeds+and+Devon+have%3F")
    found(browser, ".status")


def refusal(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/?q=How+long+do+carers+wait+in+Bexley%3F")
    found(browser, ".status.not_in_corpus")


def welcome(browser: Chrome, address: str) -> None:
    browser.get(address)
    found(browser, ".lede")


def reports(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/reports")
    found(browser, "table.reports")


def one_report(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/reports?report=leeds.pdf")
    found(browser, ".tree summary").send_keys(Keys.ENTER)


def compare(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/compare")
    found(browser, ".grid")


def proof(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/compare")
    found(browser, ".grid tbody button").send_keys(Keys.ENTER)
    found(browser, "[role=dialog] .sheet img")


def add(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/add")
    found(browser, "[data-testid=stFileUploader]")


def quality(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/quality")
    found(browser, "h2.part", saying="What readers said")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_of_our_making(
    browser: Chrome, address: str, scheme: str
) -> None:
    scheme_is = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme_is})
    browser.set_script_timeout(PATIENCE)
    screens: list[Callable[[Chrome, str], None]] = [
        *(welcome, answer, grade, refusal, reports, one_report),
        *(compare, proof, ask_both, add, quality),
    ]
    faults = []
    for screen in screens:
        screen(browser, address)
        still(browser)
        faults += [f"{screen.__name__}, {scheme}: {fault}" for fault in serious(browser)]
    assert faults == []


def still(browser: Chrome) -> None:
    """Wait until the page is drawn: nothing of it runs, or fades in or out."""
    waiting(browser).until(
        lambda driver: driver.execute_script(
            "return !document.querySelector('[data-testid=stStatusWidget], [data-stale=true]') "
            "&& document.getAnimations().every(a => a.playState !== 'running')"
        )
    )


def serious(browser: Chrome) -> list[str]:
    """The serious and critical violations on the page."""
    told = Axe().run(browser, options={"runOnly": RULES})
    return [
        f"{rule['id']}: {node['html'][:150]} {node['failureSummary']}"
        for rule in told["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]
