"""One line of JSON for each request, on standard error: its route, how it ended, and its time.

Never who asked, what was sent, or at which address: routes are written as their templates.
"""

import json
import sys
import time
import traceback
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from threading import Lock
from typing import Any

from flask import Flask, got_request_exception, request

from app.web.rendering.i18n import Environ, Wsgi

METHODS = ("GET", "HEAD", "POST", "OPTIONS")

QUIETLY = suppress(OSError, ValueError)
"""A closed pipe costs nobody a page."""

ONE_AT_A_TIME = Lock()
"""Threads share standard error, which promises them nothing."""


def init_app(app: Flask) -> None:
    """Write our own lines, and stop those of others: they name addresses and values."""
    app.logger.disabled = True
    app.wsgi_app = logged(app.wsgi_app)  # type: ignore[assignment, method-assign]  # as WSGI middleware is added
    got_request_exception.connect(write_fault, app)


def logged(app: Wsgi) -> Wsgi:
    """A WSGI app that writes what was asked, and how it went; `ms` in milliseconds."""

    def serve(environ: Environ, start_response: Any) -> Iterable[bytes]:
        began = time.perf_counter()

        def start(status: str, *more: object) -> Any:
            ms = round((time.perf_counter() - began) * 1000, 1)
            write(f'{{"time": {int(time.time())}, {alike(*kind(environ), status)}, "ms": {ms}}}')
            return start_response(status, *more)

        return app(environ, start)

    return serve


def write_fault(_: Flask, exception: BaseException) -> None:
    """A fault of ours: its kind and where it happened, without its message and without values."""
    frames = traceback.extract_tb(exception.__traceback__)
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    route, method = kind(request.environ)
    line = {"time": int(time.time()), "route": route, "method": method, "event": "fault"}
    write(json.dumps(line | {"kind": type(exception).__name__, "where": where}))


def kind(environ: Environ) -> tuple[str, str]:
    """Route and method, as far as it is one that we know: a visitor may write anything."""
    asked = environ["werkzeug.request"]
    route = asked.url_rule.rule if asked.url_rule else "none"
    return route, asked.method if asked.method in METHODS else "other"


@cache
def alike(route: str, method: str, status: str) -> str:
    """What the lines of all requests of a kind say; written once, as there are few kinds."""
    code = int(status[:3])
    fields = {"route": route, "method": method, "event": "request", "status": code}
    return json.dumps(fields)[1:-1]


def write(line: str) -> None:
    """One line."""
    with ONE_AT_A_TIME, QUIETLY:
        sys.stderr.write(f"{line}\n")
