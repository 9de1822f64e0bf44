"""A WSGI client that measures a program's own CPU time, without a server between."""

import html
import io
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Fields = Sequence[tuple[str, str]]

TOKEN = re.compile(r'name="(csrf\w*)"[^>]*value="([^"]+)"')

BROWSER = {
    "HTTP_HOST": "localhost:5000",
    "HTTP_ACCEPT": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "HTTP_ACCEPT_LANGUAGE": "en-US,en;q=0.5",
    "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
    "HTTP_USER_AGENT": "Mozilla/5.0 (Android 10; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0",
    "HTTP_SEC_FETCH_SITE": "same-origin",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "5000",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "127.0.0.1",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "http",
    "wsgi.multithread": False,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}
"""What an old phone sends with every request, and what a server adds."""


@dataclass(frozen=True)
class Cost:
    """One request: method, path, status, response body, and CPU time in nanoseconds."""

    method: str
    path: str
    status: int
    body: bytes
    cpu: int


@dataclass
class Client:
    """Keeps cookies and the last form's CSRF token, and times every request."""

    app: Wsgi
    cookies: dict[str, str] = field(default_factory=dict)
    token: tuple[str, str] = ("", "")
    costs: list[Cost] = field(default_factory=list)

    def get(self, path: str, status: int = 200) -> str:
        """Return a page."""
        return self._request("GET", path, b"", status)[1]

    def post(self, path: str, fields: Fields) -> str:
        """Post a form with the last page's CSRF token and return where it redirects."""
        sent = [self.token, *fields] if self.token[0] else fields
        return self._request("POST", path, urlencode(sent).encode(), 0)[0]

    def _request(self, method: str, path: str, body: bytes, status: int) -> tuple[str, str]:
        environ = self._environ(method, path, body)
        start: list[Any] = []

        def start_response(status: str, headers: Any, *_: Any) -> None:
            start[:] = [status, headers]

        started = time.process_time_ns()
        parts = self.app(environ, start_response)
        content = b"".join(parts)
        close = getattr(parts, "close", None)
        if close:
            close()
        elapsed = time.process_time_ns() - started

        code = int(start[0][:3])
        if not (code == status if status else 300 <= code < 400):
            raise AssertionError((code, method, path, content[:500]))
        self.costs.append(Cost(method, path, code, content, elapsed))
        return self._store(start[1], content)

    def _environ(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        parts = urlsplit(path)
        cookies = {"HTTP_COOKIE": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        sent = {
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
        }
        return {
            **BROWSER,
            **(cookies if self.cookies else {}),
            **(sent if method == "POST" else {}),
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
        }

    def _store(self, headers: Sequence[tuple[str, str]], body: bytes) -> tuple[str, str]:
        location = ""
        for name, value in headers:
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
            elif name.lower() == "location":
                location = value
        page = body.decode()
        if found := TOKEN.search(page):
            self.token = (found[1], html.unescape(found[2]))
        return location, page
