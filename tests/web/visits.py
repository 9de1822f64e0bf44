"""Helpers for tests of whole visits: question order, results and the session cookie."""

from app.core.rule import Answers
from tests.real import PACK
from tests.visitor import Page, Visitor

QUESTIONS = ["now", "heart", "medicines", "substances", "health", "about", "opioids", "kratom"]


def result_for(visitor: Visitor, **answers: str) -> Page:
    """Answer all questions, with `none` by default, and return the result."""
    visitor.begin("us")
    visitor.answer_all(QUESTIONS, {name: set(value.split()) for name, value in answers.items()})
    return visitor.get("/result")


def can_be_ticked(answers: Answers) -> bool:
    """Return whether every answer has a box; some are only derived from a medicine's name."""
    boxes = {
        id: {option.id for option in question.visible_options}
        for id, question in PACK.questions.items()
    }
    return all(chosen <= boxes.get(id, chosen) for id, chosen in answers.items())


def cookie(visitor: Visitor) -> str:
    """Return the encrypted session cookie of the browser."""
    session_cookie = visitor.client.get_cookie("visit")
    assert session_cookie is not None
    return session_cookie.value
