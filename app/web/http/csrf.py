"""CSRF protection: Flask-WTF's `CSRFProtect`, with its token in the encrypted session."""

import hmac
import secrets
from collections.abc import Callable, Container
from typing import NoReturn

from flask import Flask, Request, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import BadRequest

from app.web.http.session import CSRF_KEY, session

CSRF_FIELD = "csrf_token"
"""The form field of the token, as Flask-WTF calls it."""

OWN_SITE = ("same-origin", "none")
"""`Sec-Fetch-Site` of a request from a page of ours, or typed by the person."""


def csrf_token() -> str:
    """Return the token of this session's forms; the first call makes it."""
    if CSRF_KEY not in session:
        session[CSRF_KEY] = secrets.token_urlsafe(16)
    return str(session[CSRF_KEY])


class MissingCookie(BadRequest):
    """Raised for a POST of a browser that keeps no cookie of ours."""


class SessionCSRF(CSRFProtect):  # type: ignore[misc]  # Flask-WTF is untyped
    """Compares the form's token with the one in the session, and refuses posts from other sites.

    The session is authenticated and encrypted, so a token in it needs no signature.
    """

    def init_app(
        self, app: Flask, is_required: Callable[[], bool], cross_site: Container[str] = ()
    ) -> None:
        """Check every POST before its view.

        :param is_required: whether the current request needs a token.
        :param cross_site: endpoints that any site may post to.
        """
        self._is_required = is_required
        self._cross_site = cross_site
        super().init_app(app)

    def protect(self, apply_exemptions: bool = False) -> None:
        """Let a POST pass if it comes from one of our pages.

        :raise CSRFError: it does not.
        :raise MissingCookie: it does not, and the browser keeps no cookie of ours.
        """
        if request.method != "POST" or not request.endpoint:
            return
        if request.endpoint not in self._cross_site and is_cross_site(request):
            self._error_response("The form was sent from another site.")
        if not _has_valid_token() and self._is_required():
            if apply_exemptions and self._is_exempt():
                return
            self._error_response("The CSRF tokens do not match.")

    def _error_response(self, reason: str) -> NoReturn:
        raise CSRFError(reason) if session.had_cookie else MissingCookie(reason)


csrf = SessionCSRF()


def is_cross_site(request: Request) -> bool:
    """True if the browser says that another site sent this request.

    Our pages send no referrer, so browsers call their origin "null": that alone says nothing.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site not in OWN_SITE
    return request.headers.get("Origin", "null") not in ("null", request.host_url.rstrip("/"))


def _has_valid_token() -> bool:
    expected = str(session.get(CSRF_KEY, ""))
    sent = request.form.get(CSRF_FIELD, "")
    return bool(expected) and hmac.compare_digest(expected.encode(), sent.encode())
