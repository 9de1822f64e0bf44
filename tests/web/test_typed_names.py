"""The box for names: typed text is recognized or reported as unknown, and never stored."""

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.model import Pack
from tests.visitor import Page, Visitor
from tests.web.medicines_page import PATH, hidden, look_up, ticked, typed


def test_a_name_is_understood_and_ticked_and_the_box_is_empty(there: Visitor) -> None:
    page = look_up(there, "zolofft, metoprolol 25")
    assert ticked(page, "medicine") == {"sertraline", "metoprolol"}
    assert "Zoloft" in page.html
    assert "sertraline, for mood, worry or pain" in page.html
    assert typed(page) == ""


def test_a_look_keeps_nothing(there: Visitor) -> None:
    look_up(there, "zolofft, blue nerve pill")
    page = there.get(PATH)
    assert ticked(page, "medicine") == set()
    assert page.ticked == set()
    assert "Medicines" not in there.get("/check/answers").html.split("Not answered yet")[0]


def test_an_unknown_name_is_admitted_and_counts_as_one(there: Visitor, pack: Pack) -> None:
    page = look_up(there, "blue nerve pill")
    assert "We do not know “blue nerve pill”" in page.html
    assert "It may still matter with kratom." in page.html
    assert page.ticked == {"unknown-name"}
    there.post(PATH, answer=["unknown-name"])
    assert there.get(PATH).ticked == {"unknown-name"}
    there.answer_all([id for id in pack.questions if id != "medicines"], {})
    assert there.get("/result").level == "strong"
    assert "Names that we did not know:" in there.get("/result/summary").html


def test_typed_text_reaches_no_cookie_no_address_and_no_later_page(there: Visitor) -> None:
    page = look_up(there, "my secret name, heart pill", answer=["other"])
    fields = hidden(page)
    response = there.post(PATH, answer=["other", "unknown-name"], **fields, **{"near-1": "digoxin"})
    assert "secret" not in response.location
    with there.client.session_transaction() as session:
        assert "secret" not in str(dict(session))
        assert session["answers"]["medicine"] == ["digoxin"]
    assert "secret" not in there.get(PATH).html
    assert "secret" not in there.get("/check/answers").html


def test_continue_with_names_still_in_the_box_looks_first(there: Visitor) -> None:
    page = Page(there.post(PATH, 200, names="zoloft").text)
    assert ticked(page, "medicine") == {"sertraline"}
    assert there.post(PATH, medicine=["sertraline"]).location == "/check/now"


def test_over_the_limits_a_clear_message_comes_and_the_text_stays(
    there: Visitor, pack: Pack
) -> None:
    long = "x" * 2001
    page = Page(there.post(PATH, 422, names=long).text)
    assert typed(page) == long
    assert "too much text at a time" in page.html
    many = "\n".join(["zoloft"] * 61)
    page = Page(there.post(PATH, 422, names=many, find="1").text)
    assert typed(page) == many
    assert "60 names or fewer" in page.html
    names = list(pack.medicines)[:31]
    page = Page(there.post(PATH, 422, medicine=names).text)
    assert ticked(page, "medicine") == set(names)
    assert "30 medicines" in page.html
    there.post(PATH, 422, medicine=names[:29], names="zoloft; prozac")
    there.post(PATH, medicine=names[:30])


def test_the_button_to_look_is_the_first_of_the_form(there: Visitor) -> None:
    html = there.get(PATH).html.split('<form method="post" autocomplete', 1)[1]
    assert html.index('name="find"') == html.index("<button") + len(
        '<button type="submit" class="btn alt" '
    )


def test_names_that_were_not_looked_at_tick_nothing(there: Visitor) -> None:
    there.get(PATH)
    page = Page(there.post(PATH, 422, names="qwertyuiop " + "x" * 2000, find="1").text)
    assert not page.all("input", id="unknown-name")
    assert "qwertyuiop" in page.html


@settings(max_examples=60)
@given(st.text(max_size=300), st.booleans())
def test_any_text_gives_a_page_and_keeps_nothing(app: Flask, text: str, find: bool) -> None:
    visitor = Visitor(app.test_client())
    visitor.begin("us")
    visitor.get(PATH)
    sent = visitor.client.post(
        PATH,
        data={"csrf_token": visitor.token, "names": text, "answer": ["other"]}
        | ({"find": "1"} if find else {}),
    )
    assert sent.status_code == 200 if find or text.strip() else sent.status_code in (200, 303)
    with visitor.client.session_transaction() as session:
        saved = session.get("answers", {})
    assert set(saved) <= {"medicines"}
