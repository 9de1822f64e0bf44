"""Shared fixtures: the real pack, an app with it, and a visitor."""

import shutil
from pathlib import Path
from typing import Protocol

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings

from app import create_app
from app.config import resource_dir
from app.content.load.languages import language_tags
from app.content.load.pack import load_pack
from app.content.load.sites import load_sites
from app.core.model import Pack
from app.web.http import access_log
from app.web.rendering.markup import Untranslated
from tests import pseudo
from tests.real import PACK, real_services
from tests.visitor import Visitor

access_log.logger.disabled = True
"""Its thread writes when it likes, also between tests; tests/web/test_logs.py turns it on."""

settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")

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

TRANSLATED_SITE = """
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
    """Return the real content."""
    return PACK


@pytest.fixture(scope="session")
def small_pack() -> Pack:
    """Return a small pack of two questions and five rules."""
    return load_pack(SMALL)


@pytest.fixture
def small_files(tmp_path: Path) -> Path:
    """Return a copy of the small pack's files, for tests that break them."""
    return Path(shutil.copytree(SMALL, tmp_path / "questions"))


class MakeApp(Protocol):
    """Builds development apps with the real content, which is loaded once."""

    def __call__(self, sites: str = "", **settings: object) -> Flask:
        """Return an app with these settings and the clinics of this sites file."""


@pytest.fixture(scope="session")
def make_app(tmp_path_factory: pytest.TempPathFactory) -> MakeApp:
    """Return a function that builds apps, without a rate limit unless a test sets one."""

    def make(sites: str = "", **settings: object) -> Flask:
        services = real_services()
        if sites:
            path = tmp_path_factory.mktemp("sites") / "sites.toml"
            path.write_text(sites, "utf-8")
            languages = language_tags(resource_dir("questions"))
            found = load_sites(path, PACK.regions, languages)
            services = services.with_sites(found, Untranslated)
        defaults = {"development": True, "ratelimit": "1000000 per minute"}
        return create_app({**defaults, **settings}, services)

    return make


@pytest.fixture(scope="session")
def app(make_app: MakeApp) -> Flask:
    """Return the check with a clinic and a kiosk."""
    return make_app(SITE + KIOSK)


@pytest.fixture(scope="session")
def abroad(tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> Flask:
    """Return the check in English and the pseudo-language, with one more clinic."""
    folder = tmp_path_factory.mktemp("abroad")
    questions = Path(shutil.copytree(resource_dir("questions"), folder / "questions"))
    shutil.rmtree(questions / "locale", ignore_errors=True)
    pseudo.write(questions, pack)
    (folder / "sites.toml").write_text(SITE + KIOSK + TRANSLATED_SITE, "utf-8")
    settings = {"questions": questions, "sites_file": str(folder / "sites.toml")}
    return create_app({"development": True, "ratelimit": "1000000 per minute"} | settings)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Return a visitor with an empty browser."""
    return Visitor(app.test_client())


@pytest.fixture
def begun(visitor: Visitor) -> Visitor:
    """Return a visitor in the United States who has pressed Start."""
    visitor.begin("us")
    return visitor


SLOW = ("tests/browser/test_accessibility", "tests/browser", "tests/test_wheel", "tests/test_cli")
"""The slowest files, which run first so that two processes end at about the same time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first."""

    def rank(item: pytest.Item) -> int:
        return next((n for n, name in enumerate(SLOW) if item.nodeid.startswith(name)), len(SLOW))

    items.sort(key=rank)
