"""Run Lighthouse on three pages as on a slow phone: start, a question, a strong result."""

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
ANSWERS = {"heart": {"long-qt"}, "substances": {"alcohol"}, "medicines": {"antidepressants"}}
TRIES = 4
ENVIRONMENT = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")


def main() -> None:
    """Print the scores as Markdown; exit with 1 unless all are 100."""
    print(f"| page | {' | '.join(CATEGORIES)} | first paint | largest paint | blocked |")
    print("|---|---|---|---|---|---|---|")
    worst = 100
    with served() as (app, address):
        cookie = whole_visit(app)
        for name, path in (("start", "/"), ("question", "/check/heart"), ("result", "/result")):
            report = run_lighthouse(address + path, cookie)
            scores = [round(report["categories"][one]["score"] * 100) for one in CATEGORIES]
            times = [report["audits"][one]["displayValue"] for one in TIMES]
            print(f"| {name} |", *(f"{one} |" for one in (*scores, *times)))
            worst = min(worst, *scores)
    sys.exit(worst < 100)


def whole_visit(app: Flask) -> str:
    """Return the cookie of a visit with all questions answered."""
    pack: Pack = app.extensions["services"].english.pack
    visitor = Visitor(app.test_client())
    visitor.begin("us")
    visitor.answer_all(list(pack.questions), ANSWERS)
    session_cookie = visitor.client.get_cookie("visit")
    return f"visit={session_cookie.value if session_cookie else ''}"


def run_lighthouse(url: str, cookie: str) -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    """Return Lighthouse's report on a page, with a simulated phone and network.

    :raise RuntimeError: Lighthouse could not record the page, after as many tries as allowed.
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
    """Return the command that runs Lighthouse."""
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
