"""The size of pages for old phones: HTML and stylesheet, compressed with gzip."""

import gzip
from collections.abc import Mapping

import pytest

from tests.real import PACK
from tests.visitor import Page, Visitor

QUESTIONS = list(PACK.questions)

TWELVE = {
    "heart": {"long-qt"},
    "substances": {"alcohol"},
    "medicines": {"antidepressants"},
    "health": {"liver"},
}
"""Answers whose result has twelve sections."""

HEAVIEST = {
    id: {option.id for option in question.visible_options if not option.quiet}
    for id, question in PACK.questions.items()
}


LONGEST = sorted(PACK.medicines, key=len)[-30:]
"""As many medicines as allowed, with the longest names."""


def answer_everything(visitor: Visitor, answers: Mapping[str, set[str]]) -> None:
    """Answer every question, and name the medicines in `LONGEST`."""
    visitor.answer_all(QUESTIONS, dict(answers))
    visitor.get("/check/medicines")
    visitor.post("/check/medicines", answer=sorted(answers["medicines"]), medicine=LONGEST)


def weight(visitor: Visitor, page: Page) -> int:
    """Return the compressed size of a page with its stylesheets, in bytes."""
    sheets = [tag["href"] for tag in page.all("link") if tag["rel"] == "stylesheet"]
    bodies = (page.html.encode(), *(visitor.client.get(sheet).data for sheet in sheets))
    return sum(len(gzip.compress(body, 9)) for body in bodies)


def test_the_start_page_weighs_ten_kilobytes_at_most(begun: Visitor) -> None:
    assert weight(begun, begun.get("/")) <= 10_000


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_weighs_twelve_kilobytes_at_most(begun: Visitor, question: str) -> None:
    assert weight(begun, begun.get(f"/check/{question}")) <= 12 * 1024


def test_a_result_of_twelve_sections_weighs_twenty_four_kilobytes_at_most(begun: Visitor) -> None:
    begun.answer_all(QUESTIONS, TWELVE)
    page = begun.get("/result")
    assert len(page.sections) == 12
    assert weight(begun, page) <= 24 * 1024


@pytest.mark.parametrize("red_flag", [True, False])
def test_the_heaviest_result_weighs_forty_kilobytes_at_most(begun: Visitor, red_flag: bool) -> None:
    """Everything is ticked; without a red flag, the result has more text."""
    answer_everything(begun, HEAVIEST if red_flag else HEAVIEST | {"now": {"none"}})
    page = begun.get("/result")
    assert set(page.sections) >= set(PACK.sections) - set(PACK.actions)
    assert weight(begun, page) <= 40 * 1024


def test_the_heaviest_result_names_every_reason_that_fired(begun: Visitor) -> None:
    """A card or a sign has the rules that it stands for."""
    begun.answer_all(QUESTIONS, HEAVIEST)
    page = begun.get("/result")
    named = {id for _, tag in page.tags for id in tag.get("data-rule", "").split()}
    by_name = {option.id for q in PACK.questions.values() for option in q.option if option.by_name}
    for rule in PACK.rules:
        answers = [
            set().union(*(ids for ids in condition.answers.values())) for condition in rule.when
        ]
        assert rule.id in named or any(ids <= by_name for ids in answers), rule.id
