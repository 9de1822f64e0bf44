"""Flask's session in one encrypted cookie: the browser keeps it, the server keeps nothing."""

import json
import time
import zlib
from collections.abc import Iterable
from typing import Any, cast

import flask
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.sansio.http import parse_cookie

IDLE_TIMEOUT = 60 * 60
"""Seconds since the last POST after which a cookie is no longer accepted (spec section 7)."""

MAX_AGE = 4 * 60 * 60
"""Seconds since the visit began after which it ends, however busy (spec section 7)."""

MAX_COOKIES = 200
"""Cookies in one request; browsers keep fewer for a host. Of a request with more, none is read."""

CSRF_KEY = "csrf_token"
"""The session's key for the CSRF token; a new session is not saved before it has one."""


class VisitSession(dict[str, Any], SessionMixin):
    """What one browser's cookie holds.

    `new`: no cookie could be decrypted. `had_cookie`: the browser sent one. `read_only`: this
    request must not save. `ended`: the cookie is to be deleted, whatever is set afterwards.
    """

    new = had_cookie = read_only = ended = False

    @property
    def expired(self) -> bool:
        """True if the browser sent a session cookie that could not be decrypted."""
        return self.had_cookie and self.new

    def end(self) -> None:
        """Delete the cookie with this response."""
        self.clear()
        self.ended = True


session = cast(VisitSession, flask.session)
"""Flask's session of the current request, with the type that it has in this app."""


class EncryptedSessionInterface(SessionInterface):
    """Stores the session compressed and encrypted with Fernet.

    A POST saves; a GET saves only a new session, or it could restore old answers.

    :param keys: Fernet keys; the first encrypts, all decrypt.
    :param kept_after_expiry: the entries that stay when a cookie of ours has only grown too old.
    """

    def __init__(self, keys: Iterable[str], kept_after_expiry: tuple[str, ...] = ()) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._kept_after_expiry = kept_after_expiry

    def open_session(self, app: Flask, request: Request) -> VisitSession:
        """Return what the cookie holds; an empty, `new` session if none can be decrypted."""
        tokens = self._tokens(app, request)
        token = tokens[0] if len(tokens) == 1 else ""
        state = self._decrypt(token)
        opened = VisitSession(state or self._leftover(token))
        opened.new, opened.had_cookie = not state, bool(tokens)
        return opened

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set, leave or delete the cookie."""
        visit = cast(VisitSession, session)
        if visit.ended:
            response.delete_cookie(self.get_cookie_name(app), **self._attributes(app))
        elif visit and (CSRF_KEY in visit if visit.new else _is_saving_post(visit)):
            name, value = self.get_cookie_name(app), self._encrypt(visit)
            response.set_cookie(name, value, **self._attributes(app))

    def _attributes(self, app: Flask) -> dict[str, Any]:
        return {
            "path": self.get_cookie_path(app),
            "secure": self.get_cookie_secure(app),
            "httponly": self.get_cookie_httponly(app),
            "samesite": self.get_cookie_samesite(app),
        }

    def _tokens(self, app: Flask, request: Request) -> list[str]:
        """The values of all cookies of our name.

        Two of them count as none: a neighboring host may have set one. The header is read as
        Latin-1, since no byte of it may be an error.
        """
        header = request.environ.get("HTTP_COOKIE", "")
        if header.count(";") >= MAX_COOKIES:
            return []
        return parse_cookie(header).getlist(self.get_cookie_name(app))

    def _encrypt(self, session: VisitSession) -> str:
        state = {"began": int(time.time())} | session
        text = json.dumps(state, separators=(",", ":"))
        compressor = zlib.compressobj(level=9, wbits=12, memLevel=5)  # a state is some 500 bytes
        return self._fernet.encrypt(
            compressor.compress(text.encode()) + compressor.flush()
        ).decode()

    def _decrypt(self, token: str) -> dict[str, Any]:
        state = self._unpack(token, ttl=IDLE_TIMEOUT)
        return state if state and time.time() - state["began"] < MAX_AGE else {}

    def _leftover(self, token: str) -> dict[str, Any]:
        """What stays of an expired session: a kiosk must still know which clinic it belongs to."""
        state = self._unpack(token, ttl=None)
        return {key: state[key] for key in self._kept_after_expiry if key in state}

    def _unpack(self, token: str, ttl: int | None) -> dict[str, Any]:
        if not token:
            return {}
        try:
            packed = self._fernet.decrypt(token.encode(), ttl=ttl)
        except InvalidToken:
            return {}
        state: dict[str, Any] = json.loads(zlib.decompress(packed))
        return state


def _is_saving_post(session: VisitSession) -> bool:
    return not session.read_only and flask.request.method == "POST"
