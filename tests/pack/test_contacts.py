"""Whom to call first, over the real content: rules and regions name them, pages only show them."""

from itertools import combinations
from pathlib import Path

import pytest

from app.content.reports.contacts import contact_table, place_table, region_table
from app.core.model import Result
from app.core.region import Region
from app.core.rule import Level
from app.core.screening import assess
from tests.pack.test_pack import OPTIONS, answers
from tests.pack.test_until_then import RESULTS
from tests.real import PACK

DOCUMENT = Path(__file__).parents[2] / "docs" / "contacts.md"

OPIOIDS = {
    ("medicines", "opioids"),
    ("medicines", "tramadol"),
    ("medicines", "methadone"),
    ("medicines", "buprenorphine"),
    ("substances", "street-opioids"),
    ("opioids", "daily"),
    ("opioids", "withdrawal"),
    ("opioids", "hard-withdrawal"),
    ("opioids", "treatment"),
    ("opioids", "opioids-just-stopped"),
    ("kratom", "seven-oh"),
}


def result_of(*chosen: tuple[str, str]) -> Result:
    """Return the result of these answers and "none" elsewhere."""
    return assess(PACK, answers(*chosen))


def test_the_document_holds_the_tables_of_today() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert contact_table(PACK) in text, "run: kratom-safety-check content contacts"
    assert region_table(PACK) in text
    assert place_table(PACK) in text


def test_every_result_names_somebody() -> None:
    assert all(result.contacts for _, result in RESULTS)


def test_the_poison_line_is_always_named_and_an_emergency_is_called_first() -> None:
    for _, result in RESULTS:
        assert "poison" in result.contacts
        if result.level is Level.EMERGENCY:
            assert result.contacts[0] in ("emergency", "crisis")


@pytest.mark.parametrize("pair", sorted(OPIOIDS))
def test_with_an_opioid_the_treatment_line_stands_beside(pair: tuple[str, str]) -> None:
    assert {"treatment", "poison"} <= set(result_of(pair).contacts)


def test_who_is_in_treatment_is_told_to_call_their_clinic() -> None:
    for pair in (
        ("medicines", "methadone"),
        ("medicines", "buprenorphine"),
        ("opioids", "treatment"),
    ):
        assert result_of(pair).contacts[0] == "clinic"
    assert result_of(("medicines", "methadone"), ("opioids", "stopped")).contacts[0] == "clinic"


def test_the_crisis_line_comes_forward_beside_mood_and_stopping() -> None:
    for pair in (("health", "mood"), ("health", "mental-health"), ("kratom", "stopping")):
        assert "crisis" in result_of(pair).contacts[:2]


@pytest.mark.parametrize(
    ("pairs", "first"),
    [
        ((("medicines", "naltrexone"), ("kratom", "daily")), "prescriber"),
        ((("about", "pregnant"), ("kratom", "daily")), "midwife"),
        ((("heart", "long-qt"), ("kratom", "daily")), "doctor"),
        ((("now", "fluids"),), "care"),
        ((("now", "liver-signs"),), "care"),
        ((("now", "palpitations"),), "care"),
        ((("now", "took-too-much"),), "poison"),
        ((("medicines", "loperamide"),), "poison"),
        ((("now", "self-harm-thoughts"),), "crisis"),
        ((("opioids", "hard-withdrawal"),), "treatment"),
        ((("medicines", "opioids"), ("medicines", "sedatives"), ("kratom", "daily")), "poison"),
    ],
)
def test_whom_to_call_first(pairs: tuple[tuple[str, str], ...], first: str) -> None:
    assert result_of(*pairs).contacts[0] == first


def test_a_call_of_one_answer_stays_beside_any_other() -> None:
    for pair in OPTIONS:
        call = result_of(pair).call
        both = result_of(pair, ("medicines", "naltrexone"))
        assert not call or call in both.contacts


@pytest.mark.parametrize("region", PACK.regions.values(), ids=lambda region: region.id)
def test_a_region_says_what_it_knows_of_its_lines_and_where_treatment_starts(
    region: Region,
) -> None:
    for line in region.line:
        assert line.checked_on
        assert line.how
        assert line.answers or line.hours or line.note, line.name
    assert region.place, "somebody without money needs a place to go"


def test_one_more_answer_takes_no_crisis_or_poison_line_off_the_first_screen() -> None:
    """`content prove` holds the calls; this holds the lines where nothing calls for one."""
    alone = {chosen: assess(PACK, answers(chosen)) for chosen in OPTIONS}
    us = PACK.regions["us"]
    for first, second in combinations(OPTIONS, 2):
        both = us.first_lines(assess(PACK, answers(first, second)).contacts, 1)
        for chosen in (first, second):
            shown = us.first_lines(alone[chosen].contacts, 1)
            assert {one for one in shown if one.kind in ("crisis", "poison")} <= set(both)
