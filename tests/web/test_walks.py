"""Random walks through the questions: the result always follows from the saved answers."""

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.journey import has_red_flag, next_unanswered
from app.core.screening import assess
from tests.visitor import Page, Visitor
from tests.web.visits import PACK, QUESTIONS

OFFERED = {
    id: {option.id for option in question.visible_options}
    for id, question in PACK.questions.items()
}


def step(question: str) -> st.SearchStrategy[tuple[str, frozenset[str], str]]:
    """Generate one action on a question's page, with the options ticked there."""
    ticked = st.frozensets(st.sampled_from(sorted({*OFFERED[question], "x"})), max_size=4)
    action = st.sampled_from(["post", "post", "change", "back", "result", "answers", "again"])
    return st.tuples(st.just(question), ticked, action)


def acceptable(question: str, ticked: frozenset[str]) -> bool:
    """Return whether the form accepts these options: known ones, and `none` only alone."""
    return (
        bool(ticked) and ticked <= OFFERED[question] and (len(ticked) == 1 or "none" not in ticked)
    )


def assert_result(page: Page, answers: dict[str, frozenset[str]]) -> None:
    """Assert that `/result` shows the result of these answers, or the next open question."""
    open_question = next_unanswered(PACK, answers)
    if open_question and not has_red_flag(PACK, answers):
        assert page.all("main")[0]["data-question"] == open_question.id
        return
    result = assess(PACK, answers)
    assert page.level == result.level.id
    assert set(page.sections) == {section.id for section in result.sections}
    assert len(page.sections) == len(result.sections)


@settings(max_examples=30)
@given(st.lists(st.sampled_from(QUESTIONS).flatmap(step), max_size=25))
def test_every_walk_of_posts_backs_and_changes_is_judged_by_what_was_kept(
    app: Flask, steps: list[tuple[str, frozenset[str], str]]
) -> None:
    visitor, saved = Visitor(app.test_client()), dict[str, frozenset[str]]()
    visitor.begin("us")
    for question, ticked, action in steps:
        query = "?change=1" if action == "change" else ""
        page = visitor.get(f"/check/{question}{query}")
        assert page.ticked == saved.get(question, set())
        if action in ("post", "change"):
            accepted = acceptable(question, ticked)
            visitor.post(
                f"/check/{question}{query}", 303 if accepted else 422, answer=sorted(ticked)
            )
            saved |= {question: ticked} if accepted else {}
        elif action == "again":
            saved.clear()
            visitor.begin("us")
        elif action == "answers":
            assert visitor.get("/check/answers").name == "answers"
        assert_result(visitor.get("/result"), saved)
    for question in QUESTIONS:
        if question not in saved:
            visitor.answer(question, "none")
            saved[question] = frozenset({"none"})
    assert_result(visitor.get("/result"), saved)
