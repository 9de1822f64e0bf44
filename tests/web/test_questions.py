"""Questions: where an answer leads, what is refused, and that nothing is lost."""

from tests.visitor import Page, Visitor


def test_an_answer_leads_to_the_next_open_question(begun: Visitor) -> None:
    assert begun.answer("heart", "none") == "/check/now"
    assert begun.answer("now", "none") == "/check/medicines"


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
