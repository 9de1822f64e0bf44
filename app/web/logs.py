"""One line of JSON for each request: which route, how it ended, how long it took.

Never who asked, what was sent, or at which address: routes are written as their templates.
"""

import json
import logging
import sys
import time
import traceback

from flask import Flask, Response, g, got_request_exception, request

LOG = logging.getLogger("kratom-safety-check")


def init_app(app: Flask) -> None:
    """Write our own lines, and stop those of others: they name addresses and values."""
    if not LOG.handlers:
        LOG.addHandler(logging.StreamHandler(sys.stderr))
    LOG.setLevel(logging.INFO)
    app.logger.disabled = True
    app.before_request(note_the_time)
    app.after_request(write_request)
    got_request_exception.connect(write_fault, app)


def note_the_time() -> None:
    """When this request came in."""
    g.began = time.perf_counter()


def write_request(response: Response) -> Response:
    """What was asked, and how it went; `ms` in milliseconds."""
    took = time.perf_counter() - g.get("began", time.perf_counter())
    write(event="request", status=response.status_code, ms=round(took * 1000, 1))
    return response


def write_fault(_: Flask, exception: BaseException) -> None:
    """A fault of ours: its kind and where it happened, without its message and without values."""
    frames = traceback.extract_tb(exception.__traceback__)
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    write(event="fault", kind=type(exception).__name__, where=where)


def write(**fields: object) -> None:
    """One line."""
    route = request.url_rule.rule if request.url_rule else "none"
    LOG.info(json.dumps({"time": int(time.time()), "route": route, "method": method()} | fields))


def method() -> str:
    """The method, as far as it is one that we know: a visitor may write anything there."""
    known = ("GET", "HEAD", "POST", "OPTIONS")
    return request.method if request.method in known else "other"
