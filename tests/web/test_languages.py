"""Every page in another language: one that nobody speaks, so that what stays English is seen."""

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.config import folder
from app.core.model import Pack
from tests import pseudo
from tests.conftest import KIOSK, SITE
from tests.visitor import Visitor

XA = "/xa"

NAMES = {
    *("Riverbend", "Community", "Clinic", "Harbour", "Waiting", "Room"),
    *("English", "Spanish", "localhost", "fhir", "Questionnaire", "docs", "for", "clinics"),
    *("kratom", "safety", "check", "kiosk"),
}
"""What is no word of ours: clinics, hosts, addresses, and how a language calls itself."""


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> Flask:
    """The check with a language besides English."""
    place = tmp_path_factory.mktemp("abroad")
    questions = Path(shutil.copytree(folder("questions"), place / "questions"))
    shutil.rmtree(questions / "locale", ignore_errors=True)
    pseudo.write(questions, pack)
    (place / "sites.toml").write_text(SITE + KIOSK, "utf-8")
    settings = {"questions": questions, "sites_file": str(place / "sites.toml")}
    return create_app({"development": True, "ratelimit": "100000 per minute"} | settings)


@pytest.fixture
def there(abroad: Flask) -> Visitor:
    """Somebody who reads the language."""
    return Visitor(abroad.test_client(), pseudo.accented("Kratom safety check"))


def english(html: str, pack: Pack) -> list[str]:
    """The words of a page that stayed English and do not say so, but for names."""
    main = re.sub(r"<(script|style|pre)[^>]*>.*?</\1>", " ", html, flags=re.DOTALL)
    main = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', " ", main, flags=re.DOTALL)
    spoken = re.findall(r'(?:aria-label|title|alt)="([^"]*)"', main)
    text = unescape(" ".join([*spoken, re.sub(r"<[^>]+>", " ", main)]))
    text = re.sub(r"\S+\.(?:gov|org|com|ca|au|nz|uk|ie|eu|int)\b\S*|https?:\S+", " ", text)
    names = {name for one in pack.medicines.values() for name in (one.id, one.brand) if name}
    kept = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    found = re.findall(r"[A-Za-z]{3,}", re.sub(kept, " ", text, flags=re.IGNORECASE))
    return sorted(set(found) - NAMES)


PATHS = [
    *("/", "/region", "/privacy", "/accessibility", "/about", "/cleared", "/nope"),
    *("/article", "/article/emergency", "/claims", "/paper", "/for-clinics", "/s/t3st/poster"),
]


@pytest.mark.parametrize("path", PATHS)
def test_pages_without_a_visit_have_no_english_word(there: Visitor, pack: Pack, path: str) -> None:
    page = there.get(XA + path, 404 if path == "/nope" else 200)
    assert english(page.html, pack) == []


def test_a_whole_visit_has_no_english_word(there: Visitor, pack: Pack) -> None:
    there.get(f"{XA}/")
    there.post(f"{XA}/start", region="us")
    told = {"heart": {"long-qt"}, "substances": {"alcohol"}, "kratom": {"daily"}}
    for question in pack.questions:
        page = there.get(f"{XA}/check/{question}")
        assert english(page.html, pack) == []
        refused = there.post(f"{XA}/check/{question}", 422)
        assert english(refused.text, pack) == []
        there.post(f"{XA}/check/{question}", answer=sorted(told.get(question, {"none"})))
    there.get(f"{XA}/check/medicines")
    there.post(f"{XA}/check/medicines", medicine=["sertraline", "methadone"])
    for path in ("/check/answers", "/result", "/result/summary", "/result/sources"):
        assert english(there.get(XA + path).html, pack) == [], path


@pytest.mark.parametrize("sign", ["cannot-wake", "took-too-much", "self-harm-plan", "prefer-not"])
def test_in_danger_no_word_is_english(there: Visitor, pack: Pack, sign: str) -> None:
    there.get(f"{XA}/s/k105k/")
    there.post(f"{XA}/start", region="us", site="k105k")
    there.get(f"{XA}/check/now")
    there.post(f"{XA}/check/now", answer=[sign])
    assert english(there.get(f"{XA}/result").html, pack) == []
    assert english(there.get(f"{XA}/s/k105k/still-there").html, pack) == []
