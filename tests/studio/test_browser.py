"""The page in a real browser: keys, screen readers, and what an officer does with it from start to saved."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.studio.server import serve
from pipeline.studio.workbench import Workbench

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

CHROMIUM = os.environ.get("VEIL_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def page(workbench: Workbench) -> Iterator[Page]:
    """The page, open in a browser that reaches this machine alone; whatever it complains of fails the test."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra `browser` is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium here")
    addresses: list[str] = []
    ready = threading.Event()

    def tell(address: str) -> None:
        addresses.append(address)
        ready.set()

    threading.Thread(target=serve, args=(workbench, 0, tell), daemon=True).start()
    assert ready.wait(20)
    complaints: list[str] = []
    outside: list[str] = []
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1400, "height": 900})
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda line: complaints.extend([line.text] if "Security Policy" in line.text else []))
        opened.on("request", lambda sent: outside.extend([] if sent.url.startswith(addresses[0]) else [sent.url]))
        opened.goto(addresses[0])
        opened.wait_for_selector("#status[data-saved]")
        yield opened
        browser.close()
    assert complaints == []
    assert outside == []


def _edit(page: Page, old: str, new: str) -> None:
    text = page.input_value("#policy")
    assert old in text
    page.fill("#policy", text.replace(old, new))


def test_a_mistake_is_told_beside_its_line_and_can_be_reached_by_keys(page: Page) -> None:
    _edit(page, "threshold: 0.2", "treshold: 0.2")
    problem = page.locator(".problem")
    problem.wait_for()
    line = int(problem.get_attribute("data-line") or 0)
    assert "did you mean 'threshold'?" in page.locator(".note").inner_text()
    assert page.locator(".number.wrong").inner_text() == str(line)
    problem.focus()
    page.keyboard.press("Enter")
    selected = page.evaluate(
        "(e => e.value.slice(e.selectionStart, e.selectionEnd))(document.querySelector('#policy'))"
    )
    assert "treshold: 0.2" in selected
    assert page.evaluate("document.activeElement.id") == "policy"


def test_tabs_are_walked_with_the_arrow_keys(page: Page) -> None:
    page.locator("#tab-problems").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-words"
    assert page.locator("#words").is_visible()
    assert page.locator("#words h2").count() > 5
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.id") == page.locator(".views [role=tab]").last.get_attribute("id")


def test_an_edit_colors_what_it_changes_in_the_sample(page: Page) -> None:
    page.click("#tab-sample")
    page.wait_for_selector("#sample article")
    assert page.locator("#sample article.differs").count() == 0
    _edit(page, "pseudonymise, scope: conversation", "remove")
    page.wait_for_selector("#sample article.differs")
    assert page.locator("#sample .written mark.other").count() > 0


def test_an_example_turns_red_and_green_again(page: Page) -> None:
    page.click("#tab-examples")
    page.wait_for_selector("#examples h2.good")
    _edit(page, "label: CARD", "label: PLASTIC")
    page.wait_for_selector("#examples .fail")
    _edit(page, "label: PLASTIC", "label: CARD")
    page.wait_for_selector("#examples h2.good")


def test_ctrl_s_saves_and_nothing_is_written_before(page: Page, policy: Path) -> None:
    before = policy.read_text()
    _edit(page, "label: PHONE", "label: TELEPHONE")
    page.wait_for_selector("#status[data-saved=no]")
    assert policy.read_text() == before
    page.keyboard.press("Control+s")
    page.wait_for_selector("#status[data-saved=yes]")
    assert policy.read_text() == before.replace("label: PHONE", "label: TELEPHONE")


@pytest.mark.parametrize("tab", ["problems", "words", "sample", "examples"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_fault_that_axe_finds(page: Page, tab: str, scheme: str) -> None:
    """WCAG 2.1 A and AA as far as axe-core can tell: names, roles, contrast, order."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    _edit(page, "threshold: 0.2", "threshold: 0.2" if tab != "problems" else "treshold: 0.2")
    page.click(f"#tab-{tab}")
    page.wait_for_selector(f"#{tab} h2")
    found = axe.Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    assert found.violations_count == 0, found.generate_report()


def test_the_difference_follows_the_edit(page: Page) -> None:
    page.click("#tab-difference")
    page.wait_for_selector("#difference h2.good")
    _edit(page, "dataset_days: 365", "dataset_days: 700")
    page.wait_for_selector("#difference h2.bad")
    assert page.locator("#difference h2.bad").inner_text() == "1 looser"
