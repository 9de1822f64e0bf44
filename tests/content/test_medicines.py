"""Tests of the medicine table and its categories: the options of medicines, and every problem."""

import shutil
from pathlib import Path

import pytest

from app.content.load.pack import load_pack
from app.content.problems import ContentError
from app.core.medicines.model import MedicineName
from app.core.model import Pack
from app.web.visit.context import brand_note

SPEC = {
    "naloxone": "other",
    "ibogaine": "qt serotonergic",
    "nalmefene": "naltrexone",
    "lithium": "lithium",
    "birth control": "hormones",
    "acetaminophen": "liver-strain",
    "amoxicillin": "other",
    "acyclovir": "other",
    "omeprazole": "other",
    "sertraline": "antidepressants qt serotonergic",
    "amiodarone": "heart-rhythm blood-pressure liver-affecting qt liver-strain",
    "methadone": "methadone qt serotonergic sedating cyp3a-substrate",
    "clarithromycin": "anti-infectives liver-affecting qt enzyme liver-strain",
    "phenelzine": "antidepressants serotonergic maoi sedating",
    "warfarin": "blood-thinners enzyme",
    "st. john's wort": "antidepressants serotonergic enzyme",
    "dextromethorphan": "dextromethorphan serotonergic sedating",
    "loperamide": "loperamide qt",
    "metformin": "diabetes",
    "lamotrigine": "seizure sedating",
    "kratom": "liver-affecting liver-strain sedating",
    "7-hydroxymitragynine": "opioids sedating",
}
"""Options of medicines: one example for each case at the end of spec section 4."""


@pytest.fixture
def files(small_files: Path) -> Path:
    """The folder of the small pack, with a question about medicines and a table of two."""
    shutil.copytree(Path(__file__).parent / "pharmacy", small_files, dirs_exist_ok=True)
    manifest = small_files / "pack.toml"
    asked = manifest.read_text("utf-8").replace('["now", "heart"]', '["now", "heart", "medicines"]')
    ruled = asked.replace(
        '["now", "heart", "everyone"]', '["now", "heart", "medicines", "everyone"]'
    )
    manifest.write_text(ruled, "utf-8")
    return small_files


def test_the_small_table_is_sound(files: Path) -> None:
    known = load_pack(files).medicines
    assert {name: set(one.options) for name, one in known.items()} == {
        "alendronate": {"other"},
        "methadone": {"opioids", "maoi"},
    }


def problems(files: Path) -> str:
    with pytest.raises(ContentError) as raised:
        load_pack(files)
    return str(raised.value)


def broken(files: Path, file: str, old: str, new: str) -> str:
    path = files / file
    text = path.read_text("utf-8")
    assert old in text, f"nothing to break in {file}"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return problems(files)


@pytest.mark.parametrize("name", SPEC)
def test_a_medicine_leads_to_the_union_of_group_flags_and_name(pack: Pack, name: str) -> None:
    assert pack.medicines[name].options == set(SPEC[name].split())


def test_a_class_that_was_not_named_closer_keeps_its_warning(pack: Pack) -> None:
    for name in ("antibiotic", "antifungal", "hiv medicine"):
        assert "anti-infectives" in pack.medicines[name].options


def test_what_is_not_known_of_stands_only_alone(pack: Pack) -> None:
    options = [medicine.options for medicine in pack.medicines.values()]
    assert all(options)
    assert all(found == {"other"} for found in options if "other" in found)


def test_no_brand_of_kratom_is_ever_shown(pack: Pack) -> None:
    for medicine in pack.medicines.values():
        made_of_kratom = any(word in medicine.id for word in ("kratom", "mitragyn"))
        if made_of_kratom and medicine.brand:
            assert brand_note(medicine) == ""
            assert {MedicineName(text, medicine).label for text in medicine.terms} == {medicine.id}
        assert made_of_kratom or not medicine.unbranded


def test_every_option_that_only_a_name_reaches_is_reached(pack: Pack) -> None:
    reached = {id for medicine in pack.medicines.values() for id in medicine.options}
    by_name = {option.id for option in pack.questions["medicines"].option if option.by_name}
    assert by_name - reached == {"unknown-name"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("name\tgroup", "names\tgroup", "line 1: expected the columns name, group, also"),
        ("Fosamax", "Dolophine;Fosamax", "'Dolophine' stands for alendronate too"),
        ("Fosamax", "F;Fosamax", "'F' is no name that can be typed"),
        ("Fosamax", " ;Fosamax", "' ' is no name that can be typed"),
        ("alendronate\tbones", "alendronate\tteeth", "'teeth' is no group or flag"),
        ("\tslow\t", "\tslou\t", "'slou' is no group or flag"),
        ("\tlabel\thigh\n", "\tlabel\tsure\n", "expected a basis, and the confidence high"),
    ],
)
def test_a_fault_of_the_table_is_named_by_its_line(
    files: Path, old: str, new: str, says: str
) -> None:
    assert says in broken(files, "medicines.tsv", old, new)


def test_a_line_with_too_few_columns_is_named(files: Path) -> None:
    path = files / "medicines.tsv"
    path.write_text(path.read_text("utf-8") + "zz\tother\n", "utf-8")
    assert "expected 9 columns, found 2" in problems(files)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('nothing_known = "other"', 'nothing_known = "others"', "others: is no option"),
        ('why = "nothing follows from it"', "", "slow: leads to nothing; expected why"),
        ('options = ["maoi"]', 'options = ["opioids"]', "maoi: is reached by a name only"),
        ('id = "bones"', 'id = "teeth"', "teeth: no medicine has this group or flag"),
        ('names = ["methadone"]', 'names = ["methadon"]', "methadon: is no medicine in"),
        ('terms = ["methadol"]', 'terms = ["metadona"]', "is ambiguous, and a name in"),
        ('"methadone", "alen', '"methadon", "alen', "asks about 'methadon'"),
        ('["bars"]', '["barz"]', "barz: is read exactly only, and no name"),
        ('words = "an opioid"', 'wordz = "an opioid"', "unknown key 'wordz'"),
    ],
)
def test_a_fault_of_the_kinds_is_named(files: Path, old: str, new: str, says: str) -> None:
    assert says in broken(files, "medicine-kinds.toml", old, new)


def test_a_table_without_its_kinds_does_not_start(files: Path) -> None:
    (files / "medicine-kinds.toml").unlink()
    assert "medicine-kinds.toml: the file is missing" in problems(files)


def test_a_question_about_medicines_needs_a_place_for_unknown_names(files: Path) -> None:
    said = broken(files, "flow/medicines.toml", 'id = "unknown-name"', 'id = "unheard-name"')
    assert "flow/medicines.toml: unknown-name: missing" in said


def test_a_journey_may_name_a_medicine_of_the_table_only(files: Path) -> None:
    old = 'heart = ["long-qt"]'
    said = broken(files, "journeys.toml", old, f'{old}\nmedicine = ["snake oil"]')
    assert "'medicine: snake oil' is no option" in said
