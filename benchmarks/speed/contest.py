"""Whole visits in process, ours beside three others, in turn: ratios with their spread."""

import gc
from collections.abc import Callable, Mapping
from random import Random
from statistics import median, quantiles

from flask import Flask

from app import create_app
from app.core.model import Pack
from benchmarks.speed import bare, flask_wizard, formtools_wizard, visits
from benchmarks.speed.client import Cost

ROUNDS, WARMING = 100, 6


def checked() -> Flask:
    """Our check as it is deployed, but for the store of counts, which is this process's memory."""
    app = create_app({"development": True, "ratelimit": "1000000 per minute"})
    gc.collect()
    gc.freeze()  # as docs/deploy/gunicorn.conf.py does
    return app


def contestants(app: Flask, pack: Pack) -> Mapping[str, Callable[[], list[Cost]]]:
    """A visit with each program, by its name; ours first."""
    pages = visits.ours(app, pack)
    floor, flask, formtools = bare.made(pages), flask_wizard.made(pack), formtools_wizard.made(pack)
    return {
        "ours": lambda: visits.ours(app, pack),
        "bare Flask view": lambda: visits.bare(floor, pages),
        "Flask-WTF wizard": lambda: visits.flask_wizard(flask, pack),
        "django-formtools": lambda: visits.formtools_wizard(formtools, pack),
    }


def mean(costs: list[Cost]) -> float:
    """Milliseconds of processor time of a request, over a whole visit."""
    return sum(one.cpu for one in costs) / len(costs) / 1e6


def ran(named: Mapping[str, Callable[[], list[Cost]]]) -> Mapping[str, list[float]]:
    """The same for every round and each program.

    In each round the programs take their turns in another order, and walk twice: what counts is the
    second visit, as on a server that does nothing else.
    """
    found: dict[str, list[float]] = {name: [] for name in named}
    draw = Random(0)  # noqa: S311  # an order, no secret
    for number in range(WARMING + ROUNDS):
        for name in draw.sample(list(named), len(named)):
            named[name]()
            cost = mean(named[name]())
            if number >= WARMING:
                found[name].append(cost)
    return found


def spread(values: list[float]) -> str:
    """The median, and between which values eight of ten lie."""
    tenths = quantiles(values, n=10)
    return f"{median(values):.2f} ({tenths[0]:.2f} to {tenths[-1]:.2f})"


def table(app: Flask, pack: Pack) -> str:
    """Return the table, as Markdown."""
    times = ran(contestants(app, pack))
    rows = ["| program | ms a request, whole visit | ours beside it |", "|---|---|---|"]
    for name, theirs in times.items():
        ratio = spread([ours / other for ours, other in zip(times["ours"], theirs, strict=True)])
        rows.append(f"| {name} | {median(theirs):.3f} | {ratio} |")
    return "\n".join(rows)
