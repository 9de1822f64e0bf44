"""The check under gunicorn, as deployed: odd bytes in cookies, and a log that is not read."""

import fcntl
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.conftest import MakeApp
from tests.servers import fetch, free_port
from tests.visitor import Visitor
from tests.web.visits import QUESTIONS, cookie

ROOT = Path(__file__).parent.parent
KEY = Fernet.generate_key().decode()
PIPE_SIZE = 4_096
"""Size of the log's pipe in bytes: about forty lines."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Start a server whose log nobody reads, and yield its port."""
    port, (read, write) = free_port(), os.pipe()
    fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, PIPE_SIZE)
    config = ROOT / "docs" / "deploy" / "gunicorn.conf.py"
    node = {"BIND": f"127.0.0.1:{port}", "SECRET_KEY": KEY, "WORKERS": "1"}
    insecure = {"COOKIE_NAME": "visit", "COOKIE_SECURE": "false"}
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", str(config)],
        cwd=ROOT,
        env={**os.environ, **node, **insecure},
        stderr=write,
    )
    try:
        fetch(f"http://127.0.0.1:{port}/healthz")
        yield port
    finally:
        os.close(read)
        os.close(write)
        server.terminate()
        server.wait(timeout=20)


def raw_response(port: int, path: str, cookie: bytes = b"") -> bytes:
    """Return the raw response to a request with a cookie of any bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        head = f"GET {path} HTTP/1.0\r\nHost: localhost\r\n".encode()
        connection.sendall(head + (b"Cookie: " + cookie + b"\r\n" if cookie else b"") + b"\r\n")
        parts = iter(lambda: connection.recv(65_536), b"")
        return b"".join(parts)


def test_a_log_that_nobody_reads_stops_nothing(port: int) -> None:
    for _ in range(300):
        assert raw_response(port, "/healthz")[9:12] == b"200"


def test_no_byte_in_a_cookie_shows_another_visit(make_app: MakeApp, port: int) -> None:
    """With a byte before, after or around the name: the right visit or the start page."""
    app, visits = make_app(secret_key=KEY), []
    for heart in ("none", "long-qt"):
        visitor = Visitor(app.test_client())
        visitor.begin()
        for question in QUESTIONS:
            visitor.answer(question, heart if question == "heart" else "none")
        visits.append(cookie(visitor).encode())
    other, own = visits
    for byte in (bytes([number]) for number in range(256)):
        for name in (byte + b"visit", b"visit" + byte, byte + b"visit" + byte):
            page = raw_response(port, "/result", name + b"=" + other + b"; visit=" + own)
            status = page[9:12]
            assert status < b"500", (byte, name)
            assert b'data-level="standard"' not in page, (byte, name)
            shown = status == b"200" and b'data-level="strong"' in page
            refused = status == b"400"  # gunicorn refuses a line break within a header
            start = status == b"303" and b"\r\nLocation: /\r\n" in page
            assert shown or refused or start, (byte, name, status)
