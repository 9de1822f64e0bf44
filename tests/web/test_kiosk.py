"""Waiting-room devices: they clear themselves, link to no other site, and give more time."""

import re
import time
from pathlib import Path

import pytest

from app.core.model import Pack
from tests.visitor import Page, Visitor

START = "/s/k105k/"
STILL = "/s/k105k/still-there"
LEAVE = "/s/k105k/leave"


def begin(visitor: Visitor) -> Visitor:
    """Press Start on the device."""
    visitor.get(START)
    visitor.post("/start", region="us", site="k105k")
    return visitor


def finish(visitor: Visitor, pack: Pack, **answers: str) -> Visitor:
    """Answer everything on the device."""
    begin(visitor).answer_all(list(pack.questions), {id: {one} for id, one in answers.items()})
    return visitor


def refresh(visitor: Visitor, path: str) -> tuple[int, str]:
    """Return the delay and the target of a page's automatic refresh."""
    seconds, _, url = visitor.client.get(path).headers["Refresh"].partition("; url=")
    return int(seconds), url


def test_every_page_of_a_visit_asks_after_a_while(visitor: Visitor, pack: Pack) -> None:
    finish(visitor, pack)
    paths = [START, "/check/heart", "/check/medicines", "/check/answers", "/result", "/nope"]
    for path in [*paths, "/result/summary", "/article", "/privacy", "/region"]:
        assert refresh(visitor, path) == (180, f"{STILL}?page={path}")


def test_what_was_refused_asks_too(visitor: Visitor) -> None:
    begin(visitor).get("/check/heart")
    refused = visitor.post("/check/heart", 422)
    assert refused.headers["Refresh"] == f"180; url={STILL}?page=/check/heart"


def test_without_an_answer_it_clears_itself_and_says_so(visitor: Visitor, pack: Pack) -> None:
    finish(visitor, pack, heart="long-qt")
    assert refresh(visitor, f"{STILL}?page=/result") == (30, LEAVE)
    left = visitor.client.get(LEAVE)
    assert left.location == START
    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert visitor.client.get_cookie("visit") is None
    page = visitor.get(START)
    assert "This device is clear." in page.html
    assert "Your answers are still here" not in page.html
    assert visitor.get("/result").name == "start"


def test_whoever_asks_for_more_time_ten_times_keeps_every_answer(
    visitor: Visitor, pack: Pack
) -> None:
    begin(visitor)
    visitor.answer("now", "none")
    visitor.answer("heart", "long-qt")
    for _ in range(10):
        page = visitor.get(f"{STILL}?page=/check/heart")
        assert page.name == "still-there"
        assert visitor.post(STILL, page=page.all("input", name="page")[0]["value"]).location == (
            "/check/heart"
        )
    assert visitor.get("/check/heart").ticked == {"long-qt"}


def test_asking_for_time_seals_the_answers_anew(visitor: Visitor) -> None:
    begin(visitor).answer("heart", "long-qt")
    before = visitor.client.get_cookie("visit")
    visitor.post(STILL, page="/check/heart")
    assert visitor.client.get_cookie("visit") != before


@pytest.mark.parametrize(
    "page",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        "/nope",
        "/start",
        "javascript:x",
        "/%2f",
        LEAVE,
        "/leave",
        "/s/t3st/",
    ],
)
def test_time_leads_back_to_our_own_pages_only(visitor: Visitor, page: str) -> None:
    begin(visitor).answer("heart", "long-qt")
    assert visitor.post(STILL, page=page).location == "/check/answers"


def test_nothing_leads_away_or_dials(visitor: Visitor, pack: Pack) -> None:
    finish(visitor, pack, heart="long-qt", now="took-too-much")
    paths = [START, "/result", "/result/summary", "/result/sources", "/sources", "/claims"]
    for path in [*paths, "/article", "/article/emergency", "/check/now", "/nope", "/privacy"]:
        page = visitor.get(path, 404 if path == "/nope" else 200)
        ours = ("/", "#", "result/sources")
        external = [a["href"] for a in page.all("a") if not a["href"].startswith(ours)]
        assert external == [], path
        assert "harbour.example" not in page.html
    assert "<b>Call 911</b>" in visitor.get("/result").html


def test_before_anybody_has_begun_it_knows_whose_it_is(visitor: Visitor) -> None:
    assert "Harbour Waiting Room" in visitor.get(START).html
    for path in ("/privacy", "/article/emergency", "/check/heart", "/"):
        page = visitor.get(path)
        assert "Harbour Waiting Room" in page.html
        assert page.all("a", class_="brand")[0]["href"] == START


def test_a_device_that_knew_something_else_is_cleared_first(visitor: Visitor) -> None:
    visitor.get("/")  # starts a session for the CSRF token of its form
    assert "This device is clear." in visitor.get(START).html
    assert "Harbour Waiting Room" in visitor.get("/privacy").html


def test_an_unused_start_page_renews_itself_before_its_token_ends(visitor: Visitor) -> None:
    visitor.get(START)
    seconds, url = refresh(visitor, START)
    assert (seconds, url) == (1800, LEAVE)


def test_leaving_and_finishing_lead_to_the_start(visitor: Visitor, pack: Pack) -> None:
    page = finish(visitor, pack).get("/result")
    assert page.all("a", class_="exit")[0]["href"] == LEAVE
    assert visitor.post("/forget", site="k105k").location == START
    assert visitor.client.get_cookie("visit") is None


def test_no_file_is_saved_on_it(visitor: Visitor, pack: Pack) -> None:
    page = finish(visitor, pack).get("/result/summary")
    assert page.all("form", action="/result/fhir") == []
    for path in ("/result/fhir", "/result/text"):
        assert visitor.post(path).location == START
    for path in ("/fhir/Questionnaire/kratom-safety-check", "/fhir/CodeSystem/kratom-safety-check"):
        assert visitor.client.get(path).location == START


def test_in_danger_the_staff_are_near(visitor: Visitor, pack: Pack) -> None:
    begin(visitor).answer("now", "cannot-wake")
    assert "Tell the staff here now." in visitor.get("/result").html
    finish(visitor, pack)
    assert "Tell the staff here now." not in visitor.get("/result").html


def test_a_persons_own_device_has_no_clock(begun: Visitor) -> None:
    for path in ("/", "/check/heart", "/s/t3st/", "/article"):
        response = begun.client.get(path)
        assert "Refresh" not in response.headers
        assert "kiosk" not in response.text
    assert begun.client.get("/s/t3st/still-there").location == "/s/t3st/"
    assert begun.client.get("/s/t3st/leave").location == "https://www.weather.gov/"


def test_the_script_is_small_and_on_such_a_device_only(visitor: Visitor) -> None:
    files = Path(__file__).parents[2] / "app" / "web" / "static"
    assert (files / "kiosk.js").stat().st_size <= 400
    script = re.search(r'<script src="(/static/kiosk[^"]*)"', visitor.get(START).html)
    assert script
    assert visitor.client.get(script[1]).status_code == 200


def test_the_page_of_time_says_what_is_kept_and_what_is_gone(visitor: Visitor) -> None:
    page: Page = begin(visitor).get(f"{STILL}?page=/check/heart")
    assert "In 30 seconds" in page.html
    assert "Ticks that you did not send are gone" in page.html


def test_a_form_of_the_person_before_is_not_shown_again(visitor: Visitor) -> None:
    begin(visitor).get("/check/medicines")
    typed = {"csrf_token": visitor.token, "names": "methadone", "answer": ["opioids"], "find": "1"}
    assert "methadone" in visitor.client.post("/check/medicines", data=typed).text
    visitor.get(LEAVE)
    again = visitor.client.post("/check/medicines", data=typed)
    assert again.status_code == 303
    assert again.location == START
    visitor.client.set_cookie("visit", "expired")
    late = visitor.client.post("/check/medicines", data=typed | {"site": "k105k"})
    assert late.location == START
    assert visitor.get("/check/medicines").ticked == set()


@pytest.mark.parametrize("path", ["/article", "/check/heart", "/privacy", "/check/answers"])
def test_a_device_that_slept_is_still_the_clinics(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    started_at = time.time()
    begin(visitor).answer("heart", "long-qt")
    monkeypatch.setattr("time.time", lambda: started_at + 2 * 60 * 60)
    page = visitor.get(path)
    assert page.all("a", class_="brand")[0]["href"] == START
    assert [a for a in page.all("a") if not a["href"].startswith(("/", "#"))] == []
    assert visitor.get("/check/heart").ticked == set()


def test_asking_for_time_after_a_sleep_begins_anew(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    started_at = time.time()
    begin(visitor).answer("heart", "long-qt")
    monkeypatch.setattr("time.time", lambda: started_at + 2 * 60 * 60)
    assert visitor.post(STILL, page="/check/heart").location == START
    page = visitor.get(START)
    assert "This device is clear." in page.html
    assert "Your earlier answers are gone" not in page.html
