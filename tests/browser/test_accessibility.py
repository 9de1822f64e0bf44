"""Automated checks of WCAG 2.2 A and AA on every page in every state."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, Playwright

from tests.browser.acting import Opener, fits
from tests.browser.conftest import launch, window
from tests.browser.states import pages
from tests.sampling import WHOLE

pytestmark = pytest.mark.browser

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # without details of passes, a third of the time
}

LOOKS = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]

HEADINGS = "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))"

SMALL = """[...document.querySelectorAll('a[href], button, input, select, textarea')]
  .filter(at => at.type !== 'hidden' && !at.matches('p a, li a, dd a, .skip'))
  .filter(at => at.offsetHeight && at.offsetHeight < 24).map(at => at.outerHTML.slice(0, 80))"""
"""Controls lower than 24 pixels, except links within text."""

MOVING = """[...document.querySelectorAll('*')].filter(at => {
  const style = getComputedStyle(at);
  return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0
    || style.scrollBehavior === 'smooth';
}).map(at => at.outerHTML.slice(0, 80))"""

UNBOXED = """[...document.querySelectorAll('.btn, .level, .note, .opt label, .err, .text')]
  .filter(at => at.offsetHeight && getComputedStyle(at).borderTopWidth === '0px')
  .map(at => at.outerHTML.slice(0, 80))"""
"""Boxes that lose their border in forced colors."""

COVERED = """() => {
  const at = document.activeElement, box = at.getClientRects()[0];
  const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const label = at.labels && at.labels[0];
  return !(at.contains(seen) || seen?.contains(at) || label?.contains(seen));
}"""
"""True if the focused element is covered or outside the window."""

RINGED = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
}"""

WITH_FOCUS = {"/", "now", "heart, refused", "names looked at", "answers, all given", "strong"}


def violations(page: Page, looks: Iterable[tuple[int, str]] = LOOKS) -> list[str]:
    """Return the violations that axe finds at each width and in each color scheme."""
    found = []
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        results = Axe().run(page, options=OPTIONS).response["violations"]
        found += [
            f"{result['id']}: {node['html'][:120]}"
            for result in results
            for node in result["nodes"]
        ]
    return found


def too_wide(page: Page) -> list[str]:
    """Return the conditions under which the page needs horizontal scrolling."""
    found = []
    for width, height in ((320, 256), (320, 844), (390, 844), (1280, 844)):
        page.set_viewport_size({"width": width, "height": height})
        found += [] if fits(page) else [f"{width} by {height}"]
    page.set_viewport_size({"width": 320, "height": 844})
    own = page.locator("html").get_attribute("dir")
    other = {"ltr": "rtl", "rtl": "ltr"}[own or "ltr"]
    for condition, on, off in (
        ("text at twice its size", "style.fontSize = '200%'", "style.fontSize = ''"),
        (f"written {other}", f"dir = '{other}'", f"dir = '{own}'"),
        (
            "spaced out",
            "style.cssText = 'line-height:1.5;letter-spacing:.12em;word-spacing:.16em'",
            "style.cssText = ''",
        ),
    ):
        page.evaluate(f"document.documentElement.{on}")
        found += [] if fits(page) else [condition]
        page.evaluate(f"document.documentElement.{off}")
    return found


WALKS = {
    "English on a desktop": ("/", "desktop", LOOKS if WHOLE else [(320, "light"), (1280, "dark")]),
    "a language that nobody speaks": ("/zxx/", "plain", [(320, "light")]),
}
"""The start page of each walk, its fonts, and the looks that axe checks. The pseudo-language is
accented, a third longer, and written from right to left."""

if WHOLE:
    WALKS |= {
        "English on a bare machine": ("/", "plain", LOOKS),
        "Spanish on a bare machine": ("/es/", "plain", [(320, "light"), (1280, "dark")]),
        "Spanish on a desktop": ("/es/", "desktop", [(320, "light"), (1280, "dark")]),
        "a long language on a desktop": ("/zxx/", "desktop", [(320, "light")]),
    }


@pytest.fixture(scope="module", params=WALKS)
def measured(
    request: pytest.FixtureRequest, playwright: Playwright, address: str, address_abroad: str
) -> Iterator[Mapping[str, Mapping[str, list[str]]]]:
    """Walk through every state of every page once, and yield its problems by kind."""
    start, fonts, looks = WALKS[request.param]
    browser = launch(playwright, fonts)
    with window(browser, address_abroad if start == "/zxx/" else address) as opened:
        page = opened()
        page.goto(start)
        found = {}
        for state in pages(page):
            page.emulate_media(forced_colors="active")
            unboxed = page.evaluate(UNBOXED)
            page.emulate_media(forced_colors="none")
            found[state] = {
                "path": [page.evaluate("location.pathname").replace(start, "/", 1)],
                "axe": violations(page, looks),
                "wide": too_wide(page),
                "headings": page.evaluate(HEADINGS),
                "small": page.evaluate(SMALL),
                "moving": page.evaluate(MOVING),
                "unboxed": unboxed,
            }
        yield found
    browser.close()


Measured = Mapping[str, Mapping[str, list[str]]]


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("axe", id="axe finds a problem"),
        pytest.param("wide", id="one has to scroll sideways (WCAG 1.4.4, 1.4.10, 1.4.12)"),
        pytest.param("small", id="a control is too small for a finger (WCAG 2.5.8)"),
        pytest.param("moving", id="something moves (WCAG 2.2.2, 2.3.3)"),
        pytest.param("unboxed", id="an edge is gone in forced colours (WCAG 1.4.11)"),
    ],
)
def test_on_no_page(measured: Measured, kind: str) -> None:
    assert len(measured) == 51
    assert {state: problems[kind] for state, problems in measured.items() if problems[kind]} == {}


def test_headings_go_down_one_level_at_a_time(measured: Measured) -> None:
    for state, page in measured.items():
        assert page["headings"].count(1) == 1, state
        assert all(b <= a + 1 for a, b in pairwise(map(int, page["headings"]))), state


def test_every_route_that_can_be_opened_is_among_these_pages(
    measured: Measured, app: Flask
) -> None:
    routes = app.url_map.bind("")
    paths = {page["path"][0] for state, page in measured.items() if state != "/nope"}
    seen = {routes.match(path)[0] for path in paths}
    endpoints = {
        rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())
    }
    endpoints = {endpoint for endpoint in endpoints if not endpoint.startswith("operations.")}
    # Not walked: a file, the exit link (test_visit.py), FHIR, and a very long page (below).
    fhir = {"downloads.questionnaire", "downloads.code_system"}
    assert endpoints - seen == {"assets.file", "pages.leave", "clinics.names"} | fhir


def test_the_list_of_names_has_no_fault_in_its_first_lines(opened: Opener) -> None:
    page = opened()
    page.goto("/paper/names")
    page.evaluate(
        "document.querySelectorAll('.names li:nth-child(n+40)').forEach(at => at.remove())"
    )
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 1280] if WHOLE else [320])
def test_the_focus_is_seen_in_the_order_of_the_page(opened: Opener, width: int) -> None:
    """WCAG 2.4.3, 2.4.7 and 2.4.11: to the end with Tab and back, never under the top bar."""
    page = opened(width)
    seen = set()
    for state in pages(page):
        if state not in WITH_FOCUS:
            continue
        seen.add(state)
        assert page.locator("[tabindex]:not([tabindex='-1'])").count() == 0, state
        for key in ("Tab", "Shift+Tab"):
            for _ in range(page.locator("a[href], button, input:not([type=hidden])").count()):
                page.keyboard.press(key)
                at = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
                if at.startswith("<body"):
                    break
                assert not page.evaluate(COVERED), (state, key, at)
                assert page.evaluate(RINGED), (state, key, at)
    assert seen == WITH_FOCUS
