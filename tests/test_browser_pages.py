"""Reports and Compare in a real browser, over two small PDFs: search and open, cell to proof, one
question to two councils."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from fpdf import FPDF
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browsing import built, found, labelled, needs_browser, press_button, waiting

pytestmark = needs_browser


def report(file: Path, council: str, grade: str, weeks: int) -> None:
    """Two pages: a table of grades, and how long carers wait."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "B", 18)
    pdf.multi_cell(0, 10, f"Inspection of {council} children's services")
    pdf.set_font("helvetica", size=11)
    pdf.ln()
    with pdf.table() as table:
        for cells in (("Judgement", "Grade"), ("Overall effectiveness", grade)):
            table.row(cells)
    pdf.add_page()
    pdf.set_font("helvetica", "B", 14)
    pdf.multi_cell(0, 10, "Carers")
    pdf.set_font("helvetica", size=11)
    pdf.ln()
    pdf.multi_cell(0, 6, f"In {council} carers wait {weeks} weeks for a review.")
    pdf.output(str(file))


@pytest.fixture(scope="module")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the reports of two councils."""
    folder = tmp_path_factory.mktemp("pages")
    report(folder / "leeds.pdf", "Leeds", "Good", 14)
    report(folder / "devon.pdf", "Devon", "Inadequate", 30)
    return built(folder, folder / ".index")


def ask_both(browser: Chrome, address: str) -> None:
    """Ask the two councils one question; wait for a reply of each."""
    browser.get(f"{address}/compare")
    press_button(browser, "One question, many councils")
    labelled(browser, "Question").send_keys("How long do carers wait?", Keys.TAB)
    press_button(browser, "Add the group")
    press_button(browser, "Ask 2 councils")
    waiting(browser).until(
        lambda driver: len(driver.find_elements(By.CSS_SELECTOR, ".replies tbody tr")) == 2
    )


def test_a_grade_opens_the_page_it_is_printed_on(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/compare")
    cell = found(browser, ".grid tbody tr:first-child td button")
    row = found(browser, ".grid tbody tr:first-child th")
    assert (row.text.split("\n")[0], cell.text.split("\n")[0]) == ("Devon", "Inadequate")
    cell.send_keys(Keys.ENTER)
    assert found(browser, "[role=dialog] mark").text == "Overall effectiveness: Inadequate"
    assert found(browser, "[role=dialog] img").get_attribute("alt")
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    waiting(browser).until_not(
        lambda driver: driver.find_elements(By.CSS_SELECTOR, "[role=dialog]")
    )
    assert browser.switch_to.active_element == found(browser, ".grid tbody tr:first-child button")


def test_a_view_of_grades_has_an_address_that_leads_to_it_again(
    browser: Chrome, address: str
) -> None:
    def councils() -> list[str]:
        rows = browser.find_elements(By.CSS_SELECTOR, ".grid tbody th")
        return [row.text.split("\n")[0] for row in rows]

    def until_address_ends(with_: str) -> None:
        waiting(browser).until(lambda driver: driver.current_url.endswith(with_))

    browser.get(f"{address}/compare?order=Overall&type=county&council=Atlantis&framework=none")
    until_address_ends("/compare?order=Overall&type=county")
    waiting(browser).until(lambda _: councils() == ["Devon"])
    labelled(browser, "Types of council").send_keys(Keys.BACKSPACE)
    until_address_ends("/compare?order=Overall")
    waiting(browser).until(lambda _: councils() == ["Leeds", "Devon"])
    labelled(browser, "Councils").send_keys("Leeds", Keys.ENTER)
    until_address_ends("/compare?council=Leeds&order=Overall")
    browser.refresh()
    waiting(browser).until(lambda _: councils() == ["Leeds"])
    found(browser, "[data-testid=stTopNavLink]", saying="Chat").click()
    found(browser, ".lede")
    until_address_ends("/")


def test_a_report_is_found_and_opened_and_asked_about(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/reports")
    assert len(found(browser, "table.reports").find_elements(By.CSS_SELECTOR, "tbody tr")) == 2
    labelled(browser, "Search").send_keys("leeds")
    waiting(browser).until(
        lambda driver: len(driver.find_elements(By.CSS_SELECTOR, "table.reports tbody tr")) == 1
    )
    found(browser, "table.reports a").send_keys(Keys.ENTER)
    assert found(browser, ".tree summary").text.startswith("Inspection of Leeds")
    assert browser.current_url.endswith("/reports?report=leeds.pdf")
    found(browser, "[data-pick='1']").send_keys(Keys.ENTER)
    assert found(browser, "[role=dialog] img").is_displayed()
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    waiting(browser).until_not(
        lambda driver: driver.find_elements(By.CSS_SELECTOR, "[role=dialog]")
    )
    labelled(browser, "Ask about this report").send_keys("How long do carers wait?", Keys.ENTER)
    assert "14 weeks" in found(browser, ".answer").text
    assert "Leeds" in found(browser, ".scope").text


def test_one_question_to_two_councils(browser: Chrome, address: str, tmp_path: Path) -> None:
    ask_both(browser, address)
    to = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", to)
    press_button(browser, "Download these replies")
    saved = f"replies-how-long-do-carers-wait-{date.today()}.csv"
    waiting(browser).until(lambda _: (tmp_path / saved).exists())
    rows = [row.text for row in browser.find_elements(By.CSS_SELECTOR, ".replies tbody tr")]
    assert [row.split("\n")[0].split()[0] for row in rows] == ["Devon", "Leeds"]
    assert "30 weeks" in rows[0]
    assert "14 weeks" in rows[1]
    assert "2 of 2 councils asked" in found(browser, "p[role=status]").text
    found(browser, ".replies [data-pick='1:1']").send_keys(Keys.ENTER)
    assert "Leeds carers wait 14 weeks" in found(browser, "[role=dialog] mark").text
