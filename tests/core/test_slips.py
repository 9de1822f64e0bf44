"""Misspellings, looked up in the real table: most match, none matches other options."""

from collections import Counter

import pytest

from app.core.medicines.index import MedicineIndex
from app.core.medicines.spelling import DeletionIndex, fold, normalize
from tests.core.names import by_hand, by_rule, common, one_edit, outcome
from tests.core.names.real import MEANT, PACK
from tests.sampling import sample

NOTED = """
Tradol/Toradol, Avinza/Avanza, Dolantin/Dilantin, XL-Dol/Xodol, Endodan/Endoxan, Sertra/Septra, Droal/Doral,
Tecta/tecata, addys/Addyi, somas/Somac, Tropium/trospium, ketamine/s-ketamine, Trimox/Trimix, Pegasus/Pegasys,
Tylenol/Tylenol 3, Securo/Securon, DexAlone/Dexasone, Zyflo/Zyplo, tirosina/Tirosint, e pill/Opill,
Voquezna/Voquezna Triple Pak, hydroxyzine/hydralazine, Celexa/Celebrex/Cerebyx, clonidine/Klonopin/clonazepam,
tramadol/trazodone, Lamictal/Lamisil, Zyprexa/Zyrtec, Seroquel/Serzone, methadone/Metadate/methylphenidate,
Suboxone/Subutex, oxycodone/OxyContin/oxcarbazepine, Xanax/Zantac
""".replace("\n", " ").split(", ")  # fmt: skip
"""Names that the notes on the table list as dangerous to confuse."""


def test_there_is_something_to_type() -> None:
    assert len(by_rule(PACK)) >= 300
    assert len(common(PACK)) == 100
    assert len(by_hand()) >= 60


def test_no_line_of_the_hand_made_set_is_matched_to_other_options(index: MedicineIndex) -> None:
    wrong = []
    for line in by_hand():
        meant = PACK.medicines.get(line.medicine)
        if outcome(index, line.typed, meant) == "wrong":
            wrong.append(line)
    assert wrong == []


def test_most_of_the_hand_made_set_is_understood_or_asked(index: MedicineIndex) -> None:
    lines = [line for line in by_hand() if line.expected == "matched"]
    counted = Counter(outcome(index, line.typed, PACK.medicines[line.medicine]) for line in lines)
    assert counted["right"] >= 0.6 * len(lines)  # a slip in a brand is asked about
    assert counted["right"] + counted["asked"] >= 0.97 * len(lines)
    assert counted["asked in vain"] == 0


def test_slips_by_rule_are_never_matched_to_other_options(index: MedicineIndex) -> None:
    counted = Counter(outcome(index, typed, meant) for typed, meant in by_rule(PACK))
    assert counted["wrong"] == 0
    assert counted["asked in vain"] == 0
    assert counted["right"] >= 0.6 * counted.total()
    assert counted["right"] + counted["asked"] >= 0.97 * counted.total()


def wrongly_matched(index: MedicineIndex, name: str) -> list[str]:
    """Return the misspellings of a name that match other options, without asking."""
    meant = MEANT[normalize(name)]
    slips = {
        slip for slip in one_edit(fold(name)) if normalize(slip) and normalize(slip) not in MEANT
    }
    return [slip for slip in slips if outcome(index, slip, meant) == "wrong"]


@pytest.mark.parametrize("pair", NOTED)
def test_a_pair_that_the_notes_name_is_never_confused(index: MedicineIndex, pair: str) -> None:
    for name in pair.strip().split("/"):
        assert wrongly_matched(index, name) == []


def confusable() -> list[str]:
    """Return every name within two edits of a name that implies other options."""
    neighbors = DeletionIndex(MEANT)
    return [
        name
        for name, medicine in MEANT.items()
        if any(MEANT[key].counts_as != medicine.counts_as for key in neighbors.search(name, 2))
    ]


def test_no_slip_of_a_confusable_name_is_matched_to_other_options(index: MedicineIndex) -> None:
    """Look up every one-edit misspelling of every confusable name: about 880,000 lookups.

    `make test` takes every 20th name.
    """
    names = {
        normalize(term): term for medicine in PACK.medicines.values() for term in medicine.terms
    }
    found = confusable()
    assert len(found) > 1000
    assert {
        name: wrong for name in sample(found, 20) if (wrong := wrongly_matched(index, names[name]))
    } == {}
