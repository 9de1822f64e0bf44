"""Helpers for tests that start a server on this machine."""

import socket
import time
import urllib.error
import urllib.request


def free_port() -> int:
    """Return a free port of this machine."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def fetch(url: str) -> str:
    """Return a page, waiting until the server answers."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=30) as response:  # while it starts
                return str(response.read().decode())
        except ConnectionError:
            time.sleep(0.1)
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
            time.sleep(0.1)
    raise TimeoutError(url)
