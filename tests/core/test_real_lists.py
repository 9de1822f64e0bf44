"""Names from public lists that nobody of the project wrote: hardly any is not understood."""

from collections import Counter, defaultdict

import pytest

from app.core.medicines.index import MedicineIndex
from app.core.medicines.tokenizer import find_medicines
from tests.core.names.real import PACK
from tests.core.names.real_lists import real_names, verdict

MOST_PRESCRIBED = ("generic names of the 300 most prescribed", "brands of the 300 most prescribed")


@pytest.fixture(scope="module")
def verdicts(index: MedicineIndex) -> dict[str, Counter[str]]:
    """How the names of each category were understood."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for name in real_names():
        counted[name.category][verdict(PACK, index, name)] += 1
    return counted


def test_no_name_is_taken_for_another_medicine_or_for_less(
    verdicts: dict[str, Counter[str]],
) -> None:
    assert sum(counted["WRONG"] for counted in verdicts.values()) == 0


def test_names_are_understood_or_asked_about(verdicts: dict[str, Counter[str]]) -> None:
    total = sum(verdicts.values(), Counter())
    assert total["right"] + total["asked"] >= 0.95 * total.total()
    for category, counted in verdicts.items():
        assert counted["right"] + counted["asked"] >= 0.88 * counted.total(), category
    assert [verdicts[category]["not understood"] for category in MOST_PRESCRIBED] == [0, 0]


def test_a_real_name_that_the_table_lacks_is_never_a_slip(index: MedicineIndex) -> None:
    names = PACK.name_rules.real_names
    assert len(names) > 500
    assert [name for name in names if index.look_up(name).match] == []


@pytest.mark.parametrize(
    ("typed", "statuses"),
    [
        ("pot", ["matched"]),
        ("sertraline, pot", ["matched", "matched"]),
        ("sertraline\npot", ["matched", "matched"]),
        ("sertraline pot", ["matched", "ambiguous"]),
        ("sertraline and pot", ["matched", "ambiguous"]),
        ("sertraline + pot", ["matched", "ambiguous"]),
        ("losartan pot 50", ["matched"]),
    ],
)
def test_slang_beside_another_name_is_asked_about(
    index: MedicineIndex, typed: str, statuses: list[str]
) -> None:
    assert [result.status for result in find_medicines(index, typed)] == statuses


@pytest.mark.parametrize(
    ("typed", "medicine"),
    [
        ("acetaminophen and codeine", "acetaminophen/codeine"),
        ("TRAMADOL HCL-ACETAMINOPHEN", "tramadol/acetaminophen"),
        (
            "Acetaminophen 325 MG / HYDROcodone Bitartrate 7.5 MG Oral Tablet",
            "hydrocodone/acetaminophen",
        ),
    ],
)
def test_the_parts_of_a_combination_are_the_combination(
    index: MedicineIndex, typed: str, medicine: str
) -> None:
    (found,) = find_medicines(index, typed)
    assert found.match
    assert found.match.medicine.id == medicine


@pytest.mark.parametrize(
    ("typed", "medicine"),
    [
        ("Zoriak Gabapentina 300mg Caja x 30 Capsulas", "gabapentin"),
        ("PMS-AMITRIPTYLINE", "amitriptyline"),
        ("EDP 7OH shots", "7-hydroxymitragynine"),
        ("the famous gold kratom", "kratom"),
        ("respiradone", "risperidone"),
        ("hydrolozin", "hydralazine"),
    ],
)
def test_a_name_behind_other_words_or_by_its_sound_is_asked_about(
    index: MedicineIndex, typed: str, medicine: str
) -> None:
    found = find_medicines(index, typed)
    assert medicine in {name.medicine.id for one in found for name in one.candidates}
    assert not any(one.match for one in found)
