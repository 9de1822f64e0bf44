"""The proof of promise 1: it tries enough combinations, and it finds each kind of breach."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.core.model import Pack
from app.core.proof import (
    CombinationWalker,
    Outcome,
    describe_combination,
    outcomes,
    prove,
)
from app.core.region import HelpLine, Number
from app.core.rule import Clause, Level
from app.core.screening import assess
from tests.real import PACK

WALKER = CombinationWalker(PACK)


def breaches(pack: Pack) -> str:
    """Return the breaches that the proof finds in a pack, one per line."""
    return "\n".join(prove(pack).breaches)


def with_rule(pack: Pack, id: str, **changed: object) -> Pack:
    """Return the pack with fields of one rule changed."""
    rules = tuple(replace(rule, **changed) if rule.id == id else rule for rule in pack.rules)  # type: ignore[arg-type]  # any fields, from a test
    return replace(pack, rules=rules)


@given(st.sets(st.sampled_from(WALKER.options), max_size=8))
def test_the_walk_judges_as_the_check_does(chosen: set[tuple[str, str]]) -> None:
    parts = tuple(sorted(chosen))
    result = assess(PACK, WALKER.answers(parts))
    outcome = WALKER.outcome(parts)
    assert outcome.level is result.level
    assert outcome.call == result.call
    assert outcome.sections == {section.id for section in result.sections}


def test_every_kind_of_medicine_is_walked_alone_and_beside_every_answer() -> None:
    walked = [parts for parts, _ in outcomes(PACK, 0)]
    options, medicines = len(WALKER.options), len(WALKER.medicines)
    assert medicines >= len({medicine.counts_as for medicine in PACK.medicines.values()}) > 50
    assert len(walked) == 1 + medicines * (1 + options)


@given(
    st.sets(st.sampled_from(WALKER.options), max_size=4),
    st.sets(st.sampled_from(sorted(PACK.medicines)), min_size=1, max_size=4),
)
def test_the_walk_judges_named_medicines_as_the_check_does(
    chosen: set[tuple[str, str]], named: set[str]
) -> None:
    parts = (*sorted(chosen), *(("medicine", name) for name in sorted(named)))
    result = assess(PACK, WALKER.answers(parts))
    outcome = WALKER.outcome(parts)
    assert outcome.level is result.level
    assert outcome.sections == {section.id for section in result.sections}
    for part in (*parts[1:], parts[0]):
        assert outcome.is_at_least_as_strong_as(WALKER.outcome((part,)))


def test_a_medicine_gone_from_the_table_is_an_unknown_name() -> None:
    gone = WALKER.outcome((("medicine", "snake oil"),))
    assert gone == WALKER.outcome((("medicines", "unknown-name"),))


def test_an_outcome_covers_what_is_no_graver_and_shows_no_more() -> None:
    floor = Outcome(Level.STANDARD, frozenset({"basics"}))
    graver = Outcome(Level.URGENT, frozenset({"basics"}))
    wider = Outcome(Level.STANDARD, frozenset({"basics", "heart"}))
    assert floor.is_at_least_as_strong_as(floor)
    assert graver.is_at_least_as_strong_as(floor)
    assert wider.is_at_least_as_strong_as(floor)
    assert not floor.is_at_least_as_strong_as(graver)
    assert not floor.is_at_least_as_strong_as(wider)
    assert not graver.is_at_least_as_strong_as(wider)
    calls = [replace(floor, call=call) for call in ("", "poison", "crisis", "emergency")]
    for milder, called in pairwise(calls):
        assert called.is_at_least_as_strong_as(milder)
        assert not milder.is_at_least_as_strong_as(called)


def test_two_answers_to_one_question_stand_together(small_pack: Pack) -> None:
    parts = (("heart", "long-qt"), ("heart", "fainting"))
    assert CombinationWalker(small_pack).answers(parts)["heart"] == {"long-qt", "fainting"}


def test_the_proof_says_how_far_it_went(small_pack: Pack) -> None:
    proof = prove(small_pack)
    assert (proof.visits, proof.size) == (1 + 7 + 21 + 35, 3)


def test_every_small_combination_is_walked_once(small_pack: Pack) -> None:
    walked = [parts for parts, _ in outcomes(small_pack, 2)]
    options = len(CombinationWalker(small_pack).options)
    assert len(walked) == len(set(walked)) == 1 + options + options * (options - 1) // 2


def test_a_rule_on_none_is_caught(small_pack: Pack) -> None:
    on_none = Clause({"heart": frozenset({"none"})})
    broken = with_rule(small_pack, "heart-not-told", when=(on_none,), level=Level.STRONG)
    assert "heart: long-qt is milder than none everywhere" not in breaches(small_pack)
    assert "heart: prefer-not is milder than none everywhere" in breaches(broken)


def test_a_forgotten_unsure_is_caught(small_pack: Pack) -> None:
    fewer = Clause({"heart": frozenset({"long-qt", "fainting"})})
    broken = with_rule(small_pack, "heart-problem", when=(fewer,))
    assert "heart: unsure is no stronger than none" in breaches(broken)


def test_a_lowered_rule_is_caught(small_pack: Pack) -> None:
    broken = with_rule(small_pack, "chest-pain", level=Level.STRONG)
    assert "no combination reaches the level 'emergency'" in breaches(broken)


def test_a_section_out_of_reach_is_caught(small_pack: Pack) -> None:
    broken = with_rule(small_pack, "everyone", sections=("heart",))
    assert "no combination reaches the section 'basics'" in breaches(broken)


def test_a_region_without_help_is_caught(small_pack: Pack) -> None:
    mute = {"us": replace(small_pack.regions["us"], emergency=())}
    found = breaches(replace(small_pack, regions=mute))
    assert "the region 'us' has no number to call" in found
    assert "now: chest-pain leads to no number in the region 'us'" in found
    assert "unsure leads to no number" not in found
    crisis = with_rule(replace(small_pack, regions=mute), "now-unsure", call="crisis")
    assert "now: unsure leads to no number in the region 'us'" in breaches(crisis)
    called = with_rule(replace(small_pack, regions=mute), "chest-pain", call="")
    assert "now: chest-pain leads to no number in the region 'us'" in breaches(called)
    lined = HelpLine("crisis", "L", (Number("Call 1", "1"),), "2026-11-22", "in a test")
    only = {"us": replace(mute["us"], line=(lined,))}
    reached = with_rule(replace(small_pack, regions=only), "now-unsure", call="crisis")
    assert "now: unsure leads to no number" not in breaches(reached)


def test_a_combination_reads_like_an_answer() -> None:
    assert describe_combination(()) == "none everywhere"
    assert (
        describe_combination((("now", "fluids"), ("heart", "device")))
        == "now: fluids + heart: device"
    )
