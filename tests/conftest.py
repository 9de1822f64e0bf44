"""What tests share: the real pack, an app on it, and a visitor who presses buttons."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings

from app import create_app
from app.config import folder
from app.content.load.pack import load_pack
from app.core.model import Pack
from tests import pseudo
from tests.visitor import Visitor

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

SITE = """
[sites.t3st]
name = "Riverbend Community Clinic"
phone = "(503) 555-0142"
region = "us"
languages = ["English", "Spanish"]
return_url = "https://riverbend.example/intake"
notices = ["Ask at the desk for an interpreter, free of charge."]
"""

KIOSK = """
[sites.k105k]
name = "Harbour Waiting Room"
phone = "(503) 555-0143"
region = "us"
return_url = "https://harbour.example/intake"
kiosk = true
"""

SPEAKING = """
[sites.k7m2]
name = "Riverbend Community Clinic"
region = "us"
return_url = "https://riverbend.example/"
return_label = "Back to Riverbend"
notices = ["Ask"]
words.zxx.notices = ["Ƥīḓȧ"]
"""

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
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The check on its real content, as development runs it, with a clinic and its kiosk."""
    sites = tmp_path_factory.mktemp("sites") / "sites.toml"
    sites.write_text(SITE + KIOSK, "utf-8")
    settings = {"ratelimit": "1000000 per minute", "sites_file": str(sites)}
    return create_app({"development": True} | settings)


@pytest.fixture(scope="session")
def abroad(tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> Flask:
    """The same with a language that nobody speaks besides English."""
    place = tmp_path_factory.mktemp("abroad")
    questions = Path(shutil.copytree(folder("questions"), place / "questions"))
    shutil.rmtree(questions / "locale", ignore_errors=True)
    pseudo.write(questions, pack)
    (place / "sites.toml").write_text(SITE + KIOSK + SPEAKING, "utf-8")
    settings = {"questions": questions, "sites_file": str(place / "sites.toml")}
    return create_app({"development": True, "ratelimit": "1000000 per minute"} | settings)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody with an empty browser."""
    return Visitor(app.test_client())


@pytest.fixture
def begun(visitor: Visitor) -> Visitor:
    """Somebody in the United States who has pressed Start."""
    visitor.begin("us")
    return visitor
