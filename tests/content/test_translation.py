"""Tests of translations: the same ids and rules, every text translated, and none outdated."""

import re
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import cli
from app.config import HERE, resource_dir
from app.content.load.languages import load_languages
from app.content.load.pack import load_pack
from app.content.load.reader import MANIFEST, PackReader
from app.content.load.translation import messages, translate_pack
from app.content.problems import ContentError
from app.content.reports.catalog import (
    message_template,
    read_catalog,
    translation_problems,
    updated_catalog,
)
from app.core.language import Language
from app.core.model import Pack
from app.core.screening import assess
from tests import pseudo
from tests.random_visits import random_visits

SMALL = Path(__file__).parent / "small"


@pytest.fixture
def translated(tmp_path: Path, small_pack: Pack) -> Path:
    """The folder of the small pack with the pseudo-language."""
    questions = Path(shutil.copytree(SMALL, tmp_path / "translated"))
    pseudo.write(questions, small_pack)
    return questions


def language(**changed: object) -> Language:
    """Return a language without translations."""
    return Language(**({"id": "zxx", "name": "X", "translator": "nobody"} | changed))  # type: ignore[arg-type]  # mixed value types


def test_a_pack_in_its_own_words_is_the_same(pack: Pack) -> None:
    assert translate_pack(pack, lambda text: text) == pack


def test_every_visit_has_the_same_result_in_every_language(pack: Pack) -> None:
    other = translate_pack(pack, pseudo.accented)
    for answers in random_visits(pack, 100):
        one, two = assess(pack, answers), assess(other, answers)
        assert one.level is two.level
        assert [section.id for section in one.sections] == [section.id for section in two.sections]
        assert [reason.rules for reason in one.reasons] == [reason.rules for reason in two.reasons]


def test_nothing_of_a_pack_that_is_read_stays_in_english(pack: Pack) -> None:
    other = translate_pack(pack, lambda text: f"«{text}»")
    assert all(message.text.startswith("«") for message in messages(other))
    assert len(list(messages(other))) == len(list(messages(pack)))
    assert all(rule.reason.startswith("«") for rule in other.rules)
    assert other.questions["heart"].text.startswith("«")
    assert list(other.medicines) == list(pack.medicines)


def test_a_whole_catalog_has_no_problem(translated: Path) -> None:
    pack = load_pack(translated)
    assert list(translation_problems(load_languages(translated)["zxx"], pack)) == []
    printed = CliRunner().invoke(
        cli, ["content", "translate", "check", "zxx", "--questions", str(translated)]
    )
    assert printed.exit_code == 0
    assert "texts by a program" in printed.output


def test_an_edited_sentence_has_no_words_any_more_and_is_named(translated: Path) -> None:
    path = next((translated / "flow").glob("*.toml"))
    text = load_pack(translated).questions[path.stem].text
    path.write_text(path.read_text("utf-8").replace(text, text + " Really?"), "utf-8")
    files = PackReader(translated).read().files
    (problem,) = translation_problems(
        load_languages(translated)["zxx"], load_pack(translated), files
    )
    assert problem.message.startswith("no words yet")
    assert "Really?" in problem.message
    assert problem.location == f"flow/{path.name}#questions.{path.stem}.text"


@pytest.mark.parametrize(
    ("english", "words", "said"),
    [
        ("**Call** now", "Llame ya", "other bold than in English"),
        ("In 2021 it was so", "En 2012 era así", "other numbers than in English"),
        ("%(n)s names", "nombres", "other placeholders than in English"),
        ('Read <a href="/x">this</a>', "Lea esto", "other markup than in English"),
        ("Talk to somebody", "es seguro tomar kratom", "the banned phrase 'es seguro tomar'"),
        ("Take some", "Tome dos gramos", "an amount, 'dos gramos'"),
        ("Take some", "Tome 5 mg", "other numbers than in English"),
    ],
)
def test_words_that_do_not_say_the_same_are_named(
    monkeypatch: pytest.MonkeyPatch, small_pack: Pack, english: str, words: str, said: str
) -> None:
    from babel.messages.catalog import Catalog

    only = Catalog()
    only.add(english, locations=[("here", 0)])
    monkeypatch.setattr("app.content.reports.catalog.message_template", lambda *_: only)
    there = language(
        texts={english: words},
        banned=("es seguro tomar",),
        measures=("gramos",),
        numbers=("dos",),
    )
    found = list(translation_problems(there, small_pack))
    assert said in found[0].message


def test_a_label_that_a_text_quotes_has_the_words_of_that_label() -> None:
    for there in load_languages(resource_dir("questions")).values():
        for text, translated in there.texts.items():
            for label in re.findall("“([^”]+)”", text):
                words = there.texts.get(label, "").removesuffix(".")
                assert words.lower() in translated.lower(), (label, translated)


def test_every_text_says_in_which_file_it_stands(pack: Pack) -> None:
    questions = resource_dir("questions")
    roots = {"templates": resource_dir("templates").parent, "web": HERE}
    catalog = message_template(pack, PackReader(questions).read().files)
    named = {place for message in catalog if message.id for place, _ in message.locations}
    for name in {place.split("#")[0] for place in named}:
        assert (roots.get(name.split("/")[0], questions) / name).is_file(), name
    manifest_fields = {
        place.split("#")[1].split(".")[0] for place in named if place.startswith(MANIFEST)
    }
    assert manifest_fields == {"title", "levels", "meanings", "certainty", "contacts", "parts"}


def test_an_update_adds_what_is_new_and_guesses_nothing(translated: Path) -> None:
    path = translated / "locale" / "zxx.po"
    pack = load_pack(translated)
    other = translate_pack(pack, lambda text: text.replace("heart", "hearts"))
    path.write_bytes(updated_catalog(read_catalog(path), other))
    texts = load_languages(translated)["zxx"].texts
    new = {m.text for m in messages(other)} - {m.text for m in messages(pack)}
    assert new
    assert not new & texts.keys()
    assert len(list(read_catalog(path))) == len(list(message_template(other)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('name = "X"', "locale/zxx.toml: missing key 'translator'"),
        ('direction = "up"', "direction: expected ltr or rtl"),
        ('reviewer = "R"', "reviewer and reviewed_on: expected both, or neither"),
        ('reviewer = "R"\nreviewed_on = "soon"', "reviewed_on: expected YYYY-MM-DD"),
        ("texts = {}", "unknown key: the words stand in the catalogue"),
        ('colour = "red"', "unknown key 'colour'"),
        ("[", "locale/zxx.toml: "),
    ],
)
def test_a_fault_in_what_is_said_of_a_language_is_named(
    translated: Path, change: str, said: str
) -> None:
    path = translated / "locale" / "zxx.toml"
    whole = 'name = "X"\ntranslator = "nobody"\n' + change
    path.write_text(change if change == 'name = "X"' else whole, "utf-8")
    with pytest.raises(ContentError) as error:
        load_languages(translated)
    assert said.removeprefix("locale/zxx.toml: ") in str(error.value)


def test_a_language_without_a_catalog_is_named(translated: Path) -> None:
    (translated / "locale" / "zxx.po").unlink()
    with pytest.raises(ContentError, match=r"locale/zxx\.toml: .*zxx\.po"):
        load_languages(translated)


def test_only_reviewed_languages_are_loaded_where_that_is_asked(translated: Path) -> None:
    assert load_languages(translated, reviewed_only=True) == {}
    path = translated / "locale" / "zxx.toml"
    path.write_text(pseudo.TOML + 'reviewer = "R"\nreviewed_on = "2026-11-01"\n', "utf-8")
    assert list(load_languages(translated, reviewed_only=True)) == ["zxx"]


def test_checking_a_language_that_is_none_says_so(
    translated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["x"])
    printed = CliRunner().invoke(
        cli, ["content", "translate", "check", "fr", "--questions", str(translated)]
    )
    assert printed.exit_code == 1
    assert "no locale/fr.toml" in printed.output
