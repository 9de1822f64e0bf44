"""Clinic links: a visit shows its own clinic only, and sends nothing back to it."""

import re
from pathlib import Path

import pytest
from flask import Flask

from app.core.model import Pack
from tests.conftest import MakeApp
from tests.visitor import Page, Visitor

SITES = """
[sites.k7m2]
name = "Riverbend Community Clinic"
phone = "(503) 555-0142"
region = "us"
languages = ["English", "Spanish"]
return_label = "Return to Riverbend"
return_url = "https://riverbend.example/intake"
notices = ["Ask at the desk for an interpreter, free of charge."]

[sites.q4zz]
name = "Harbour Health"
phone = "+44 20 7946 0000"
region = "uk"

[sites.w9ab]
name = "Clinic & <b>Sons</b>"
region = "nz"
return_url = "https://sons.example/"
"""


@pytest.fixture(scope="module")
def clinics(make_app: MakeApp) -> Flask:
    """Return an app with three clinics."""
    return make_app(SITES)


@pytest.fixture
def sent(clinics: Flask) -> Visitor:
    """Return a visitor who follows clinic links."""
    return Visitor(clinics.test_client())


def begin_at(visitor: Visitor, code: str, region: str = "us") -> None:
    """Follow a clinic's link and press Start."""
    page = visitor.get(f"/s/{code}/")
    visitor.post("/start", region=region, site=page.all("input", name="site")[0]["value"])


def test_a_clinics_link_shows_who_shared_it_and_its_numbers(sent: Visitor) -> None:
    page = sent.get("/s/k7m2/")
    assert "Shared with you by <b>Riverbend Community Clinic</b>" in page.html
    assert 'href="tel:5035550142"' in page.html
    assert page.all("a", href="https://riverbend.example/intake", rel="noreferrer")
    assert "receives nothing unless you show it" in page.html
    assert "interpreter, free of charge" in page.html
    assert page.all("option", value="us", selected="")
    british = sent.get("/s/q4zz/")
    assert british.all("option", value="uk", selected="")
    assert 'href="tel:999"' in british.html
    assert 'href="tel:+442079460000"' in british.html


def test_a_link_writes_nothing_down(sent: Visitor) -> None:
    begin_at(sent, "k7m2")
    before = sent.client.get_cookie("visit")
    sent.get("/s/q4zz/")
    assert sent.client.get_cookie("visit") == before
    assert "Riverbend" in sent.get("/check/heart").html


def test_the_clinic_comes_first_among_people_to_talk_to(sent: Visitor, pack: Pack) -> None:
    begin_at(sent, "k7m2")
    sent.answer_all(list(pack.questions), {"heart": {"long-qt"}})
    page = sent.get("/result")
    people = page.html.split('id="who"')[1]
    assert re.findall(r"<h3>(.*?)</h3>", people)[0] == "Riverbend Community Clinic"
    assert "English, Spanish" in people
    assert page.html.count('href="https://riverbend.example/intake"') == 2
    assert "Return to Riverbend" in page.html


@pytest.mark.parametrize(
    ("sign", "first"),
    [
        ("cannot-wake", "Emergency"),
        ("self-harm-thoughts", "988 Suicide &amp; Crisis Lifeline"),
        ("took-too-much", "Poison Help"),
    ],
)
def test_in_danger_whom_to_call_comes_before_the_clinic(
    sent: Visitor, sign: str, first: str
) -> None:
    begin_at(sent, "k7m2")
    sent.answer("now", sign)
    people = re.findall(r"<h3>(.*?)</h3>", sent.get("/result").html.split('id="who"')[1])
    clinic = people.index("Riverbend Community Clinic")
    assert people[0] == first
    assert clinic > max(
        people.index(name) for name in people if "Crisis" in name or "Poison" in name
    )


def test_three_clinics_at_once_never_show_each_other(clinics: Flask, pack: Pack) -> None:
    names = {"k7m2": "Riverbend", "q4zz": "Harbour Health", "w9ab": "Sons"}
    numbers = {"k7m2": "tel:911", "q4zz": "tel:999", "w9ab": "tel:111"}
    regions = {"k7m2": "us", "q4zz": "uk", "w9ab": "nz"}
    visitors = {code: Visitor(clinics.test_client()) for code in names}
    for code, visitor in visitors.items():
        begin_at(visitor, code, regions[code])
    for question in pack.questions:
        for visitor in visitors.values():
            visitor.answer(question, "none")
    for path in ("/check/answers", "/result", "/article", "/privacy", "/nope"):
        for code, visitor in visitors.items():
            page = Page(visitor.client.get(path).text)
            assert numbers[code] in page.html
            shown = {other for other, name in names.items() if name in page.html}
            assert shown == {code}, path


def test_a_name_is_text_whatever_stands_in_it(sent: Visitor) -> None:
    assert "Clinic &amp; &lt;b&gt;Sons&lt;/b&gt;" in sent.get("/s/w9ab/").html


@pytest.mark.parametrize("code", ["nope", "K7M2", "k7m2%2Fx", "..", "%00", "k7m2 "])
def test_a_code_that_is_none_gives_the_general_start(sent: Visitor, code: str) -> None:
    page = sent.get(f"/s/{code}/", 404 if code == "k7m2%2Fx" else 200)
    assert "Shared with you by" not in page.html


@pytest.mark.parametrize(
    ("path", "leads"),
    [("/s/k7m2/?patient=17&return=https://evil.example", "/s/k7m2/"), ("/?utm_source=x", "/")],
)
def test_what_a_link_brings_along_is_dropped(sent: Visitor, path: str, leads: str) -> None:
    response = sent.client.get(path)
    assert response.status_code == 302
    assert response.location == leads


def test_no_request_can_bring_another_way_back(sent: Visitor) -> None:
    evil = "https://evil.example/"
    begin_at(sent, "k7m2")
    sent.get("/check/heart")
    sent.post("/check/heart", answer=["none"], return_url=evil, site=evil)
    sent.client.get("/result", headers={"X-Return-Url": evil, "Referer": evil})
    page = sent.get(f"/check/heart?return_url={evil}")
    assert "evil.example" not in page.html
    assert "Riverbend" in page.html


def test_a_late_answer_still_knows_the_clinic(sent: Visitor) -> None:
    begin_at(sent, "k7m2")
    sent.get("/check/heart")
    sent.client.set_cookie("visit", "expired")
    sent.post("/check/heart", answer=["device"], site="k7m2", region="us")
    assert "Riverbend" in sent.get("/check/answers").html


def test_starting_elsewhere_changes_the_clinic(sent: Visitor) -> None:
    begin_at(sent, "k7m2")
    begin_at(sent, "q4zz", "uk")
    page = sent.get("/check/heart")
    assert "Harbour Health" in page.html
    assert "Riverbend" not in page.html


def test_without_a_clinic_nothing_is_said_of_one(visitor: Visitor) -> None:
    assert "Shared with you by" not in visitor.get("/").html
    assert "Shared with you by" not in visitor.get("/s/k7m2/").html


def test_the_readmes_example_is_a_whole_file(make_app: MakeApp) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "for-clinics" / "link.md").read_text("utf-8")
    found = re.search(r"```toml\n(.*?)```", manual, re.DOTALL)
    assert found
    assert make_app(found[1]).extensions["services"].english.sites
