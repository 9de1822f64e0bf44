"""The printable summary: the level, the answers and every concern."""

from tests.visitor import Visitor
from tests.web.visits import PACK, result_for


def test_the_summary_says_level_answers_and_reasons(visitor: Visitor) -> None:
    result_for(visitor, heart="arrhythmia", medicines="prefer-not")
    html = visitor.get("/result/summary").html
    assert "Level 2 of 4, strong" in html
    assert "Irregular heartbeat" in html
    assert "You would rather not say about your medicines" in html


def test_a_concern_of_the_heart_is_on_paper_beside_many_others(visitor: Visitor) -> None:
    result_for(
        visitor,
        heart="long-qt",
        opioids="daily",
        medicines="sedatives",
        substances="alcohol street-opioids",
        kratom="seven-oh daily",
        health="kidney lungs liver",
    )
    page = visitor.get("/result/summary")
    for title in ("Your heart rhythm", "Your heart and blood vessels"):
        assert title in page.html
    shown = visitor.get("/result").sections
    concerns = page.html.split("Why this level")[1].split("My questions")[0]
    everyone = next(rule.sections for rule in PACK.rules if not rule.when)
    for id in set(shown) - set(everyone):
        assert PACK.sections[id].title in concerns, id
