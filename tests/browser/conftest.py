"""Debian's Chromium, and a server on this machine."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, sync_playwright
from werkzeug.serving import make_server

from tests.browser.acting import Opener

# Without these, Chromium contacts Google's hosts at every start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[str]:
    """Serve the check and yield its address."""
    with serve(app) as url:
        yield url


@pytest.fixture(scope="session")
def address_abroad(abroad: Flask) -> Iterator[str]:
    """Serve the check with the pseudo-language and yield its address."""
    with serve(abroad) as url:
        yield url


@contextmanager
def serve(app: Flask) -> Iterator[str]:
    """Serve an app and yield its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start Playwright."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Browser:
    """Launch Chromium with the fonts of an ordinary desktop."""
    return launch(playwright, "desktop")


def launch(playwright: Playwright, fonts: str) -> Browser:
    """Launch Chromium with only the fonts of one file in `fonts/`."""
    path = shutil.which("chromium")
    assert path, "Missing: chromium (make test installs it)"
    config = Path(__file__).parent / "fonts" / f"{fonts}.conf"
    env = {**os.environ, "FONTCONFIG_FILE": str(config)}
    return playwright.chromium.launch(executable_path=path, args=FLAGS, env=env)


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Opener]:
    """Open pages; fail the test if they load external URLs or log errors."""
    with window(browser, address) as open_page:
        yield open_page


@pytest.fixture
def leaving(browser: Browser, address: str) -> Iterator[Opener]:
    """Open pages that may also load the weather site."""
    with window(browser, address, to="https://www.weather.gov/") as open_page:
        yield open_page


@contextmanager
def window(browser: Browser, address: str, to: str = "nowhere") -> Iterator[Opener]:
    """Open pages for longer than one test; `to` is an external address that they may load."""
    contexts, problems = [], []

    def listen(page: Page) -> Page:
        page.on(
            "console",
            lambda message: problems.append(message.text) if is_problem(message) else None,
        )
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "request",
            lambda request: problems.append(request.url) if is_external(request.url) else None,
        )
        return page

    def is_problem(message: ConsoleMessage) -> bool:
        # Chromium also logs Clear-Site-Data, and an error for every page that refuses a form.
        refused = "status of 422" in message.text or "status of 400" in message.text
        expected = refused or message.location["url"].endswith("/nope")
        return message.type in ("error", "warning") and not expected

    def is_external(url: str) -> bool:
        return not url.startswith((address, to))

    def open_page(
        width: int = 390, scheme: str = "light", script: bool = True, height: int = 844, **more: str
    ) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
            **more,
        )
        contexts.append(context)
        return listen(context.new_page())

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []
