"""Waiting-room devices in a browser, with and without scripts, with short timeouts."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Error, Page, Route, expect

from app.web.rendering.page_cache import PageCache
from app.web.rendering.templates import Templates
from tests.browser.acting import QUESTIONS, Opener, press
from tests.sampling import WHOLE

pytestmark = pytest.mark.browser

ANSWER = "Irregular heartbeat"
BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


@pytest.fixture(autouse=True)
def fast(app: Flask) -> Iterator[None]:
    """Set both timeouts to two seconds, less than a sites file allows."""
    sites = {tag: locale.sites for tag, locale in app.extensions["services"].locales.items()}
    usual = {tag: dict(clinics) for tag, clinics in sites.items()}
    clear_page_cache(app)  # they have the usual timeouts
    for clinics in sites.values():
        clinics["k105k"] = replace(clinics["k105k"], idle_seconds=2, warning_seconds=2)
    yield
    clear_page_cache(app)
    for tag, clinics in sites.items():
        clinics.update(usual[tag])


def clear_page_cache(app: Flask) -> None:
    """Clear the app's page cache."""
    templates: Templates = app.extensions["templates"]
    app.extensions["templates"] = replace(templates, pages=PageCache(1_000), places=PageCache(500))


def started(page: Page) -> Page:
    """Start on the device and report an irregular heartbeat."""
    page.goto("/s/k105k/")
    press(page, "Start the check")
    for question in QUESTIONS[:2]:
        page.check(f"input[value='{'arrhythmia' if question == 'heart' else 'none'}']")
        press(page, "Continue")
    return page


@BOTH
def test_left_alone_it_clears_itself_and_back_shows_no_answer(opened: Opener, script: bool) -> None:
    page = started(opened(script=script))
    page.goto("/check/answers")
    assert ANSWER in page.inner_text("main")
    page.wait_for_url("**/still-there?page=/check/answers")
    assert page.get_by_role("button", name="I need more time").is_visible()
    page.wait_for_url("**/s/k105k/")
    assert "This device is clear." in page.inner_text("main")
    for _ in range(6):
        page.go_back()
        assert ANSWER not in page.content() or "/check/heart" in page.url
        assert page.locator("input:checked").count() == 0


@pytest.mark.parametrize("script", [True, False] if WHOLE else [False])
def test_ten_times_more_time_keeps_what_was_sent(opened: Opener, script: bool) -> None:
    page = started(opened(script=script))
    page.goto("/check/heart")
    for _ in range(10):
        page.wait_for_url("**/still-there?page=/check/heart")
        press(page, "I need more time")
        page.wait_for_url("**/check/heart")
        assert page.is_checked("input[value='arrhythmia']")


def test_with_script_whatever_somebody_does_starts_the_clock_anew(opened: Opener) -> None:
    page = started(opened())
    page.goto("/check/medicines")
    for letter in "loperamide":
        page.locator("#names").press(letter)
        page.wait_for_timeout(500)
    assert page.url.endswith("/check/medicines")
    assert page.input_value("#names") == "loperamide"
    page.wait_for_url("**/still-there?page=/check/medicines")


def test_a_key_pressed_early_does_not_end_the_loading_of_the_page(opened: Opener) -> None:
    page = started(opened())
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    def with_picture(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text() + '<img src="/static/late.svg">')

    page.route("**/check/heart", with_picture)
    page.route("**/late.svg", hold)
    with page.expect_request("**/late.svg"):
        page.goto("/check/heart", wait_until="domcontentloaded")
    page.locator("input[value='arrhythmia']").press("Shift")
    held[0].fulfill(body="<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml")
    page.wait_for_load_state("load", timeout=5_000)


def test_the_button_for_more_time_is_under_the_finger(opened: Opener) -> None:
    page = started(opened(320))
    page.goto("/s/k105k/still-there?page=/check/heart")
    expect(page.get_by_role("button", name="I need more time")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/heart")


def test_back_and_sending_once_more_show_nothing_of_the_person_before(opened: Opener) -> None:
    page = started(opened())
    page.goto("/check/medicines")
    page.fill("#names", "methadone, qwertyzz")
    press(page, "Check these names")
    press(page, "Leave this page quickly")
    page.wait_for_url("**/s/k105k/")
    for _ in range(3):
        with contextlib.suppress(Error):  # "Confirm Form Resubmission"
            page.go_back()
        page.reload()
        assert "qwertyzz" not in page.content()
        assert page.locator("input:checked").count() == 0


def test_a_press_without_a_finger_is_not_swallowed(opened: Opener) -> None:
    page = started(opened())
    page.goto("/check/heart")
    page.wait_for_load_state("load")
    with page.expect_navigation():
        page.evaluate("document.querySelector('button.btn').click(); scrollTo(0, 99)")
    assert "/check/heart" not in page.url or page.locator("[role=alert]").count()
