"""Whole visits in process, our check and three others in turn: ratios with their spread."""

import gc
from collections.abc import Callable, Mapping
from random import Random
from statistics import median, quantiles

from flask import Flask

from app import create_app
from app.core.model import Pack
from benchmarks.speed import bare, flask_wizard, formtools_wizard, visits
from benchmarks.speed.client import Cost

ROUNDS, WARMUP_ROUNDS = 100, 6


def build_app() -> Flask:
    """Build our check as deployed, except that posts are counted in this process's memory."""
    app = create_app({"development": True, "ratelimit": "1000000 per minute"})
    gc.collect()
    gc.freeze()  # as docs/deploy/gunicorn.conf.py does
    return app


def contestants(app: Flask, pack: Pack) -> Mapping[str, Callable[[], list[Cost]]]:
    """Return a function for each program that makes a visit, ours first."""
    pages = visits.ours(app, pack)
    baseline, flask, formtools = (
        bare.build_app(pages),
        flask_wizard.build_app(pack),
        formtools_wizard.build_app(pack),
    )
    return {
        "ours": lambda: visits.ours(app, pack),
        "bare Flask view": lambda: visits.bare(baseline, pages),
        "Flask-WTF wizard": lambda: visits.flask_wizard(flask, pack),
        "django-formtools": lambda: visits.formtools_wizard(formtools, pack),
    }


def mean(costs: list[Cost]) -> float:
    """Return the mean CPU time per request of a visit, in milliseconds."""
    return sum(one.cpu for one in costs) / len(costs) / 1e6


def measure(programs: Mapping[str, Callable[[], list[Cost]]]) -> Mapping[str, list[float]]:
    """Return the mean times of every round, by program.

    In each round, the programs run in a new order and make two visits. Only the second one counts,
    as on a server that does nothing else.
    """
    times: dict[str, list[float]] = {name: [] for name in programs}
    order = Random(0)  # noqa: S311  # an order, not a secret
    for number in range(WARMUP_ROUNDS + ROUNDS):
        for name in order.sample(list(programs), len(programs)):
            programs[name]()
            cost = mean(programs[name]())
            if number >= WARMUP_ROUNDS:
                times[name].append(cost)
    return times


def spread(values: list[float]) -> str:
    """Return the median, and the range that holds eight of ten values."""
    tenths = quantiles(values, n=10)
    return f"{median(values):.2f} ({tenths[0]:.2f} to {tenths[-1]:.2f})"


def table(app: Flask, pack: Pack) -> str:
    """Return the table as Markdown."""
    times = measure(contestants(app, pack))
    rows = ["| program | ms a request, whole visit | ours beside it |", "|---|---|---|"]
    for name, theirs in times.items():
        ratio = spread([ours / other for ours, other in zip(times["ours"], theirs, strict=True)])
        rows.append(f"| {name} | {median(theirs):.3f} | {ratio} |")
    return "\n".join(rows)
