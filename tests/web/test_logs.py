"""The access log: routes and outcomes, and nothing that a visitor entered."""

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from errno import ENOSPC
from io import StringIO

import pytest
from flask import Flask

from app.core.model import Pack
from app.web.http import access_log
from tests.conftest import MakeApp
from tests.visitor import Visitor

MARKER = "quetzalcoatl"


@pytest.fixture(autouse=True)
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The access log, turned on; what one test leaves waiting is not written in the next."""
    monkeypatch.setattr(access_log.logger, "disabled", False)
    yield
    for handler in access_log.logger.handlers:
        handler.flush()


@dataclass
class Lines:
    """Everything written to stdout and stderr, and everything that other loggers log."""

    capsys: pytest.CaptureFixture[str]
    caplog: pytest.LogCaptureFixture

    def read(self) -> list[str]:
        """Return the lines written since the last call."""
        for handler in access_log.logger.handlers:
            handler.flush()
        written = self.capsys.readouterr()
        others = [record for record in self.caplog.records if record.name != access_log.logger.name]
        lines = [
            *(record.getMessage() for record in others),
            *written.out.splitlines(),
            *written.err.splitlines(),
        ]
        self.caplog.clear()
        return lines


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Lines:
    """Capture everything that is written or logged."""
    caplog.set_level(logging.DEBUG)
    return Lines(capsys, caplog)


def test_a_line_says_route_and_how_it_went(begun: Visitor, lines: Lines) -> None:
    lines.read()
    begun.get("/article/heart")
    (line,) = map(json.loads, lines.read())
    assert set(line) == {"time", "route", "method", "event", "status", "ms"}
    assert (line["route"], line["method"], line["status"]) == ("/article/<id>", "GET", 200)


def test_an_address_that_is_none_is_not_written(visitor: Visitor, lines: Lines) -> None:
    visitor.get(f"/{MARKER}?{MARKER}", 404)
    visitor.client.open("/", method=MARKER.upper())
    written = lines.read()
    assert MARKER not in "".join(written).lower()
    assert json.loads(written[-1])["method"] == "other"


def test_a_fault_is_written_without_what_it_says(make_app: MakeApp, lines: Lines) -> None:
    broken = make_app()

    def fail() -> None:
        raise ValueError(MARKER)

    broken.add_url_rule("/broken", view_func=fail)
    lines.read()  # discards what loading the content wrote
    Visitor(broken.test_client()).get("/broken", 500)
    written = lines.read()
    assert MARKER not in "".join(written)
    error = next(line for line in map(json.loads, written) if line["event"] == "fault")
    assert error["kind"] == "ValueError"
    assert "test_logs.py" in error["where"][-1]


def test_nothing_that_was_told_is_in_any_line(app: Flask, pack: Pack, lines: Lines) -> None:
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
    written = lines.read()
    text = "".join(written).lower()
    session_cookie = visitor.client.get_cookie("visit")
    assert session_cookie
    for secret in (
        MARKER,
        "long-qt",
        "seven-oh",
        "zoloft",
        "sertraline",
        "192.0.2.77",
        session_cookie.value,
    ):
        assert secret.lower() not in text, secret
    assert len(written) > 20


class FullDisk(StringIO):
    """A stream on a full disk."""

    def write(self, _: str) -> int:
        """Fail as on a full disk."""
        raise OSError(ENOSPC, "No space left on device")


def test_a_log_that_takes_nothing_costs_nobody_a_page(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr", FullDisk())
    visitor.begin()
    visitor.answer("now", "none")


def test_lines_of_threads_do_not_run_into_each_other(app: Flask, lines: Lines) -> None:
    lines.read()  # discards the lines of other tests

    def send(_: int) -> None:
        for _ in range(100):
            app.test_client().get("/healthz")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(4)))
    assert [json.loads(line)["status"] for line in lines.read()] == [200] * 400
