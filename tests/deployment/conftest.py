"""Two nodes behind nginx, with Redis: the files of `docs/deploy/` on other ports."""

import re
import shutil
import signal
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.servers import free_port

FILES = Path(__file__).parents[2] / "docs" / "deploy"
ROOT = Path(__file__).parents[2]


@dataclass
class Deployment:
    """Servers that can be started, stopped and killed."""

    folder: Path
    redis_port: int = field(default_factory=free_port)
    ports: tuple[int, int] = field(default_factory=lambda: (free_port(), free_port()))
    tls: int = field(default_factory=free_port)
    keys: list[str] = field(default_factory=lambda: [Fernet.generate_key().decode()])
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The address that visitors open."""
        return f"https://localhost:{self.tls}"

    @property
    def trust(self) -> ssl.SSLContext:
        """An SSL context that trusts only our own certificate."""
        return ssl.create_default_context(cafile=str(self.folder / "cert.pem"))

    def start(self, name: str, command: list[str], **environment: str) -> None:
        """Start a server and write its output to a log file."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.folder, env=environment or None
            )

    def stop(self, name: str) -> None:
        """Stop a server as an operator would and wait until it exits."""
        self.running[name].send_signal(signal.SIGTERM)
        self.running.pop(name).wait(30)

    def start_redis(self) -> None:
        """Start a Redis that stores nothing on disk."""
        options = ["--port", str(self.redis_port), "--save", "", "--appendonly", "no"]
        self.start("redis", ["redis-server", *options])

    def start_node(self, number: int) -> None:
        """Start a node with the current settings."""
        self.write_settings()
        self.start(
            f"node{number}",
            [sys.executable, "-m", "gunicorn", "-c", str(FILES / "gunicorn.conf.py")],
            BIND=f"127.0.0.1:{self.ports[number]}",
            CONFIG_FILE=str(self.folder / "settings.toml"),
            PYTHONPATH=str(ROOT),
            PATH="/usr/bin:/bin",
        )

    def write_settings(self) -> None:
        """Write the settings file that all nodes share."""
        settings = {
            "secret_key": self.keys[0],
            "secret_key_fallbacks": self.keys[1:],
            "ratelimit": "1000000 per minute",
            "ratelimit_storage_uri": f"redis://127.0.0.1:{self.redis_port}/0",
            "trusted_proxies": 1,
        }
        lines = [f"{name} = {value!r}" for name, value in settings.items()]
        (self.folder / "settings.toml").write_text("\n".join(lines), "utf-8")

    def reload(self, *keys: str) -> None:
        """Change the keys of one node after another, as an operator would."""
        self.keys = list(keys)
        self.write_settings()
        for number in range(len(self.ports)):
            old = set(self.workers(number))
            self.running[f"node{number}"].send_signal(signal.SIGHUP)
            until(lambda old=old, number=number: not old & set(self.workers(number)))
            self.wait()

    def workers(self, number: int) -> list[int]:
        """Return the process IDs of a node's workers."""
        master = self.running[f"node{number}"].pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text("utf-8")
        return [int(pid) for pid in children.split()]

    def start_nginx(self) -> None:
        """Start nginx with the documented configuration, on this test's ports and certificate."""
        text = (FILES / "nginx.conf").read_text("utf-8")
        for number, port in enumerate(self.ports, start=1):
            text = text.replace(f"127.0.0.1:800{number}", f"127.0.0.1:{port}")
        text = text.replace("listen 443", f"listen 127.0.0.1:{self.tls}")
        text = text.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
        text = text.replace("/etc/ssl/check/fullchain.pem", str(self.folder / "cert.pem"))
        text = text.replace("/etc/ssl/check/privkey.pem", str(self.folder / "key.pem"))
        text = text.replace("/run/nginx.pid", str(self.folder / "nginx.pid"))
        text = text.replace("check.example.org", "localhost")
        (self.folder / "nginx.conf").write_text(f"daemon off;\n{text}", "utf-8")
        self.start("nginx", ["nginx", "-p", str(self.folder), "-c", "nginx.conf"])

    def wait(self) -> None:
        """Wait until every node responds on its own port, and one through nginx."""
        for url in (*(f"http://127.0.0.1:{port}" for port in self.ports), self.address):
            for _ in range(200):
                if responds(f"{url}/readyz", self.trust):
                    break
                time.sleep(0.1)
            else:
                raise TimeoutError(url)


def until(condition: Callable[[], bool]) -> None:
    """Wait until a condition is true."""
    for _ in range(300):
        if condition():
            return
        time.sleep(0.1)
    raise TimeoutError


def responds(url: str, trust: ssl.SSLContext) -> bool:
    """Return whether a server responds with 200."""
    try:
        with urllib.request.urlopen(url, timeout=5, context=trust) as response:
            return bool(response.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="session")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """Yield one deployment for all tests."""
    with deployed(tmp_path_factory.mktemp("deployment")) as found:
        yield found


@contextmanager
def deployed(folder: Path) -> Iterator[Deployment]:
    """Start two nodes, nginx and Redis, and stop them at the end."""
    for program in ("nginx", "redis-server", "openssl"):
        assert shutil.which(program), f"Missing: {program} (make test installs it)"
    deployment = Deployment(folder)
    make_certificate(folder)
    try:
        deployment.start_redis()
        deployment.start_node(0)
        deployment.start_node(1)
        deployment.start_nginx()
        deployment.wait()
        yield deployment
    finally:
        for name in list(deployment.running):
            deployment.stop(name)


def make_certificate(folder: Path) -> None:
    """Create a certificate for this machine, valid for two days."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )


def titles(html: str) -> str:
    """Return the title of a page."""
    found = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    return found[1] if found else ""
