"""The clinic kit: correct addresses everywhere, no frames and no tracking."""

import re
from html import unescape

import pytest
from flask import Flask

from tests.conftest import SITE, MakeApp
from tests.visitor import Visitor


def test_the_kit_shows_the_clinics_own_address(visitor: Visitor) -> None:
    page = visitor.get("/s/t3st/for-clinics")
    assert page.name == "for-clinics"
    assert page.html.count("http://localhost/s/t3st/") == 3
    assert page.all("a", href="/s/t3st/poster")
    assert page.all("a", href="/s/t3st/paper")
    assert "We send you nothing" in page.html


def test_without_a_code_the_kit_has_the_general_address_and_no_poster(visitor: Visitor) -> None:
    page = visitor.get("/for-clinics")
    assert ">http://localhost</b>" in page.html or ">http://localhost/</b>" in page.html
    assert "poster" not in {tag.get("href", "").rpartition("/")[2] for tag in page.all("a")}


def test_the_button_is_a_plain_link(visitor: Visitor) -> None:
    html = visitor.get("/s/t3st/for-clinics").html
    button = re.search(r"<pre[^>]*><code>(.*?)</code>", html, re.DOTALL)
    assert button
    snippet = unescape(button[1])
    assert snippet.startswith('<a href="http://localhost/s/t3st/" style=')
    assert snippet.endswith("</a>")
    for word in ("script", "iframe", "onclick", "?", "target"):
        assert word not in snippet
    assert "never opens in a frame" in html


@pytest.mark.parametrize("path", ["/s/none/for-clinics", "/s/none/poster", "/s/%2e/poster"])
def test_an_unknown_code_leads_to_the_general_kit(visitor: Visitor, path: str) -> None:
    assert visitor.client.get(path).location == "/for-clinics"


def test_a_waiting_room_device_has_no_poster(visitor: Visitor) -> None:
    assert visitor.client.get("/s/k105k/poster").location == "/s/k105k/for-clinics"
    page = visitor.get("/s/k105k/for-clinics")
    assert "for a device in your waiting room" in page.html
    assert not page.all("a", href="/s/k105k/poster")


def test_the_poster_says_who_shares_it_and_what_is_seen(visitor: Visitor) -> None:
    page = visitor.get("/s/t3st/poster")
    assert "localhost/s/t3st/</b>" in page.html
    assert "Riverbend Community Clinic, (503) 555-0142." in page.html
    assert "We see your answers only" in page.html
    assert "tel:911" in page.html
    assert page.all("div", role="img", class_="qr")


def test_addresses_are_those_that_a_deployment_is_known_by(make_app: MakeApp) -> None:
    app = make_app(SITE, public_url="https://check.example/kratom")
    visitor = Visitor(app.test_client())
    assert "https://check.example/kratom/s/t3st/" in visitor.get("/s/t3st/for-clinics").html
    assert ">check.example/kratom/s/t3st/</b>" in visitor.get("/s/t3st/poster").html


def test_below_a_path_every_address_has_it_once(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/s/t3st/for-clinics", base_url="http://localhost/a/b").text
    assert "http://localhost/a/b/s/t3st/" in page
    assert "/a/b/a/b" not in page
