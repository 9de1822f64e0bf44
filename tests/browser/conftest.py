"""A real browser, Debian's Chromium, before a real server on this machine."""

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

# Quiet: Chromium otherwise looks up hosts of its maker at every start.
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
    """Where the check listens while the browser looks at it."""
    with listening(app) as found:
        yield found


@pytest.fixture(scope="session")
def address_abroad(abroad: Flask) -> Iterator[str]:
    """Where the check listens in a language that nobody speaks."""
    with listening(abroad) as found:
        yield found


@contextmanager
def listening(app: Flask) -> Iterator[str]:
    """The address of an app while it is served."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Browser:
    """Chromium with the fonts of an ordinary desktop."""
    return launched(playwright, "desktop")


def launched(playwright: Playwright, fonts: str) -> Browser:
    """Return a Chromium that sees the fonts of a file in `fonts/` and no others."""
    path = shutil.which("chromium")
    assert path, "Missing: chromium (make test installs it)"
    config = Path(__file__).parent / "fonts" / f"{fonts}.conf"
    env = {**os.environ, "FONTCONFIG_FILE": str(config)}
    return playwright.chromium.launch(executable_path=path, args=FLAGS, env=env)


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Opener]:
    """Opens pages; whatever they load from elsewhere or complain of fails the test."""
    with window(browser, address) as open_page:
        yield open_page


@pytest.fixture
def leaving(browser: Browser, address: str) -> Iterator[Opener]:
    """The same, where going to the weather is no complaint."""
    with window(browser, address, to="https://www.weather.gov/") as open_page:
        yield open_page


@contextmanager
def window(browser: Browser, address: str, to: str = "nowhere") -> Iterator[Opener]:
    """The same for a longer time than one test; `to`: where pages may go besides ours."""
    contexts, complaints = [], []

    def listen(page: Page) -> Page:
        page.on("console", lambda said: complaints.append(said.text) if wrong(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.append(asked.url) if away(asked.url) else None)
        return page

    def wrong(said: ConsoleMessage) -> bool:
        # Chromium reports that it obeyed Clear-Site-Data, and every page of ours that is a refusal.
        refused = "status of 422" in said.text or "status of 400" in said.text
        refusal = refused or said.location["url"].endswith("/nope")
        return said.type in ("error", "warning") and not refusal

    def away(url: str) -> bool:
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
    assert complaints == []
