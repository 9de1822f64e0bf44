"""The printed summary: exactly one page, however many answers it lists."""

import re
from itertools import product

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.content.load.pack import complete_answers
from app.core.model import MEDICINE
from app.core.rule import Answers
from tests.browser.acting import Opener
from tests.real import PACK
from tests.visitor import Visitor
from tests.web.visits import can_be_ticked

pytestmark = pytest.mark.browser

LONGEST = frozenset(sorted(PACK.medicines, key=len)[-30:])
HEAVIEST: Answers = {MEDICINE: LONGEST} | {
    id: frozenset(option.id for option in question.visible_options if not option.quiet)
    for id, question in PACK.questions.items()
}
EVERY = 60
"""One in this many journeys is printed."""


def load_visit(page: Page, app: Flask, answers: Answers) -> None:
    """Give the browser the session cookie of a visit with these answers."""
    visitor = Visitor(app.test_client())
    visitor.tell(PACK, answers)
    session_cookie = visitor.client.get_cookie("visit")
    assert session_cookie
    page.goto("/")
    page.context.add_cookies([{"name": "visit", "value": session_cookie.value, "url": page.url}])


def count_sheets(page: Page, paper: str) -> int:
    """Return how many sheets of this paper the page takes."""
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format=paper)))


def test_every_summary_is_one_page_on_either_paper_in_either_language(
    opened: Opener, app: Flask
) -> None:
    page = opened(1280)
    journeys = [complete_answers(PACK, journey) for journey in PACK.journeys]
    visits = list(filter(can_be_ticked, journeys))[::EVERY]
    assert len(visits) >= 8
    for language, answers in product(("", "/es"), [*visits, HEAVIEST]):
        load_visit(page, app, answers)
        page.goto(f"{language}/result/summary")
        assert page.locator(".sheet").count() == 1
        assert [count_sheets(page, paper) for paper in ("Letter", "A4")] == [1, 1], answers
