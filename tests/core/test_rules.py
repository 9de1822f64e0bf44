"""Rules and clauses: when they fire, which answers they name, and their text for reviewers."""

from dataclasses import replace

from hypothesis import given as drawn
from hypothesis import strategies as st

from app.core.rule import Answers, Clause, Rule, as_pairs, describe_answers
from app.core.screening import fired_rules
from tests.core.answers import given, rule
from tests.real import PACK

ANSWERS = st.dictionaries(
    st.sampled_from(["heart", "kratom", "now"]),
    st.frozensets(st.sampled_from(["daily", "device", "unsure"])),
)
RULES = st.lists(
    st.lists(ANSWERS.map(Clause), max_size=3).map(lambda clauses: rule(*clauses)), max_size=12
)


def test_a_clause_is_met_by_any_answer_it_names() -> None:
    clause = Clause(given(heart="long-qt fainting", kratom="daily"))
    assert clause.is_met_by(as_pairs(given(heart="fainting")))
    assert clause.is_met_by(as_pairs(given(kratom="daily sometimes")))
    assert not clause.is_met_by(as_pairs(given(heart="daily", kratom="none")))
    assert not clause.is_met_by(as_pairs({}))


def test_an_answer_counts_only_in_its_own_question() -> None:
    clause = Clause(given(heart="unsure"))
    assert not clause.is_met_by(as_pairs(given(health="unsure")))


def test_a_rule_needs_all_its_clauses() -> None:
    both = rule(Clause(given(heart="long-qt")), Clause(given(kratom="daily")))
    assert both.fires(as_pairs(given(heart="long-qt", kratom="daily")))
    assert not both.fires(as_pairs(given(heart="long-qt")))
    assert both.answers_named == given(heart="long-qt", kratom="daily")


def test_a_rule_without_clauses_is_for_everyone() -> None:
    assert rule().fires(as_pairs({}))


def test_clauses_on_one_question_are_named_together() -> None:
    twice = rule(Clause(given(now="seizure")), Clause(given(now="fainted")))
    assert twice.answers_named == given(now="seizure fainted")


def test_answers_read_like_answers() -> None:
    assert describe_answers(given(heart="long-qt device", kratom="daily")) == (
        "heart: device, long-qt + kratom: daily"
    )
    assert Clause(given(heart="device")).description == "heart: device"
    assert Clause(given(heart="device"), name="any-heart").description == "any-heart"


@drawn(RULES, ANSWERS)
def test_the_rules_that_fire_are_found_whatever_they_ask_for(
    rules: list[Rule], answers: Answers
) -> None:
    """`fired_rules` tests only candidates, yet finds the same rules as testing every one."""
    pairs = as_pairs(answers)
    pack = replace(PACK, rules=tuple(rules))
    assert fired_rules(pack, pairs) == [rule for rule in rules if rule.fires(pairs)]


@drawn(
    st.frozensets(
        st.sampled_from([(id, o) for id, q in PACK.questions.items() for o in q.option_ids])
    )
)
def test_of_the_real_rules_too(pairs: frozenset[tuple[str, str]]) -> None:
    assert fired_rules(PACK, pairs) == [rule for rule in PACK.rules if rule.fires(pairs)]
