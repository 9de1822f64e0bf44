"""Every page in every state, judged by axe: WCAG 2.2 A and AA, and best practice."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.acting import Opener, begin, press, visit

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN = [
    *("/", "/article", "/article/heart", "/article/emergency", "/claims", "/sources"),
    *("/how-it-works", "/privacy", "/cleared", "/nope"),
]


def complaints(page: Page) -> list[str]:
    """What axe says of a page as it stands."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def refused(page: Page, path: str) -> None:
    """Press Continue without an answer and wait for what is wrong."""
    page.goto(path)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("alert").wait_for()


def states(page: Page) -> Iterator[str]:
    """Brings a page into one state after the other, and names each."""
    begin(page)
    for question in ("now", "heart", "medicines"):
        page.goto(f"/check/{question}")
        yield question
        refused(page, f"/check/{question}")
        yield f"{question}, refused"
    page.fill("#names", "zolofft, blue nerve pill\nheart pill")
    press(page, "Check these names")
    yield "names looked at"
    press(page, "Continue")
    yield "a name left open"
    page.goto("/check/answers")
    yield "answers"
    page.goto("/check/now")
    page.check("input[value='cannot-wake']")
    yield "a sign ticked"
    press(page, "Continue")
    yield "emergency"
    for sign in ("took-too-much", "self-harm-thoughts", "liver-signs", "prefer-not"):
        begin(page, "eu" if sign == "prefer-not" else "us")
        page.check(f"input[value='{sign}']")
        press(page, "Continue")
        yield sign
    visit(page, heart=["long-qt"], substances=["alcohol"])
    press(page, "See my result")
    yield "strong"
    press(page, "Get my one-page summary")
    yield "summary"
    visit(page)
    press(page, "See my result")
    yield "standard"


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_any_open_page(opened: Opener, width: int, scheme: str) -> None:
    page = opened(width, scheme)
    for path in OPEN:
        page.goto(path)
        assert complaints(page) == [], path


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_in_any_state_of_a_visit(opened: Opener, width: int, scheme: str) -> None:
    page = opened(width, scheme)
    seen = []
    for state in states(page):
        assert complaints(page) == [], state
        seen.append(state)
    assert len(seen) == 18
