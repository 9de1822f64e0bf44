"""Fragments and their slots; those rendered at startup are the same as rendered for one result."""

from urllib.parse import quote

import pytest
from flask import Flask, g

from app.core.model import Pack
from app.core.rule import Level
from app.core.screening import assess
from app.web.rendering.i18n import LOCALE
from app.web.rendering.page_cache import Fragment, slot
from app.web.rendering.templates import environment, macros
from app.web.result.fragments import NoVisitor
from app.web.result.report import Report
from tests.random_visits import random_visits
from tests.visitor import Visitor


@pytest.mark.parametrize("tag", ["", "es"])
def test_a_reason_rendered_at_startup_is_the_one_of_this_result(app: Flask, tag: str) -> None:
    locale = app.extensions["services"].locales[tag]
    compared = 0
    with app.test_request_context(environ_overrides={LOCALE: locale}):
        fragments = environment().globals["reason_fragments"]
        for answers in random_visits(locale.pack, 60):
            report = Report(locale.pack, answers, assess(locale.pack, answers))
            for reason in report.result.reasons:
                if reason.rules in fragments:
                    fresh = macros("result").reason(reason, report.citations)
                    assert fragments[reason.rules] == fresh
                    compared += 1
    assert compared > 200


def test_all_that_can_be_rendered_at_startup_is(app: Flask, pack: Pack) -> None:
    """Nothing is rendered on first use, so no visitor sees what another was shown."""
    expected = {(rule.id,) for rule in pack.rules}
    for tag, env in app.extensions["templates"].environments.items():
        assert env.globals["reason_fragments"].keys() == expected, tag
        assert env.globals["section_fragments"].keys() == pack.sections.keys()
        assert env.globals["level_scales"].keys() == set(Level)


def test_a_slot_is_filled_with_its_own_value_and_nothing_else() -> None:
    page = Fragment(f"<b>{slot('a')}</b> {slot('b')}{slot('a')}")
    assert page.slots == ("a", "b", "a")
    assert page.fill({"a": "1", "b": "", "c": "3"}) == "<b>1</b> 1"
    with pytest.raises(KeyError):
        page.fill({"a": "1"})
    assert page.fill({"a": "\x00b\x00", "b": "2"}) == "<b>\x00b\x00</b> 2\x00b\x00"


NAMES_OF_SLOTS = ["", "a", "csrf_token", "place.help_box", "place.nope", "checked other"]


@pytest.mark.parametrize("name", NAMES_OF_SLOTS)
def test_no_text_of_a_visitor_is_a_slot(begun: Visitor, app: Flask, name: str) -> None:
    """Or a pasted character could take the phone numbers off a page."""
    text = f"zz\x00{name}\x00qx"
    begun.get("/check/medicines")
    for fields in ({"names": text, "find": "1"}, {"names": text + "x" * 3_000}, {"answer": text}):
        response = begun.client.post("/check/medicines", data={"csrf_token": begun.token, **fields})
        assert response.status_code in (200, 422)
        assert 'href="tel:911"' in response.text
        assert "</footer>" not in response.text or "Continue" in response.text
    quoted = quote(text)
    for path in (f"/article/{quoted}", f"/{quoted}", f"/check/heart?{quoted}={quoted}"):
        response = begun.client.get(path)
        assert response.status_code in (200, 404)
        assert 'href="tel:911"' in response.text
    kiosk = app.test_client()
    kiosk.get("/s/k105k/")
    asked = kiosk.get(f"/s/k105k/still-there?page={quoted}")
    assert asked.status_code == 200
    assert "911" in asked.text


def test_what_is_rendered_at_startup_cannot_depend_on_a_visitor(app: Flask) -> None:
    with app.test_request_context():
        g.page_context = NoVisitor()
        for name, env in app.extensions["templates"].environments.items():
            for call in ("region()", "site()", "is_kiosk()", "has_started()", "start_url()"):
                with pytest.raises(RuntimeError, match="rendered at startup"):
                    env.from_string(f"{{{{ {call} }}}}").render()
            for proxy in ("request", "session", "g", "config"):
                assert proxy not in env.globals, name
