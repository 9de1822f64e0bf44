"""Load test of the deployed check at full rate: errors, response times and memory."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from app.config import resource_dir
from app.content.load.pack import load_pack
from tests.deployment.browsing import Browser, Seen, visit
from tests.deployment.conftest import Deployment, deployed

SECONDS = 60
PEOPLE = 20


def main() -> None:
    """Print wrk's measurements, and the workers' memory before and after."""
    with TemporaryDirectory() as folder, deployed(Path(folder)) as deployment:
        browser = Browser(deployment.address, deployment.trust, Seen())
        visit(
            browser,
            {id: frozenset({"none"}) for id in load_pack(resource_dir("questions")).questions},
        )
        browser.get("/check/heart")
        cookies = {cookie.name: cookie.value for cookie in browser.jar}
        before = memory(deployment)
        script = str(Path(__file__).with_suffix(".lua"))
        command = ["wrk", "-t2", f"-c{PEOPLE}", f"-d{SECONDS}s", "--latency", "-s", script]
        environment = os.environ | {
            "VISIT_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "VISIT_TOKEN": browser.token,
        }
        ran = subprocess.run(  # noqa: S603  # a load on our own server
            [*command, deployment.address], env=environment, capture_output=True, text=True
        )
        print(ran.stdout)
        print(f"Workers held {before:.0f} MB before, {memory(deployment):.0f} MB after.")
    sys.exit("Non-2xx" in ran.stdout or "Socket errors" in ran.stdout)


def memory(deployment: Deployment) -> float:
    """Return the memory of all nodes' workers together, in megabytes."""
    pids = [pid for number in range(len(deployment.ports)) for pid in deployment.workers(number)]
    pages = (Path(f"/proc/{pid}/statm").read_text("utf-8").split()[1] for pid in pids)
    return sum(map(int, pages)) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
