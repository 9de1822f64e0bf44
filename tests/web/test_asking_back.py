"""Ambiguous names: the page asks about each one, preselects nothing and loses nothing."""

import pytest

from tests.visitor import Page, Visitor
from tests.web.medicines_page import PATH, hidden, look_up, near, ticked, typed


def test_two_things_are_asked_about_and_nothing_is_chosen_before(there: Visitor) -> None:
    page = look_up(there, "trazadol")
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
    fields = hidden(look_up(there, "trazadol"))
    there.post(PATH, answer=["blood-thinners"], **fields, **{"near-1": choice})
    page = there.get(PATH)
    assert ticked(page, "medicine") == medicines
    assert page.ticked == {"blood-thinners"} | options


def test_a_name_left_open_is_asked_once_more_and_then_counts_as_unknown(there: Visitor) -> None:
    fields = hidden(look_up(there, "trazadol"))
    page = Page(there.post(PATH, 200, answer=["other"], **fields).text)
    assert "Choose one. If you skip this" in page.html
    assert near(page)[:2] == ["tramadol", "trazodone"]
    assert page.ticked == {"other"}
    there.post(PATH, answer=["other"], **hidden(page))
    assert there.get(PATH).ticked == {"other", "unknown-name"}


def test_a_second_look_does_not_count_as_leaving_open(there: Visitor) -> None:
    fields = hidden(look_up(there, "trazadol"))
    page = look_up(there, "zoloft", **fields)
    assert hidden(page) == {"asked-1": "trazadol"}
    assert ticked(page, "medicine") == {"sertraline"}


def test_no_more_is_asked_at_once_than_the_next_post_brings(there: Visitor) -> None:
    still_open = {f"asked-{n}": "trazadol" for n in range(1, 31)}
    many = "\n".join(["heart pill"] * 31)
    page = Page(there.post(PATH, 422, names=many, find="1", **still_open).text)
    assert typed(page) == many
    assert "60 names or fewer" in page.html


def test_a_name_that_only_begins_what_was_typed_is_asked_about_and_it_is_said(
    there: Visitor,
) -> None:
    page = look_up(there, "lisinopril - the methdon")
    assert near(page)[0] == "lisinopril"
    assert "We know only a part of it" in page.html
    assert ticked(page, "medicine") == set()


def test_a_wrong_token_costs_neither_text_nor_choice(there: Visitor) -> None:
    fields = hidden(look_up(there, "trazadol"))
    there.token = "wrong"
    sent = {"answer": ["other"], "medicine": ["sertraline"], "names": "blue pill", "near-1": "drop"}
    page = Page(there.post(PATH, 400, **sent, **fields).text)
    assert page.ticked == {"other"}
    assert ticked(page, "medicine") == {"sertraline"}
    assert ticked(page, "near-1") == {"drop"}
    assert typed(page) == "blue pill"


def test_what_stands_behind_a_known_beginning_counts_as_unknown(there: Visitor) -> None:
    there.get(PATH)
    page = Page(there.post(PATH, 200, names="omeprazole flubrozapamol", find="1").text)
    name = page.all("input", name="asked-1")[0]["value"]
    there.post(PATH, **{"asked-1": name, "near-1": "omeprazole"})
    assert there.get(PATH).all("input", id="unknown-name", checked="")
    there.post(PATH, 200, names="omeprazole flubrozapamol", find="1", answer=[], medicine=[])
    there.post(PATH, answer=["none"], **{"asked-1": name, "near-1": "drop"})
    assert not there.get(PATH).all("input", id="unknown-name")
