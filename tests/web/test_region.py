"""Changing the region during a visit: other phone numbers, the same answers."""

from tests.visitor import Visitor


def test_numbers_change_and_answers_stay(begun: Visitor) -> None:
    begun.answer("heart", "arrhythmia")
    begun.get("/region")
    assert begun.post("/region", region="uk").location == "/check/answers"
    page = begun.get("/check/answers")
    assert "Irregular heartbeat" in page.html
    assert 'href="tel:999"' in page.html
    assert 'href="tel:911"' not in page.html


def test_a_region_unknown_or_missing_is_refused_in_words(begun: Visitor) -> None:
    begun.get("/region")
    begun.post("/region", 422, region="moon")
    begun.post("/region", 422)
    assert 'href="tel:911"' in begun.get("/check/heart").html


def test_with_a_wrong_token_the_same_page_comes_back(begun: Visitor) -> None:
    begun.token = "wrong"
    begun.post("/region", 400, region="uk")
    page = begun.get("/region")
    assert page.name == "region"
    assert begun.post("/region", region="uk").location == "/check/answers"


def test_in_a_visit_that_has_lapsed_it_is_said_that_answers_are_gone(begun: Visitor) -> None:
    begun.answer("heart", "arrhythmia")
    begun.get("/region")
    begun.client.set_cookie("visit", "expired")
    begun.post("/region", region="uk")
    page = begun.get("/check/answers")
    assert "Your earlier answers are gone" in page.html
    assert 'href="tel:999"' in page.html


def test_before_a_visit_it_begins_one_without_answers(visitor: Visitor) -> None:
    visitor.get("/region")
    visitor.post("/region", region="au")
    page = visitor.get("/check/answers")
    assert 'href="tel:000"' in page.html
    assert page.html.count("Not answered yet") == 8
