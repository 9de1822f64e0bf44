"""What each layer of our check costs: a visit with it beside one without it, in turn."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from statistics import median
from unittest import mock

from flask import Flask
from flask.sessions import SecureCookieSession, SessionInterface
from flask_wtf.csrf import generate_csrf

from app.core.model import Pack
from app.web import drawn, errors, findings, logs
from benchmarks.speed import visits
from benchmarks.speed.client import Cost
from benchmarks.speed.contest import nothing, without_limits

ROUNDS, WARMING = 30, 3


class Remembered(SessionInterface):
    """A session that is just there, for one visitor."""

    def __init__(self) -> None:
        self.held: dict[str, object] = {}

    def open_session(self, app: Flask, request: object) -> SecureCookieSession:
        """What was there."""
        opened = SecureCookieSession(self.held)
        opened.new = not self.held
        return opened

    def save_session(self, app: Flask, session: object, response: object) -> None:
        """Keep it."""
        self.held = dict(session)  # type: ignore[call-overload]  # a SecureCookieSession


@contextmanager
def without_template() -> Iterator[None]:
    """Every page is its token and 8,000 letters."""

    def empty(*_: object, **__: object) -> str:
        return f'<input name="csrf_token" value="{generate_csrf()}">' + "x" * 8000

    with mock.patch.object(drawn, "page", empty), mock.patch.object(findings, "findings", nothing):
        yield


def layers(app: Flask) -> Mapping[str, Callable[[], AbstractContextManager[object]]]:
    """How to leave out each layer, by its name."""
    inner = app.wsgi_app.__closure__[0].cell_contents  # type: ignore[attr-defined]  # of secured()
    return {
        "counting posts": without_limits,
        "log line": lambda: mock.patch.object(logs, "write", nothing),
        "security headers": lambda: mock.patch.object(app, "wsgi_app", inner),
        "seal": lambda: mock.patch.object(app, "session_interface", Remembered()),
        "token of forms": lambda: mock.patch.object(errors, "check_token", nothing),
        "pages": without_template,
    }


def parts(costs: list[Cost]) -> tuple[float, float, float]:
    """Milliseconds of a GET, of a POST (medians), and of the result."""
    gets = [one.cpu for one in costs if one.method == "GET"]
    posts = [one.cpu for one in costs if one.method == "POST"]
    return median(gets) / 1e6, median(posts) / 1e6, costs[-1].cpu / 1e6


def table(app: Flask, pack: Pack) -> str:
    """The table, as Markdown."""
    named = layers(app)
    whole: list[tuple[float, ...]] = []
    without: dict[str, list[tuple[float, ...]]] = {name: [] for name in named}
    for number in range(WARMING + ROUNDS):
        here = parts(visits.ours(app, pack))
        for name, left_out in named.items():
            with left_out():
                there = parts(visits.ours(app, pack))
            if number >= WARMING:
                without[name].append(tuple(a - b for a, b in zip(here, there, strict=True)))
        if number >= WARMING:
            whole.append(here)
    rows = ["| layer | ms of a GET | of a POST | of the result |", "|---|---|---|---|"]
    rows += [_row(name, found) for name, found in {"all": whole, **without}.items()]
    return "\n".join(rows)


def _row(name: str, found: list[tuple[float, ...]]) -> str:
    return f"| {name} | {' | '.join(f'{median(one):.2f}' for one in zip(*found, strict=True))} |"
