"""The same visits through gunicorn with two workers each, sent by wrk, one program at a time."""

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
"""Repeats a visit; every request sends the cookie that it had in the visit."""

SENT_HEADERS = {"HTTP_COOKIE": "Cookie", "CONTENT_TYPE": "Content-Type", "HTTP_ACCEPT": "Accept"}


OURS = "app:create_app({'development': True, 'ratelimit': '1000000 per minute'})"
"""Our check as deployed, except for the keys and the limit."""


def program(name: str) -> Wsgi:
    """Return one of the other programs, for gunicorn."""
    pack = load_pack(resource_dir("questions"))
    if name == "bare":
        return bare.build_app(visits.ours(contest.build_app(), pack))
    return flask_wizard.build_app(pack) if name == "flask" else formtools_wizard.build_app(pack)


@contextmanager
def serving(name: str) -> Iterator[tuple[float, int]]:
    """Start a program; yield the seconds until it answers, and the ID of its parent process."""
    started = time.monotonic()
    gunicorn = [sys.executable, "-m", "gunicorn", "--preload", "-w", str(WORKERS)]
    other = f"benchmarks.speed.served:program('{name}')"
    command = [*gunicorn, "-b", f"127.0.0.1:{PORT}", OURS if name == "ours" else other]
    server = subprocess.Popen([*command, "--log-level", "error"], stderr=subprocess.DEVNULL)  # noqa: S603  # on this machine
    try:
        while not accepts_connections():
            time.sleep(0.02)
        yield time.monotonic() - started, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def accepts_connections() -> bool:
    """Return whether a program accepts connections."""
    with socket() as connection:
        return connection.connect_ex(("127.0.0.1", PORT)) == 0


def record_visit(name: str, pack: Pack) -> list[Request]:
    """Return the requests of a visit with the running program."""
    sent: list[Request] = []

    def over_http(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        body = environ["wsgi.input"].read()
        headers = {name: environ[key] for key, name in SENT_HEADERS.items() if key in environ}
        sent.append((environ["REQUEST_METHOD"], environ["PATH_INFO"], headers, body))
        connection = HTTPConnection("127.0.0.1", PORT)
        connection.request(environ["REQUEST_METHOD"], environ["PATH_INFO"], body, headers)
        response = connection.getresponse()
        start_response(f"{response.status} ", response.getheaders())
        return [response.read()]

    WALKS[name](over_http, pack)
    return sent


def lua(requests: list[Request]) -> str:
    """Return these requests as a script for wrk."""
    turns = []
    for method, path, headers, body in requests:
        header_table = ", ".join(
            f'["{name}"] = {json.dumps(value)}' for name, value in headers.items()
        )
        body_literal = json.dumps(body.decode()) if body else "nil"
        turns.append(f'{{ "{method}", "{path}", {{ {header_table} }}, {body_literal} }}')
    return f"local turns = {{ {', '.join(turns)} }}\n{SCRIPT}"


def measure(name: str, pack: Pack) -> tuple[float, float, float, float, float]:
    """Return visits a second, median and 99th percentile in ms, MB a worker, seconds to start."""
    with serving(name) as (start_time, parent), NamedTemporaryFile("w", suffix=".lua") as script:
        requests = record_visit(name, pack)
        script.write(lua(requests))
        script.flush()
        wrk = ["wrk", "-t1", f"-c{PEOPLE}", f"-d{SECONDS}s", "--latency", "-s", script.name]
        printed = subprocess.run(  # noqa: S603  # a load on our own server
            [*wrk, f"http://127.0.0.1:{PORT}"], capture_output=True, text=True, check=True
        ).stdout
        if "Non-2xx" in printed:
            raise AssertionError(printed)
        rate = float(re.findall(r"Requests/sec:\s+([\d.]+)", printed)[0]) / len(requests)
        workers = Path(f"/proc/{parent}/task/{parent}/children").read_text("utf-8").split()
        pages = [Path(f"/proc/{pid}/statm").read_text("utf-8").split()[1] for pid in workers]
        memory = sum(map(int, pages)) / len(pages) * 4096 / 1e6
    return rate, latency(printed, "50"), latency(printed, "99"), memory, start_time


def latency(printed: str, percentile: str) -> float:
    """Return a percentile of the response times, in milliseconds."""
    value, unit = re.findall(rf"{percentile}%\s+([\d.]+)(us|ms|s)", printed)[0]
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def table(_: Flask, pack: Pack) -> str:
    """Return the table as Markdown."""
    found: dict[str, list[tuple[float, ...]]] = {name: [] for name in WALKS}
    for _round in range(ROUNDS):
        for name in WALKS:
            found[name].append(measure(name, pack))
    header = "| program | visits a second | median, ms | 99 of 100, ms | MB a worker | start, s |"
    rows = [header, "|---|---|---|---|---|---|"]
    for name, rounds in found.items():
        cells = [median(values) for values in zip(*rounds, strict=True)]
        rate, half, high, memory, start_time = cells
        rows.append(
            f"| {name} | {rate:.0f} | {half:.1f} | {high:.1f} | {memory:.0f} | {start_time:.2f} |"
        )
    return "\n".join(rows)


def walk_bare(app: Wsgi, pack: Pack) -> list[Cost]:
    """Make a visit with the baseline."""
    return visits.bare(app, visits.ours(contest.build_app(), pack))


WALKS: dict[str, Callable[[Wsgi, Pack], list[Cost]]] = {
    "ours": visits.ours,
    "bare": walk_bare,
    "flask": visits.flask_wizard,
    "formtools": visits.formtools_wizard,
}
