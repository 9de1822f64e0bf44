"""What a visit weighs on its way to a phone."""

import gzip
import re
from collections.abc import Iterator

import brotli
from flask import Flask

from app.core.model import Pack
from benchmarks.speed import visits
from benchmarks.speed.client import Client

KB = 1024


def pages(app: Flask, pack: Pack) -> Iterator[tuple[str, bytes]]:
    """The stylesheet, and every page with HTML of a visit, once."""
    costs = [one for one in visits.ours(app, pack) if one.status == 200]
    sheet = re.search(rb'rel="stylesheet" href="([^"]+)"', costs[0].body)
    client = Client(app)
    if sheet:
        client.get(sheet[1].decode())
        yield "stylesheet", client.costs[-1].body
    yield from ((one.path, one.body) for one in costs)


def table(app: Flask, pack: Pack) -> str:
    """The table, as Markdown."""
    rows = ["| what | bytes | gzip | brotli |", "|---|---|---|---|"]
    sums = [0, 0, 0]
    found = list(pages(app, pack))
    for name, body in found:
        sizes = [len(body), len(gzip.compress(body, 6)), len(brotli.compress(body, quality=5))]
        sums = [one + size for one, size in zip(sums, sizes, strict=True)]
        rows.append(f"| {name} | {' | '.join(f'{size:,}' for size in sizes)} |")
    whole = " | ".join(f"{one / KB:.1f} KB" for one in sums)
    return "\n".join([*rows, f"| a visit, {len(found) - 1} pages and the stylesheet | {whole} |"])
