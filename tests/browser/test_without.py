"""Pages without their stylesheet, without cookies, and in print."""

import pytest

from tests.browser.acting import Opener, begin, press, visit

pytestmark = pytest.mark.browser


def test_pages_make_sense_without_their_stylesheet(opened: Opener) -> None:
    page = opened()
    page.route("**/*.css", lambda route: route.fulfill(body="", content_type="text/css"))
    begin(page)
    text = page.inner_text("body")
    phrases = ["Skip to main content", "Leave this page quickly", "Step 1 of 8", "last day"]
    phrases += [
        "Blue or gray lips",
        "None of these, now",
        "Continue",
        "More help lines",
        "Information only",
    ]
    positions = [text.index(phrase) for phrase in phrases]
    assert positions == sorted(positions)
    page.check("input[value='none']")
    press(page, "Continue")
    assert page.locator("main").get_attribute("data-question") == "heart"


def test_a_browser_that_keeps_no_cookie_is_told_so(opened: Opener) -> None:
    page = opened()
    page.goto("/")
    page.context.clear_cookies()
    page.get_by_role("button", name="Start the check").click()
    page.wait_for_selector("[data-page='error']")
    assert page.title().startswith("Your browser did not send our cookie")
    assert page.get_by_role("link", name="read the article").first.is_visible()
    assert page.get_by_role("link", name="Call 911").first.is_visible()


def test_a_printed_result_is_black_on_white_and_all_there(opened: Opener) -> None:
    page = opened(1280, "dark")
    visit(page, heart=["long-qt"], substances=["alcohol"])
    press(page, "See my result")
    page.emulate_media(media="print")
    assert not page.locator(".exit").is_visible()
    assert not page.locator("footer").is_visible()
    for shut in (".pill .art", ".why li", ".ladder", "#ask li"):
        assert page.locator(shut).first.is_visible(), f"not printed: {shut}"
    style = "getComputedStyle(document.body).{}"
    assert page.evaluate(style.format("color")) == "rgb(0, 0, 0)"
    assert page.evaluate(style.format("backgroundColor")) == "rgb(255, 255, 255)"
