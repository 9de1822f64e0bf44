"""Red flags: the right number is shown first, and the visit can continue."""

from app.core.model import Pack
from tests.visitor import Visitor
from tests.web.visits import QUESTIONS, result_for


def test_the_first_question_leads_to_what_to_do_for_somebody_who_will_not_wake(
    begun: Visitor,
) -> None:
    main = begun.get("/check/now").html.split("<main")[1].split("</main>")[0]
    assert 'href="/article/emergency"' in main


def test_a_sign_of_danger_leads_straight_to_the_number(begun: Visitor) -> None:
    assert begun.answer("now", "chest-pain") == "/result"
    page = begun.get("/result")
    assert page.level == "emergency"
    first = next(tag for tag in page.all("a") if "btn" in tag.get("class", ""))
    assert first["href"] == "tel:911"
    assert "/check/heart" in page.html
    assert "Answer the rest" in page.html


def test_danger_told_late_keeps_what_was_told_before(visitor: Visitor) -> None:
    before = set(result_for(visitor, heart="long-qt", health="liver").sections)
    assert visitor.answer("now", "seizure", query="?change=1") == "/result"
    assert set(visitor.get("/result").sections) > before


def test_the_rest_can_be_answered_after_danger(begun: Visitor) -> None:
    begun.answer("now", "fainted")
    for question in QUESTIONS[1:-1]:
        begun.answer(question, "none")
    assert begun.answer("kratom", "daily") == "/check/answers"
    assert "kratom-dependence" in begun.get("/result").sections


def test_thoughts_of_self_harm_show_the_crisis_line_first(begun: Visitor) -> None:
    begun.answer("now", "self-harm-thoughts")
    page = begun.get("/result")
    first = next(tag for tag in page.all("a") if "btn" in tag.get("class", ""))
    assert first["href"] == "tel:988"
    assert page.sections[0] == "crisis"


def test_a_region_without_a_poison_line_has_another_number_first(visitor: Visitor) -> None:
    for region, number in (("uk", "tel:111"), ("eu", "tel:112")):
        visitor.begin(region)
        visitor.answer("now", "took-too-much")
        page = visitor.get("/result")
        assert next(t for t in page.all("a") if "btn" in t.get("class", ""))["href"] == number


def test_the_note_to_keep_taking_medicines_is_not_shown_after_an_overdose(begun: Visitor) -> None:
    for sign in ("took-too-much", "cannot-wake", "self-harm-plan"):
        begun.answer("now", sign)
        assert "Keep taking your prescribed medicines" not in begun.get("/result").html
    assert "before you take your next medicine" not in begun.get("/result").html
    begun.answer("now", "took-too-much")
    assert "before you take your next medicine" in begun.get("/result").html


def test_who_was_only_not_sure_is_told_so_and_may_go_on(begun: Visitor) -> None:
    begun.answer("now", "prefer-not")
    panel = begun.get("/result").html.split('data-level="urgent"')[1].split("</section>")[0]
    assert "You were not sure, or would rather not say" in panel
    assert "/check/heart" in panel
    begun.answer("now", "prefer-not", "fluids")
    assert "You were not sure, or would rather not say" not in begun.get("/result").html


def test_without_a_crisis_line_the_emergency_number_stands_once_in_the_panel(
    visitor: Visitor,
) -> None:
    visitor.begin("eu")
    visitor.answer("now", "self-harm-thoughts")
    panel = visitor.get("/result").html.split('data-level="urgent"')[1].split("</section>")[0]
    assert panel.count("tel:112") == 1


def test_every_level_below_emergency_offers_somebody_to_call(visitor: Visitor, pack: Pack) -> None:
    for region in pack.regions.values():
        visitor.begin(region.id)
        visitor.answer("now", "fluids")
        panel = visitor.get("/result").html.split('data-level="urgent"')[1].split("</section>")[0]
        assert all(line.numbers[0].link in panel for line in region.lines_to_call(("poison",))[:1])
        assert region.emergency_numbers[0].link in panel


def test_a_person_may_start_again_for_themselves(begun: Visitor) -> None:
    begun.answer("now", "cannot-wake")
    assert "Start again for myself" in begun.get("/result").html
    for question in QUESTIONS[1:]:
        begun.answer(question, "none")
    assert "Start again for myself" in begun.get("/result").html
    assert begun.post("/start", region="us").location == "/check/now"
    assert begun.get("/check/now").ticked == set()
