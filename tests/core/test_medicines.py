"""One typed name, looked up in the real table: matched, ambiguous or unknown; never a guess."""

import pytest

from app.core.medicines.index import MedicineIndex
from app.core.medicines.tokenizer import find_medicines
from tests.core.names.real import PACK, matched, statuses


def test_every_name_of_the_table_finds_its_row(index: MedicineIndex) -> None:
    for medicine in PACK.medicines.values():
        for term in medicine.terms:
            result = index.look_up(term)
            assert result.match, term
            assert result.match.medicine is medicine, term


@pytest.mark.parametrize(
    ("text", "medicines"),
    [
        ("metoprolol 25 mg ER", ["metoprolol"]),
        ("ZOLOFT", ["sertraline"]),
        ("zolofft", ["sertraline"]),
        ("zoloft50mg", ["sertraline"]),
        ("losartán potásico 50 mg, una diaria", ["losartan", None]),
        ("lisinopril for blood pressure", ["lisinopril"]),
        ("Claritin-D 24 hour", ["loratadine/pseudoephedrine"]),
        ("Tylenol PM", ["acetaminophen/diphenhydramine"]),
        ("tylenol 3", ["acetaminophen/codeine"]),
        ("Mucinex DM", ["guaifenesin/dextromethorphan"]),
        ("sudafed pe", ["phenylephrine"]),
        ("tylenol and codeine", ["acetaminophen/codeine"]),
        ("advil 1,000 mg, aleve", ["ibuprofen", "naproxen"]),
        (
            "xanax, adderall, percs",
            ["alprazolam", "amphetamine mixed salts", "oxycodone/acetaminophen"],
        ),
        ("sertralina y metadona; litio\n", ["sertraline", "methadone", "lithium"]),
        ("tramadol con paracetamol", ["tramadol/acetaminophen"]),
        ("met form in 500", ["metformin"]),
    ],
)
def test_a_name_is_found_however_it_is_written(
    index: MedicineIndex, text: str, medicines: list[str | None]
) -> None:
    assert matched(index, text) == medicines


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("heart pill", {"heart rhythm medicine", "digoxin", "blood thinner"}),
        ("my heart pills", {"heart rhythm medicine", "digoxin", "blood thinner"}),
        ("T3", {"acetaminophen/codeine", "liothyronine"}),
        ("trazadol", {"tramadol", "trazodone"}),
        ("tylenol 33", {"acetaminophen", "acetaminophen/codeine"}),
        ("tylenol something", {"acetaminophen", "acetaminophen/codeine"}),
        ("oxycodone 5-325", {"oxycodone", "oxycodone/acetaminophen"}),
        ("sertraline from the blue shop", {"sertraline"}),
    ],
)
def test_what_may_be_two_things_is_asked(
    index: MedicineIndex, text: str, candidates: set[str]
) -> None:
    (result,) = find_medicines(index, text)
    assert result.status == "ambiguous"
    assert result.match is None
    offered = [term.medicine.id for term in result.candidates]
    assert candidates <= set(offered)
    assert len(offered) == len(set(offered))


@pytest.mark.parametrize(
    "text",
    [
        "blue nerve pill",
        "dragon dust",
        "green pill",
        "asdf",
        "idk",
        "sugr",
        "a",
        "25 mg",
        "💊",
        "x" * 90,
    ],
)
def test_what_nobody_knows_is_admitted(index: MedicineIndex, text: str) -> None:
    assert set(statuses(index, text)) <= {"unknown"}


@pytest.mark.parametrize("text", ["bar", "leam", "sped", "mollly", "coke zero", "potty"])
def test_slang_and_short_names_count_only_whole(index: MedicineIndex, text: str) -> None:
    assert "matched" not in statuses(index, text)
