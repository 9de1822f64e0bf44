"""How much one sender may send: the size of a post, and posts in a minute."""

import hashlib
import hmac
import math
import time

from flask import Flask, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from app.config import LONGEST_WINDOW, Settings

MOST_BODY = 64 * 1024
"""Bytes of a post: the heaviest page of medicines, with 60 names asked about, sends 15,000."""

MOST_FIELDS = 500
"""Fields of a post; the heaviest page sends about 250."""

PATIENCE = 0.25
"""Seconds to wait for the store of counts; without it each process counts for itself."""


def init_app(app: Flask, settings: Settings) -> None:
    """Refuse what is too large, and too many posts from one address."""
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BODY, MAX_FORM_MEMORY_SIZE=MOST_BODY, MAX_FORM_PARTS=MOST_FIELDS
    )
    shared = settings.ratelimit_storage_uri.startswith("redis")
    patience = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE} if shared else {}
    limiter = Limiter(
        lambda: sender(settings.wtf_csrf_secret_key),
        application_limits=[settings.ratelimit],
        storage_uri=settings.ratelimit_storage_uri,
        storage_options=patience,  # type: ignore[arg-type]  # floats are passed on to redis
        in_memory_fallback_enabled=True,
        # Of two threads that find the store gone, Flask-Limiter lets one fall back and the other
        # fail: a count that fails must never cost an answer.
        swallow_errors=True,
    )
    limiter.request_filter(is_free)
    limiter.init_app(app)
    app.extensions["posts"] = limiter


def is_free() -> bool:
    """Whether a request is not counted: nothing may ever keep somebody's answers on a device."""
    return request.method != "POST" or request.endpoint in ("pages.forget", "kiosk.stay")


def read_form() -> None:
    """Read what was sent before anything else does, so that what is too large is refused once.

    :raise RequestEntityTooLarge: as every later look at the form would.
    """
    g.form = MultiDict()
    if sum(len(values) for _, values in request.form.lists()) > MOST_FIELDS:
        raise RequestEntityTooLarge
    g.form = request.form


def sender(secret: str) -> str:
    """Who sends, as a keyed hash: counting needs no address, and none is kept."""
    address = get_remote_address().encode()
    return hmac.new(secret.encode(), address, hashlib.sha256).hexdigest()[:32]


def seconds_to_wait(limiter: Limiter) -> int:
    """How long until the sender may post again: from 1 to the whole window."""
    current = limiter.current_limit
    left = math.ceil(current.reset_at - time.time()) if current else LONGEST_WINDOW
    return min(max(1, left), LONGEST_WINDOW)
