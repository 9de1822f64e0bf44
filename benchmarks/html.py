"""Validate the HTML of every page and state with vnu and html-validate."""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Response, sync_playwright

from benchmarks.serving import TOOLS, served
from tests.browser.conftest import FLAGS
from tests.browser.states import pages

VNU = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
HTML_VALIDATE = TOOLS / "html-validate" / "bin" / "html-validate.mjs"


def main() -> None:
    """Save and validate all pages, print the errors, and exit with 1 if there are any."""
    with TemporaryDirectory() as folder:
        files = [str(file) for file in save_pages(Path(folder))]
        java = ["java", "-jar", str(VNU), "--errors-only", "--also-check-css", *files]
        node = ["node", str(HTML_VALIDATE), "--preset=standard,a11y", *files]
        ended = [subprocess.run(one, cwd=folder).returncode for one in (java, node)]  # noqa: S603  # our tools
    print(f"{len(files)} pages; vnu {'no' if not ended[0] else 'some'} errors, ", end="")
    print(f"html-validate {'no' if not ended[1] else 'some'} errors")
    sys.exit(any(ended))


def save_pages(folder: Path) -> list[Path]:
    """Save the page of every state as the server sent it, one file each."""
    responses: list[Response] = []
    files = []
    with served() as (_, address), sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_context(base_url=address).new_page()
        page.on(
            "response", lambda response: responses.append(response) if is_page(response) else None
        )
        for number, state in enumerate(pages(page)):
            name = "".join(letter if letter.isalnum() else "-" for letter in state)
            files.append(folder / f"{number:02}{name}.html")
            files[-1].write_bytes(responses[-1].body())
        browser.close()
    return files


def is_page(response: Response) -> bool:
    """Return whether a response is a page and not a redirect."""
    return response.request.resource_type == "document" and not 300 <= response.status < 400


if __name__ == "__main__":
    main()
