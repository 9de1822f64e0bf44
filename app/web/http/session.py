"""The sealed cookie: a visit's state, compressed and encrypted, kept by the browser alone."""

import json
import re
import time
import zlib
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import Flask, Request, Response, request, session
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.http import dump_cookie

from app.config import Settings

IDLE = 60 * 60
"""Seconds since the last POST after which a token no longer opens (spec section 7)."""

CSRF_FIELD = "csrf_token"
"""Under what a visit holds the token of its forms; Flask-WTF looks for it there, too."""

COMPACT, READER = json.JSONEncoder(separators=(",", ":")), json.JSONDecoder()
"""Made once; `json.dumps` makes one for every state, and `json.loads` guesses the encoding."""

WHOLE = 4 * 60 * 60
"""Seconds since the visit began after which it ends, however busy (spec section 7)."""


def init_app(app: Flask, settings: Settings) -> None:
    """Keep sessions in a sealed cookie. The first key seals; all keys open."""
    app.session_interface = SealedSessions(settings)
    app.config["WTF_CSRF_SECRET_KEY"] = settings.wtf_csrf_secret_key


class Held(dict[str, Any], SessionMixin):
    """What a browser holds.

    `new`: it sent nothing that opens. `sent`: it sent our cookie at all. `still`: it keeps what it
    has. `over`: it is to hold nothing any more; to empty it is not enough.
    """

    new = sent = still = over = False

    @property
    def lapsed(self) -> bool:
        """Whether it sent a token that does not open: expired, forged or foreign."""
        return self.sent and self.new


def held() -> Held:
    """What the browser of this request holds: Flask's session itself, looked up once."""
    found: Held = session._get_current_object()  # type: ignore[attr-defined]  # of a proxy
    return found


def leave_as_it_is() -> None:
    """Do not seal after this POST, which changes nothing: a slow answer brings nothing back."""
    held().still = True


class SealedSessions(SessionInterface):
    """Flask's session in a sealed cookie; a GET writes it only where none opened."""

    def __init__(self, settings: Settings) -> None:
        self._seal = MultiFernet([Fernet(key) for key in settings.seal_keys])
        self._name = settings.cookie_name
        self._ours = re.compile(rf"(?:^|;)\s*{re.escape(self._name)}=([^;]*)")
        self._cookie: dict[str, Any] = {
            "path": "/",
            "secure": settings.cookie_secure,
            "httponly": True,
            "samesite": "Lax",
        }
        empty = dump_cookie(self._name, "", **self._cookie)
        self._attributes = empty.removeprefix(f"{self._name}=")  # no letter of a token needs quotes

    def open_session(self, app: Flask, request: Request) -> Held:
        """What the token holds; empty and `new` when there is none, or none that opens."""
        found = self._ours.search(request.environ.get("HTTP_COOKIE", ""))
        token = found[1] if found else ""
        state = self._opened(token) if token else {}
        opened = Held(state or (self._site_of(token) if token else {}))
        opened.new, opened.sent = not state, bool(token)
        return opened

    def save_session(self, app: Flask, session: Held, response: Response) -> None:  # type: ignore[override]  # of `open_session`
        """Seal after a POST; otherwise a slow GET could put old answers back.

        What is new is sealed once a form has brought it a token: a post would be refused without.
        """
        posted = not session.still and request.method == "POST"
        if session.over:
            response.delete_cookie(self._name, **self._cookie)
        elif session and (CSRF_FIELD in session if session.new else posted):
            written = f"{self._name}={self._sealed(session)}{self._attributes}"
            response.headers.add("Set-Cookie", written)

    def _sealed(self, session: Held) -> str:
        state = {"began": int(time.time())} | session
        plain = COMPACT.encode(state).encode()
        small = zlib.compressobj(level=9, wbits=12, memLevel=5)  # a state is some 500 bytes
        return self._seal.encrypt(small.compress(plain) + small.flush()).decode()

    def _site_of(self, token: str) -> dict[str, Any]:
        """The clinic of a token that is ours and only too old: a device of its own stays its own.

        It is no answer, and stands in the clinic's address.
        """
        try:
            state = state_in(self._seal.decrypt(token.encode()))
        except InvalidToken:
            return {}
        return {"site": state["site"]} if "site" in state else {}

    def _opened(self, token: str) -> dict[str, Any]:
        try:
            state = state_in(self._seal.decrypt(token.encode(), ttl=IDLE))
        except InvalidToken:
            return {}
        return state if time.time() - state["began"] < WHOLE else {}


def state_in(small: bytes) -> dict[str, Any]:
    """A state, as it was before it was compressed."""
    state: dict[str, Any] = READER.decode(zlib.decompress(small).decode())
    return state
