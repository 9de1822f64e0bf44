"""The same visits through gunicorn, two workers each, with wrk as the browsers: all in turn."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import socket
from statistics import median
from tempfile import NamedTemporaryFile
from typing import Any

from flask import Flask

from app.config import resource_dir
from app.content.load.pack import load_pack
from app.core.model import Pack
from benchmarks.speed import bare, contest, flask_wizard, formtools_wizard, visits
from benchmarks.speed.client import Cost, Wsgi

Request = tuple[str, str, Mapping[str, str], bytes]

WORKERS, PEOPLE, SECONDS, ROUNDS, PORT = 2, 8, 6, 3, 5093

SCRIPT = """local turn = 0
request = function()
  turn = turn % #turns + 1
  local one = turns[turn]
  return wrk.format(one[1], one[2], one[3], one[4])
end
"""
"""A visit again and again; every request brings the cookie that it had in the visit."""

KEPT = {"HTTP_COOKIE": "Cookie", "CONTENT_TYPE": "Content-Type", "HTTP_ACCEPT": "Accept"}


OURS = "app:create_app({'development': True, 'ratelimit': '1000000 per minute'})"
"""As it is deployed, but for the keys and the limit."""


def program(name: str) -> Wsgi:
    """One of the others, for a server."""
    pack = load_pack(resource_dir("questions"))
    if name == "bare":
        return bare.made(visits.ours(contest.checked(), pack))
    return flask_wizard.made(pack) if name == "flask" else formtools_wizard.made(pack)


@contextmanager
def serving(name: str) -> Iterator[tuple[float, int]]:
    """Seconds until a program answers, and the id of its parent process."""
    began = time.monotonic()
    gunicorn = [sys.executable, "-m", "gunicorn", "--preload", "-w", str(WORKERS)]
    other = f"benchmarks.speed.served:program('{name}')"
    made = [*gunicorn, "-b", f"127.0.0.1:{PORT}", OURS if name == "ours" else other]
    server = subprocess.Popen([*made, "--log-level", "error"], stderr=subprocess.DEVNULL)  # noqa: S603  # on this machine
    try:
        while not listens():
            time.sleep(0.02)
        yield time.monotonic() - began, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def listens() -> bool:
    """Whether a program answers."""
    with socket() as tried:
        return tried.connect_ex(("127.0.0.1", PORT)) == 0


def recorded(name: str, pack: Pack) -> list[Request]:
    """The requests of a visit with the program that listens."""
    sent: list[Request] = []

    def over_http(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        body = environ["wsgi.input"].read()
        headers = {name: environ[key] for key, name in KEPT.items() if key in environ}
        sent.append((environ["REQUEST_METHOD"], environ["PATH_INFO"], headers, body))
        asked = HTTPConnection("127.0.0.1", PORT)
        asked.request(environ["REQUEST_METHOD"], environ["PATH_INFO"], body, headers)
        answer = asked.getresponse()
        start_response(f"{answer.status} ", answer.getheaders())
        return [answer.read()]

    WALKS[name](over_http, pack)
    return sent


def lua(requests: list[Request]) -> str:
    """The same for wrk."""
    turns = []
    for method, path, headers, body in requests:
        held = ", ".join(f'["{name}"] = {json.dumps(value)}' for name, value in headers.items())
        sent = json.dumps(body.decode()) if body else "nil"
        turns.append(f'{{ "{method}", "{path}", {{ {held} }}, {sent} }}')
    return f"local turns = {{ {', '.join(turns)} }}\n{SCRIPT}"


def measured(name: str, pack: Pack) -> tuple[float, float, float, float, float]:
    """Visits a second; median and 99th of 100 in ms; MB of a worker; seconds to start."""
    with serving(name) as (took, parent), NamedTemporaryFile("w", suffix=".lua") as script:
        requests = recorded(name, pack)
        script.write(lua(requests))
        script.flush()
        wrk = ["wrk", "-t1", f"-c{PEOPLE}", f"-d{SECONDS}s", "--latency", "-s", script.name]
        ran = subprocess.run(  # noqa: S603  # a load on our own server
            [*wrk, f"http://127.0.0.1:{PORT}"], capture_output=True, text=True, check=True
        ).stdout
        if "Non-2xx" in ran:
            raise AssertionError(ran)
        rate = float(re.findall(r"Requests/sec:\s+([\d.]+)", ran)[0]) / len(requests)
        workers = Path(f"/proc/{parent}/task/{parent}/children").read_text("utf-8").split()
        held = [Path(f"/proc/{pid}/statm").read_text("utf-8").split()[1] for pid in workers]
        memory = sum(map(int, held)) / len(held) * 4096 / 1e6
    return rate, latency(ran, "50"), latency(ran, "99"), memory, took


def latency(printed: str, of_100: str) -> float:
    """Milliseconds that so many of 100 requests stayed under."""
    value, unit = re.findall(rf"{of_100}%\s+([\d.]+)(us|ms|s)", printed)[0]
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def table(_: Flask, pack: Pack) -> str:
    """The table, as Markdown."""
    found: dict[str, list[tuple[float, ...]]] = {name: [] for name in WALKS}
    for _round in range(ROUNDS):
        for name in WALKS:
            found[name].append(measured(name, pack))
    head = "| program | visits a second | median, ms | 99 of 100, ms | MB a worker | start, s |"
    rows = [head, "|---|---|---|---|---|---|"]
    for name, rounds in found.items():
        cells = [median(values) for values in zip(*rounds, strict=True)]
        rate, half, high, memory, took = cells
        rows.append(
            f"| {name} | {rate:.0f} | {half:.1f} | {high:.1f} | {memory:.0f} | {took:.2f} |"
        )
    return "\n".join(rows)


def walk_bare(app: Wsgi, pack: Pack) -> list[Cost]:
    """A visit with the floor."""
    return visits.bare(app, visits.ours(contest.checked(), pack))


WALKS: dict[str, Callable[[Wsgi, Pack], list[Cost]]] = {
    "ours": visits.ours,
    "bare": walk_bare,
    "flask": visits.flask_wizard,
    "formtools": visits.formtools_wizard,
}
