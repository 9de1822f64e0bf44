"""Our FHIR in LHC-Forms 40.1.3 in Chromium, offline: it shows our questions, loads our responses,
and returns answers with the same result."""

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page, sync_playwright

from app.config import resource_dir
from app.content.load.pack import load_pack
from app.core.medicines.index import MedicineIndex
from app.core.model import Pack
from app.core.rule import Answers, Level
from app.core.screening import assess
from app.exchange import parse_response, questionnaire, response
from tests.browser.conftest import FLAGS
from tests.random_visits import random_visits

BASE = "https://check.example"
VISITS = 50
HERE = Path(__file__).parent
DIST = HERE.parent / "dist"
LFORMS = DIST / "lforms"
"""Where `make interop` unpacks LHC-Forms."""

SHOW = "asked => LForms.Util.addFormToPage(asked, 'form', {fhirVersion: 'R4'})"
FILL = """([asked, given]) => {
  const form = LForms.Util.convertFHIRQuestionnaireToLForms(asked, 'R4');
  const filled = LForms.Util.mergeFHIRDataIntoLForms(given, form, 'R4');
  document.getElementById('form').replaceChildren();
  return LForms.Util.addFormToPage(filled, 'form', {fhirVersion: 'R4'});
}"""
TAKE = "() => LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4')"


class Files(SimpleHTTPRequestHandler):
    """Serves the page and the files of LHC-Forms, without a log."""

    def translate_path(self, path: str) -> str:
        """Map the files of LHC-Forms to their folder, and every other URL to the page."""
        inner = path.removeprefix("/lforms/")
        return str(HERE / "interop.html" if inner == path else LFORMS / inner.partition("?")[0])

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


def main() -> None:
    """Compare visits before and after; exit with 1 if any differs."""
    pack = load_pack(resource_dir("questions"))
    visits = list(random_visits(pack, VISITS, seed=7))
    with served() as address, sync_playwright() as playwright:
        path = shutil.which("chromium")
        page = playwright.chromium.launch(executable_path=path, args=FLAGS).new_page()
        log: list[str] = []
        page.on("pageerror", lambda error: log.append(str(error)))
        page.on(
            "request",
            lambda request: log.append(request.url) if outside(request.url) else None,
        )
        page.goto(address)
        page.wait_for_function("window.LForms?.FHIR?.R4", timeout=30_000)
        show_questions(page, pack)
        returned = [round_trip(page, pack, answers) for answers in visits]
        page.screenshot(path=DIST / "lhc-forms.png", full_page=True)  # for inspection
        browser_version = page.context.browser.version if page.context.browser else "?"
    same = sum(outcome(pack, a) == outcome(pack, b) for a, b in zip(visits, returned, strict=True))
    equal = sum(a == b for a, b in zip(visits, returned, strict=True))
    print(
        f"LHC-Forms 40.1.3, Chromium {browser_version}: {same} of {VISITS} visits read back to the"
    )
    print(
        f"same level and sections, {equal} to the same answers; errors or outside requests: {log}"
    )
    sys.exit(same < VISITS or bool(log))


@contextmanager
def served() -> Iterator[str]:
    """Serve the page and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def outside(url: str) -> bool:
    """Return whether a request leaves this machine."""
    return not url.startswith(("http://127.0.0.1:", "data:", "blob:"))


def show_questions(page: Page, pack: Pack) -> None:
    """Show our questionnaire and wait until every question is visible."""
    page.evaluate(SHOW, questionnaire(pack, BASE))
    page.wait_for_selector("#form lhc-item", timeout=15_000)
    for question in pack.questions.values():
        page.get_by_text(question.text).first.wait_for(timeout=5_000)


def round_trip(page: Page, pack: Pack, answers: Answers) -> Answers:
    """Return a visit's answers after a round trip through LHC-Forms."""
    resource = response(pack, BASE, answers, assess(pack, answers), datetime.now(UTC), uuid4())
    page.evaluate(FILL, [questionnaire(pack, BASE), resource])
    page.wait_for_selector("#form lhc-item", timeout=15_000)
    index = MedicineIndex(pack.medicines.values(), pack.ambiguous, pack.name_rules)
    parsed = parse_response(pack, index, page.evaluate(TAKE))
    return (
        {"what does not fit": frozenset(parsed.conflicts)} if parsed.conflicts else parsed.answers
    )


def outcome(pack: Pack, answers: Answers) -> tuple[Level, list[str]]:
    """Return the level and the sections of a visit."""
    result = assess(pack, answers)
    return result.level, [section.id for section in result.sections]


if __name__ == "__main__":
    main()
