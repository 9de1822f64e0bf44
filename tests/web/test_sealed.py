"""The sealed cookie: what it holds, who can read it, when it ends, and what is lost then."""

import re
import time
from collections.abc import Callable

import pytest
from cryptography.fernet import Fernet
from flask import Flask, Request
from hypothesis import given
from hypothesis import strategies as st

from app import create_app
from app.core.model import Pack
from tests.visitor import Page, Visitor

HOUR = 60 * 60


def cookie(visitor: Visitor) -> str:
    """The sealed token that the browser holds."""
    held = visitor.client.get_cookie("visit")
    assert held is not None
    return held.value


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves the clock on by some seconds."""
    real = time.time
    passed = [0.0]
    monkeypatch.setattr(time, "time", lambda: real() + passed[0])

    def move(seconds: float) -> None:
        passed[0] += seconds

    return move


def test_the_cookie_is_for_us_alone(visitor: Visitor) -> None:
    header = visitor.client.get("/").headers["Set-Cookie"]
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Path=/" in header
    assert "Max-Age" not in header
    assert "Expires" not in header


def test_over_tls_the_cookie_is_bound_to_the_host() -> None:
    keys = {"seal_keys": (Fernet.generate_key().decode(),), "wtf_csrf_secret_key": "x" * 40}
    header = create_app(keys).test_client().get("/").headers["Set-Cookie"]
    assert header.startswith("__Host-visit=")
    assert "Secure" in header
    assert "Domain" not in header


def test_nobody_can_read_an_answer_in_the_cookie(begun: Visitor) -> None:
    begun.answer("heart", "long-qt")
    assert "long" not in cookie(begun)


def test_the_token_holds_ids_region_content_and_times_and_no_text(
    begun: Visitor, app: Flask, pack: Pack
) -> None:
    begun.answer("heart", "long-qt")
    begun.get("/check/medicines")
    begun.post("/check/medicines", 200, names="zoloft, blue nerve pill", find="1")
    begun.post("/check/medicines", medicine=["sertraline"], answer=["unknown-name"])
    held = app.session_interface.open_session(
        app, Request({"HTTP_COOKIE": f"visit={cookie(begun)}"})
    )
    assert held is not None
    assert set(held) == {"region", "answers", "content", "cleared", "csrf_token", "began"}
    assert held["content"] == pack.version
    assert held["answers"] == {
        "heart": ["long-qt"],
        "medicines": ["unknown-name"],
        "medicine": ["sertraline"],
    }


def test_all_tokens_that_do_not_open_give_the_same_page(
    begun: Visitor, later: Callable[[float], None]
) -> None:
    begun.answer("heart", "long-qt")
    good = cookie(begun)
    bad = {"nonsense", good[:-8], Fernet(Fernet.generate_key()).encrypt(b"{}").decode()}
    pages = {shown_to(begun, token) for token in bad}
    later(HOUR + 60)
    pages.add(shown_to(begun, good))
    assert len(pages) == 1


def shown_to(visitor: Visitor, token: str) -> str:
    """The page of a question for a browser with this token, without what is new in every form."""
    visitor.client.set_cookie("visit", token)
    return re.sub(r'name="csrf_token" value="[^"]*"', "", visitor.get("/check/heart").html)


def test_a_get_never_seals_again(begun: Visitor) -> None:
    begun.answer("heart", "long-qt")
    sealed = cookie(begun)
    for path in ("/", "/check/heart", "/check/answers", "/result", "/article", "/privacy"):
        begun.get(path)
    assert cookie(begun) == sealed


def test_a_slow_get_puts_no_old_answer_back(begun: Visitor) -> None:
    """A page that was asked for before an answer and comes after it brings no cookie along."""
    begun.answer("heart", "long-qt")
    before = cookie(begun)
    begun.answer("heart", "device")
    slow = begun.client.application.test_client()
    slow.set_cookie("visit", before)
    for path in ("/check/heart", "/result", "/article"):
        assert "Set-Cookie" not in slow.get(path).headers
    assert begun.get("/check/heart").ticked == {"device"}


def test_two_tabs_do_not_overwrite_each_other(begun: Visitor) -> None:
    begun.get("/check/heart")
    begun.get("/check/kratom")
    begun.post("/check/heart", answer=["long-qt"])
    begun.post("/check/kratom", answer=["daily"])
    assert begun.get("/check/heart").ticked == {"long-qt"}
    assert begun.get("/check/kratom").ticked == {"daily"}


def test_the_heaviest_answers_fit_in_two_kilobytes(begun: Visitor, pack: Pack) -> None:
    for question in pack.questions.values():
        options = [option.id for option in question.offered if not option.quiet]
        begun.answer(question.id, *options)
    assert len(cookie(begun)) < 2048


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
    assert "Your earlier answers were cleared" in page.html
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
    assert "Your earlier answers were cleared" in begun.get("/check/now").html
    assert begun.get("/check/heart").ticked == set()
    assert begun.get("/check/kratom").ticked == {"daily"}


def test_a_second_tab_is_told_too_that_answers_are_gone(begun: Visitor) -> None:
    begun.answer("heart", "long-qt")
    begun.get("/check/kratom")
    begun.client.set_cookie("visit", "expired")
    begun.client.get("/check/heart")  # the first tab: a new token
    page = Page(begun.post("/check/kratom", 400, answer=["daily"]).text)
    assert page.ticked == {"daily"}
    assert "Your earlier answers were cleared" in page.html


def test_the_sentence_goes_with_the_next_answer(begun: Visitor) -> None:
    begun.client.set_cookie("visit", "nonsense")
    begun.post("/check/kratom", answer=["daily"])
    begun.answer("now", "none")
    assert "Your earlier answers were cleared" not in begun.get("/check/heart").html


@given(st.text(max_size=200))
def test_no_token_is_an_error(app: Flask, token: str) -> None:
    client = app.test_client()
    client.set_cookie("visit", token)
    assert client.get("/check/now").status_code == 200


def test_keys_rotate_without_losing_an_answer() -> None:
    old, new = (Fernet.generate_key().decode() for _ in range(2))

    def node(*keys: str) -> Visitor:
        config = {"development": True, "seal_keys": keys, "wtf_csrf_secret_key": "c" * 40}
        return Visitor(create_app(config).test_client())

    before, during, after = node(old), node(old, new), node(new, old)
    before.begin()
    before.answer("heart", "long-qt")
    for node_now in (during, after, node(new, old), during):
        node_now.client.set_cookie("visit", cookie(before))
        assert node_now.get("/check/heart").ticked == {"long-qt"}
        node_now.post("/check/kratom", answer=["daily"])
        before = node_now
    assert before.get("/check/kratom").ticked == {"daily"}


def test_answers_that_newer_content_does_not_know_are_dropped_and_said(begun: Visitor) -> None:
    with begun.client.session_transaction(method="POST") as session:
        session["answers"] = {"heart": ["long-qt", "gone"], "old": ["x"]}
    assert "no longer asked" in begun.get("/check/answers").html
    assert begun.get("/check/heart").ticked == {"long-qt"}
    begun.answer("kratom", "none")
    assert "no longer asked" not in begun.get("/check/answers").html


def test_a_wrong_csrf_token_costs_no_answer(begun: Visitor) -> None:
    begun.get("/check/heart")
    begun.token = "wrong"
    page = Page(begun.post("/check/heart", 400, answer=["long-qt"]).text)
    assert page.ticked == {"long-qt"}
    assert "Please press “Continue” once more" in page.html
    begun.post("/check/heart", answer=["long-qt"])


def test_without_our_cookie_a_post_says_what_to_do(begun: Visitor) -> None:
    begun.get("/check/heart")
    begun.client.delete_cookie("visit")
    page = Page(begun.post("/check/heart", 400, answer=["long-qt"]).text)
    assert page.title.startswith("Your browser did not send our cookie")
    assert page.all("a", href="/article")


def test_a_wrong_token_at_the_start_keeps_the_region(begun: Visitor) -> None:
    begun.token = "wrong"
    page = Page(begun.post("/start", 400, region="nz").text)
    assert page.name == "start"
    assert page.all("option", value="nz", selected="")
    assert "once more" in page.html
    assert begun.post("/start", region="nz").location == "/check/now"


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


def test_finish_deletes_the_cookie_even_with_a_dead_token(begun: Visitor) -> None:
    begun.answer("heart", "long-qt")
    begun.token = "dead"
    response = begun.post("/forget")
    assert response.location == "/cleared"
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert begun.client.get_cookie("visit") is None
    assert begun.get("/cleared").name == "cleared"
    assert begun.client.get("/result").location == "/"


def test_leaving_deletes_the_cookie_and_goes_to_the_weather(visitor: Visitor) -> None:
    visitor.begin("ie")
    response = visitor.client.get("/leave")
    assert (response.status_code, response.location) == (303, "https://www.met.ie/")
    assert visitor.client.get_cookie("visit") is None


def test_a_browser_that_looks_ahead_clears_nothing(begun: Visitor) -> None:
    response = begun.client.get("/leave", headers={"Sec-Purpose": "prefetch;prerender"})
    assert response.status_code == 204
    assert begun.client.get_cookie("visit") is not None
