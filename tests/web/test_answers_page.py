"""The page "Check your answers": when it is shown, and what it lists."""

from tests.visitor import Visitor
from tests.web.visits import QUESTIONS


def test_the_last_answer_leads_to_checking_them(begun: Visitor) -> None:
    for question in QUESTIONS[:-1]:
        begun.answer(question, "none")
    assert begun.answer("kratom", "none") == "/check/answers"


def test_a_change_leads_back_to_checking(begun: Visitor) -> None:
    begun.answer("now", "chest-pain")
    assert begun.answer("heart", "none", query="?change=1") == "/check/answers"
    assert begun.answer("medicines", "none") == "/check/substances"


def test_checking_lists_every_answer_with_a_way_to_change_it(begun: Visitor) -> None:
    begun.answer("heart", "device")
    page = begun.get("/check/answers")
    assert "Pacemaker" in page.html
    assert page.html.count("Not answered yet") == len(QUESTIONS) - 1
    changes = [tag["href"] for tag in page.all("a") if "change=1" in tag.get("href", "")]
    assert changes == [f"/check/{question}?change=1" for question in QUESTIONS]
