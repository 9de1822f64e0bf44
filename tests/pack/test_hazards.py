"""Laws of hazards: the same however they are told, and nothing counts twice."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.medicines.model import Medicine
from app.core.medicines.spelling import normalize
from app.core.model import MEDICINE
from app.core.rule import AnswerPair, Answers, Clause, Level, Statement
from app.core.screening import assess, fired_rules
from app.core.statements import statements
from tests.real import PACK

NONE: Answers = {id: question.exclusive_options for id, question in PACK.questions.items()}
OPTIONS = [
    (question.id, option.id)
    for question in PACK.questions.values()
    for option in question.option
    if not option.quiet
]

GROUPS = {clause.name: clause for rule in PACK.rules for clause in rule.when if clause.name}
HAZARDS = {
    "opioid": GROUPS["any-opioid"],
    "sedative": GROUPS["strong-sedative"],
    "sedating": GROUPS["sedating-medicine"],
    "known QT": GROUPS["qt-known"],
    "QT source": GROUPS["qt-source"],
    "QT": GROUPS["qt-medicine"],
    "serotonergic": GROUPS["serotonergic"],
    "liver": GROUPS["liver-medicine"],
    "MAOI": Clause({"medicines": frozenset({"maoi"})}),
    "naltrexone": Clause({"medicines": frozenset({"naltrexone"})}),
}
"""The hazards that rules stack, by the answers that have them."""

SITUATIONS = {
    ("substances", "alcohol-sedatives-stopped"),
    *(("kratom", id) for id in PACK.questions["kratom"].options if id != "seven-oh"),
}
"""Options that name a product, but tell of something else than taking it."""

EXCLUDED = {("shop-products", "kratom"), ("shop-products", "7-hydroxymitragynine")}
"""Products that a label names because they do not belong there: "other than kratom"."""

LOPERAMIDE = "loperamide"
"""The one exception: its option tells of more than the label says, and its name does not."""


NAMES = {normalize(text): one for one in PACK.medicines.values() for text in one.terms}


def products_in(text: str) -> set[str]:
    """Return the products that a text names, the longest name at each place."""
    words = re.findall(r"[A-Za-z0-9][\w’'.-]*", text)
    found, start = set(), 0
    while start < len(words):
        for length in (3, 2, 1):
            name = normalize(" ".join(words[start : start + length]))
            if name in NAMES and len(name) > 2:
                found.add(NAMES[name].id)
                break
        start += length
    return found


def named_products() -> Iterator[tuple[AnswerPair, Medicine]]:
    """Yield each option whose label or hint names a product, and that product."""
    for question in (PACK.questions[id] for id in ("medicines", "substances", "kratom")):
        for option in question.visible_options:
            pair = (question.id, option.id)
            if pair not in SITUATIONS and not option.quiet:
                for id in sorted(products_in(f"{option.label} {option.hint}")):
                    yield pair, PACK.medicines[id]


PRODUCTS = [
    pytest.param(option, medicine, id=f"{option[1]}-{medicine.id}")
    for option, medicine in named_products()
    if medicine.id not in (LOPERAMIDE, "opioid")  # a word for the class, in "opioid pills"
    and (option[1], medicine.id) not in EXCLUDED
]


def hazards(pairs: frozenset[AnswerPair]) -> set[str]:
    """Return the hazards that these answers have."""
    return {name for name, clause in HAZARDS.items() if clause.is_met_by(pairs)}


def visit(*chosen: AnswerPair) -> Answers:
    """Return a complete visit with these answers, medicines by name among them."""
    found: dict[str, frozenset[str]] = {}
    for question, option in chosen:
        found[question] = found.get(question, frozenset()) | {option}
    answers = dict(NONE) | found
    if MEDICINE in found and "medicines" not in found:
        answers.pop("medicines")
    return answers


@cache
def level(*chosen: AnswerPair) -> Level:
    """Return the level of a complete visit with these answers."""
    return assess(PACK, visit(*chosen)).level


def stacks(told: tuple[Statement, ...]) -> set[str]:
    """Return the ids of the rules with several clauses that fire."""
    return {rule.id for rule in fired_rules(PACK, told) if len(rule.when) > 1}


def test_many_products_are_named() -> None:
    named = {medicine.id for _, medicine in named_products()}
    expected = "oxycodone trazodone quetiapine gabapentin warfarin tianeptine kava cocaine heroin"
    assert set(expected.split()) <= named
    assert len(named) > 70


@pytest.mark.parametrize(("option", "medicine"), PRODUCTS)
def test_a_product_has_the_same_hazards_typed_and_ticked(
    option: AnswerPair, medicine: Medicine
) -> None:
    assert hazards(medicine.counts_as) == hazards(PACK.statements[option].counts_as)


@pytest.mark.parametrize(("option", "medicine"), PRODUCTS)
def test_a_product_leads_to_the_same_level_typed_and_ticked(
    option: AnswerPair, medicine: Medicine
) -> None:
    typed = (MEDICINE, medicine.id)
    for kratom in (("kratom", "none"), ("kratom", "sometimes"), ("kratom", "daily")):
        for beside in OPTIONS:
            if PACK.statements[option].may_repeat(PACK.statements[beside]):
                continue  # ticked, they may be one thing; typed, they are two
            assert level(typed, beside, kratom) == level(option, beside, kratom), (beside, kratom)


def test_loperamide_is_the_one_exception() -> None:
    ticked = ("medicines", "loperamide")
    assert (level(ticked), level((MEDICINE, LOPERAMIDE))) == (Level.URGENT, Level.STRONG)
    assert assess(PACK, visit(ticked)).call == "poison"


@pytest.mark.parametrize("pair", OPTIONS, ids=lambda pair: ":".join(pair))
def test_one_answer_alone_fills_no_stack(pair: AnswerPair) -> None:
    assert not stacks((PACK.statements[pair],))


def test_one_substance_alone_fills_no_stack() -> None:
    for medicine in PACK.medicines.values():
        assert not any(stacks((substance,)) for substance in medicine.substances), medicine.id


@pytest.mark.parametrize(("option", "medicine"), PRODUCTS)
def test_a_product_told_twice_counts_once(option: AnswerPair, medicine: Medicine) -> None:
    once = statements(PACK, visit((MEDICINE, medicine.id), ("kratom", "daily")))
    twice = statements(PACK, visit((MEDICINE, medicine.id), option, ("kratom", "daily")))
    assert option in medicine.counts_as or option in TOLD_ELSEWHERE
    assert stacks(twice) == stacks(once) or option in TOLD_ELSEWHERE


TOLD_ELSEWHERE = {("substances", "street-sedatives"), ("medicines", "other")}
"""Lines that name a prescribed medicine too (street Xanax), or one that has a line of its own."""


def test_a_word_for_a_class_and_one_of_the_class_may_be_one_thing() -> None:
    kratom = ("kratom", "daily")
    both = [(MEDICINE, "antipsychotic"), (MEDICINE, "quetiapine")]
    assert level(*both, kratom) is Level.STRONG
    assert level(*both, (MEDICINE, "citalopram"), kratom) is Level.URGENT


def test_an_opioid_is_not_sedating_beside_itself() -> None:
    assert level(("opioids", "daily"), (MEDICINE, "oxycodone"), ("kratom", "daily")) is Level.STRONG
    told = (("opioids", "daily"), (MEDICINE, "oxycodone"), ("kratom", "daily"))
    assert level(*told, (MEDICINE, "diphenhydramine")) is Level.URGENT


@pytest.mark.parametrize(
    "combined", ["gabapentin/tramadol", "butalbital/acetaminophen/caffeine/codeine"]
)
def test_a_combination_counts_once_for_each_substance(combined: str) -> None:
    assert level((MEDICINE, combined), ("kratom", "sometimes")) is Level.URGENT


def test_smoke_shop_products_fill_one_place_only() -> None:
    shop, kratom = ("substances", "shop-products"), ("kratom", "daily")
    assert level(shop, kratom) is Level.STRONG
    assert level(shop, ("medicines", "opioids"), kratom) is Level.URGENT
    assert level(shop, ("medicines", "sedatives"), kratom) is Level.URGENT


def test_two_different_qt_sources_are_counted() -> None:
    kratom = ("kratom", "daily")
    assert level((MEDICINE, "citalopram"), (MEDICINE, "ondansetron"), kratom) is Level.URGENT
    ticked = ("medicines", "qt-antidepressants")
    assert level((MEDICINE, "citalopram"), ticked, kratom) is Level.STRONG
    assert level((MEDICINE, "ondansetron"), kratom) is Level.STRONG
    assert level((MEDICINE, "methadone"), (MEDICINE, "ondansetron")) is Level.URGENT


def test_what_harms_little_is_standard_however_much_of_it() -> None:
    mild = [
        one.id
        for one in PACK.medicines.values()
        if one.counts_as <= {("medicines", "hormones"), ("medicines", "cholesterol")}
    ]
    assert {"levothyroxine", "ethinyl estradiol/norgestimate", "atorvastatin"} <= set(mild)
    chosen = [(MEDICINE, id) for id in (*mild, "simvastatin", "nicotine")]
    assert level(*chosen, ("heart", "high-blood-pressure")) is Level.STANDARD


def test_only_naltrexone_is_held_and_only_where_it_harms() -> None:
    naltrexone, none = ("medicines", "naltrexone"), ("kratom", "none")
    assert assess(PACK, visit(naltrexone, none)).hold == ()
    for beside in (("kratom", "sometimes"), ("kratom", "prefer-not"), ("opioids", "unsure"),
                   ("opioids", "opioids-just-stopped"), ("substances", "shop-products"),
                   ("medicines", "tramadol"), ("kratom", "seven-oh")):  # fmt: skip
        result = assess(PACK, visit(naltrexone, beside))
        assert result.hold == ("naltrexone",), beside
        assert result.level is Level.URGENT
    assert level(naltrexone, ("opioids", "stopped")) is Level.STRONG
    assert {rule.hold for rule in PACK.rules} == {"", "naltrexone"}


MEDICINES = st.sampled_from(sorted(PACK.medicines))


@settings(max_examples=300)
@given(
    st.sets(st.sampled_from(OPTIONS), max_size=8),
    st.sets(MEDICINES, max_size=4),
    st.one_of(st.sampled_from(OPTIONS), MEDICINES.map(lambda id: (MEDICINE, id))),
)
def test_one_more_medicine_or_answer_never_makes_it_milder(
    chosen: set[AnswerPair], named: set[str], more: AnswerPair
) -> None:
    told = (*chosen, *((MEDICINE, id) for id in named))
    before, after = assess(PACK, visit(*told)), assess(PACK, visit(*told, more))
    assert after.level >= before.level
    assert {one.id for one in after.sections} >= {one.id for one in before.sections}
    assert set(after.hold) >= set(before.hold)
    assert {rule for one in after.reasons for rule in one.rules} >= {
        rule for one in before.reasons for rule in one.rules
    }
