"""Finishing and leaving quickly: both delete the cookie, and a prefetch deletes nothing."""

from tests.visitor import Visitor


def test_finish_deletes_the_cookie_even_with_a_dead_token(begun: Visitor) -> None:
    begun.answer("heart", "long-qt")
    begun.token = "dead"
    response = begun.post("/forget")
    assert response.location == "/cleared"
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert begun.client.get_cookie("visit") is None
    assert begun.get("/cleared").name == "cleared"
    assert begun.client.get("/result").location == "/"


def test_leaving_deletes_the_cookie_and_goes_to_the_weather(visitor: Visitor) -> None:
    visitor.begin("ie")
    response = visitor.client.get("/leave")
    assert (response.status_code, response.location) == (303, "https://www.met.ie/")
    assert visitor.client.get_cookie("visit") is None


def test_a_browser_that_looks_ahead_clears_nothing(begun: Visitor) -> None:
    response = begun.client.get("/leave", headers={"Sec-Purpose": "prefetch;prerender"})
    assert response.status_code == 204
    assert begun.client.get_cookie("visit") is not None


def test_a_form_that_was_sent_before_finishing_is_not_shown_to_the_next_person(
    begun: Visitor,
) -> None:
    begun.get("/check/medicines")
    typed = {"csrf_token": begun.token, "names": "methadone xyzzy", "answer": ["opioids"]}
    assert "xyzzy" in begun.client.post("/check/medicines", data=typed).text
    begun.post("/forget")
    begun.get("/")  # somebody else opens the start page, then goes back and reloads
    again = begun.client.post("/check/medicines", data=typed)
    assert again.status_code == 303
    assert again.location == "/"
    assert begun.get("/check/medicines").ticked == set()
