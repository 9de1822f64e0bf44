"""Headers on every response, files and errors included: nothing from elsewhere, nothing kept."""

from collections.abc import Iterable
from typing import Any

from flask import Flask
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

from app.web.rendering.i18n import Environ, Wsgi

NOTHING = "'none'"
OURS = "'self'"
YEAR = 365 * 24 * 60 * 60

SECURITY = Secure(
    csp=ContentSecurityPolicy()
    .default_src(NOTHING)
    .style_src(OURS)
    .script_src(OURS)
    .img_src(OURS)
    .form_action(OURS)
    .base_uri(NOTHING)
    .frame_ancestors(NOTHING),
    hsts=StrictTransportSecurity().max_age(2 * YEAR),  # browsers ignore it over plain HTTP
    referrer=ReferrerPolicy().no_referrer(),
    xcto=XContentTypeOptions().nosniff(),
    xfo=XFrameOptions().deny(),
    coop=CrossOriginOpenerPolicy().same_origin(),
    corp=CrossOriginResourcePolicy().same_origin(),
    permissions=PermissionsPolicy().geolocation().camera().microphone(),
    custom=[CustomHeader("X-Robots-Tag", "noindex")],
)


LASTING = ("Cache-Control", f"public, max-age={YEAR}, immutable")
"""Of a file under a name that holds its hash: it never changes."""

HEADERS = list(SECURITY.headers.items())
"""The same on every response; nothing else of ours sets one of these."""

PASSING = [*HEADERS, ("Cache-Control", "no-store"), ("Vary", "Cookie, Accept-Language")]
"""Those of all but files under hashed names: a page may hold answers, so nothing may keep it."""


def init_app(app: Flask) -> None:
    """Set headers outermost, where they also reach what Flask itself refuses."""
    app.wsgi_app = secured(app.wsgi_app)  # type: ignore[assignment, method-assign]  # as WSGI middleware is added


def secured(app: Wsgi) -> Wsgi:
    """A WSGI app with security headers on every response, and kept out of every cache."""

    def serve(environ: Environ, start_response: Any) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *more: object) -> Any:
            ours = HEADERS if LASTING in headers else PASSING
            return start_response(status, headers + ours, *more)

        return app(environ, start)

    return serve
