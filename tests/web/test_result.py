"""Results: the right level and reasons, with no answer revealed by a title or link."""

from app.core.model import Pack
from tests.visitor import Visitor
from tests.web.visits import result_for


def test_only_none_is_standard(visitor: Visitor) -> None:
    page = result_for(visitor)
    assert page.level == "standard"
    assert "does not mean that kratom is safe" in page.html


def test_an_irregular_heartbeat_is_strong_and_said_back(visitor: Visitor) -> None:
    page = result_for(visitor, heart="arrhythmia")
    assert page.level == "strong"
    assert {"heart", "heart-rhythm"} <= set(page.sections)
    assert '<p class="said">Irregular heartbeat</p>' in page.html


def test_pregnant_with_daily_opioids_is_urgent(visitor: Visitor) -> None:
    assert result_for(visitor, about="pregnant", opioids="daily").level == "urgent"


def test_a_stacked_mix_is_urgent_and_warns_against_stopping(visitor: Visitor) -> None:
    page = result_for(visitor, opioids="daily", medicines="sedatives", kratom="daily")
    assert page.level == "urgent"
    assert "not stop a sedative or a prescribed opioid suddenly" in page.html


def test_a_result_too_early_leads_to_the_gap_and_says_so(begun: Visitor) -> None:
    begun.answer("now", "none")
    response = begun.client.get("/result")
    assert (response.status_code, response.location) == (303, "/check/heart?missing=1")
    assert "A few answers are missing" in begun.get("/result").html


def test_without_a_visit_a_result_is_the_start(visitor: Visitor) -> None:
    for path in ("/result", "/result/summary"):
        assert visitor.client.get(path).location == "/"


def test_results_have_one_title_for_everyone(visitor: Visitor) -> None:
    titles = set()
    for now in ("none", "chest-pain", "self-harm-plan"):
        page = result_for(visitor, now=now) if now == "none" else None
        if page is None:
            visitor.answer("now", now)
            page = visitor.get("/result")
        titles.add((page.title, visitor.get("/result/summary").title))
    assert titles == {("Your result – Kratom safety check", "Your summary – Kratom safety check")}


def test_a_result_says_of_every_section_that_no_clinician_reviewed_it(visitor: Visitor) -> None:
    page = result_for(visitor, heart="long-qt", now="fluids")
    assert page.html.count("Not yet reviewed by a clinician") == len(page.sections)


def test_links_on_a_result_give_no_answer_away(visitor: Visitor, pack: Pack) -> None:
    page = result_for(visitor, heart="long-qt", about="pregnant", kratom="daily")
    words = {*pack.sections, "long-qt", "pregnant", "daily"} - {"emergency"}
    for tag in (tag for tag in page.all("a") if not tag["href"].startswith("https:")):
        assert not any(word in tag["href"].split("?")[0].split("/") for word in words), tag
        assert tag["href"].lstrip("#") not in words, tag
