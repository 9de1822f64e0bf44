"""Laws for every page: no amounts, no promises, and a source for every statement."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from app.config import resource_dir
from app.content.checks.wording import contains_phrase, find_amount
from app.content.load.reader import PackReader
from app.core.model import Pack
from app.core.rule import Level
from tests.real import PACK
from tests.visitor import Page, Visitor

ROOT = Path(__file__).parents[2]
BANNED = PackReader(resource_dir("questions")).read().manifest.wording.banned
HEAVY = {
    id: {option.id for option in question.visible_options if not option.quiet}
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
    "/accessibility",
    "/about",
    "/region",
    "/for-clinics",
    "/paper",
    "/s/t3st/poster",
    *(f"/check/{id}" for id in PACK.questions),
    *(f"/article/{id}" for id in PACK.sections),
]


def own_text(page: Page) -> str:
    """Return a page's own text, without the claims that the claims page quotes in its headings."""
    html = page.html
    if page.name == "claims":
        html = re.sub(r"<h3>.*?</h3>", "", html, flags=re.DOTALL)
    inline = re.sub(r"</?(?:a|b|i|em|strong)\b[^>]*>", "", html)
    return " ".join(re.sub(r"<[^>]+>", " | ", inline).split())


def violations(page: Page) -> Iterator[str]:
    """Yield every amount and banned phrase on a page."""
    text = own_text(page)
    if amount := find_amount(text):
        yield f"an amount: {amount}"
    yield from (f"banned: {phrase}" for phrase in BANNED if contains_phrase(text, (phrase,)))


@pytest.mark.parametrize("path", PATHS)
def test_no_page_names_an_amount_or_makes_a_promise(begun: Visitor, path: str) -> None:
    assert list(violations(begun.get(path))) == []


def facts(page: Page) -> list[str]:
    """Return the paragraphs and list items of sections and claims that state facts."""
    statements = []
    for article in re.findall(r'<article class="art".*?</article>', page.html, re.DOTALL):
        prose = re.split(r"<h\d[^>]*>Questions to ask</h\d>", article)[0]
        prose = re.sub(r'<div class="ev">.*?</div>', "", prose, flags=re.DOTALL)
        statements += re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", prose, re.DOTALL)
    return statements


def test_every_statement_of_the_article_ends_in_a_link_to_a_source(visitor: Visitor) -> None:
    statements = facts(visitor.get("/article"))
    assert len(statements) == sum(len(section.paragraphs) for section in PACK.sections.values())
    for statement in statements:
        assert re.search(
            r'<a class="cite" href="#r(\d+)">\[\1(, \d+)*\]</a>$', statement.strip()
        ), statement


def test_every_verdict_links_to_its_sources(visitor: Visitor) -> None:
    page = visitor.get("/claims")
    verdicts = re.findall(r'<article class="art" id="SD-.*?</article>', page.html, re.DOTALL)
    assert len(verdicts) == 40
    for verdict in verdicts:
        assert re.search(r'href="/sources#S\w+"', verdict)


def test_every_inference_on_a_page_says_that_it_is_one(visitor: Visitor) -> None:
    hedges = PackReader(resource_dir("questions")).read().manifest.wording.hedges
    page = visitor.get("/article")
    inferred = [
        paragraph.text
        for section in PACK.sections.values()
        for paragraph in section.paragraphs
        if any(PACK.claims[id].status == "INF" for id in paragraph.claims)
    ]
    assert len(inferred) > 20
    text = own_text(page)
    for statement in inferred:
        assert contains_phrase(statement, hedges), statement
        assert " ".join(re.sub(r"[*_]", "", statement).split())[:40] in unescape(text), statement


@pytest.mark.parametrize("level", Level)
def test_no_result_names_an_amount_or_makes_a_promise(begun: Visitor, level: Level) -> None:
    journey = next(journey for journey in PACK.journeys if journey.level is level)
    begun.answer_all(list(PACK.questions), {id: set(a) for id, a in journey.answers.items()})
    page = begun.get("/result")
    assert page.level == level.id
    assert list(violations(page)) == []
    assert list(violations(begun.get("/result/summary"))) == []


def test_the_heaviest_result_holds_too(begun: Visitor) -> None:
    begun.answer_all(list(PACK.questions), HEAVY)
    page = begun.get("/result")
    assert page.level == "emergency"
    assert list(violations(page)) == []
    assert len(page.html) < 250_000


def test_content_has_its_heading_in_the_changelog(pack: Pack) -> None:
    changelog = (resource_dir("questions").parent / "CHANGELOG.md").read_text("utf-8")
    version = changelog.split(f"## {pack.version}", 1)[1].split("\n## ", 1)[0]
    assert "### Content" in version


def test_every_class_has_a_style() -> None:
    """A class that lost its style once left a drawing black."""
    styles = "".join(path.read_text() for path in (ROOT / "app/web/static").glob("*.css"))
    styled = set(re.findall(r"\.([a-z][\w-]*)", styles))
    for template in (ROOT / "templates").rglob("*.html"):
        plain = re.sub(r"\{%.*?%\}", " ", template.read_text(), flags=re.DOTALL)
        plain = re.sub(r"\{\{.*?\}\}", "*", plain, flags=re.DOTALL)
        names = " ".join(re.findall(r'class="([^"]*)"', plain)).split()
        used = {name for name in names if "*" not in name}
        assert used <= styled, (template.name, used - styled)
