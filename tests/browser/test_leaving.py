"""Leaving quickly, finishing, and what Back shows afterward."""

import pytest
from playwright.sync_api import Page

from tests.browser.acting import Opener, begin, press, visit

pytestmark = pytest.mark.browser

ANSWER = "Irregular heartbeat"


def open_result(page: Page) -> Page:
    """Replace the weather site with a stub, and open a result that shows an answer."""
    page.route(
        "https://www.weather.gov/**",
        lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"),
    )
    visit(page, heart=["arrhythmia"])
    press(page, "See my result")
    assert ANSWER in page.content()
    return page


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_back_after_leaving_shows_no_answer(leaving: Opener, script: bool) -> None:
    page = open_result(leaving(390, "light", script))
    page.get_by_role("link", name="Leave this page quickly").click()
    page.wait_for_url("https://www.weather.gov/**")
    assert page.context.cookies() == []
    for _ in range(4):
        page.go_back()
        assert ANSWER not in page.content()
        assert "Your result" not in page.title()


def test_with_script_leaving_takes_the_place_of_the_page(leaving: Opener) -> None:
    page = open_result(leaving())
    before = page.evaluate("history.length")
    page.get_by_role("link", name="Leave this page quickly").click()
    page.wait_for_url("https://www.weather.gov/**")
    assert page.evaluate("history.length") == before


@pytest.mark.parametrize("path", ["/", "/check/heart", "/check/answers", "/result", "/article"])
def test_the_way_out_is_the_second_thing_on_every_page(opened: Opener, path: str) -> None:
    page = opened(320)
    visit(page)
    page.goto(path)
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "exit"
    box = page.locator(".exit").bounding_box()
    assert box
    assert box["height"] >= 44


def test_finishing_on_any_page_of_a_visit_ends_it(opened: Opener) -> None:
    for path in ("/check/heart", "/check/answers", "/result", "/result/summary", "/article"):
        page = opened()
        visit(page, heart=["arrhythmia"])
        page.goto(path)
        press(page, "Finish and clear my answers")
        assert page.context.cookies() == []
        page.go_back()
        assert ANSWER not in page.inner_text("main") or path in ("/check/heart", "/article")
        assert page.locator("input:checked").count() == 0


def test_another_region_keeps_every_answer(opened: Opener) -> None:
    page = opened()
    begin(page)
    page.check("input[value='none']")
    press(page, "Continue")
    page.locator(".help summary").click()
    press(page, "Change where you are")
    page.select_option("#region", "uk")
    press(page, "Show these numbers")
    assert page.get_by_role("link", name="Call 999").first.is_visible()
    assert "None of these, now or in the last day" in page.inner_text("main")
