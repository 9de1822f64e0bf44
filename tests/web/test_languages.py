"""Every page in a pseudo-language, which makes untranslated text easy to find."""

import re
import shutil
from html import unescape
from pathlib import Path
from typing import get_args

import pytest
from flask import Flask

from app import create_app
from app.config import resource_dir
from app.core.evidence import SourceKind, Verdict
from app.core.model import Pack
from app.core.rule import Level
from app.web.visit.context import TRANSLATED_IDS
from tests import pseudo
from tests.visitor import Visitor

XA = "/zxx"

NAMES = {
    *("Riverbend", "Community", "Clinic", "Harbour", "Waiting", "Room"),
    *("English", "Spanish", "localhost", "fhir", "Questionnaire", "docs", "for", "clinics"),
    *("kratom", "safety", "check", "kiosk", pseudo.ID),
}
"""Words that are not translated: clinics, hosts, addresses, and the names of languages."""


@pytest.fixture
def there(abroad: Flask) -> Visitor:
    """Return a visitor who reads the pseudo-language."""
    return Visitor(abroad.test_client(), pseudo.accented("Kratom safety check"))


def untranslated_words(html: str, pack: Pack) -> list[str]:
    """Return the English words of a page that are not marked as English, except names."""
    visible = re.sub(r"<(script|style|pre)[^>]*>.*?</\1>", " ", html, flags=re.DOTALL)
    visible = re.sub(r'<ul class="names">.*?</ul>', " ", visible, flags=re.DOTALL)  # medicine names
    visible = re.sub(r'<(?!html)(\w+)[^>]* lang="\w+"[^>]*>.*?</\1>', " ", visible, flags=re.DOTALL)
    attributes = re.findall(r'(?:aria-label|title|alt)="([^"]*)"', visible)
    text = unescape("\n".join([*attributes, re.sub(r"<[^>]+>", "\n", visible)]))
    text = "\n".join(line for line in text.splitlines() if re.search(r"[A-Za-z]{3,}", line))
    text = re.sub(
        r"\S+\.(?:gov|org|com|ca|au|nz|uk|ie|eu|int)\b\S*|https?:\S+|\b[0-9a-f]{12}\b", " ", text
    )
    names = {
        name
        for medicine in pack.medicines.values()
        for name in (medicine.id, medicine.brand)
        if name
    }
    medicine_names = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    words = re.findall(r"[A-Za-z]{3,}", re.sub(medicine_names, " ", text, flags=re.IGNORECASE))
    return sorted(set(words) - NAMES)


PATHS = [
    *("/", "/region", "/privacy", "/accessibility", "/about", "/cleared", "/nope"),
    *("/article", "/article/emergency", "/claims", "/paper", "/for-clinics", "/s/t3st/poster"),
    *("/sources", "/how-it-works", "/paper/names", "/s/t3st/", "/s/t3st/paper", "/s/k105k/"),
]


@pytest.mark.parametrize("path", PATHS)
def test_pages_without_a_visit_have_no_english_word(there: Visitor, pack: Pack, path: str) -> None:
    page = there.get(XA + path, 404 if path == "/nope" else 200)
    assert untranslated_words(page.html, pack) == []


def test_a_whole_visit_has_no_english_word(there: Visitor, pack: Pack) -> None:
    there.get(f"{XA}/")
    there.post(f"{XA}/start", region="us")
    answers = {"heart": {"long-qt"}, "substances": {"alcohol"}, "kratom": {"daily"}}
    for question in pack.questions:
        page = there.get(f"{XA}/check/{question}")
        assert untranslated_words(page.html, pack) == []
        refused = there.post(f"{XA}/check/{question}", 422)
        assert untranslated_words(refused.text, pack) == []
        there.post(f"{XA}/check/{question}", answer=sorted(answers.get(question, {"none"})))
    there.get(f"{XA}/check/medicines")
    there.post(f"{XA}/check/medicines", medicine=["sertraline", "methadone"])
    for path in ("/check/answers", "/result", "/result/sources", "/result/summary"):
        assert untranslated_words(there.get(XA + path).html, pack) == [], path
    text = there.post(f"{XA}/result/text", 200, raw=True).text
    before_sources, _, _ = text.partition(pseudo.accented("Sources").upper())
    assert len(before_sources) < len(text)
    assert untranslated_words(before_sources, pack) == []


@pytest.mark.parametrize("sign", ["cannot-wake", "took-too-much", "self-harm-plan", "prefer-not"])
def test_in_danger_no_word_is_english(there: Visitor, pack: Pack, sign: str) -> None:
    there.get(f"{XA}/s/k105k/")
    there.post(f"{XA}/start", region="us", site="k105k")
    there.get(f"{XA}/check/now")
    there.post(f"{XA}/check/now", answer=[sign])
    assert untranslated_words(there.get(f"{XA}/result").html, pack) == []
    assert untranslated_words(there.get(f"{XA}/s/k105k/still-there").html, pack) == []


def test_a_sentence_without_words_is_english_and_says_so(tmp_path: Path, pack: Pack) -> None:
    missing = pack.questions["heart"].text
    questions = Path(shutil.copytree(resource_dir("questions"), tmp_path / "questions"))
    pseudo.write(questions, pack, without=missing)
    visitor = Visitor(create_app({"development": True, "questions": questions}).test_client())
    visitor.named = pseudo.accented("Kratom safety check")
    page = visitor.get(f"{XA}/check/heart")
    assert f'<span lang="en" dir="ltr">{missing}</span>' in page.html
    assert untranslated_words(page.html, pack) == []


def test_a_page_says_its_language_and_leads_to_the_same_page_in_others(there: Visitor) -> None:
    page = there.get(f"{XA}/s/t3st/for-clinics")
    assert page.all("html", lang="zxx", dir="rtl")
    assert page.all("a", lang="en", href="/s/t3st/for-clinics")
    assert "has not been reviewed" not in page.html
    unreviewed = "This translation has not been reviewed by a qualified translator yet."
    assert pseudo.accented(unreviewed) in page.html
    english_page = Visitor(there.client).get("/check/heart?change=1&x=https://evil.example")
    assert english_page.all("a", lang="zxx", href=f"{XA}/check/heart?change=1")
    assert "evil" not in english_page.html


def test_answers_go_along_into_another_language(there: Visitor) -> None:
    there.get(f"{XA}/check/heart")
    there.post(f"{XA}/check/heart", answer=["long-qt"])
    assert Visitor(there.client).get("/check/heart").ticked == {"long-qt"}


def test_a_browser_that_asks_for_a_language_is_invited_and_never_sent(abroad: Flask) -> None:
    client = abroad.test_client()
    response = client.get("/", headers={"Accept-Language": "zxx,en;q=0.5"})
    assert response.status_code == 200
    assert "Accept-Language" in response.headers["Vary"]
    suggestion = pseudo.accented("You can use this check in English.")
    assert response.text.index(suggestion) < response.text.index("<h1>")
    assert suggestion not in client.get("/", headers={"Accept-Language": "en"}).text


def test_what_programs_read_is_the_same_in_every_language(abroad: Flask) -> None:
    client = abroad.test_client()
    path = "/fhir/Questionnaire/kratom-safety-check"
    assert client.get(XA + path).data == client.get(path).data


def test_a_language_has_every_address_and_no_other(abroad: Flask) -> None:
    client = abroad.test_client()
    assert client.get("/xb/").status_code == 404
    assert client.get("/zxx").status_code == 200
    assert client.get(f"{XA}/healthz").status_code == 200
    assert client.post("/forget", data={}).location == "/cleared"
    assert client.post(f"{XA}/forget", data={}).location == f"{XA}/cleared"


def test_a_clinic_speaks_the_language_of_the_page_or_says_that_it_does_not(
    there: Visitor,
) -> None:
    untranslated = there.get(f"{XA}/s/t3st/").html
    assert '<span lang="en" dir="ltr">Ask at the desk for an interpreter' in untranslated
    translated = there.get(f"{XA}/s/k7m2/").html
    assert "<p>Ƥīḓȧ</p>" in translated
    assert "Back to Riverbend" not in translated
    assert pseudo.accented("Return to the clinic’s page") in translated


def test_every_id_that_a_page_shows_as_a_word_has_words() -> None:
    shown = (*get_args(SourceKind), *get_args(Verdict), *(level.id for level in Level))
    assert sorted(TRANSLATED_IDS) == sorted(shown)
