"""Named medicines: all their categories count and no others; a refusal loses nothing."""

import pytest

from app.core.model import Pack
from tests.visitor import Page, Visitor
from tests.web.medicines_page import PATH, look_up, ticked


def test_what_was_understood_is_named_on_every_page_after(there: Visitor, pack: Pack) -> None:
    there.post(PATH, medicine=["amiodarone"])
    page = there.get("/check/answers")
    assert "<li>amiodarone" in page.html
    assert "Medicine for blood pressure, or water pills" in page.html
    there.answer_all([id for id in pack.questions if id != "medicines"], {})
    result = there.get("/result")
    assert result.level == "strong"
    assert "Amiodarone (such as Pacerone)" in result.html
    assert "amiodarone" in there.get("/result/summary").html
    assert {"heart-rhythm", "med-qt"} <= set(result.sections)


def test_an_unticked_medicine_takes_its_warnings_with_it_and_nothing_else(
    there: Visitor, pack: Pack
) -> None:
    there.post(PATH, answer=["blood-thinners"], medicine=["amiodarone"])
    there.answer_all([id for id in pack.questions if id != "medicines"], {"heart": {"coronary"}})
    both = set(there.get("/result").sections)
    there.get(PATH)
    there.post(PATH, answer=["blood-thinners"])
    without = there.get("/result")
    there.answer("medicines", "blood-thinners")
    assert without.sections == there.get("/result").sections
    assert set(without.sections) < both
    assert "amiodarone" not in without.html


def test_kinds_reached_by_name_are_derived_and_never_ticked(there: Visitor) -> None:
    there.post(PATH, medicine=["sertraline"])
    page = there.get(PATH)
    assert page.ticked == set()
    assert ticked(page, "medicine") == {"sertraline"}


@pytest.mark.parametrize("kind", ["maoi", "qt", "digoxin", "nonsense"])
def test_kinds_reached_by_name_cannot_be_posted(there: Visitor, kind: str) -> None:
    there.post(PATH, 422, answer=[kind])
    there.post(PATH, 422, answer=[kind], names="zoloft", find="1")


def test_a_medicine_that_is_not_in_the_table_cannot_be_posted(there: Visitor) -> None:
    there.post(PATH, 422, medicine=["snake oil"])
    there.post(PATH, 422, **{"asked-1": "heart pill", "near-1": "snake oil"})


def test_none_beside_a_medicine_or_an_unknown_name_is_refused_and_nothing_lost(
    there: Visitor,
) -> None:
    page = Page(there.post(PATH, 422, answer=["none"], medicine=["sertraline"]).text)
    assert page.title.startswith("Error: ")
    assert ticked(page, "medicine") == {"sertraline"}
    assert page.ticked == {"none"}
    there.post(PATH, 422, answer=["none", "unknown-name"])


def test_all_that_is_wrong_stands_in_one_summary(there: Visitor) -> None:
    sent = {"answer": ["maoi"], "medicine": ["snake oil"], "names": "x" * 2001}
    page = Page(there.post(PATH, 422, **sent).text)
    assert len(page.all("div", role="alert")) == 1
    summary = page.html.split('role="alert"')[1].split("</div>")[0]
    assert summary.count("<li>") == 3


def test_nothing_at_all_is_refused(there: Visitor) -> None:
    assert Page(there.post(PATH, 422).text).all("div", role="alert")


def test_after_names_were_checked_one_may_go_on_before_the_kinds(there: Visitor) -> None:
    def buttons(page: Page) -> list[str]:
        return [tag.get("name", "") for tag in page.all("button", type="submit")]

    assert buttons(there.get(PATH))[:2] == ["find", ""]
    page = look_up(there, "zoloft")
    assert buttons(page)[:3] == ["find", "", ""]
    before_kinds = page.html.split('id="answer-1"')[0]
    assert "Are these all that you take?" in before_kinds
    assert before_kinds.count(">Continue</button>") == 1
    assert "Are these all" not in look_up(there, "").html


def test_a_medicine_gone_from_newer_content_stops_counting_and_it_is_said(there: Visitor) -> None:
    there.post(PATH, answer=["other"], medicine=["sertraline"])
    with there.client.session_transaction(method="POST") as session:
        session["answers"] = {"medicine": ["gone", "sertraline"]}
    assert "We no longer ask" in there.get("/check/answers").html
    assert ticked(there.get(PATH), "medicine") == {"sertraline"}


def test_the_heaviest_medicines_fit_in_the_cookie(begun: Visitor, pack: Pack) -> None:
    for question in pack.questions.values():
        options = [option.id for option in question.visible_options if not option.quiet]
        begun.answer(question.id, *options)
    longest = sorted(pack.medicines, key=len)[-30:]
    options = [
        option.id for option in pack.questions["medicines"].visible_options if not option.quiet
    ]
    begun.get(PATH)
    begun.post(PATH, answer=[*options, "unknown-name"], medicine=longest)
    session_cookie = begun.client.get_cookie("visit")
    assert session_cookie
    assert len(session_cookie.value) <= 2048
    assert ticked(begun.get(PATH), "medicine") == set(longest)
