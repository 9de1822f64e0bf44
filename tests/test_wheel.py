"""The wheel: built, installed in an empty environment, and started from another folder."""

import os
import re
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import fetch, free_port

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.package


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in an empty environment and return its command."""
    dist, home = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("env")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", dist, ROOT]
    subprocess.run([*pip, *build], check=True)
    venv.create(home, with_pip=False)
    into = ["--python", home / "bin" / "python", "install"]
    locked = ["--require-hashes", "--requirement", ROOT / "requirements.lock"]
    subprocess.run([*pip, *into, *locked], check=True)
    subprocess.run([*pip, *into, "--no-deps", *dist.glob("*.whl")], check=True)
    return home / "bin" / "kratom-safety-check"


@pytest.fixture(scope="module")
def address(command: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the installed check and yield its address."""
    port = free_port()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    server = subprocess.Popen(
        [command, "run", "--port", str(port)],
        cwd=elsewhere,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)


def test_the_wheel_serves_pages_content_and_stylesheet(address: str) -> None:
    page = fetch(address)
    assert "Start the check" in page
    stylesheet = re.search(r'href="(/static/style\.[^"]+)"', page)
    assert stylesheet
    assert "--paper" in fetch(address + stylesheet[1])
    assert "What we do not know" in fetch(address + "/article/heart")


def test_the_wheel_checks_its_own_content(command: Path, tmp_path: Path) -> None:
    result = subprocess.run([command, "content", "check"], cwd=tmp_path, capture_output=True)
    assert result.returncode == 0
    assert b"rules" in result.stdout
