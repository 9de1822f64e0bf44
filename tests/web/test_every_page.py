"""What no page may say, whatever it shows."""

import re
from collections.abc import Iterator

import pytest

from app.config import folder
from app.content.loader import load_pack
from app.content.reader import Reader
from app.content.wording import amount_in, has_any
from app.core.model import Level, Pack
from tests.visitor import Page, Visitor

PACK = load_pack(folder("questions"))
BANNED = Reader(folder("questions")).read().cover.wording.banned
HEAVY = {
    id: {option.id for option in question.offered if not option.quiet}
    for id, question in PACK.questions.items()
}
PATHS = [
    "/",
    "/article",
    "/claims",
    "/sources",
    "/how-it-works",
    "/privacy",
    "/cleared",
    *(f"/check/{id}" for id in PACK.questions),
    *(f"/article/{id}" for id in PACK.sections),
]


def spoken(page: Page) -> str:
    """What a page says in our own words: not what the claims page quotes in its headings."""
    html = page.html
    if page.name == "claims":
        html = re.sub(r"<h3>.*?</h3>", "", html, flags=re.DOTALL)
    inline = re.sub(r"</?(?:a|b|i|em|strong)\b[^>]*>", "", html)
    return " ".join(re.sub(r"<[^>]+>", " | ", inline).split())


def complaints(page: Page) -> Iterator[str]:
    text = spoken(page)
    if amount := amount_in(text):
        yield f"an amount: {amount}"
    yield from (f"banned: {phrase}" for phrase in BANNED if has_any(text, (phrase,)))


@pytest.mark.parametrize("path", PATHS)
def test_no_page_names_an_amount_or_makes_a_promise(begun: Visitor, path: str) -> None:
    assert list(complaints(begun.get(path))) == []


@pytest.mark.parametrize("level", Level)
def test_no_result_names_an_amount_or_makes_a_promise(begun: Visitor, level: Level) -> None:
    journey = next(journey for journey in PACK.journeys if journey.level is level)
    begun.answer_all(list(PACK.questions), {id: set(a) for id, a in journey.answers.items()})
    page = begun.get("/result")
    assert page.level == level.id
    assert list(complaints(page)) == []
    assert list(complaints(begun.get("/result/summary"))) == []


def test_the_heaviest_result_holds_too(begun: Visitor) -> None:
    begun.answer_all(list(PACK.questions), HEAVY)
    page = begun.get("/result")
    assert page.level == "emergency"
    assert list(complaints(page)) == []
    assert len(page.html) < 250_000


def test_content_has_its_heading_in_the_changelog(pack: Pack) -> None:
    changelog = (folder("questions").parent / "CHANGELOG.md").read_text("utf-8")
    version = changelog.split(f"## {pack.version}", 1)[1].split("\n## ", 1)[0]
    assert "### Content" in version
