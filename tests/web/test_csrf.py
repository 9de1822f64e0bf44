"""CSRF protection: a refused post explains what to do and loses no answer."""

import pytest
from cryptography.fernet import Fernet
from flask import Flask, session
from flask_wtf.csrf import generate_csrf

from app.web.http.session import CSRF_KEY
from tests.conftest import MakeApp
from tests.visitor import Page, Visitor
from tests.web.visits import cookie


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


@pytest.mark.parametrize("token", ["", "None", "é", "0" * 91])
def test_no_token_and_none_of_ours_are_refused(begun: Visitor, token: str) -> None:
    begun.get("/check/heart")
    begun.token = token
    begun.post("/check/heart", 400, answer=["long-qt"])
    assert begun.get("/check/heart").ticked == set()


def test_a_token_of_another_visit_is_refused(app: Flask, begun: Visitor) -> None:
    other = Visitor(app.test_client())
    other.begin("us")
    begun.get("/check/heart")
    begun.token, own = other.token, begun.token
    begun.post("/check/heart", 400, answer=["long-qt"])
    begun.token = own
    begun.post("/check/heart", answer=["long-qt"])


def test_all_pages_of_a_visit_carry_one_token(begun: Visitor) -> None:
    begun.get("/check/heart")
    token = begun.token
    begun.answer("now", "prefer-not")
    for path in ("/check/heart", "/", "/region", "/result", "/result/summary"):
        tags = begun.get(path).all("input", name="csrf_token")
        assert tags, path
        assert {tag["value"] for tag in tags} == {token}


def test_before_a_visit_has_a_token_none_is_refused(visitor: Visitor) -> None:
    visitor.get("/")
    for token in ("", "wrong"):
        visitor.token = token
        visitor.post("/start", 400, region="us")


def test_what_was_signed_by_flask_wtf_itself_is_no_token(app: Flask, begun: Visitor) -> None:
    """The CSRF token is the random text in the session, not Flask-WTF's signed form of it."""
    begun.get("/check/heart")
    with app.test_request_context():
        session[CSRF_KEY] = begun.token
        begun.token = generate_csrf()
    begun.post("/check/heart", 400, answer=["long-qt"])


def test_changed_keys_cost_nobody_a_press(make_app: MakeApp) -> None:
    """The token is in the session, so it survives "Changing keys" in docs/deploy.md."""
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    before = Visitor(make_app(secret_key=old).test_client())
    before.begin()
    before.get("/check/heart")
    after = Visitor(make_app(secret_key=new, secret_key_fallbacks=(old,)).test_client())
    after.client.set_cookie("visit", cookie(before))
    after.token = before.token
    after.post("/check/heart", answer=["long-qt"])
    assert after.get("/check/heart").ticked == {"long-qt"}


@pytest.mark.parametrize("path", ["/check/nope", "/check/é", "/nope", "/article"])
def test_a_refused_post_to_no_question_of_ours_has_a_way_on(begun: Visitor, path: str) -> None:
    begun.token = "wrong"
    response = begun.client.post(path, data={"csrf_token": "wrong", "answer": "device"})
    assert response.status_code in (303, 404, 405)
    assert response.location == "/" or 'href="/"' in response.text
