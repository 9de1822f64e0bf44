"""What tests share: the real pack, an app on it, and a visitor who presses buttons."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings

from app import create_app
from app.config import folder
from app.content.loader import load_pack
from app.core.model import Pack
from tests.visitor import Visitor

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

SMALL = Path(__file__).parent / "content" / "small"


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The real content."""
    return load_pack(folder("questions"))


@pytest.fixture(scope="session")
def small_pack() -> Pack:
    """Two questions, five rules: content that a test can hold in its head."""
    return load_pack(SMALL)


@pytest.fixture
def small_files(tmp_path: Path) -> Path:
    """The files of the small pack, to be broken."""
    return Path(shutil.copytree(SMALL, tmp_path / "questions"))


@pytest.fixture(scope="session")
def app() -> Flask:
    """The check on its real content, as development runs it."""
    return create_app({"development": True, "ratelimit": "1000000 per minute"})


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody with an empty browser."""
    return Visitor(app.test_client())


@pytest.fixture
def begun(visitor: Visitor) -> Visitor:
    """Somebody in the United States who has pressed Start."""
    visitor.begin("us")
    return visitor
