"""A post without the tokens of its form: it is refused, says what to do, and costs no answer."""

from flask import Flask

from tests.visitor import Page, Visitor


def test_a_wrong_csrf_token_costs_no_answer(begun: Visitor) -> None:
    begun.get("/check/heart")
    begun.token = "wrong"
    page = Page(begun.post("/check/heart", 400, answer=["long-qt"]).text)
    assert page.ticked == {"long-qt"}
    assert "Please press “Continue” once more" in page.html
    begun.post("/check/heart", answer=["long-qt"])


def test_without_our_cookie_a_post_says_what_to_do(begun: Visitor) -> None:
    begun.get("/check/heart")
    begun.client.delete_cookie("visit")
    page = Page(begun.post("/check/heart", 400, answer=["long-qt"]).text)
    assert page.title.startswith("Your browser did not send our cookie")
    assert page.all("a", href="/article")


def test_a_wrong_token_at_the_start_keeps_the_region(begun: Visitor) -> None:
    begun.token = "wrong"
    page = Page(begun.post("/start", 400, region="nz").text)
    assert page.name == "start"
    assert page.all("option", value="nz", selected="")
    assert "once more" in page.html
    assert begun.post("/start", region="nz").location == "/check/now"


def test_a_changed_key_of_tokens_costs_one_more_press(app: Flask, begun: Visitor) -> None:
    """docs/deploy.md, "Changing keys"."""
    begun.answer("now", "none")
    page = begun.get("/check/heart")
    assert page.ticked == set()
    key = app.config["WTF_CSRF_SECRET_KEY"]
    try:
        app.config["WTF_CSRF_SECRET_KEY"] = "another"
        kept = Page(begun.post("/check/heart", 400, answer=["long-qt"]).text)
        assert kept.ticked == {"long-qt"}
        begun.token = kept.all("input", name="csrf_token")[0]["value"]
        begun.post("/check/heart", answer=["long-qt"])
        assert begun.get("/check/now").ticked == {"none"}
    finally:
        app.config["WTF_CSRF_SECRET_KEY"] = key
