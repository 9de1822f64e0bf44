"""Whose code a visit runs: the share of each library in its CPU time."""

import cProfile
import pstats
from collections import Counter
from pathlib import Path

from flask import Flask

from app.core.model import Pack
from benchmarks.speed import visits

ROUNDS = 40

OURS = {
    "core": "the judgement (`app/core`)",
    "web": "our pages (`app/web`)",
    "templates": "our templates, as Jinja compiled them",
}


def owner(file: str) -> str:
    """Return the owner of a file: a library's name, or a part of ours."""
    parts = Path(file).parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1].removesuffix(".py")
    if file.endswith(".html"):
        return OURS["templates"]
    if "app" in parts and file.endswith(".py"):
        return OURS.get(parts[parts.index("app") + 1], "ours, other")
    return "Python, its library and what is written in C"


def table(app: Flask, pack: Pack) -> str:
    """Return the table as Markdown: own times in a profiler, which inflates small functions."""
    profile = cProfile.Profile()
    visits.ours(app, pack)
    profile.enable()
    for _ in range(ROUNDS):
        visits.ours(app, pack)
    profile.disable()
    shares: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]  # not in the stubs
        shares[owner(file)] += own  # type: ignore[assignment]  # seconds
    total = sum(shares.values())
    rows = ["| whose code | share |", "|---|---|"]
    rows += [f"| {name} | {own / total:.0%} |" for name, own in shares.most_common(12)]
    return "\n".join(rows)
