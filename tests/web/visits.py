"""What tests of whole visits share: the questions in their order, a result, and the cookie held."""

from app.core.rule import Answers
from tests.real import PACK
from tests.visitor import Page, Visitor

QUESTIONS = ["now", "heart", "medicines", "substances", "health", "about", "opioids", "kratom"]


def result_for(visitor: Visitor, **answers: str) -> Page:
    """The result of a whole visit, with none where nothing is given."""
    visitor.begin("us")
    visitor.answer_all(QUESTIONS, {name: set(value.split()) for name, value in answers.items()})
    return visitor.get("/result")


def can_be_ticked(answers: Answers) -> bool:
    """Whether every answer has a box: what only a medicine's name leads to has none."""
    boxes = {
        id: {option.id for option in asked.visible_options} for id, asked in PACK.questions.items()
    }
    return all(chosen <= boxes.get(id, chosen) for id, chosen in answers.items())


def cookie(visitor: Visitor) -> str:
    """The sealed token that the browser holds."""
    held = visitor.client.get_cookie("visit")
    assert held is not None
    return held.value
