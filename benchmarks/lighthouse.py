"""Lighthouse on three pages, as a slow phone sees them: start, a question, a strong result."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from app.core.model import Pack
from benchmarks.serving import TOOLS, served
from tests.browser.conftest import FLAGS
from tests.visitor import Visitor

LIGHTHOUSE = TOOLS / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices")
TOLD = {"heart": {"long-qt"}, "substances": {"alcohol"}, "medicines": {"antidepressants"}}
TRIES = 4
ENVIRONMENT = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")


def main() -> None:
    """Print the scores as Markdown; exit status 1 where one is not 100."""
    print(f"| page | {' | '.join(CATEGORIES)} | first paint | largest paint | blocked |")
    print("|---|---|---|---|---|---|---|")
    worst = 100
    with served() as (app, address):
        cookie = whole_visit(app)
        for name, path in (("start", "/"), ("question", "/check/heart"), ("result", "/result")):
            report = judged(address + path, cookie)
            scores = [round(report["categories"][one]["score"] * 100) for one in CATEGORIES]
            times = [report["audits"][one]["displayValue"] for one in TIMES]
            print(f"| {name} |", *(f"{one} |" for one in (*scores, *times)))
            worst = min(worst, *scores)
    sys.exit(worst < 100)


def whole_visit(app: Flask) -> str:
    """The cookie of somebody who answered everything."""
    pack: Pack = app.extensions["services"].english.pack
    visitor = Visitor(app.test_client())
    visitor.begin("us")
    visitor.answer_all(list(pack.questions), TOLD)
    held = visitor.client.get_cookie("visit")
    return f"visit={held.value if held else ''}"


def judged(url: str, cookie: str) -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    """What Lighthouse reports of a page, on a simulated phone and line.

    :raise RuntimeError: it could not record the page; it says itself that one should try again.
    """
    for _ in range(TRIES):
        with TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            ran = subprocess.run(command(url, cookie, report), env=ENVIRONMENT)  # noqa: S603  # ours
            if ran.returncode == 0:
                found: Mapping[str, Mapping[str, Mapping[str, float]]]
                found = json.loads(report.read_text())
                return found
    raise RuntimeError(f"Lighthouse could not record {url}")


def command(url: str, cookie: str, report: Path) -> list[str]:
    """How Lighthouse is called."""
    flags = " ".join((*FLAGS, "--headless=new", f"--user-data-dir={report.parent}/profile"))
    return [
        *("node", str(LIGHTHOUSE), url, "--quiet", "--output=json"),
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        *("--throttling-method=simulate", "--form-factor=mobile"),
        f"--extra-headers={json.dumps({'Cookie': cookie})}",
        f"--chrome-flags={flags}",
    ]


if __name__ == "__main__":
    main()
