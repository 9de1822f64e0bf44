"""Every walk of posts, backs and changes: the result is the judgement of what was kept."""

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.journey import has_red_flag, next_unanswered
from app.core.screening import assess
from tests.visitor import Page, Visitor
from tests.web.visits import PACK, QUESTIONS

OFFERED = {
    id: {option.id for option in asked.visible_options} for id, asked in PACK.questions.items()
}


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
    open_question = next_unanswered(PACK, given)
    if open_question and not has_red_flag(PACK, given):
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
