"""Serve the check on this machine, for tools that check its pages."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from app import create_app
from tests.conftest import KIOSK, SITE

TOOLS = Path(__file__).parent / "node_modules"
"""Where `npm ci` installs the tools that are not Python."""


class Silent(WSGIRequestHandler):
    """A request handler that logs nothing."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing."""


@contextmanager
def served() -> Iterator[tuple[Flask, str]]:
    """Serve the app, and yield it with its address."""
    with NamedTemporaryFile("w", suffix=".toml") as sites:
        sites.write(SITE + KIOSK)
        sites.flush()
        settings = {"ratelimit": "1000000 per minute", "sites_file": sites.name}
        app = create_app({"development": True} | settings)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield app, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
