"""Whole visits in a browser: narrow and wide, light and dark, with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.acting import QUESTIONS, Opener, begin, fits, press, visit

pytestmark = pytest.mark.browser

UNCOVERED = """at => {
  const box = at.getBoundingClientRect();
  return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === at;
}"""
"""True if the middle of an element can be seen."""


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_a_whole_visit(opened: Opener, width: int, scheme: str, script: bool) -> None:
    page = opened(width, scheme, script)
    visit(page, heart=["arrhythmia", "unsure"], medicines=["sedatives"], opioids=["daily"])
    assert page.get_by_role("heading", level=1).inner_text() == "Check your answers"
    press(page, "See my result")
    assert page.locator("[data-level]").get_attribute("data-level") == "strong"
    press(page, "Get my one-page summary")
    assert "Irregular heartbeat" in page.locator(".sheet").inner_text()
    press(page, "Finish and clear my answers")
    assert page.title().startswith("Your answers are cleared")
    page.go_back()
    page.go_back()
    assert "Irregular heartbeat" not in page.content()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(opened: Opener, width: int) -> None:
    page = opened(width)
    visit(page, heart=["long-qt"], medicines=["antidepressants"], kratom=["daily"])
    for path in ("/check/answers", "/result", "/result/summary", "/check/now", "/check/medicines"):
        page.goto(path)
        assert fits(page), path
    for path in ("/", "/article", "/article/emergency", "/privacy", "/cleared"):
        page.goto(path)
        assert fits(page), path


def test_back_and_reload_ask_nothing_and_lose_nothing(opened: Opener) -> None:
    """Every post redirects, so a reload never warns and never sends anything twice."""
    page = opened()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    visit(page, heart=["arrhythmia"], substances=["alcohol"])
    page.reload()
    press(page, "See my result")
    page.reload()
    assert "Irregular heartbeat" in page.inner_text("#why")
    for _ in range(6):
        page.go_back()
    assert page.locator("main").get_attribute("data-question") == "substances"
    assert page.is_checked("input[value='alcohol']")
    page.reload()
    assert page.is_checked("input[value='alcohol']")
    page.goto("/result")
    assert "Irregular heartbeat" in page.inner_text("#why")
    assert dialogs == []


def test_a_sign_of_danger_is_answered_on_the_spot(opened: Opener) -> None:
    page = opened()
    begin(page)
    note = page.get_by_text("This may need help now.").locator("visible=true")
    assert note.count() == 0
    page.check("input[value='chest-pain']")
    assert note.count() == 1
    press(page, "Continue")
    assert page.get_by_role("heading", level=1).inner_text() == "Get emergency help now"
    call = page.get_by_role("link", name="Call 911").first
    box = call.bounding_box()
    assert box
    assert box["y"] + box["height"] < 844, "the number is on the first screen"


@pytest.mark.parametrize("start", ["/", "/es/"])
@pytest.mark.parametrize(
    ("width", "height"), [(390, 844), (320, 640), (320, 568), (320, 256), (1280, 480)]
)
def test_the_note_for_a_sign_of_danger_never_hides_the_question(
    opened: Opener, width: int, height: int, start: str
) -> None:
    """It stays in sight where it takes a third of the height at most; else it is in the flow."""
    page = opened(width, height=height)
    page.goto(start)
    begin(page)
    page.check("input[value='chest-pain']")
    note = page.locator(".now")
    if note.evaluate("at => getComputedStyle(at).position") == "sticky":
        assert note.evaluate("at => at.offsetHeight * 3 <= innerHeight + 1")
        assert note.evaluate("at => at.scrollHeight <= at.clientHeight"), "nothing is cut off"
        assert page.locator(".here").locator("visible=true").count() == 0
    else:
        assert page.locator(".here").locator("visible=true").count() == 1
    for row in page.locator(".opt input").all():
        row.focus()
        assert row.evaluate(UNCOVERED)


def test_none_beside_another_answer_is_said_before_and_after_sending(opened: Opener) -> None:
    page = opened()
    begin(page)
    page.goto("/check/heart")
    page.check("input[value='device']")
    page.check("input[value='none']")
    assert page.locator(".clash").is_visible()
    with page.expect_response(lambda response: response.status == 422):
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("alert").wait_for()
    assert page.title().startswith("Error: ")
    expect(page.get_by_role("alert")).to_be_focused()


def test_leaving_ends_the_visit(opened: Opener) -> None:
    page = opened()
    begin(page)
    page.check("input[value='unsure']")
    press(page, "Continue")
    page.route("https://www.weather.gov/**", lambda route: route.fulfill(body="weather"))
    response = page.request.get("/leave", max_redirects=0)
    assert response.status == 303
    assert response.headers["location"] == "https://www.weather.gov/"
    assert page.context.cookies() == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_names_from_the_bottles(opened: Opener, script: bool) -> None:
    """Typing, choosing, unticking and going back neither lose nor add a medicine."""
    page = opened(390, "light", script)
    begin(page)
    for option in ("none", "none"):
        page.check(f"input[value='{option}']")
        press(page, "Continue")
    page.check("input[value='blood-thinners']")
    page.fill("#names", "zolofft, metoprolol 25, blue nerve pill\nheart pill")
    press(page, "Check these names")
    for medicine in ("sertraline", "metoprolol"):
        assert page.locator(f"input[name='medicine'][value='{medicine}']").is_checked()
    assert page.get_by_text("We do not know “blue nerve pill”").is_visible()
    assert page.locator("input[value='blood-thinners']").is_checked()
    assert fits(page)
    page.check("input[name='near-1'][value='digoxin']")
    page.uncheck("input[value='metoprolol']")
    press(page, "Continue")
    press(page, "Back")
    assert page.locator("main").get_attribute("data-question") == "medicines"
    assert page.locator("input[name='medicine']:checked").count() == 2
    page.uncheck("input[value='sertraline']")
    press(page, "Continue")
    page.goto("/check/answers")
    listed = page.locator("main").inner_text()
    assert "digoxin" in listed
    assert "sertraline" not in listed
    assert "metoprolol" not in listed
    for question in QUESTIONS[3:]:
        page.goto(f"/check/{question}")
        page.check("input[value='none']")
        press(page, "Continue")
    press(page, "See my result")
    reasons = page.locator("#why").inner_text()
    assert "Digoxin" in reasons
    assert "A medicine whose name is not known here" in reasons
    assert "sertraline" not in reasons
    assert "blue nerve pill" not in page.content()
