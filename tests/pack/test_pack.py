"""Tests of the real content: every journey, example and option, and promise 1 (never milder)."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.config import resource_dir
from app.content.load.pack import complete_answers
from app.content.load.reader import PackReader
from app.core.model import Journey, Pack
from app.core.rule import Answers, Level, Rule
from app.core.screening import assess
from app.core.statements import statements
from tests.real import PACK

OPTIONS = [
    (question.id, option.id)
    for question in PACK.questions.values()
    for option in question.option
    if not option.quiet
]
NONE: Answers = {id: question.exclusive_options for id, question in PACK.questions.items()}

SPEC_OPTIONS = {
    "now": """slow-breathing cannot-wake chest-pain heartbeat fainted palpitations seizure
        stroke-signs serotonin-signs confused shaking-after-stopping severe-withdrawal liver-signs
        fluids took-too-much baby-signs other-danger self-harm-plan self-harm-thoughts""",
    "heart": """long-qt arrhythmia cardiac-arrest heart-failure structural device
        heart-attack-or-stroke coronary high-blood-pressure fainting family-sudden-death
        low-potassium vessels other-heart""",
    "medicines": """opioids tramadol methadone buprenorphine naltrexone withdrawal lofexidine
        loperamide sedatives sedating-seizure antidepressants sedating-antidepressants
        qt-antidepressants antipsychotics seizure liver-seizure stimulants amphetamines
        heart-rhythm amiodarone blood-pressure blood-thinners narrow-index anti-infectives immune
        transplant diabetes liver-affecting other maoi lithium digoxin clozapine ibogaine
        loperamide-named qt-known qt qt-conditional serotonergic serotonergic-opioid enzyme
        enzyme-blocker kidney-cleared cyp3a-substrate sedating dextromethorphan liver-strain
        cholesterol hormones bupropion disulfiram steroids rescue-kit unknown-name""",
    "substances": """alcohol alcohol-sedatives-stopped street-opioids street-sedatives cocaine
        street-stimulants hallucinogens shop-products cannabis-cbd caffeine st-johns-wort kava
        other-supplements""",
    "health": """liver kidney lungs sleep-apnoea seizures mental-health mood substance-use
        weak-immunity thyroid surgery""",
    "about": "pregnant breastfeeding postpartum under-18 over-65 just-left",
    "opioids": """daily withdrawal hard-withdrawal opioids-just-stopped stopped treatment past""",
    "kratom": "considering sometimes daily seven-oh stopping bad-reaction",
}
"""Option ids by question, without none, unsure and prefer-not (docs/clinical-decisions.md)."""

SPEC_SECTIONS = """
    withdrawal do-not-stop tolerance-overdose treatment-that-works help-lines
    basics evidence-withdrawal kratom-dependence quality seven-oh
    heart heart-rhythm med-opioids med-naltrexone med-sedatives med-alcohol med-serotonin
    med-antipsychotic med-qt med-stimulant med-enzyme med-immuno med-other breathing seizures liver
    kidney mental-health pregnancy young-people older-adults surgery emergency urgent crisis
"""
"""Ids of the sections in spec section 5, in its order."""


def answers(*chosen: tuple[str, str]) -> Answers:
    """Return the answers of a visit: the chosen options, and "none" in all other questions."""
    given: dict[str, frozenset[str]] = {}
    for question, option in chosen:
        given[question] = given.get(question, frozenset()) | {option}
    return dict(NONE) | given


def outcome(visit: Answers) -> tuple[Level, set[str]]:
    """Return the level and the section ids of a result: what promise 1 is about."""
    result = assess(PACK, visit)
    return result.level, {section.id for section in result.sections}


def test_there_is_content_to_test() -> None:
    assert len(PACK.journeys) >= 40
    assert len(PACK.rules) >= 100
    assert len(OPTIONS) >= 100


def test_questions_and_options_are_those_of_the_spec() -> None:
    assert list(PACK.questions) == list(SPEC_OPTIONS)
    for id, named in SPEC_OPTIONS.items():
        expected = {*named.split(), "none", "unsure", "prefer-not"}
        assert set(PACK.questions[id].options) == expected


def test_sections_are_those_of_the_spec() -> None:
    assert list(PACK.sections) == SPEC_SECTIONS.split()
    assert [id for part in PACK.parts for id in part.sections] == list(PACK.sections)


@pytest.mark.parametrize("journey", PACK.journeys, ids=lambda journey: journey.name)
def test_a_journey_ends_as_it_was_signed(journey: Journey) -> None:
    level, shown = outcome(complete_answers(PACK, journey))
    assert level is journey.level
    assert set(journey.sections) <= shown


def test_journeys_cover_levels_sections_regions_and_stacked_rules() -> None:
    assert {journey.level for journey in PACK.journeys} == set(Level)
    assert {journey.region for journey in PACK.journeys} == set(PACK.regions)
    results = [assess(PACK, complete_answers(PACK, journey)) for journey in PACK.journeys]
    assert {section.id for result in results for section in result.sections} == set(PACK.sections)
    fired = {rule for result in results for reason in result.reasons for rule in reason.rules}
    stacked = {rule.id for rule in PACK.rules if len(rule.when) > 1}
    assert len(stacked) >= 20
    assert stacked <= fired


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_a_rule_does_what_its_examples_say(rule: Rule) -> None:
    assert rule.fires_for
    assert all(rule.fires(statements(PACK, example)) for example in rule.fires_for)
    assert not any(rule.fires(statements(PACK, example)) for example in rule.silent_for)
    assert rule.silent_for or not rule.when


@pytest.mark.parametrize(("question", "option"), OPTIONS, ids=lambda value: str(value))
def test_an_option_adds_and_never_takes_away(question: str, option: str) -> None:
    floor, everyone = outcome(NONE)
    level, shown = outcome(answers((question, option)))
    assert level >= floor
    assert shown >= everyone
    fired = assess(PACK, answers((question, option))).reasons
    assert any(option in {told.id for told in reason.triggers} for reason in fired)


@pytest.mark.parametrize("question", PACK.questions)
def test_not_sure_is_never_milder_than_none(question: str) -> None:
    unsure = outcome(answers((question, "unsure")))
    refused = outcome(answers((question, "prefer-not")))
    assert unsure[0] > Level.STANDARD
    assert unsure[1] >= refused[1] > outcome(NONE)[1]


def test_an_unknown_medicine_is_never_no_concern() -> None:
    assert outcome(answers(("medicines", "unknown-name")))[0] >= Level.STRONG


@settings(max_examples=400)
@given(st.sets(st.sampled_from(OPTIONS), max_size=12), st.sampled_from(OPTIONS))
def test_one_more_answer_never_makes_it_milder(
    chosen: set[tuple[str, str]], more: tuple[str, str]
) -> None:
    level, shown = outcome(answers(*chosen))
    after, also = outcome(answers(*chosen, more))
    assert after >= level
    assert also >= shown


def test_no_pair_is_milder_than_its_parts() -> None:
    alone = {option: outcome(answers(option)) for option in OPTIONS}
    for one, other in itertools.combinations(OPTIONS, 2):
        level, shown = outcome(answers(one, other))
        assert level >= max(alone[one][0], alone[other][0]), (one, other)
        assert shown >= alone[one][1] | alone[other][1], (one, other)


def test_every_result_tells_where_to_find_help() -> None:
    assert "help-lines" in outcome(NONE)[1]
    for region in PACK.regions.values():
        assert region.emergency


def test_no_claim_is_known_from_memory_only() -> None:
    assert {claim.status for claim in PACK.claims.values()} == {"V1", "V2", "INF"}


def test_the_phrases_that_guard_our_sentences_are_those_of_the_spec() -> None:
    """Without this test, nobody would notice an empty list, which lets every text pass."""
    wording = PackReader(resource_dir("questions")).read().manifest.wording
    banned = {"safe to", "kratom heart", "game-changer", "natural alternative", "cures", "100%"}
    assert banned | {"not known to"} <= set(wording.banned)
    assert set(wording.hedges) == {
        *("possible", "possibly", "might", "unclear", "untested", "not tested", "not been tested"),
        *("not studied", "not been studied", "not well studied", "no study", "no studies"),
        *("not known", "do not know", "nobody knows", "nobody has tested"),
    }


def test_emergency_numbers_are_those_that_were_verified(pack: Pack) -> None:
    numbers = {id: region.emergency for id, region in pack.regions.items()}
    assert numbers == {
        "us": ("911",),
        "ca": ("911",),
        "uk": ("999",),
        "ie": ("112", "999"),
        "au": ("000",),
        "nz": ("111",),
        "eu": ("112",),
    }
