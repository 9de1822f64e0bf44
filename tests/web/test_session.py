"""The encrypted session cookie: its contents, its keys, and when it is written."""

import pytest
from cryptography.fernet import Fernet
from flask import Flask, Request
from hypothesis import given
from hypothesis import strategies as st

from app.core.model import MEDICINES, Pack
from app.web.visit.medicines_form import MAX_MEDICINES
from tests.conftest import MakeApp
from tests.visitor import Visitor
from tests.web.visits import QUESTIONS, cookie


def test_the_cookie_is_for_us_alone(visitor: Visitor) -> None:
    header = visitor.client.get("/").headers["Set-Cookie"]
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Path=/" in header
    assert "Max-Age" not in header
    assert "Expires" not in header


def test_over_tls_the_cookie_is_bound_to_the_host(make_app: MakeApp) -> None:
    app = make_app(development=False, secret_key=Fernet.generate_key().decode())
    header = app.test_client().get("/").headers["Set-Cookie"]
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
    session = app.session_interface.open_session(
        app, Request({"HTTP_COOKIE": f"visit={cookie(begun)}"})
    )
    assert session is not None
    assert set(session) == {"region", "answers", "content", "cleared", "csrf_token", "began"}
    assert session["content"] == pack.version
    assert session["answers"] == {
        "heart": ["long-qt"],
        "medicines": ["unknown-name"],
        "medicine": ["sertraline"],
    }


def test_a_get_never_seals_again(begun: Visitor) -> None:
    begun.answer("heart", "long-qt")
    before = cookie(begun)
    for path in ("/", "/check/heart", "/check/answers", "/result", "/article", "/privacy"):
        begun.get(path)
    assert cookie(begun) == before


def test_a_slow_get_puts_no_old_answer_back(begun: Visitor) -> None:
    """A page requested before an answer but delivered after it sets no cookie."""
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


def test_the_heaviest_answers_fit_in_two_kilobytes(visitor: Visitor, pack: Pack) -> None:
    """All boxes ticked, and the most medicines with the longest names, from a clinic's link."""
    visitor.get("/s/t3st/")
    visitor.post("/start", region="us", site="t3st")
    longest = sorted(pack.medicines, key=len)[-MAX_MEDICINES:]
    for question in pack.questions.values():
        options = [option.id for option in question.visible_options if not option.quiet]
        named = {"medicine": longest} if question.id == MEDICINES else {}
        visitor.get(f"/check/{question.id}")
        visitor.post(f"/check/{question.id}", answer=options, **named)
    assert 1_500 < len(cookie(visitor)) < 2_048


@given(st.text(max_size=200))
def test_no_token_is_an_error(app: Flask, token: str) -> None:
    client = app.test_client()
    client.set_cookie("visit", token)
    assert client.get("/check/now").status_code == 200


@pytest.mark.parametrize("around", ["{}", "a=1; {}", "a=1;{}", "xvisit=2; {}; b=3", "{};c"])
def test_our_cookie_is_found_among_others(begun: Visitor, around: str) -> None:
    begun.answer("heart", "long-qt")
    client = begun.client.application.test_client(use_cookies=False)
    sent = {"Cookie": around.format(f"visit={cookie(begun)}")}
    assert "checked" in client.get("/check/heart", headers=sent).text


def two_visit_cookies(app: Flask) -> tuple[str, str]:
    """Return the cookies of two visits, with the results `standard` and `strong`."""
    cookies = []
    for heart in ("none", "long-qt"):
        visitor = Visitor(app.test_client())
        visitor.begin()
        for question in QUESTIONS:
            visitor.answer(question, heart if question == "heart" else "none")
        cookies.append(cookie(visitor))
    return cookies[0], cookies[1]


LOOK_ALIKE = ("{0}visit={1}; visit={2}", "visit{0}={1}; visit={2}", "visit={2}; {0}visit={1}")


@pytest.mark.parametrize("around", [*LOOK_ALIKE, "visit={2}; visit{0}={1}", "x=1;{0}visit{0}={1}"])
def test_a_cookie_of_a_look_alike_name_never_replaces_the_visit(app: Flask, around: str) -> None:
    """For each byte, the page is the right result or a redirect to the start."""
    other, own = two_visit_cookies(app)
    client = app.test_client(use_cookies=False)
    for byte in range(256):
        sent = {"HTTP_COOKIE": around.format(chr(byte), other, own)}
        response = client.get("/result", environ_overrides=sent)
        is_alone = own not in sent["HTTP_COOKIE"]
        shown = is_alone and 'data-level="standard"' in response.text
        shown = shown or 'data-level="strong"' in response.text
        assert shown or (response.status_code, response.location) == (303, "/"), byte


def test_two_cookies_of_our_name_count_as_none(app: Flask) -> None:
    other, own = two_visit_cookies(app)
    client = app.test_client(use_cookies=False)
    for sent in (f"visit={other}; visit={own}", f"visit={own}; visit={other}", f"visit={own};" * 2):
        assert client.get("/result", headers={"Cookie": sent}).location == "/"


def test_of_very_many_cookies_none_is_read(app: Flask) -> None:
    """Reading them would take many times as long as rendering the page."""
    _, own = two_visit_cookies(app)
    client = app.test_client(use_cookies=False)
    few, many = (f"visit={own}" + "; a=1" * count for count in (150, 2_000))
    assert 'data-level="strong"' in client.get("/result", headers={"Cookie": few}).text
    assert client.get("/result", headers={"Cookie": many}).location == "/"


@pytest.mark.parametrize("token", ["!", "é", '""', "nonsense"])
def test_whatever_is_no_token_counts_as_one_that_does_not_open(begun: Visitor, token: str) -> None:
    client = begun.client.application.test_client(use_cookies=False)
    posted = client.post(
        "/check/heart", data={"answer": "device"}, headers={"Cookie": f"visit={token}"}
    )
    assert posted.status_code == 303


def test_keys_rotate_without_losing_an_answer(make_app: MakeApp) -> None:
    old, new = (Fernet.generate_key().decode() for _ in range(2))

    def node(key: str, *fallbacks: str) -> Visitor:
        return Visitor(make_app(secret_key=key, secret_key_fallbacks=fallbacks).test_client())

    before, during, after = node(old), node(old, new), node(new, old)
    before.begin()
    before.answer("heart", "long-qt")
    for node_now in (during, after, node(new, old), during):
        node_now.client.set_cookie("visit", cookie(before))
        assert node_now.get("/check/heart").ticked == {"long-qt"}
        node_now.post("/check/kratom", answer=["daily"])
        before = node_now
    assert before.get("/check/kratom").ticked == {"daily"}
