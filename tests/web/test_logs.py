"""What is written down of a visit: routes, and nothing that was told."""

import json
import logging

import pytest
from flask import Flask

from app import create_app
from app.core.model import Pack
from tests.visitor import Visitor

MARKER = "quetzalcoatl"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """All that is logged, by whomever."""
    caplog.set_level(logging.DEBUG)
    return caplog


def test_a_line_says_route_and_how_it_went(begun: Visitor, lines: pytest.LogCaptureFixture) -> None:
    lines.clear()
    begun.get("/article/heart")
    (line,) = map(json.loads, lines.messages)
    assert set(line) == {"time", "route", "method", "event", "status", "ms"}
    assert (line["route"], line["method"], line["status"]) == ("/article/<id>", "GET", 200)


def test_an_address_that_is_none_is_not_written(
    visitor: Visitor, lines: pytest.LogCaptureFixture
) -> None:
    visitor.get(f"/{MARKER}?{MARKER}", 404)
    visitor.client.open("/", method=MARKER.upper())
    assert MARKER not in lines.text.lower()
    assert json.loads(lines.messages[-1])["method"] == "other"


def test_a_fault_is_written_without_what_it_says(lines: pytest.LogCaptureFixture) -> None:
    broken = create_app({"development": True})

    def fail() -> None:
        raise ValueError(MARKER)

    broken.add_url_rule("/broken", view_func=fail)
    lines.clear()  # of what reading the content wrote
    Visitor(broken.test_client()).get("/broken", 500)
    assert MARKER not in lines.text
    fault = next(line for line in map(json.loads, lines.messages) if line["event"] == "fault")
    assert fault["kind"] == "ValueError"
    assert "test_logs.py" in fault["where"][-1]


def test_nothing_that_was_told_is_in_any_line(
    app: Flask, pack: Pack, lines: pytest.LogCaptureFixture
) -> None:
    visitor = Visitor(app.test_client())
    visitor.client.environ_base |= {
        "REMOTE_ADDR": "192.0.2.77",
        "HTTP_USER_AGENT": MARKER,
        "HTTP_REFERER": f"https://{MARKER}.example/",
    }
    visitor.begin("nz")
    visitor.answer_all(list(pack.questions), {"heart": {"long-qt"}, "kratom": {"seven-oh"}})
    visitor.get("/check/medicines")
    visitor.post("/check/medicines", 200, names=f"zoloft, {MARKER}", find="1")
    visitor.get("/result")
    visitor.client.post("/check/heart", data={"answer": MARKER, "csrf_token": MARKER})
    text = lines.text.lower()
    held = visitor.client.get_cookie("visit")
    assert held
    for secret in (MARKER, "long-qt", "seven-oh", "zoloft", "sertraline", "192.0.2.77", held.value):
        assert secret.lower() not in text, secret
    assert len(lines.messages) > 20
