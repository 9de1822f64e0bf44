"""The medicines page: nothing typed is lost, nothing is invented, and nothing typed is kept."""

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.journey import with_kinds
from app.core.model import MEDICINE, Pack
from tests.visitor import Page, Visitor

PATH = "/check/medicines"


def ticked(page: Page, name: str) -> set[str]:
    """The values of the ticked boxes or chosen radios of a name."""
    return {tag["value"] for tag in page.all("input", name=name) if "checked" in tag}


def typed(page: Page) -> str:
    """What stands in the box for names."""
    return page.html.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0]


def hidden(page: Page) -> dict[str, str]:
    """What the page carries along of a look: the names that it asks about."""
    fields = page.all("input", type="hidden")
    return {
        tag["name"]: tag["value"] for tag in fields if tag["name"].startswith(("asked", "left"))
    }


def near(page: Page, n: int = 1) -> list[str]:
    """What can be chosen for the n-th name that is asked about."""
    return [tag["value"] for tag in page.all("input", name=f"near-{n}")]


def look(visitor: Visitor, names: str, **fields: object) -> Page:
    """Type names and press "Check these names"."""
    return Page(visitor.post(PATH, 200, names=names, find="1", **fields).text)


@pytest.fixture
def there(begun: Visitor) -> Visitor:
    """Somebody who has come to the medicines page."""
    begun.get(PATH)
    return begun


def test_a_name_is_understood_and_ticked_and_the_box_is_empty(there: Visitor) -> None:
    page = look(there, "zolofft, metoprolol 25")
    assert ticked(page, "medicine") == {"sertraline", "metoprolol"}
    assert "Zoloft" in page.html
    assert "sertraline, for mood, worry or pain" in page.html
    assert typed(page) == ""


def test_a_look_keeps_nothing(there: Visitor) -> None:
    look(there, "zolofft, blue nerve pill")
    page = there.get(PATH)
    assert ticked(page, "medicine") == set()
    assert page.ticked == set()
    assert "Medicines" not in there.get("/check/answers").html.split("Not answered yet")[0]


def test_what_was_understood_is_named_on_every_page_after(there: Visitor, pack: Pack) -> None:
    there.post(PATH, medicine=["amiodarone"])
    page = there.get("/check/answers")
    assert "<li>amiodarone" in page.html
    assert "Medicine for the heart’s rhythm" in page.html
    there.answer_all([id for id in pack.questions if id != "medicines"], {})
    result = there.get("/result")
    assert result.level == "strong"
    assert "You take amiodarone" in result.html
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


@pytest.mark.parametrize("kind", ["maoi", "qt", "lithium", "nonsense"])
def test_kinds_reached_by_name_cannot_be_posted(there: Visitor, kind: str) -> None:
    there.post(PATH, 422, answer=[kind])
    there.post(PATH, 422, answer=[kind], names="zoloft", find="1")


def test_a_medicine_that_is_not_in_the_table_cannot_be_posted(there: Visitor) -> None:
    there.post(PATH, 422, medicine=["snake oil"])
    there.post(PATH, 422, **{"asked-1": "heart pill", "near-1": "snake oil"})


def test_an_unknown_name_is_admitted_and_counts_as_one(there: Visitor, pack: Pack) -> None:
    page = look(there, "blue nerve pill")
    assert "We do not know “blue nerve pill”" in page.html
    assert "no sign that it is fine" in page.html
    assert page.ticked == {"unknown-name"}
    there.post(PATH, answer=["unknown-name"])
    assert there.get(PATH).ticked == {"unknown-name"}
    there.answer_all([id for id in pack.questions if id != "medicines"], {})
    assert there.get("/result").level == "strong"
    assert "Names that we did not know:" in there.get("/result/summary").html


def test_typed_text_reaches_no_cookie_no_address_and_no_later_page(there: Visitor) -> None:
    page = look(there, "my secret name, heart pill", answer=["other"])
    fields = hidden(page)
    response = there.post(PATH, answer=["other", "unknown-name"], **fields, **{"near-1": "digoxin"})
    assert "secret" not in response.location
    with there.client.session_transaction() as session:
        assert "secret" not in str(dict(session))
        assert session["answers"]["medicine"] == ["digoxin"]
    assert "secret" not in there.get(PATH).html
    assert "secret" not in there.get("/check/answers").html


def test_two_things_are_asked_about_and_nothing_is_chosen_before(there: Visitor) -> None:
    page = look(there, "trazadol")
    assert near(page) == ["tramadol", "trazodone", "unknown", "drop"]
    assert ticked(page, "near-1") == set()
    assert hidden(page) == {"asked-1": "trazadol"}


@pytest.mark.parametrize(
    ("choice", "medicines", "options"),
    [
        ("trazodone", {"trazodone"}, set()),
        ("unknown", set(), {"unknown-name"}),
        ("drop", set(), set()),
    ],
)
def test_a_choice_is_what_it_says(
    there: Visitor, choice: str, medicines: set[str], options: set[str]
) -> None:
    fields = hidden(look(there, "trazadol"))
    there.post(PATH, answer=["blood-thinners"], **fields, **{"near-1": choice})
    page = there.get(PATH)
    assert ticked(page, "medicine") == medicines
    assert page.ticked == {"blood-thinners"} | options


def test_a_name_left_open_is_asked_once_more_and_then_counts_as_unknown(there: Visitor) -> None:
    fields = hidden(look(there, "trazadol"))
    page = Page(there.post(PATH, 200, answer=["other"], **fields).text)
    assert "Please choose one" in page.html
    assert near(page)[:2] == ["tramadol", "trazodone"]
    assert page.ticked == {"other"}
    there.post(PATH, answer=["other"], **hidden(page))
    assert there.get(PATH).ticked == {"other", "unknown-name"}


def test_a_second_look_does_not_count_as_leaving_open(there: Visitor) -> None:
    fields = hidden(look(there, "trazadol"))
    page = look(there, "zoloft", **fields)
    assert hidden(page) == {"asked-1": "trazadol"}
    assert ticked(page, "medicine") == {"sertraline"}


def test_continue_with_names_still_in_the_box_looks_first(there: Visitor) -> None:
    page = Page(there.post(PATH, 200, names="zoloft").text)
    assert ticked(page, "medicine") == {"sertraline"}
    assert there.post(PATH, medicine=["sertraline"]).location == "/check/now"


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


def test_over_the_limits_a_clear_message_comes_and_the_text_stays(
    there: Visitor, pack: Pack
) -> None:
    long = "x" * 2001
    page = Page(there.post(PATH, 422, names=long).text)
    assert typed(page) == long
    assert "more text than we can look through" in page.html
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


def test_no_more_is_asked_at_once_than_the_next_post_brings(there: Visitor) -> None:
    open_still = {f"asked-{n}": "trazadol" for n in range(1, 31)}
    many = "\n".join(["heart pill"] * 31)
    page = Page(there.post(PATH, 422, names=many, find="1", **open_still).text)
    assert typed(page) == many
    assert "60 names or fewer" in page.html


def test_a_name_that_only_begins_what_was_typed_is_asked_about_and_it_is_said(
    there: Visitor,
) -> None:
    page = look(there, "lisinopril - the methdon")
    assert near(page)[0] == "lisinopril"
    assert "We know only how it begins" in page.html
    assert ticked(page, "medicine") == set()


def test_a_wrong_token_costs_neither_text_nor_choice(there: Visitor) -> None:
    fields = hidden(look(there, "trazadol"))
    there.token = "wrong"
    sent = {"answer": ["other"], "medicine": ["sertraline"], "names": "blue pill", "near-1": "drop"}
    page = Page(there.post(PATH, 400, **sent, **fields).text)
    assert page.ticked == {"other"}
    assert ticked(page, "medicine") == {"sertraline"}
    assert ticked(page, "near-1") == {"drop"}
    assert typed(page) == "blue pill"


def test_a_medicine_gone_from_newer_content_stops_counting_and_it_is_said(there: Visitor) -> None:
    there.post(PATH, answer=["other"], medicine=["sertraline"])
    with there.client.session_transaction(method="POST") as session:
        session["answers"] = {"medicine": ["gone", "sertraline"]}
    assert "no longer asked" in there.get("/check/answers").html
    assert ticked(there.get(PATH), "medicine") == {"sertraline"}


def test_the_heaviest_medicines_fit_in_the_cookie(begun: Visitor, pack: Pack) -> None:
    for question in pack.questions.values():
        options = [option.id for option in question.offered if not option.quiet]
        begun.answer(question.id, *options)
    longest = sorted(pack.medicines, key=len)[-30:]
    options = [option.id for option in pack.questions["medicines"].offered if not option.quiet]
    begun.get(PATH)
    begun.post(PATH, answer=[*options, "unknown-name"], medicine=longest)
    held = begun.client.get_cookie("visit")
    assert held
    assert len(held.value) <= 2048
    assert ticked(begun.get(PATH), "medicine") == set(longest)


def test_the_button_to_look_is_the_first_of_the_form(there: Visitor) -> None:
    html = there.get(PATH).html.split('<form method="post" autocomplete', 1)[1]
    assert html.index('name="find"') == html.index("<button") + len(
        '<button type="submit" class="btn alt" '
    )


def test_what_stands_behind_a_known_beginning_counts_as_unknown(there: Visitor) -> None:
    there.get(PATH)
    page = Page(there.post(PATH, 200, names="omeprazole flubrozapamol", find="1").text)
    asked = page.all("input", name="asked-1")[0]["value"]
    there.post(PATH, **{"asked-1": asked, "near-1": "omeprazole"})
    assert there.get(PATH).all("input", id="unknown-name", checked="")
    there.post(PATH, 200, names="omeprazole flubrozapamol", find="1", answer=[], medicine=[])
    there.post(PATH, answer=["none"], **{"asked-1": asked, "near-1": "drop"})
    assert not there.get(PATH).all("input", id="unknown-name")


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
        kept = session.get("answers", {})
    assert set(kept) <= {"medicines"}


def test_what_is_derived_is_the_union_of_what_the_medicines_lead_to(pack: Pack) -> None:
    taken = frozenset({"sertraline", "methadone"})
    given = with_kinds(pack, {MEDICINE: taken, "medicines": frozenset({"other"})})
    expected = {"other"}.union(*(pack.medicines[name].options for name in taken))
    assert given["medicines"] == expected
