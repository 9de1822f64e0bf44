"""Take the two pictures of the README: a question and a result, on a phone."""

import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.serving import served
from tests.browser.acting import begin, go, visit
from tests.browser.conftest import FLAGS

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
PHONE = {"width": 390, "height": 844}
ANSWERS = {"medicines": ["sedatives"], "substances": ["alcohol"], "kratom": ["sometimes"]}


def main() -> None:
    """Write `question.png` and `result.png`."""
    FOLDER.mkdir(exist_ok=True)
    with served() as (_, address), sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_context(base_url=address, viewport=PHONE).new_page()
        take_question(page)
        take_result(page)
        browser.close()


def take_question(page: Page) -> None:
    """Take the question about the heart, with an answer ticked."""
    begin(page)
    go(page, "/check/heart")
    page.check("input[value='long-qt']")
    page.screenshot(path=FOLDER / "question.png")


def take_result(page: Page) -> None:
    """Take the top of an urgent result."""
    visit(page, **ANSWERS)
    go(page, "/result")
    page.screenshot(path=FOLDER / "result.png")


if __name__ == "__main__":
    main()
