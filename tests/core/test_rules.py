"""Rules and their clauses: when they fire, what they name, and how they read."""

from app.core.rule import Clause, each, in_words
from tests.core.answers import given, rule


def test_a_clause_is_met_by_any_answer_it_names() -> None:
    clause = Clause(given(heart="long-qt fainting", kratom="daily"))
    assert clause.met_by(each(given(heart="fainting")))
    assert clause.met_by(each(given(kratom="daily sometimes")))
    assert not clause.met_by(each(given(heart="daily", kratom="none")))
    assert not clause.met_by(each({}))


def test_an_answer_counts_only_in_its_own_question() -> None:
    clause = Clause(given(heart="unsure"))
    assert not clause.met_by(each(given(health="unsure")))


def test_a_rule_needs_all_its_clauses() -> None:
    both = rule(Clause(given(heart="long-qt")), Clause(given(kratom="daily")))
    assert both.fires(each(given(heart="long-qt", kratom="daily")))
    assert not both.fires(each(given(heart="long-qt")))
    assert both.named == given(heart="long-qt", kratom="daily")


def test_a_rule_without_clauses_is_for_everyone() -> None:
    assert rule().fires(each({}))


def test_clauses_on_one_question_are_named_together() -> None:
    twice = rule(Clause(given(now="seizure")), Clause(given(now="fainted")))
    assert twice.named == given(now="seizure fainted")


def test_answers_read_like_answers() -> None:
    assert in_words(given(heart="long-qt device", kratom="daily")) == (
        "heart: device, long-qt + kratom: daily"
    )
    assert Clause(given(heart="device")).in_words == "heart: device"
    assert Clause(given(heart="device"), name="any-heart").in_words == "any-heart"
