"""Whole visits by keyboard only."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import QUESTIONS, Opener

pytestmark = pytest.mark.browser

MAX_TABS = 80
"""The most presses of Tab on one page."""


def reach(page: Page, selector: str) -> None:
    """Press Tab until a matching element has the focus."""
    for _ in range(MAX_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"not reached by keyboard: {selector}")


def enter(page: Page, selector: str) -> None:
    """Reach a button or link and press Enter."""
    reach(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_whole_visit_by_keyboard(opened: Opener, script: bool) -> None:
    page = opened(390, "light", script)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    enter(page, "main form .btn")
    for question in QUESTIONS:
        assert page.locator("main").get_attribute("data-question") == question
        reach(page, f"input[value='{'lungs' if question == 'health' else 'none'}']")
        page.keyboard.press("Space")
        enter(page, "main form .btns .btn")
    enter(page, "main a[href='/result']")
    assert page.locator("[data-level]").get_attribute("data-level") == "strong"
    enter(page, "main a[href='/result/summary']")
    assert "lung" in page.locator(".sheet").inner_text()
    enter(page, "footer form button")
    assert page.locator("main").get_attribute("data-page") == "cleared"


def test_names_are_looked_up_and_mended_by_keyboard(opened: Opener) -> None:
    page = opened()
    page.goto("/")
    enter(page, "main form .btn")
    page.goto("/check/medicines")
    reach(page, "#names")
    page.keyboard.type("zolofft")
    enter(page, "[name='find']")
    expect(page.locator("[aria-labelledby=looked]")).to_be_focused()
    reach(page, "input[value='sertraline']")
    page.keyboard.press("Space")
    assert not page.is_checked("input[value='sertraline']")


def test_what_is_wrong_leads_to_where_it_is_mended(opened: Opener) -> None:
    page = opened()
    page.goto("/")
    enter(page, "main form .btn")
    page.goto("/check/heart")
    reach(page, "main form .btns .btn")
    with page.expect_response(lambda response: response.status == 422):
        page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    reach(page, "[role='alert'] a")
    page.keyboard.press("Enter")
    expect(page.locator("#answer-1")).to_be_focused()
    page.keyboard.press("Space")
    enter(page, "main form .btns .btn")
    assert page.locator("[role='alert']").count() == 0
