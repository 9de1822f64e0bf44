"""Headers on every response, files and errors included: nothing from elsewhere, nothing kept."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, Response
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    CustomHeader,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)

from app.web.words import Environ, Wsgi

NOTHING = "'none'"
OURS = "'self'"
YEARS = 2 * 365 * 24 * 60 * 60

SECURITY = Secure(
    csp=ContentSecurityPolicy()
    .default_src(NOTHING)
    .style_src(OURS)
    .script_src(OURS)
    .img_src(OURS)
    .form_action(OURS)
    .base_uri(NOTHING)
    .frame_ancestors(NOTHING),
    hsts=StrictTransportSecurity().max_age(YEARS),  # browsers ignore it over plain HTTP
    referrer=ReferrerPolicy().no_referrer(),
    xcto=XContentTypeOptions().nosniff(),
    xfo=XFrameOptions().deny(),
    coop=CrossOriginOpenerPolicy().same_origin(),
    corp=CrossOriginResourcePolicy().same_origin(),
    permissions=PermissionsPolicy().geolocation().camera().microphone(),
    custom=[CustomHeader("X-Robots-Tag", "noindex")],
)


HEADERS = list(SECURITY.headers.items())
"""The same on every response; nothing else of ours sets one of these."""


def init_app(app: Flask) -> None:
    """Set security headers outermost, and keep every page out of every cache."""
    app.after_request(keep_out_of_caches)
    app.wsgi_app = secured(app.wsgi_app)  # type: ignore[assignment, method-assign]  # as WSGI middleware is added


def secured(app: Wsgi) -> Wsgi:
    """A WSGI app with security headers on every response."""

    def serve(environ: Environ, start_response: Any) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *more: object) -> Any:
            return start_response(status, headers + HEADERS, *more)

        return app(environ, start)

    return serve


def keep_out_of_caches(response: Response) -> Response:
    """Only files under hashed names may be kept: a page may hold answers."""
    if not response.cache_control.immutable:
        response.headers["Cache-Control"] = "no-store"
    return response
