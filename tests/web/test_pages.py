"""Public pages, static files, security headers and error pages."""

import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.exceptions import TooManyRequests

from app.core.model import Pack
from tests.conftest import MakeApp
from tests.visitor import Visitor


def test_the_article_holds_every_section_in_its_part(visitor: Visitor, pack: Pack) -> None:
    page = visitor.get("/article")
    assert page.sections == list(pack.sections)
    assert all(part.title in page.html for part in pack.parts)


def test_every_section_has_a_page(visitor: Visitor, pack: Pack) -> None:
    for section in pack.sections.values():
        page = visitor.get(f"/article/{section.id}")
        assert page.name == "section"
        assert "What we do not know" in page.html
        assert "How sure is the science?" in page.html
        assert "Not yet reviewed by a clinician" in page.html


def test_every_paragraph_ends_in_a_source(visitor: Visitor, pack: Pack) -> None:
    for section in pack.sections.values():
        main = visitor.get(f"/article/{section.id}").html.split("<h2>Sources")[0]
        assert main.count('href="#r') >= len(section.paragraphs)


def test_the_emergency_section_needs_no_cookie_and_has_the_number(visitor: Visitor) -> None:
    assert "tel:911" in visitor.get("/article/emergency").html


def test_there_is_no_such_page(visitor: Visitor) -> None:
    for path in ("/nope", "/article/nope", "/static/style.css"):
        page = visitor.get(path, 404)
        assert page.title.startswith("We cannot find that page")
    assert "tel:911" in page.html


def test_a_page_without_such_a_method_says_so(visitor: Visitor) -> None:
    assert visitor.get("/start", 405).name == "error"
    assert "POST" in visitor.client.get("/start").headers["Allow"]


def test_too_many_at_once_are_told_when_to_come_back(make_app: MakeApp) -> None:
    busy = make_app()

    def refuse() -> None:
        raise TooManyRequests(retry_after=60)

    busy.add_url_rule("/busy", view_func=refuse)
    visitor = Visitor(busy.test_client())
    assert "Too many answers came from your network" in visitor.get("/busy", 429).html
    assert visitor.client.get("/busy").headers["Retry-After"] == "60"
    assert visitor.client.get("/busy").headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("host", ["a" * 8_000, "a b", "[", "é", "a/b", ""])
@pytest.mark.parametrize("root", ["", "/es"])
def test_a_host_that_is_none_gives_a_page_with_the_numbers(
    app: Flask, root: str, host: str
) -> None:
    response = app.test_client().get(f"{root}/", environ_overrides={"HTTP_HOST": host})
    assert response.status_code < 500
    assert 'href="tel:911"' in response.text
    assert f'href="{root}/privacy"' in response.text


def test_an_error_of_ours_is_a_page_without_blame(make_app: MakeApp) -> None:
    broken = make_app()
    broken.add_url_rule("/broken", view_func=lambda: 1 / 0)
    page = Visitor(broken.test_client()).get("/broken", 500)
    assert "This is our fault" in page.html


def test_privacy_says_what_is_true(visitor: Visitor) -> None:
    html = visitor.get("/privacy").html
    assert "60 minutes" in html
    assert "4 hours" in html


def test_content_that_no_clinician_reviewed_says_so_on_every_page(visitor: Visitor) -> None:
    for path in ("/", "/privacy", "/article", "/cleared", "/check/now"):
        assert "No clinician has reviewed this content yet" in visitor.get(path).html


def test_files_are_named_by_their_hash_and_kept(visitor: Visitor) -> None:
    page = visitor.get("/")
    for link in page.all("link"):
        assert re.fullmatch(r"/static/\w+\.[0-9a-f]{12}\.(css|svg)", link["href"])
        response = visitor.client.get(link["href"])
        assert response.cache_control.immutable
        assert "Vary" not in response.headers
        assert response.content_type.startswith(("text/css", "image/svg+xml"))


@pytest.mark.parametrize("path", ["/", "/check/heart", "/article", "/nope", "/leave", "/cleared"])
def test_every_response_is_sealed_off(visitor: Visitor, path: str) -> None:
    headers = visitor.client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_nothing_comes_from_anywhere_else(visitor: Visitor) -> None:
    for path in ("/", "/check/now", "/article"):
        page = visitor.get(path)
        loaded = [tag["src"] for _, tag in page.tags if "src" in tag]
        assert [Path(src).suffix for src in loaded] == [".js"]
        assert loaded[0].startswith("/static/")
        assert len(visitor.client.get(loaded[0]).data) <= 400


def test_every_claim_of_the_source_article_is_checked(visitor: Visitor, pack: Pack) -> None:
    page = visitor.get("/claims")
    shown = [tag["data-claim"] for _, tag in page.tags if "data-claim" in tag]
    assert sorted(shown) == [f"SD-{number:02}" for number in range(1, 41)]
    verdicts = [claim.verdict for claim in pack.source_claims]
    assert verdicts.count("contradicted") == 2
    for verdict in set(verdicts):
        count = f"{verdict.capitalize()}</dt><dd>{verdicts.count(verdict)}</dd>"
        assert count in page.html


def test_every_source_is_listed_once_with_what_it_is_cited_for(
    visitor: Visitor, pack: Pack
) -> None:
    page = visitor.get("/sources")
    listed = [tag["id"] for name, tag in page.tags if name == "li" and "id" in tag]
    assert listed == list(pack.sources)
    assert page.html.count("Cited for:") == len(pack.sources)


def test_how_it_works_shows_every_rule_option_and_claim(visitor: Visitor, pack: Pack) -> None:
    page = visitor.get("/how-it-works")
    ids = {tag.get("id") for _, tag in page.tags}
    assert {f"rule-{rule.id}" for rule in pack.rules} | set(pack.claims) <= ids
    for question in pack.questions.values():
        assert page.html.count(f"<li>{question.title}</li>") == 1
    assert pack.digest in page.html


def test_result_and_summary_name_the_content_that_made_them(begun: Visitor, pack: Pack) -> None:
    begun.answer("now", "unsure")
    for path in ("/result", "/result/summary"):
        html = begun.get(path).html
        assert pack.version in html
        assert pack.digest in html
