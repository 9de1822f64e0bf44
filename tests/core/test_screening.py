"""The assessment: the level, sections, reasons and call that answers result in."""

from dataclasses import replace

import pytest

from app.core.journey import next_unanswered
from app.core.model import MEDICINE, Pack
from app.core.rule import Level
from app.core.screening import assess, first_call
from tests.core.answers import given, rule, whole


def sections(pack: Pack, **answers: str) -> list[str]:
    """Return the ids of the sections shown, in order."""
    return [section.id for section in assess(pack, whole(pack, **answers)).sections]


def test_only_none_is_the_floor(pack: Pack) -> None:
    result = assess(pack, whole(pack))
    assert result.level is Level.STANDARD
    assert result.call == ""
    assert [reason.triggers for reason in result.reasons] == [()]


def test_an_irregular_heartbeat_is_strong_and_named(pack: Pack) -> None:
    result = assess(pack, whole(pack, heart="arrhythmia"))
    assert result.level is Level.STRONG
    assert {"heart", "heart-rhythm"} <= {section.id for section in result.sections}
    assert [option.id for option in result.reasons[0].triggers] == ["arrhythmia"]


def test_pregnancy_with_daily_opioids_is_urgent(pack: Pack) -> None:
    result = assess(pack, whole(pack, about="pregnant", opioids="daily"))
    assert result.level is Level.URGENT


def test_opioids_sedatives_and_kratom_are_urgent_and_neither_is_to_be_stopped(pack: Pack) -> None:
    answers = whole(pack, opioids="daily", medicines="sedatives", kratom="daily")
    result = assess(pack, answers)
    assert result.level is Level.URGENT
    assert "not stop a sedative or a prescribed opioid suddenly" in result.reasons[0].text
    assert [option.id for option in result.reasons[0].triggers] == ["sedatives", "daily", "daily"]


def test_a_sign_of_danger_needs_no_other_answer(pack: Pack) -> None:
    result = assess(pack, given(now="chest-pain"))
    assert result.level is Level.EMERGENCY
    assert result.call == "emergency"
    assert result.sections[0].id == "emergency"


def test_danger_ends_nothing_and_drops_nothing(pack: Pack) -> None:
    before = set(sections(pack, heart="long-qt", substances="alcohol"))
    after = set(sections(pack, heart="long-qt", substances="alcohol", now="seizure"))
    assert before < after


def test_thoughts_of_self_harm_put_the_crisis_line_first(pack: Pack) -> None:
    assert assess(pack, given(now="self-harm-thoughts")).call == "crisis"
    assert assess(pack, given(now="self-harm-plan")).call == "crisis"
    assert sections(pack, now="self-harm-plan self-harm-thoughts")[:2] == ["crisis", "emergency"]


@pytest.mark.parametrize("beside", ["chest-pain", "took-too-much"])
def test_beside_another_emergency_the_emergency_number_comes_first(pack: Pack, beside: str) -> None:
    answers = given(now=f"self-harm-thoughts {beside}")
    assert assess(pack, answers).call == "emergency"
    assert assess(pack, answers).level is Level.EMERGENCY
    assert sections(pack, now=f"self-harm-thoughts {beside}")[:2] == ["emergency", "crisis"]


def test_something_taken_calls_the_poison_line(pack: Pack) -> None:
    assert assess(pack, given(now="took-too-much")).call == "poison"


def test_the_gravest_call_stands() -> None:
    calls = [rule(call="poison"), rule(call=""), rule(call="crisis")]
    assert first_call(calls) == "crisis"
    assert first_call([*calls, rule(call="emergency")]) == "emergency"
    assert first_call([rule()]) == ""
    assert first_call([]) == ""


def test_sections_for_everyone_come_last_and_each_once(pack: Pack) -> None:
    shown = sections(pack, heart="long-qt")
    everyone = next(rule for rule in pack.rules if not rule.when)
    assert set(shown[-len(everyone.sections) :]) == set(everyone.sections)
    assert len(shown) == len(set(shown))


def test_a_section_for_everyone_moves_up_when_an_answer_asks_for_it(pack: Pack) -> None:
    assert sections(pack, opioids="stopped")[0] == "tolerance-overdose"


def test_a_section_takes_the_place_of_its_gravest_rule(pack: Pack) -> None:
    shown = sections(pack, kratom="sometimes", heart="high-blood-pressure", health="kidney")
    assert shown[:3] == ["kidney", "quality", "heart"]


def test_who_has_just_left_reads_of_lost_tolerance_first(pack: Pack) -> None:
    shown = sections(pack, about="just-left", opioids="daily")
    assert shown[0] == "tolerance-overdose"


def test_reasons_with_the_same_words_and_sections_are_one(pack: Pack) -> None:
    result = assess(pack, whole(pack, heart="high-blood-pressure", substances="caffeine"))
    merged = next(
        reason for reason in result.reasons if "high-blood-pressure" in ids(reason.triggers)
    )
    assert len(merged.rules) == 2
    assert merged.level is Level.STRONG
    assert ids(merged.triggers) == ["high-blood-pressure", "caffeine"]
    assert merged.sections == ("heart",)
    carrying = [rule.evidence for rule in pack.rules if rule.id in merged.rules]
    assert set(merged.evidence) == {id for evidence in carrying for id in evidence}
    assert len(set(merged.evidence)) == len(merged.evidence)


def test_the_crisis_section_leads_and_the_others_keep_their_order(pack: Pack) -> None:
    turned = replace(pack, actions=("urgent", "emergency", "crisis"))
    shown = assess(turned, given(now="self-harm-plan")).sections
    assert [section.id for section in shown[:2]] == ["crisis", "emergency"]
    answers = given(now="self-harm-plan liver-signs")
    shown = assess(turned, answers).sections
    assert [section.id for section in shown[:3]] == ["urgent", "emergency", "crisis"]


def test_reasons_stand_gravest_first(pack: Pack) -> None:
    answers = whole(pack, kratom="daily sometimes", heart="long-qt", opioids="past")
    levels = [reason.level for reason in assess(pack, answers).reasons]
    assert levels == sorted(levels, reverse=True)


def test_a_named_medicine_answers_its_question_and_is_named_in_the_reason(pack: Pack) -> None:
    answers = dict(whole(pack)) | {MEDICINE: frozenset({"amiodarone", "gone"})}
    del answers["medicines"]
    result = assess(pack, answers)
    assert next_unanswered(pack, answers) is None
    assert result.level is Level.STRONG
    (reason,) = [r for r in result.reasons if "medicine-heart-rhythm" in r.rules]
    assert [trigger.clinician_text for trigger in reason.triggers] == ["amiodarone"]
    beside = dict(answers) | {MEDICINE: frozenset({"amiodarone", "metformin"})}
    (reason,) = [r for r in assess(pack, beside).reasons if "medicine-heart-rhythm" in r.rules]
    assert [trigger.clinician_text for trigger in reason.triggers] == ["amiodarone"]


def test_a_ticked_kind_and_a_medicine_stand_in_one_reason(pack: Pack) -> None:
    answers = dict(whole(pack, medicines="antidepressants")) | {MEDICINE: frozenset({"sertraline"})}
    (reason,) = [
        reason
        for reason in assess(pack, answers).reasons
        if "medicine-antidepressants" in reason.rules
    ]
    assert [trigger.clinician_text for trigger in reason.triggers] == [
        "Antidepressants",
        "sertraline",
    ]


def ids(options: object) -> list[str]:
    """Return the ids of options."""
    return [option.id for option in options]  # type: ignore[attr-defined]  # a tuple of options
