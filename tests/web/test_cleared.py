"""Expired visits: when answers are cleared, and how the visitor learns of it."""

import re
import time
from collections.abc import Callable

import pytest
from cryptography.fernet import Fernet

from tests.visitor import Page, Visitor
from tests.web.visits import cookie

HOUR = 60 * 60


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return a function that moves the clock forward by some seconds."""
    real = time.time
    passed = [0.0]
    monkeypatch.setattr(time, "time", lambda: real() + passed[0])

    def move_forward(seconds: float) -> None:
        passed[0] += seconds

    return move_forward


def test_all_tokens_that_do_not_open_give_the_same_page(
    begun: Visitor, later: Callable[[float], None]
) -> None:
    begun.answer("heart", "long-qt")
    good = cookie(begun)
    bad = {"nonsense", good[:-8], Fernet(Fernet.generate_key()).encrypt(b"{}").decode()}
    pages = {page_with_cookie(begun, token) for token in bad}
    later(HOUR + 60)
    pages.add(page_with_cookie(begun, good))
    assert len(pages) == 1


def page_with_cookie(visitor: Visitor, token: str) -> str:
    """Return the question page for this cookie, without its CSRF token."""
    visitor.client.set_cookie("visit", token)
    return re.sub(r'name="csrf_token" value="[^"]*"', "", visitor.get("/check/heart").html)


def test_59_minutes_are_kept_and_61_are_not(begun: Visitor, later: Callable[[float], None]) -> None:
    begun.answer("heart", "long-qt")
    later(59 * 60)
    assert begun.get("/check/heart").ticked == {"long-qt"}
    later(2 * 60)
    assert begun.get("/check/heart").ticked == set()


def test_four_hours_end_a_busy_visit(begun: Visitor, later: Callable[[float], None]) -> None:
    for _ in range(5):
        begun.answer("heart", "long-qt")
        later(50 * 60)
    assert begun.get("/check/heart").ticked == set()


@pytest.mark.parametrize("hours", [1.02, 5])
def test_the_answer_posted_too_late_is_kept_and_the_rest_is_cleared(
    begun: Visitor, later: Callable[[float], None], hours: float
) -> None:
    begun.answer("heart", "long-qt")
    begun.get("/check/kratom")
    later(hours * HOUR)
    begun.post("/check/kratom", answer=["daily"])
    page = begun.get("/check/heart")
    assert "Your earlier answers are gone" in page.html
    assert page.ticked == set()
    assert begun.get("/check/kratom").ticked == {"daily"}


@pytest.mark.parametrize(
    "forged",
    ["nonsense", Fernet(Fernet.generate_key()).encrypt(b"{}").decode()],
    ids=["nonsense", "foreign"],
)
def test_a_forged_token_counts_for_nothing(begun: Visitor, forged: str) -> None:
    begun.answer("heart", "long-qt")
    begun.get("/check/kratom")
    begun.client.set_cookie("visit", forged)
    begun.post("/check/kratom", answer=["daily"])
    assert "Your earlier answers are gone" in begun.get("/check/now").html
    assert begun.get("/check/heart").ticked == set()
    assert begun.get("/check/kratom").ticked == {"daily"}


def test_a_second_tab_is_told_too_that_answers_are_gone(begun: Visitor) -> None:
    begun.answer("heart", "long-qt")
    begun.get("/check/kratom")
    begun.client.set_cookie("visit", "expired")
    begun.client.get("/check/heart")  # the first tab gets a new CSRF token
    page = Page(begun.post("/check/kratom", 400, answer=["daily"]).text)
    assert page.ticked == {"daily"}
    assert "Your earlier answers are gone" in page.html


def test_the_sentence_goes_with_the_next_answer(begun: Visitor) -> None:
    begun.client.set_cookie("visit", "nonsense")
    begun.post("/check/kratom", answer=["daily"])
    begun.answer("now", "none")
    assert "Your earlier answers are gone" not in begun.get("/check/heart").html


def test_answers_that_newer_content_does_not_know_are_dropped_and_said(begun: Visitor) -> None:
    with begun.client.session_transaction(method="POST") as session:
        session["answers"] = {"heart": ["long-qt", "gone"], "old": ["x"]}
    assert "We no longer ask" in begun.get("/check/answers").html
    assert begun.get("/check/heart").ticked == {"long-qt"}
    begun.answer("kratom", "none")
    assert "We no longer ask" not in begun.get("/check/answers").html


def test_a_late_answer_still_knows_where_the_person_is(
    visitor: Visitor, later: Callable[[float], None]
) -> None:
    visitor.begin("nz")
    visitor.get("/check/now")
    later(HOUR + 60)
    visitor.post("/check/now", answer=["chest-pain"], region="nz")
    assert "tel:111" in visitor.get("/result").html


def test_a_region_that_is_none_is_not_sealed(
    begun: Visitor, later: Callable[[float], None]
) -> None:
    begun.get("/check/now")
    later(HOUR + 60)
    begun.post("/check/now", answer=["chest-pain"], region="m" * 5000)
    assert len(cookie(begun)) < 1000
    page = begun.get("/result")
    assert "tel:911" in page.html
    assert "Not in United States? Call 112, 999, 000 or 111." in page.html


@pytest.mark.parametrize("path", ["/article", "/check/answers", "/nope", "/result"])
def test_a_page_without_a_form_costs_a_lapsed_visit_no_press(visitor: Visitor, path: str) -> None:
    """If such a page saved a session without a CSRF token, the next post would be refused."""
    visitor.client.set_cookie("visit", "nonsense")
    visitor.client.get(path)
    visitor.get("/check/now")
    assert visitor.post("/check/now", answer=["self-harm-plan"]).location == "/result"
