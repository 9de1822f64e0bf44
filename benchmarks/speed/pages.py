"""Pages without answers, and odd request headers, each compared with the start page."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.core.model import Pack
from benchmarks.speed.growth import clinics

ROUNDS = 40
LENGTH = 8_000
"""Characters of a long header that gunicorn still accepts."""

FIXED = (
    *("article", "claims", "sources", "how-it-works", "privacy", "accessibility", "about"),
    *("cleared", "region", "for-clinics", "paper", "paper/names", "check/heart", "check/medicines"),
    *("article/emergency", "article/med-qt", "fhir/Questionnaire/kratom-safety-check"),
    *("fhir/CodeSystem/kratom-safety-check", "s/c00000/poster", "s/c00000/for-clinics", "nope"),
)

HEADERS = {
    "Accept-Language of 8 KB": ("Accept-Language", "en;q=0.1," * (LENGTH // 9)),
    "Cookie of 8 KB, one": ("Cookie", "a=" + "x" * LENGTH),
    "Cookie of 8 KB, many": ("Cookie", "a=1;" * (LENGTH // 4)),
    "Cookie of 8 KB, ours": ("Cookie", "visit=" + "x" * LENGTH),
    "Cookie of 8 KB, ours many times": ("Cookie", "visit=1;" * (LENGTH // 8)),
    "Cookie of 8 KB, quoted": ("Cookie", 'visit="' + "\\053" * (LENGTH // 4) + '"'),
    "Host of 8 KB": ("Host", "a" * LENGTH),
    "Origin of 8 KB": ("Origin", "https://" + "a" * LENGTH),
    "User-Agent of 8 KB": ("User-Agent", "a" * LENGTH),
    "Range": ("Range", "bytes=" + "0-1," * (LENGTH // 4)),
    "If-None-Match of 8 KB": ("If-None-Match", '"a",' * (LENGTH // 4)),
    "Accept of 8 KB": ("Accept", "a/b," * (LENGTH // 4)),
    "Content-Type of 8 KB": ("Content-Type", "text/html;" + "a=b;" * (LENGTH // 4)),
    "Sec-Purpose of 8 KB": ("Sec-Purpose", "a" * LENGTH),
}


def timed(client: FlaskClient, path: str, headers: dict[str, str] | None = None) -> float:
    """Return the CPU time of one GET, in milliseconds."""
    began = time.process_time_ns()
    client.get(path, headers=headers)
    return (time.process_time_ns() - began) / 1e6


def ratio(client: FlaskClient, path: str, headers: dict[str, str] | None = None) -> float:
    """Return a page's cost as a multiple of the start page's, after a first request."""
    timed(client, path, headers)
    pairs = [(timed(client, path, headers), timed(client, "/")) for _ in range(ROUNDS)]
    return median(page / start for page, start in pairs)


def table(*_: object) -> str:
    """Return each page's cost, alone and with seven clinics and two languages in turn."""
    with TemporaryDirectory() as folder:
        sites = Path(folder) / "sites.toml"
        clinics(sites, 7)
        app = create_app({"development": True, "sites_file": str(sites)})
    rows = [
        "| page | times the start page | with 7 clinics and 2 languages in turn |",
        "|---|---|---|",
    ]
    alone, turns = app.test_client(), dict(_in_turn(app))
    for path in FIXED:
        rows.append(f"| /{path} | {ratio(alone, f'/{path}'):.1f} | {turns[path]:.1f} |")
    return "\n".join(rows)


def _in_turn(app: Flask) -> Iterator[tuple[str, float]]:
    """Yield each page's cost relative to the start page, for visitors of seven clinics."""
    visitors = []
    for number in range(7):
        client = app.test_client()
        client.get(f"/s/c{number:05}/")
        visitors.append((client, f"c{number:05}"))
    costs: dict[str, list[float]] = {path: [] for path in FIXED}
    for turn in range(6):
        for path in FIXED:
            for client, code in visitors:
                for root in ("", "/es"):
                    own = f"{root}/{path.replace('c00000', code)}"
                    cost = timed(client, own) / timed(client, "/")
                    if turn:  # the first turn renders the pages
                        costs[path].append(cost)
    for path, ratios in costs.items():
        yield path, median(ratios)


def headers_table(app: Flask, _: Pack) -> str:
    """Return the start page's cost with each header, relative to its cost without."""
    rows = ["| header | times the start page |", "|---|---|"]
    client = app.test_client(use_cookies=False)
    for name, (header, value) in HEADERS.items():
        rows.append(f"| {name} | {ratio(client, '/', {header: value}):.1f} |")
    return "\n".join(rows)
