"""What a person does in a browser: open, press, walk through the questions."""

from collections.abc import Callable

from playwright.sync_api import Page

QUESTIONS = ["now", "heart", "medicines", "substances", "health", "about", "opioids", "kratom"]
Opener = Callable[..., Page]
"""Opens a page of a width, in a colour scheme, with script or without."""


def press(page: Page, name: str) -> None:
    """Press a button or a link and wait for where it leads."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()


def begin(page: Page, region: str = "us") -> None:
    """Press Start."""
    page.goto("/")
    page.select_option("#region", region)
    press(page, "Start the check")


def visit(page: Page, **answers: list[str]) -> None:
    """Walk through all questions, by what the page offers."""
    begin(page)
    for question in QUESTIONS:
        assert page.locator("main").get_attribute("data-question") == question
        for option in answers.get(question, ["none"]):
            page.check(f"input[value='{option}']")
        press(page, "Continue")


def fits(page: Page) -> bool:
    """Whether nobody has to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
