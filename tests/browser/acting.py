"""What a person does in a browser: open, press, walk through the questions."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page

from app.config import resource_dir
from app.content.load.languages import load_languages
from tests import pseudo

QUESTIONS = ["now", "heart", "medicines", "substances", "health", "about", "opioids", "kratom"]
Opener = Callable[..., Page]
"""Opens a page of a width, in a colour scheme, with script or without."""


SPOKEN: dict[str, Callable[[str], str]] = {
    "en": str,
    pseudo.ID: pseudo.accented,
    **{id: one.texts.__getitem__ for id, one in load_languages(resource_dir("questions")).items()},
}
"""What a text of the interface is in each language."""


def here(page: Page, name: str) -> str:
    """A text as the page that is open says it."""
    return SPOKEN[page.locator("html").get_attribute("lang") or "en"](name)


def go(page: Page, path: str) -> None:
    """Open a page in the language of the page that is open."""
    language = re.match(r"/(?:es|zxx)(?=/)", urlsplit(page.url).path)
    page.goto((language[0] if language else "") + path)


def press(page: Page, name: str) -> None:
    """Press a button or a link and wait for where it leads."""
    name = here(page, name)
    with page.expect_navigation():
        page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()


def begin(page: Page, region: str = "us") -> None:
    """Press Start."""
    go(page, "/")
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
