"""The page "Check your answers": when it is shown, and what it lists."""

import pytest

from app.core.model import MEDICINE, Pack
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


@pytest.mark.parametrize(
    ("typed", "kratom", "is_asked"),
    [
        ("kratom", "none", True),
        ("7-hydroxymitragynine", "none", True),
        ("kratom", "daily", False),
        ("ketamine", "none", False),  # may be prescribed, so it says nothing about street drugs
        ("oxycodone", "none", False),
    ],
)
def test_a_named_medicine_that_contradicts_a_none_is_asked_about(
    begun: Visitor, pack: Pack, typed: str, kratom: str, is_asked: bool
) -> None:
    answers = {id: frozenset({"none"}) for id in pack.questions if id != "medicines"}
    begun.tell(pack, answers | {MEDICINE: frozenset({typed}), "kratom": frozenset({kratom})})
    page = begun.get("/check/answers")
    assert (f"You named {typed} as a medicine" in page.html) is is_asked


@pytest.mark.parametrize(
    ("more", "level"),
    [
        ({}, "urgent"),
        ({"now": {"self-harm-thoughts"}}, "urgent"),
        ({"now": {"chest-pain"}}, "emergency"),
        ({"medicines": {"loperamide"}}, "urgent"),
    ],
)
@pytest.mark.parametrize("named", ["naltrexone/bupropion", "olanzapine/samidorphan"])
def test_the_medicine_to_ask_about_first_is_named_as_it_was_told(
    begun: Visitor, pack: Pack, named: str, more: dict[str, set[str]], level: str
) -> None:
    answers = {id: {"none"} for id in pack.questions if id != "medicines"}
    begun.tell(pack, answers | {MEDICINE: {named}, "kratom": {"daily"}} | more)
    page = begun.get("/result")
    assert page.level == level
    assert f"{named}: call before you take it." in page.html


def test_withdrawal_that_is_hard_to_bear_calls_no_emergency_number_first(
    begun: Visitor, pack: Pack
) -> None:
    answers = {id: {"none"} for id in pack.questions} | {"opioids": {"hard-withdrawal"}}
    for region in pack.regions.values():
        begun.tell(pack, answers, region.id)
        page = begun.get("/result")
        assert page.level == "urgent"
        buttons = [tag["href"] for tag in page.all("a") if "btn" in tag.get("class", "").split()]
        first = [number.link for number in region.first_numbers("treatment")]
        assert buttons[: len(first)] == first
        assert not {number.link for number in region.emergency_numbers} & set(buttons)
