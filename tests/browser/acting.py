"""Actions of a visitor in a browser: open pages, press buttons, answer questions."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page

from app.config import resource_dir
from app.content.load.languages import load_languages
from tests import pseudo

QUESTIONS = ["now", "heart", "medicines", "substances", "health", "about", "opioids", "kratom"]
Opener = Callable[..., Page]
"""Opens a page with a width and a color scheme, with or without scripts."""


TRANSLATE: dict[str, Callable[[str], str]] = {
    "en": str,
    pseudo.ID: pseudo.accented,
    **{
        id: language.texts.__getitem__
        for id, language in load_languages(resource_dir("questions")).items()
    },
}
"""For each language, a function that translates a text of the interface."""


def translated(page: Page, name: str) -> str:
    """Return a text of the interface in the language of the open page."""
    return TRANSLATE[page.locator("html").get_attribute("lang") or "en"](name)


def go(page: Page, path: str) -> None:
    """Open a page in the language of the open page."""
    language = re.match(r"/(?:es|zxx)(?=/)", urlsplit(page.url).path)
    page.goto((language[0] if language else "") + path)


def press(page: Page, name: str) -> None:
    """Press a button or a link and wait for the next page."""
    name = translated(page, name)
    with page.expect_navigation():
        page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()


def begin(page: Page, region: str = "us") -> None:
    """Press Start."""
    go(page, "/")
    page.select_option("#region", region)
    press(page, "Start the check")


def visit(page: Page, **answers: list[str]) -> None:
    """Answer all questions in the order in which the pages show them."""
    begin(page)
    for question in QUESTIONS:
        assert page.locator("main").get_attribute("data-question") == question
        for option in answers.get(question, ["none"]):
            page.check(f"input[value='{option}']")
        press(page, "Continue")


def fits(page: Page) -> bool:
    """Return whether the page needs no horizontal scrolling."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
