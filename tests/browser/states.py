"""Every page and every state that a visit can reach, one after another."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.acting import begin, go, press, translated, visit

OPEN = [
    *("/", "/article", "/article/heart", "/article/emergency", "/claims", "/sources", "/region"),
    *("/how-it-works", "/privacy", "/accessibility", "/about", "/cleared", "/nope"),
    *("/s/t3st/for-clinics", "/s/t3st/poster", "/s/t3st/paper"),
]
"""Pages that need no visit."""

SIGNS = ("took-too-much", "self-harm-thoughts", "self-harm-plan", "liver-signs", "prefer-not")


def pages(page: Page) -> Iterator[str]:
    """Open every page, then bring a visit into each of its states; yield the name of each.

    All pages are in the language of the page that is open at the beginning.
    """
    for path in OPEN:
        go(page, path)
        yield path
    yield from questions(page)
    yield from medicines(page)
    yield from results(page)


def submit_empty(page: Page, path: str, button: str = "Continue") -> None:
    """Press the button without an answer and wait for the error."""
    go(page, path)
    page.get_by_role("button", name=translated(page, button)).click()
    page.get_by_role("alert").wait_for()


def questions(page: Page) -> Iterator[str]:
    """Show a visit in progress: questions, refused answers and the answers so far."""
    begin(page)
    go(page, "/")
    yield "start, within a visit"
    go(page, "/region")
    yield "region, within a visit"
    for question in ("now", "heart", "medicines"):
        go(page, f"/check/{question}")
        yield question
        submit_empty(page, f"/check/{question}")
        yield f"{question}, refused"
    go(page, "/check/heart")
    page.check("input[value='device']")
    page.check("input[value='none']")
    yield "none beside another"
    go(page, "/check/answers")
    yield "answers, none given"
    go(page, "/result")
    yield "answers are missing"
    go(page, "/check/heart")
    page.check("input[value='device']")
    page.evaluate("document.querySelector('[name=csrf_token]').value = 'wrong'")
    with page.expect_response(lambda response: response.status == 400):
        page.get_by_role("button", name=translated(page, "Continue")).click()
    page.wait_for_selector("[role=status]")
    yield "asked to send once more"
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_role("button", name=translated(page, "Continue")).click()
    page.wait_for_selector("[data-page=error]")
    yield "without our cookie"
    page.context.add_cookies(cookies)


def medicines(page: Page) -> Iterator[str]:
    """Show names that are recognized, ambiguous and unknown."""
    go(page, "/check/medicines")
    page.fill("#names", "zolofft, blue nerve pill\nheart pill")
    press(page, "Check these names")
    yield "names looked at"
    press(page, "Continue")
    yield "a name left open"
    press(page, "Continue")
    go(page, "/check/answers")
    yield "answers, with medicines"


def results(page: Page) -> Iterator[str]:
    """Show a ticked red flag, every level with its variants, and the summary."""
    go(page, "/check/now")
    page.check("input[value='cannot-wake']")
    yield "a sign ticked"
    press(page, "Continue")
    yield "emergency"
    for sign in SIGNS:
        begin(page, "eu" if sign == "prefer-not" else "us")
        page.check(f"input[value='{sign}']")
        press(page, "Continue")
        yield sign
    visit(page, heart=["long-qt"], substances=["alcohol"], health=["liver", "kidney"])
    yield "answers, all given"
    press(page, "See my result")
    yield "strong"
    go(page, "/result?open")
    yield "strong, all open"
    press(page, "Get my one-page summary")
    yield "summary"
    go(page, "/result/sources")
    yield "sources of a result"
    visit(page)
    press(page, "See my result")
    yield "standard"
    go(page, "/s/t3st/")
    yield "start, at a clinic's link"
    press(page, "Start the check")
    page.check("input[value='liver-signs']")
    press(page, "Continue")
    yield "result, at a clinic's link"
    yield from kiosk(page)


def kiosk(page: Page) -> Iterator[str]:
    """Show a waiting-room device: its start, its warning before clearing, and a red flag."""
    go(page, "/s/k105k/leave")
    yield "start, on a kiosk"
    press(page, "Start the check")
    go(page, "/s/k105k/still-there?page=/check/now")
    yield "still there"
    press(page, "I need more time")
    page.check("input[value='cannot-wake']")
    press(page, "Continue")
    yield "emergency, on a kiosk"
    press(page, "Get my one-page summary")
    yield "summary, on a kiosk"
    go(page, "/s/k105k/leave")
