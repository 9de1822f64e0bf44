"""The transfer size of a visit."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import brotli
from flask import Flask

from app.core.model import Pack
from benchmarks.speed import visits
from benchmarks.speed.client import Client

KB = 1024

DIST = Path(__file__).parents[2] / "dist"
"""Where `make bench` unpacks the packages of other projects."""

OTHERS = {
    "SurveyJS core 3.1.1, script": "others/survey-core/survey.core.min.js",
    "SurveyJS core 3.1.1, styles": "others/survey-core/survey-core.min.css",
    "LHC-Forms 40.1.3, script": "lforms/webcomponent/main.js",
    "LHC-Forms 40.1.3, styles": "lforms/webcomponent/styles.css",
    "LHC-Forms 40.1.3, FHIR R4": "lforms/fhir/R4/lformsFHIR.min.js",
    "govuk-frontend 6.6.0, styles": "others/govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "govuk-frontend 6.6.0, script": "others/govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "nhsuk-frontend 10.6.1, styles": "others/nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css",
    "nhsuk-frontend 10.6.1, script": "others/nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.js",
}
"""Files that other projects load before any content."""


def pages(app: Flask, pack: Pack) -> Iterator[tuple[str, bytes]]:
    """Yield the stylesheet and every HTML page of a visit."""
    costs = [one for one in visits.ours(app, pack) if one.status == 200]
    sheet = re.search(rb'rel="stylesheet" href="([^"]+)"', costs[0].body)
    client = Client(app)
    if sheet:
        client.get(sheet[1].decode())
        yield "stylesheet", client.costs[-1].body
    yield from ((one.path, one.body) for one in costs)


def table(app: Flask, pack: Pack) -> str:
    """Return the table as Markdown."""
    found = {name: sizes(body) for name, body in pages(app, pack)}
    whole = " | ".join(f"{sum(one) / KB:.1f} KB" for one in zip(*found.values(), strict=True))
    others = {name: sizes((DIST / path).read_bytes()) for name, path in OTHERS.items()}
    rows = ["| what | bytes | gzip | brotli |", "|---|---|---|---|"]
    rows += map(row, found.items())
    rows += [f"| **a visit, {len(found) - 1} pages and the stylesheet** | {whole} |"]
    return "\n".join([*rows, *map(row, others.items())])


def sizes(body: bytes) -> tuple[int, int, int]:
    """Return the size in bytes, plain and compressed as servers do it."""
    return len(body), len(gzip.compress(body, 6)), len(brotli.compress(body, quality=5))


def row(named: tuple[str, tuple[int, ...]]) -> str:
    """Return a row of the table."""
    name, weights = named
    return f"| {name} | {' | '.join(f'{one:,}' for one in weights)} |"
