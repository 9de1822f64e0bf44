"""Headers on every response, files and errors included: nothing from elsewhere, nothing cached."""

from collections.abc import Callable, Iterable
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

Environ = dict[str, Any]
WSGIApp = Callable[[Environ, Any], Iterable[bytes]]

NONE, SELF = "'none'", "'self'"
YEAR = 365 * 24 * 60 * 60

SECURITY = Secure(
    csp=ContentSecurityPolicy()
    .default_src(NONE)
    .style_src(SELF)
    .script_src(SELF)
    .img_src(SELF)
    .form_action(SELF)
    .base_uri(NONE)
    .frame_ancestors(NONE),
    hsts=StrictTransportSecurity().max_age(2 * YEAR),  # browsers ignore it over plain HTTP
    referrer=ReferrerPolicy().no_referrer(),
    xcto=XContentTypeOptions().nosniff(),
    xfo=XFrameOptions().deny(),
    coop=CrossOriginOpenerPolicy().same_origin(),
    corp=CrossOriginResourcePolicy().same_origin(),
    permissions=PermissionsPolicy().geolocation().camera().microphone(),
    custom=[CustomHeader("X-Robots-Tag", "noindex")],
)

IMMUTABLE = ("Cache-Control", f"public, max-age={YEAR}, immutable")
"""For a file whose name holds its hash: it never changes."""

HEADERS = list(SECURITY.headers.items())
"""The headers that every response has; `secure` would build them anew for each."""

NO_STORE = [*HEADERS, ("Cache-Control", "no-store"), ("Vary", "Cookie, Accept-Language")]
"""The headers of all other responses: a page may hold answers, so no cache may store it."""


def init_app(app: Flask) -> None:
    """Set the headers outermost, so that what Flask itself refuses has them too."""
    app.wsgi_app = add_security_headers(app.wsgi_app)  # type: ignore[assignment, method-assign]  # as WSGI middleware is added


def add_security_headers(app: WSGIApp) -> WSGIApp:
    """Return a WSGI app whose responses have our headers."""

    def serve(environ: Environ, start_response: Any) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *exc_info: object) -> Any:
            ours = HEADERS if IMMUTABLE in headers else NO_STORE
            return start_response(status, headers + ours, *exc_info)

        return app(environ, start)

    return serve
