"""Rules and clauses: when they fire, which answers they name, and their text for reviewers."""

import time
from dataclasses import replace

from hypothesis import given as drawn
from hypothesis import strategies as st

from app.core.model import MEDICINE
from app.core.rule import Answers, Clause, Rule, Statement, as_pairs, describe_answers
from app.core.screening import fired_rules
from app.core.statements import statements
from tests.core.answers import given, rule, tell
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
    assert both.fires(tell(given(heart="long-qt", kratom="daily")))
    assert not both.fires(tell(given(heart="long-qt")))
    assert both.answers_named == given(heart="long-qt", kratom="daily")


def test_a_rule_without_clauses_is_for_everyone() -> None:
    assert rule().fires(tell({}))


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
    told = tell(answers)
    pack = replace(PACK, rules=tuple(rules))
    assert fired_rules(pack, told) == [rule for rule in rules if rule.fires(told)]


@drawn(
    st.frozensets(
        st.sampled_from([(id, o) for id, q in PACK.questions.items() for o in q.option_ids])
    )
)
def test_of_the_real_rules_too(pairs: frozenset[tuple[str, str]]) -> None:
    told = [PACK.statements[pair] for pair in pairs]
    assert fired_rules(PACK, told) == [rule for rule in PACK.rules if rule.fires(told)]


A, B, C = ("heart", "device"), ("kratom", "daily"), ("now", "unsure")
BOTH = rule(Clause({"heart": frozenset({"device"})}), Clause({"kratom": frozenset({"daily"})}))


def told(id: str, *counts_as: tuple[str, str]) -> Statement:
    """Return a substance that counts as these answers."""
    return Statement(("medicine", id), frozenset(counts_as))


def test_one_statement_meets_one_clause_only() -> None:
    mixed = told("mixed", A, B)
    assert not BOTH.fires((mixed,))
    assert not BOTH.fires((mixed, mixed))
    assert not BOTH.fires((mixed, told("mixed", A)))
    assert BOTH.fires((mixed, told("other", A)))
    assert BOTH.fires((told("other", B), mixed))


def test_an_answer_ticked_and_a_medicine_of_that_line_are_one_thing() -> None:
    ticked = Statement(A, frozenset({A}))
    assert not BOTH.fires((ticked, told("typed", A, B)))
    assert BOTH.fires((ticked, told("typed", B)))


def test_the_same_group_twice_asks_for_two() -> None:
    twice = rule(Clause({"heart": frozenset({"device"})}), Clause({"heart": frozenset({"device"})}))
    assert not twice.fires((told("one", A), told("none", C)))
    assert twice.fires((told("one", A), told("two", A)))


def test_a_rule_that_lacks_an_answer_is_not_searched_for() -> None:
    """Or somebody with many medicines waits for millions of comparisons."""
    three = rule(*(Clause({id: frozenset({option})}) for id, option in (A, B, C)))
    many = [told(str(number), A, B) for number in range(200)]
    began = time.process_time()
    assert not three.fires(many)
    assert time.process_time() - began < 0.1
    assert three.fires([*many, told("last", C)])


def test_a_substance_in_several_medicines_is_told_once() -> None:
    everything = statements(PACK, {MEDICINE: frozenset(PACK.medicines)})
    assert len(everything) == len(set(everything))


PAIRS = st.sampled_from([A, B, C, ("heart", "long-qt")])
STATEMENTS = st.lists(
    st.builds(
        Statement,
        st.one_of(PAIRS, st.sampled_from("abc").map(lambda id: ("medicine", id))),
        st.frozensets(PAIRS, min_size=1, max_size=3),
    ),
    max_size=5,
)


@drawn(RULES, STATEMENTS, STATEMENTS)
def test_one_more_statement_never_silences_a_rule(
    rules: list[Rule], some: list[Statement], more: list[Statement]
) -> None:
    for one in rules:
        assert one.fires([*more, *some]) >= one.fires(some)
        assert one.fires(some) == one.fires(some[::-1])


@drawn(STATEMENTS)
def test_whether_two_statements_repeat_does_not_depend_on_their_order(
    some: list[Statement],
) -> None:
    for one in some:
        assert one.may_repeat(one)
        assert all(one.may_repeat(other) == other.may_repeat(one) for other in some)
