"""Tests of the Spanish translation: complete, consistent with the English, and easy to read."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from app import create_app
from app.cli import cli
from app.config import resource_dir
from app.content.commands import report_ease
from app.content.load.languages import load_languages
from app.content.load.pack import complete_answers, load_pack
from app.content.load.translation import translate_pack
from app.content.reports.catalog import translation_problems
from app.core.language import Language
from app.core.model import Pack
from app.core.screening import assess
from tests.visitor import Visitor
from tests.web.visits import can_be_ticked

EVERY = 10
"""Step between the journeys that are also tested on the pages."""


@pytest.fixture(scope="module")
def spanish() -> Language:
    """The Spanish language."""
    return load_languages(resource_dir("questions"))["es"]


def test_everything_has_words_that_say_the_same(spanish: Language, pack: Pack) -> None:
    assert list(translation_problems(spanish, pack)) == []


def test_it_is_easy_to_read(spanish: Language, pack: Pack) -> None:
    assert spanish.reading
    assert (spanish.reading.limit, spanish.reading.target) == (60, 70)
    assert list(report_ease(pack, spanish)) == []


def test_every_journey_ends_alike_in_both_languages(spanish: Language, pack: Pack) -> None:
    there = translate_pack(pack, lambda text: spanish.texts[text])
    assert len(pack.journeys) >= 200
    for journey in pack.journeys:
        answers = complete_answers(pack, journey)
        here, other = assess(pack, answers), assess(there, answers)
        assert here.level is other.level, journey.name
        assert [s.id for s in here.sections] == [s.id for s in other.sections], journey.name
        assert [r.rules for r in here.reasons] == [r.rules for r in other.reasons], journey.name


def test_a_visit_shows_the_same_on_the_pages_of_both_languages(
    visitor: Visitor, pack: Pack
) -> None:
    walked = [(journey, complete_answers(pack, journey)) for journey in pack.journeys[::EVERY]]
    for journey, answers in walked:
        if not can_be_ticked(answers):
            continue
        visitor.named = "Kratom safety check"
        visitor.tell(pack, answers, journey.region)
        here = visitor.get("/result")
        visitor.named = "Chequeo de kratom"
        other = visitor.get("/es/result")
        assert other.name == here.name == "result"
        assert other.level == here.level
        assert other.sections == here.sections


def test_medicines_have_their_spanish_names(visitor: Visitor) -> None:
    visitor.named = "Chequeo de kratom"
    visitor.get("/es/check/medicines")
    typed = "seroquel\nblood pressure pill\nsertralina, zolofft"
    page = visitor.post("/es/check/medicines", 200, names=typed, find="1").text
    assert "quetiapina" in page
    assert "medicina para la presión" in page
    named = ["quetiapine", "blood pressure medicine"]
    visitor.post("/es/check/medicines", medicine=named)
    answers = visitor.get("/es/check/answers").html
    assert re.findall(r"<li>([^<(]+?) ?[<(]", answers)[:2] == [
        "medicina para la presión",
        "quetiapina",
    ]


def test_acetaminophen_has_one_spanish_name(pack: Pack) -> None:
    """Under two names, somebody may take it twice."""
    with_it = [one for one in pack.medicines.values() if "acetaminophen" in one.id]
    assert len(with_it) >= 25
    for medicine in with_it:
        assert "acetaminofén" in medicine.called["es"], medicine.id


def test_it_says_that_nobody_has_reviewed_it(visitor: Visitor) -> None:
    visitor.named = "Chequeo de kratom"
    page = visitor.get("/es/")
    assert "Esta traducción aún no ha sido revisada por un traductor calificado." in page.html
    assert page.all("html", lang="es", dir="ltr")


def test_in_danger_that_stands_behind_the_number_to_call(visitor: Visitor) -> None:
    visitor.named = "Chequeo de kratom"
    visitor.get("/es/")
    visitor.post("/es/start", region="us")
    visitor.get("/es/check/now")
    visitor.post("/es/check/now", answer=["cannot-wake"])
    html = visitor.get("/es/result").html
    assert html.index('href="tel:911"') < html.index("Esta traducción aún no ha sido revisada")
    assert html.count("Esta traducción aún no ha sido revisada") == 1


def test_what_is_taken_along_says_that_nobody_has_reviewed_it(visitor: Visitor, pack: Pack) -> None:
    visitor.tell(pack, complete_answers(pack, pack.journeys[0]))
    visitor.named = "Chequeo de kratom"
    sheet = visitor.get("/es/result/summary").html
    text = visitor.post("/es/result/text", 200, raw=True).text
    poster, paper = visitor.get("/es/s/t3st/poster").html, visitor.get("/es/paper").html
    sheets = [one[one.index("<article") :] for one in (sheet, poster, paper)]
    for taken in (*sheets, " ".join(text.split())):
        assert "Esta traducción aún no ha sido revisada por un traductor calificado." in taken


def test_an_edited_sentence_is_named_by_the_check_and_shown_in_english(tmp_path: Path) -> None:
    questions = Path(shutil.copytree(resource_dir("questions"), tmp_path / "questions"))
    path = questions / "flow" / "heart.toml"
    text = load_pack(questions).questions["heart"].text
    path.write_text(path.read_text("utf-8").replace(text, f"{text} Please say so."), "utf-8")
    checked = CliRunner().invoke(cli, ["content", "check", "--questions", str(questions)])
    assert checked.exit_code == 1
    assert "locale/es.po: flow/heart.toml#questions.heart.text: no words yet" in checked.output
    assert "1 to translate or to mend in es" in checked.output
    app = create_app({"development": True, "questions": questions})
    page = Visitor(app.test_client(), "Chequeo de kratom").get("/es/check/heart").html
    assert f'<span lang="en" dir="ltr">{text} Please say so.</span>' in page
