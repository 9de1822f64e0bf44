"""The summary on paper: exactly one page, however much was told."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.config import folder
from app.content.loader import load_pack, whole_answers
from app.core.model import MEDICINE, Answers
from tests.browser.acting import Opener
from tests.visitor import Visitor

pytestmark = pytest.mark.browser

PACK = load_pack(folder("questions"))
LONGEST = frozenset(sorted(PACK.medicines, key=len)[-30:])
HEAVIEST: Answers = {MEDICINE: LONGEST} | {
    id: frozenset(option.id for option in question.offered if not option.quiet)
    for id, question in PACK.questions.items()
}
EVERY = 25
"""Of the journeys, one in so many is printed."""


def can_be_ticked(answers: Answers) -> bool:
    """Whether every answer has a box: what only a medicine's name leads to has none."""
    boxes = {id: {option.id for option in asked.offered} for id, asked in PACK.questions.items()}
    return all(chosen <= boxes.get(id, chosen) for id, chosen in answers.items())


def told(page: Page, app: Flask, answers: Answers) -> None:
    """Give the browser the sealed answers of a visit, as its forms would have."""
    visitor = Visitor(app.test_client())
    visitor.begin("us")
    for id in PACK.questions:
        visitor.get(f"/check/{id}")
        named = {"medicine": sorted(answers.get(MEDICINE, ()))} if id == "medicines" else {}
        visitor.post(f"/check/{id}", answer=sorted(answers.get(id, ())), **named)
    held = visitor.client.get_cookie("visit")
    assert held
    page.goto("/")
    page.context.add_cookies([{"name": "visit", "value": held.value, "url": page.url}])


def pages(page: Page, paper: str) -> int:
    """How many sheets of a paper the page takes."""
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format=paper)))


def test_every_summary_is_one_page_on_either_paper(opened: Opener, app: Flask) -> None:
    page = opened(1280)
    journeys = [whole_answers(PACK, journey) for journey in PACK.journeys]
    visits = list(filter(can_be_ticked, journeys))[::EVERY]
    assert len(visits) >= 8
    for answers in [*visits, HEAVIEST]:
        told(page, app, answers)
        page.goto("/result/summary")
        assert page.locator(".sheet").count() == 1
        assert [pages(page, paper) for paper in ("Letter", "A4")] == [1, 1], answers
