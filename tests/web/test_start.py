"""The start page: whom to call in danger, and the way into and back to a visit."""

import pytest

from app.core.model import Pack
from tests.visitor import Page, Visitor


def test_the_start_page_leads_to_every_regions_emergency_number(
    visitor: Visitor, pack: Pack
) -> None:
    start = visitor.get("/")
    assert start.all("a", href="tel:911")
    assert "Elsewhere: 112" in start.html
    assert start.all("a", href="/region")
    page = visitor.get("/region")
    dialed = {tag["href"] for tag in page.all("a") if "tel:" in tag.get("href", "")}
    assert dialed >= {f"tel:{n}" for region in pack.regions.values() for n in region.emergency}
    assert "Elsewhere: 112, 999, 000 or 111" in page.html


def test_start_leads_to_the_first_question(visitor: Visitor) -> None:
    assert visitor.begin("uk") == "/check/now"
    assert "tel:999" in visitor.get("/check/now").html


@pytest.mark.parametrize("sent", [{"region": "moon"}, {"region": ""}, {}])
def test_a_region_unknown_or_missing_is_refused_in_words(
    visitor: Visitor, sent: dict[str, str]
) -> None:
    visitor.get("/")
    page = Page(visitor.post("/start", 422, **sent).text)
    assert page.title.startswith("Error: ")
    assert page.all("div", role="alert")


def test_starting_again_clears_old_answers(begun: Visitor) -> None:
    begun.answer("heart", "long-qt")
    begun.begin("us")
    assert begun.get("/check/heart").ticked == set()


def test_the_start_page_leads_back_into_a_visit(begun: Visitor) -> None:
    assert "Go on with your answers" in begun.get("/").html
    begun.post("/forget")
    assert "Go on with your answers" not in begun.get("/").html


def test_pages_beside_a_visit_lead_back_to_it(begun: Visitor) -> None:
    for path in ("/article", "/article/emergency", "/privacy", "/claims"):
        assert "Back to my answers" in begun.get(path).html
