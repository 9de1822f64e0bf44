"""The page cache: a cached page equals a fresh one and contains no answer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask

from app.core.model import Pack
from app.web.rendering.page_cache import Fragment, PageCache
from app.web.visit import state
from tests.conftest import MakeApp
from tests.visitor import Visitor
from tests.web.visits import QUESTIONS

ANSWERS = [
    {},
    {"heart": ["long-qt"], "now": ["none"], "kratom": ["daily"]},
    {id: ["none"] for id in QUESTIONS} | {"heart": ["arrhythmia"], "medicines": ["sedatives"]},
    {id: ["none"] for id in QUESTIONS},
    {"now": ["self-harm-plan"]},
    {"now": ["chest-pain"], "heart": ["none"]},
    {"now": ["prefer-not"]},
]


@pytest.fixture
def cache(app: Flask) -> Iterator[PageCache]:
    """Give the app an empty page cache, and restore the usual one after the test."""
    usual = app.extensions["templates"]
    empty: PageCache[Fragment] = PageCache(500)
    app.extensions["templates"] = replace(usual, pages=empty, places=PageCache(100))
    yield empty
    app.extensions["templates"] = usual


def pages(visitor: Visitor, root: str = "") -> list[str]:
    """Return the HTML of every page that may be cached: questions, answers, result, article."""
    paths = ["/", *(f"/check/{id}" for id in QUESTIONS), "/check/heart?change=1", "/check/answers"]
    return [visitor.get(root + path).html for path in (*paths, "/region", "/result", "/article")]


@pytest.mark.parametrize("root", ["", "/es"])
@pytest.mark.parametrize("told", ANSWERS)
def test_a_cached_page_is_the_page_itself(
    app: Flask,
    cache: PageCache,
    monkeypatch: pytest.MonkeyPatch,
    root: str,
    told: dict[str, list[str]],
) -> None:
    visitor = Visitor(app.test_client(), "Chequeo de kratom" if root else "Kratom safety check")
    visitor.get(f"{root}/")
    visitor.post(f"{root}/start", region="uk")
    for question, options in told.items():
        visitor.get(f"{root}/check/{question}")
        visitor.post(f"{root}/check/{question}", answer=options)
    first, second = pages(visitor, root), pages(visitor, root)
    monkeypatch.setattr(PageCache, "get", lambda self, key, render: render())
    assert first == second == pages(visitor, root)


def cached_after(app: Flask, answers: dict[str, list[str]]) -> dict[object, object]:
    """Return what is cached after a visit with these answers, by cache key."""
    usual = app.extensions["templates"]
    cache: PageCache[Fragment] = PageCache(500)
    places: PageCache[dict[str, str]] = PageCache(100)
    app.extensions["templates"] = replace(usual, pages=cache, places=places)
    visitor = Visitor(app.test_client())
    visitor.begin("us")
    for question, options in answers.items():
        visitor.answer(question, *options)
    pages(visitor)
    assert visitor.token
    app.extensions["templates"] = usual
    kept = {key: (one.slots, one._start, *one._rest) for key, one in cache._entries.items()}
    return kept | places._entries


def test_what_is_cached_is_the_same_whatever_was_answered(app: Flask) -> None:
    """No answer, CSRF token or level is in a cached page or its key."""
    calm, other, red_flag = ANSWERS[3], ANSWERS[2], ANSWERS[4]
    expected = cached_after(app, calm)
    assert expected
    assert cached_after(app, other) == expected
    assert cached_after(app, {**other, "heart": ["unsure"], "about": ["pregnant"]}) == expected
    assert cached_after(app, red_flag).items() <= expected.items()
    assert cached_after(app, {**calm, **red_flag}).items() <= expected.items()


def test_a_full_cache_drops_the_oldest() -> None:
    cache: PageCache[Fragment] = PageCache(3)
    rendered: list[int] = []

    def page(number: int) -> str:
        return cache.get(number, lambda: Fragment(rendered.append(number) or str(number))).fill({})

    assert [page(number) for number in (1, 2, 3, 1, 4, 3, 2, 4)] == list("12314324")
    assert rendered == [1, 2, 3, 4]
    assert page(1) == "1"
    assert rendered == [1, 2, 3, 4, 1]


def test_threads_share_a_cache_of_few_pages() -> None:
    cache: PageCache[Fragment] = PageCache(2)

    def page(number: int) -> str:
        return cache.get(number % 5, lambda: Fragment(f"page {number % 5}")).fill({})

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(page, range(2_000))) == [f"page {n % 5}" for n in range(2_000)]


@pytest.mark.parametrize("path", ["/", "/start", "/region", "/check/heart", "/s/k105k/"])
def test_a_refused_post_leaves_nothing_for_others(
    begun: Visitor, app: Flask, cache: PageCache, path: str
) -> None:
    begun.get("/check/heart")
    sent = {"data": {"answer": "device"}, "headers": {"Sec-Fetch-Site": "cross-site"}}
    assert begun.client.post(path, **sent).status_code in (400, 405)
    other = Visitor(app.test_client())
    assert "once more" not in other.get("/").html
    assert "once more" not in other.get("/s/k105k/").html


def test_a_path_that_is_none_leaves_nothing(begun: Visitor, cache: PageCache) -> None:
    begun.get("/nope", 404)
    begun.client.post("/nope", headers={"Sec-Fetch-Site": "cross-site"})
    assert not any("nope" in str(key) for key in cache._entries)


def test_visitors_side_by_side_each_see_their_own(app: Flask) -> None:
    """Visitors with different links, regions and languages take turns."""
    cases = [
        ("/s/t3st/", "us", ""),
        ("/", "uk", ""),
        ("/", "uk", "/es"),
        ("/s/t3st/", "nz", "/es"),
    ]
    visitors = []
    for start, region, root in cases:
        named = "Chequeo de kratom" if root else "Kratom safety check"
        visitor = Visitor(app.test_client(), named)
        page = visitor.get(root + start)
        sites = [tag["value"] for tag in page.all("input", name="site")][:1]
        visitor.post(f"{root}/start", region=region, **({"site": sites[0]} if sites else {}))
        visitors.append(visitor)
    for _ in range(2):
        for visitor, (start, region, root) in zip(visitors, cases, strict=True):
            for path in ("/check/now", "/article", "/article/emergency", "/paper", "/"):
                html = visitor.get(root + path).html
                assert f'href="tel:{ {"us": "911", "uk": "999", "nz": "111"}[region] }"' in html
                assert ("Riverbend" in html) == (start != "/")
                assert f'lang="{"es" if root else "en"}" dir="ltr"' in html


CLINICS = "".join(
    f'[sites.c{n:03}]\nname = "Clinic {n}"\nregion = "us"\nphone = "(503) 555-01{n:02}"\n'
    for n in range(20)
)


def test_clinics_and_regions_share_the_large_pages(make_app: MakeApp, pack: Pack) -> None:
    """Each large page is cached once for all clinics, so clinics cannot fill the cache."""
    app = make_app(CLINICS)
    for number, region in enumerate(pack.regions):
        visitor = Visitor(app.test_client())
        visitor.get(f"/s/c{number:03}/")
        visitor.post("/start", region=region, site=f"c{number:03}")
        for path in ("/article", "/how-it-works", "/paper/names", "/sources", "/check/heart"):
            assert f"Clinic {number}<" in visitor.client.get(path).text
    keys = app.extensions["templates"].pages._entries
    for endpoint in ("pages.article", "pages.how_it_works", "clinics.names", "questions.question"):
        assert sum(endpoint in str(key) for key in keys) == 1, endpoint


WITHOUT_ANSWERS = [
    *("/", "/article", "/claims", "/sources", "/how-it-works", "/privacy", "/accessibility"),
    *("/about", "/cleared", "/region", "/for-clinics", "/paper", "/paper/names", "/check/heart"),
    *("/check/medicines", "/article/emergency", "/s/t3st/", "/s/t3st/poster", "/s/t3st/paper"),
    *("/s/t3st/for-clinics", "/fhir/Questionnaire/kratom-safety-check"),
    "/fhir/CodeSystem/kratom-safety-check",
]


@pytest.mark.parametrize("root", ["", "/es"])
def test_a_page_without_answers_is_rendered_once(
    app: Flask, cache: PageCache, monkeypatch: pytest.MonkeyPatch, root: str
) -> None:
    client = app.test_client()
    first = [client.get(root + path).text for path in WITHOUT_ANSWERS]
    monkeypatch.setattr("app.web.visit.render.render_template", lambda *_, **__: 1 / 0)
    monkeypatch.setattr("app.web.views.results._as_json", lambda *_: 1 / 0)
    assert [client.get(root + path).text for path in WITHOUT_ANSWERS] == first


def test_a_shared_page_cannot_show_a_clinic_or_a_region(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise, one visitor's phone numbers would be shown to another."""
    app = make_app()
    app.testing = True
    env = app.extensions["templates"].environments[""]
    for name in ("region", "site", "start_url"):
        page = env.from_string(f"{{{{ {name}() }}}}")
        with monkeypatch.context() as patched:
            patched.setattr(env, "get_template", lambda _, page=page: page)
            with pytest.raises(RuntimeError, match="place slot"):
                app.test_client().get("/privacy")


def test_nothing_is_cached_that_says_answers_were_cleared(
    app: Flask, cache: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "answers_expired", lambda: True)
    Visitor(app.test_client()).get("/privacy")
    assert not any("pages.privacy" in str(key) for key in cache._entries)


def test_every_help_line_is_the_one_that_is_asked_for(app: Flask, pack: Pack) -> None:
    """Help lines with the same name must not show each other's numbers."""
    for region in pack.regions.values():
        visitor = Visitor(app.test_client())
        visitor.begin(region.id)
        visitor.answer("now", "prefer-not")
        html = visitor.get("/result").html
        for line in region.line:
            for number in line.numbers:
                assert f'href="{number.link}"' in html, (region.id, line.name)
