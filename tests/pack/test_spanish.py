"""The Spanish: whole, true to the English in all that a machine can compare, and easy to read."""

from app.config import folder
from app.content.catalogue import faults
from app.content.commands import report_ease
from app.content.languages import load_languages
from app.core.model import Pack
from tests.visitor import Visitor


def test_everything_has_words_that_say_the_same(pack: Pack) -> None:
    spanish = load_languages(folder("questions"))["es"]
    assert list(faults(spanish, pack)) == []


def test_it_is_easy_to_read(pack: Pack) -> None:
    spanish = load_languages(folder("questions"))["es"]
    assert list(report_ease(pack, spanish)) == []


def test_it_says_that_nobody_has_reviewed_it(visitor: Visitor) -> None:
    visitor.named = "Chequeo de kratom"
    page = visitor.get("/es/")
    assert "Esta traducción aún no ha sido revisada por un traductor cualificado." in page.html
    assert page.all("html", lang="es", dir="ltr")
