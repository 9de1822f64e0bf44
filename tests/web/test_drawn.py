"""Pages that are drawn once: to the byte what is drawn for one visitor, and no answer in them."""

from itertools import combinations

import pytest
from flask import Flask

from app.core.model import Pack
from app.web.rendering import page_cache as drawn
from app.web.visit import state as visit
from tests.visitor import Visitor
from tests.web.visits import QUESTIONS

TOLD = [
    {},
    {"heart": ["long-qt"], "now": ["none"], "kratom": ["daily"]},
    {id: ["none"] for id in QUESTIONS} | {"heart": ["arrhythmia"], "medicines": ["sedatives"]},
    {id: ["none"] for id in QUESTIONS},
    {"now": ["self-harm-plan"]},
    {"now": ["chest-pain"], "heart": ["none"]},
    {"now": ["prefer-not"]},
]


def pages(visitor: Visitor, root: str = "") -> list[str]:
    """Every page that is drawn once: all questions, the answers, and what there is of a result."""
    paths = ["/", *(f"/check/{id}" for id in QUESTIONS), "/check/heart?change=1", "/check/answers"]
    return [visitor.get(root + path).html for path in (*paths, "/region", "/result")]


@pytest.mark.parametrize("root", ["", "/es"])
@pytest.mark.parametrize("told", TOLD)
def test_a_page_from_what_was_drawn_is_the_page_itself(
    app: Flask, monkeypatch: pytest.MonkeyPatch, root: str, told: dict[str, list[str]]
) -> None:
    visitor = Visitor(app.test_client(), "Chequeo de kratom" if root else "Kratom safety check")
    visitor.get(f"{root}/")
    visitor.post(f"{root}/start", region="uk")
    for question, options in told.items():
        visitor.get(f"{root}/check/{question}")
        visitor.post(f"{root}/check/{question}", answer=options)
    app.extensions["drawn"].clear()
    twice = pages(visitor, root), pages(visitor, root)
    monkeypatch.setattr(visit, "was_cleared", lambda: True)
    monkeypatch.setitem(app.jinja_env.globals, "was_cleared", lambda: False)
    for env in app.extensions["templates"].values():
        monkeypatch.setitem(env.globals, "was_cleared", lambda: False)
    assert twice == (pages(visitor, root), twice[0])


def test_parts_of_a_result_are_drawn_at_the_start_and_none_by_a_visit(
    begun: Visitor, app: Flask, pack: Pack
) -> None:
    parts = app.extensions["parts"]
    before = {tag: (dict(one.reasons), dict(one.sections)) for tag, one in parts.items()}
    assert before.keys() == {"", "es"}
    ruled = [rule for rule in pack.rules if not set(rule.sections) & set(pack.actions)]
    together = {
        (a.id, b.id)
        for a, b in combinations(ruled, 2)
        if (a.reason, a.sections) == (b.reason, b.sections)
    }
    assert together
    for reasons, sections in before.values():
        assert sections.keys() == pack.sections.keys()
        assert reasons.keys() == {(rule.id,) for rule in ruled} | together
    begun.answer_all(QUESTIONS, {"heart": {"long-qt"}, "about": {"pregnant"}})
    begun.get("/result")
    assert {tag: (one.reasons, one.sections) for tag, one in parts.items()} == before


def left_by(app: Flask, told: dict[str, list[str]]) -> dict[object, object]:
    """What is kept of all pages after a visit with some answers, by its keys."""
    app.extensions["drawn"].clear()
    visitor = Visitor(app.test_client())
    visitor.begin("us")
    for question, options in told.items():
        visitor.answer(question, *options)
    pages(visitor)
    assert visitor.token
    return dict(app.extensions["drawn"])


def test_what_is_kept_is_the_same_whatever_was_answered(app: Flask) -> None:
    """No answer, no token, no level: not in what is kept, and not in its keys.

    A result on which help comes first leaves nothing at all, which a first visit could show.
    """
    calm, other, danger = TOLD[3], TOLD[2], TOLD[4]
    least = left_by(app, calm)
    assert least
    assert left_by(app, other) == least
    assert left_by(app, {**other, "heart": ["unsure"], "about": ["pregnant"]}) == least
    assert left_by(app, danger).items() <= least.items()
    assert left_by(app, {**calm, **danger}).items() <= least.items()


def kept(app: Flask) -> list[drawn.Drawn]:
    """The pages that are kept."""
    return [one for one in app.extensions["drawn"].values() if isinstance(one, drawn.Drawn)]


def test_only_so_many_pages_are_kept(
    begun: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.extensions["drawn"].clear()
    monkeypatch.setattr(drawn, "MOST", 3)
    for question in QUESTIONS:
        begun.get(f"/check/{question}")
    assert len(app.extensions["drawn"]) <= 3


@pytest.mark.parametrize("path", ["/", "/start", "/region", "/check/heart", "/s/k105k/", "/nope"])
def test_a_refused_post_leaves_nothing_for_others(begun: Visitor, app: Flask, path: str) -> None:
    begun.get("/check/heart")
    app.extensions["drawn"].clear()
    sent = {"data": {"answer": "device"}, "headers": {"Sec-Fetch-Site": "cross-site"}}
    assert begun.client.post(path, **sent).status_code == 400
    assert kept(app) == []
    assert not any("nope" in str(key) for key in app.extensions["drawn"])
    other = Visitor(app.test_client())
    assert "once more" not in other.get("/").html
    assert "once more" not in other.get("/s/k105k/").html


def test_visitors_side_by_side_each_see_their_own(app: Flask) -> None:
    """Two clinics' links, two regions, two languages, in turn."""
    people = [
        ("/s/t3st/", "us", ""),
        ("/", "uk", ""),
        ("/", "uk", "/es"),
        ("/s/t3st/", "nz", "/es"),
    ]
    visitors = []
    for start, region, root in people:
        named = "Chequeo de kratom" if root else "Kratom safety check"
        visitor = Visitor(app.test_client(), named)
        found = visitor.get(root + start)
        sites = [tag["value"] for tag in found.all("input", name="site")][:1]
        visitor.post(f"{root}/start", region=region, **({"site": sites[0]} if sites else {}))
        visitors.append(visitor)
    for _ in range(2):
        for visitor, (start, region, root) in zip(visitors, people, strict=True):
            html = visitor.get(f"{root}/check/now").html
            assert f'href="tel:{ {"us": "911", "uk": "999", "nz": "111"}[region] }"' in html
            assert ("Riverbend" in html) == (start != "/")
            assert f'lang="{"es" if root else "en"}" dir="ltr"' in html


def test_every_help_line_is_the_one_that_is_asked_for(app: Flask, pack: Pack) -> None:
    """Two lines of one name would be two keys: never a number of somebody else."""
    for region in pack.regions.values():
        visitor = Visitor(app.test_client())
        visitor.begin(region.id)
        visitor.answer("now", "prefer-not")
        html = visitor.get("/result").html
        for line in region.line:
            for number in line.numbers:
                assert f'href="{number.link}"' in html, (region.id, line.name)
