"""A visit: what each press of a button leads to, and that nothing is lost on the way."""

import re

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from app.config import folder
from app.content.loader import load_pack
from app.core.journey import next_open, tells_of_danger
from app.core.model import Pack
from app.core.screening import assess
from tests.visitor import Page, Visitor

PACK = load_pack(folder("questions"))
QUESTIONS = ["now", "heart", "medicines", "substances", "health", "about", "opioids", "kratom"]


def result_for(visitor: Visitor, **answers: str) -> Page:
    """The result of a whole visit, with none where nothing is given."""
    visitor.begin("us")
    visitor.answer_all(QUESTIONS, {name: set(value.split()) for name, value in answers.items()})
    return visitor.get("/result")


def test_the_start_page_has_every_regions_emergency_number(visitor: Visitor, pack: Pack) -> None:
    page = visitor.get("/")
    dialled = {tag["href"] for tag in page.all("a") if "tel:" in tag.get("href", "")}
    assert dialled >= {f"tel:{n}" for region in pack.regions.values() for n in region.emergency}
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


def test_the_first_question_leads_to_what_to_do_for_somebody_who_will_not_wake(
    begun: Visitor,
) -> None:
    main = begun.get("/check/now").html.split("<main")[1].split("</main>")[0]
    assert 'href="/article/emergency"' in main


def test_starting_again_clears_old_answers(begun: Visitor) -> None:
    begun.answer("heart", "long-qt")
    begun.begin("us")
    assert begun.get("/check/heart").ticked == set()


def test_an_answer_leads_to_the_next_open_question(begun: Visitor) -> None:
    assert begun.answer("heart", "none") == "/check/now"
    assert begun.answer("now", "none") == "/check/medicines"


def test_the_last_answer_leads_to_checking_them(begun: Visitor) -> None:
    for question in QUESTIONS[:-1]:
        begun.answer(question, "none")
    assert begun.answer("kratom", "none") == "/check/answers"


def test_a_change_leads_back_to_checking(begun: Visitor) -> None:
    begun.answer("now", "chest-pain")
    assert begun.answer("heart", "none", query="?change=1") == "/check/answers"
    assert begun.answer("medicines", "none") == "/check/substances"


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
    assert "not stop either on your own" in page.html


def test_a_sign_of_danger_leads_straight_to_the_number(begun: Visitor) -> None:
    assert begun.answer("now", "chest-pain") == "/result"
    page = begun.get("/result")
    assert page.level == "emergency"
    first = next(tag for tag in page.all("a") if "btn" in tag.get("class", ""))
    assert first["href"] == "tel:911"
    assert "/check/heart" in page.html
    assert "answer the rest" in page.html


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


def test_nothing_chosen_is_said_and_nothing_lost(begun: Visitor) -> None:
    begun.answer("heart", "device")
    begun.get("/check/heart")
    page = Page(begun.post("/check/heart", 422).text)
    assert page.title.startswith("Error: ")
    assert "“I am not sure” is fine" in page.html
    assert begun.get("/check/heart").ticked == {"device"}


def test_none_beside_another_answer_is_refused_and_both_stay_ticked(begun: Visitor) -> None:
    begun.get("/check/heart")
    page = Page(begun.post("/check/heart", 422, answer=["none", "device"]).text)
    assert page.ticked == {"none", "device"}
    (row,) = [tag["id"] for tag in page.all("input", name="answer", value="none")]
    assert page.all("a", href=f"#{row}")
    assert begun.get("/check/heart").ticked == set()


def test_unsure_may_stand_beside_another_answer(begun: Visitor) -> None:
    begun.answer("heart", "unsure", "device")
    assert begun.get("/check/heart").ticked == {"unsure", "device"}


def test_a_kind_reached_by_name_cannot_be_posted(begun: Visitor) -> None:
    begun.get("/check/medicines")
    begun.post("/check/medicines", 422, answer=["maoi"])
    begun.post("/check/medicines", 422, answer=["nonsense"])


def test_there_is_no_such_question(begun: Visitor) -> None:
    assert begun.get("/check/shoes", 404).name == "error"
    begun.get("/check/heart")
    begun.post("/check/shoes", 404)


def test_checking_lists_every_answer_with_a_way_to_change_it(begun: Visitor) -> None:
    begun.answer("heart", "device")
    page = begun.get("/check/answers")
    assert "Pacemaker" in page.html
    assert page.html.count("Not answered yet") == len(QUESTIONS) - 1
    changes = [tag["href"] for tag in page.all("a") if "change=1" in tag.get("href", "")]
    assert changes == [f"/check/{question}?change=1" for question in QUESTIONS]


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


def test_the_summary_says_level_answers_and_reasons(visitor: Visitor) -> None:
    result_for(visitor, heart="arrhythmia", medicines="prefer-not")
    html = visitor.get("/result/summary").html
    assert "Level 2 of 4, strong" in html
    assert "Irregular heartbeat" in html
    assert "You would rather not say about your medicines" in html


def test_every_reason_and_paragraph_of_a_result_ends_in_a_source(visitor: Visitor) -> None:
    html = result_for(visitor, heart="long-qt", kratom="daily", substances="alcohol").html
    sources = visitor.get("/result/sources").html
    cited = re.compile(r'<a class="cite" href="/result/sources">\[([\d, ]+)\]</a>$')
    listed = re.findall(r"<li data-rule=.*?</li>", html, re.DOTALL)
    prose = re.findall(r'<article class="art".*?</article>', html, re.DOTALL)
    assert listed
    assert prose
    for reason in listed:
        assert 'class="cite"' in reason
    for section in prose:
        told = re.findall(r"<p>(.*?)</p>", section, re.DOTALL)
        assert told
        for paragraph in told:
            found = cited.search(paragraph)
            assert found
            assert all(f'value="{number}"' in sources for number in found[1].split(", "))


def test_an_address_on_a_result_does_not_tell_which_source_was_followed(visitor: Visitor) -> None:
    """The number of a source tells what it is about: it stands in no fragment of a result."""
    page = result_for(visitor, heart="long-qt", kratom="daily")
    fragments = {tag["href"] for tag in page.all("a") if tag["href"].startswith("#")}
    assert fragments
    for fragment in fragments:
        assert re.fullmatch(r"#(s\d+|main|help|why|where|who|ask|read|sources)", fragment)
    assert len({tag["href"] for tag in page.all("a", class_="cite")}) == 1


def test_sources_of_a_result_are_those_that_it_cites(visitor: Visitor) -> None:
    html = result_for(visitor, heart="long-qt").html
    cited = {
        n
        for found in re.findall(r'class="cite"[^>]*>\[([\d, ]+)\]', html)
        for n in found.split(", ")
    }
    page = visitor.get("/result/sources")
    assert {tag["value"] for tag in page.all("li") if "value" in tag} == cited
    assert page.title == "Your sources – Kratom safety check"


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
        expected = region.lines("advice") or region.lines("poison")
        assert all(line.numbers[0].link in panel for line in expected)
        assert region.emergency_numbers[0].link in panel


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


def test_the_start_page_leads_back_into_a_visit(begun: Visitor) -> None:
    assert "Go on with your answers" in begun.get("/").html
    begun.post("/forget")
    assert "Go on with your answers" not in begun.get("/").html


def test_pages_beside_a_visit_lead_back_to_it(begun: Visitor) -> None:
    for path in ("/article", "/article/emergency", "/privacy", "/claims"):
        assert "Back to my answers" in begun.get(path).html


def test_a_person_may_start_again_for_themselves(begun: Visitor) -> None:
    begun.answer("now", "cannot-wake")
    assert "Start again for myself" in begun.get("/result").html
    for question in QUESTIONS[1:]:
        begun.answer(question, "none")
    assert "Start again for myself" in begun.get("/result").html
    assert begun.post("/start", region="us").location == "/check/now"
    assert begun.get("/check/now").ticked == set()


OFFERED = {id: {option.id for option in asked.offered} for id, asked in PACK.questions.items()}


def step(question: str) -> st.SearchStrategy[tuple[str, frozenset[str], str]]:
    """One thing that a person can do on a question's page, with what they tick there."""
    ticked = st.frozensets(st.sampled_from(sorted({*OFFERED[question], "x"})), max_size=4)
    done = st.sampled_from(["post", "post", "change", "back", "result", "answers", "again"])
    return st.tuples(st.just(question), ticked, done)


def acceptable(question: str, ticked: frozenset[str]) -> bool:
    """Whether the form takes it: something, all of it offered, and `none` only alone."""
    return (
        bool(ticked) and ticked <= OFFERED[question] and (len(ticked) == 1 or "none" not in ticked)
    )


def looks_like(page: Page, given: dict[str, frozenset[str]]) -> None:
    """At `/result` stands the judgement of what was kept, or the first open question."""
    open_question = next_open(PACK, given)
    if open_question and not tells_of_danger(PACK, given):
        assert page.all("main")[0]["data-question"] == open_question.id
        return
    judged = assess(PACK, given)
    assert page.level == judged.level.id
    assert page.sections == [section.id for section in judged.sections]


@settings(max_examples=30)
@given(st.lists(st.sampled_from(QUESTIONS).flatmap(step), max_size=25))
def test_every_walk_of_posts_backs_and_changes_is_judged_by_what_was_kept(
    app: Flask, steps: list[tuple[str, frozenset[str], str]]
) -> None:
    visitor, kept = Visitor(app.test_client()), dict[str, frozenset[str]]()
    visitor.begin("us")
    for question, ticked, done in steps:
        query = "?change=1" if done == "change" else ""
        page = visitor.get(f"/check/{question}{query}")
        assert page.ticked == kept.get(question, set())
        if done in ("post", "change"):
            taken = acceptable(question, ticked)
            visitor.post(f"/check/{question}{query}", 303 if taken else 422, answer=sorted(ticked))
            kept |= {question: ticked} if taken else {}
        elif done == "again":
            kept.clear()
            visitor.begin("us")
        elif done == "answers":
            assert visitor.get("/check/answers").name == "answers"
        looks_like(visitor.get("/result"), kept)
    for question in QUESTIONS:
        if question not in kept:
            visitor.answer(question, "none")
            kept[question] = frozenset({"none"})
    looks_like(visitor.get("/result"), kept)
