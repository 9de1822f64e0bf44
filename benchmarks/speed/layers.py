"""What each layer of our check costs: a visit with it beside one without it, in turn."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from random import Random
from statistics import median
from unittest import mock

from flask import Flask
from flask.sessions import SessionInterface

from app.core.model import Pack
from app.web.http import access_log as logs
from app.web.http.session import Held
from app.web.rendering import page_cache as drawn
from app.web.result import findings
from app.web.views import errors
from app.web.visit import state as visit
from benchmarks.speed import visits
from benchmarks.speed.client import Cost
from benchmarks.speed.contest import mean, nothing, without_limits

ROUNDS, WARMING = 150, 3

QUESTION = re.compile("/check/(?!answers|medicines)[a-z]+")
"""The pages of questions with ticks alone."""


class Remembered(SessionInterface):
    """A session that is just there, for one visitor."""

    def __init__(self) -> None:
        self.held: dict[str, object] = {}

    def open_session(self, app: Flask, request: object) -> Held:
        """What was there."""
        opened = Held(self.held)
        opened.new, opened.sent = not self.held, bool(self.held)
        return opened

    def save_session(self, app: Flask, session: object, response: object) -> None:
        """Keep it."""
        self.held = dict(session)  # type: ignore[call-overload]  # what is held


@contextmanager
def without_template() -> Iterator[None]:
    """Every page is its token and 8,000 letters."""

    def empty(*_: object, **__: object) -> str:
        return f'<input name="csrf_token" value="{visit.token()}">' + "x" * 8000

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


def table(app: Flask, pack: Pack) -> str:
    """The table, as Markdown, and below it what each kind of request takes with all of them."""
    named = {"nothing": nullcontext, **layers(app)}
    visited: dict[str, list[list[Cost]]] = {name: [] for name in named}
    draw = Random(0)  # noqa: S311  # an order, no secret
    for number in range(WARMING + ROUNDS):
        for name in draw.sample(list(named), len(named)):
            with named[name]():
                visits.ours(app, pack)
                costs = visits.ours(app, pack)
            if number >= WARMING:
                visited[name].append(costs)
    whole = visited.pop("nothing")
    rows = ["| layer | of the time of a visit |", "|---|---|"]
    rows += [f"| {name} | {_share(found, whole):.1%} |" for name, found in visited.items()]
    rows += ["", "| request | ms |", "|---|---|"]
    return "\n".join(rows + [f"| {name} | {took:.2f} |" for name, took in _steps(whole).items()])


def _share(without: list[list[Cost]], whole: list[list[Cost]]) -> float:
    return 1 - median(mean(less) / mean(all) for less, all in zip(without, whole, strict=True))


def _steps(whole: list[list[Cost]]) -> Mapping[str, float]:
    """Milliseconds of each kind of request, medians."""
    found: dict[str, list[float]] = {}
    for costs in whole:
        for one in costs:
            path = "/check/…" if QUESTION.fullmatch(one.path) else one.path
            found.setdefault(f"{one.method} {path}", []).append(one.cpu / 1e6)
    return {name: median(times) for name, times in found.items()}
