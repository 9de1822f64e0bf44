"""The cost of more content: more questions and rules, more medicines, more clinics.

Each size runs in a process of its own, which prints one line of figures.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import redirect_stderr
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask import Flask

from app import create_app
from app.config import resource_dir
from benchmarks.speed.client import Client

SMALL = Path(__file__).parents[2] / "tests" / "content" / "small"
OPTIONS = 10
ANSWERED, ROUNDS = 8, 25
"""How many questions are answered, in the middle of the pack, and how often."""

OPTION = '[[option]]\nid = "o{n}"\nlabel = "Option {n} of this question"\n\n'
LAST = """[[option]]
id = "unsure"
label = "Not sure"

[[option]]
id = "prefer-not"
label = "Rather not say"

[[option]]
id = "none"
label = "None of these"
quiet = true
"""
QUESTION = 'id = "{id}"\ntitle = "{id}"\ntext = "Is any of this so?"\nhint = "Tick it."\n\n'
RULE = """[[rule]]
id = "{id}-{n}"
when = [{{ {id} = ["o{n}", "unsure", "prefer-not"] }}]
level = "strong"
sections = ["heart"]
reason = "It might matter."
evidence = ["CV-01"]
fires_for = [{{ {id} = ["o{n}"] }}]
silent_for = [{{ {id} = ["none"] }}]

"""


def questions(folder: Path, count: int) -> None:
    """Write the small pack with `count` more questions, and a rule for each of their options."""
    shutil.copytree(SMALL, folder)
    ids = [f"q{number}" for number in range(count)]
    for id in ids:
        options = "".join(OPTION.format(n=n) for n in range(OPTIONS))
        (folder / "flow" / f"{id}.toml").write_text(QUESTION.format(id=id) + options + LAST)
        rules = "".join(RULE.format(id=id, n=n) for n in range(OPTIONS))
        (folder / "rules" / f"{id}.toml").write_text(rules)
    quoted = ", ".join(f'"{id}"' for id in ids)
    manifest = (folder / "pack.toml").read_text()
    manifest = manifest.replace(
        'questions = ["now", "heart"]', f'questions = ["now", "heart", {quoted}]'
    )
    manifest = manifest.replace('"heart", "everyone"]', f'"heart", {quoted}, "everyone"]')
    (folder / "pack.toml").write_text(manifest)


def medicines(folder: Path, times: int) -> None:
    """Write the real content with a table `times` as long; new names differ by a number."""
    shutil.copytree(resource_dir("questions"), folder)
    header, *lines = (folder / "medicines.tsv").read_text().splitlines()
    more = [renamed(line, n) for n in range(1, times) for line in lines]
    (folder / "medicines.tsv").write_text("\n".join([header, *lines, *more]) + "\n")


def renamed(line: str, number: int) -> str:
    """Return a medicine like another, with a new name and without its other names."""
    name, group, also, flags, _, _, _, basis, confidence = line.split("\t")
    return "\t".join([f"{name} zz{number}", group, also, flags, "", "", "", basis, confidence])


def clinics(path: Path, count: int) -> None:
    """Write a sites file with `count` clinics."""
    block = '[sites.c{n:05}]\nname = "Clinic {n}"\nregion = "us"\nphone = "(503) 555-0142"\n'
    path.write_text("\n".join(block.format(n=n) for n in range(count)))


def figures(settings: Mapping[str, object], start: str) -> Mapping[str, float]:
    """Return seconds to start, megabytes, and milliseconds per request of answering questions."""
    began = time.process_time()
    app = create_app({"development": True, "ratelimit": "1000000 per minute"} | dict(settings))
    started = time.process_time() - began
    with open(os.devnull, "w", buffering=1) as devnull, redirect_stderr(devnull):
        cost = median(answer_questions(app, start) for _ in range(ROUNDS))
    return {"start": started, "memory": memory(), "request": cost}


def answer_questions(app: Flask, start: str) -> float:
    """Return the mean CPU time per request of reading and answering questions."""
    client = Client(app)
    client.get(start)
    client.post("/start", [("region", "us"), ("site", start.strip("/").removeprefix("s/"))])
    ids = [id for id in app.extensions["services"].english.pack.questions if id != "medicines"]
    middle = len(ids) // 2
    client.costs.clear()
    for id in ids[middle : middle + ANSWERED]:
        client.get(f"/check/{id}")
        client.post(f"/check/{id}", [("answer", "none")])
    return sum(one.cpu for one in client.costs) / len(client.costs) / 1e6


def memory() -> float:
    """Return the memory of this process, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * 4096 / 1e6


def measure(kind: str, size: int) -> Mapping[str, float]:
    """Return the figures of one size."""
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        if kind == "questions":
            questions(content, size)
            return figures({"questions": content}, "/")
        if kind == "medicines":
            medicines(content, size)
            return figures({"questions": content}, "/")
        clinics(content, size)
        return figures({"sites_file": str(content)}, "/s/c00000/")


SIZES = {"questions": (10, 100, 1000), "medicines": (1, 10), "clinics": (1, 10, 100, 1000)}


def table(*_: object) -> str:
    """Return the table as Markdown."""
    rows = ["| what | start, s of processor | memory, MB | ms a request | to the smallest |"]
    rows.append("|---|---|---|---|---|")
    for kind, sizes in SIZES.items():
        first = 0.0
        for size in sizes:
            command = [sys.executable, "-m", "benchmarks.speed.growth", kind, str(size)]
            ran = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603  # ourselves
            found = json.loads(ran.stdout)
            first = first or found["request"]
            cells = f"{found['start']:.2f} | {found['memory']:.0f} | {found['request']:.3f}"
            rows.append(f"| {size:,} {kind} | {cells} | {found['request'] / first:.2f} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
