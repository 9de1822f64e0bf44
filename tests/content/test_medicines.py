"""Tests of the medicine table and its categories: the options of medicines, and every problem."""

import shutil
from pathlib import Path

import pytest

from app.content.load.pack import load_pack
from app.content.problems import ContentError
from app.core.medicines.model import MedicineName
from app.core.model import Pack
from app.core.rule import AnswerPair
from app.core.statements import narrowest
from app.web.visit.context import brand_note

SPEC = {
    "naloxone": "rescue-kit",
    "ibogaine": "ibogaine",
    "nalmefene": "naltrexone",
    "nalmefene rescue spray": "rescue-kit",
    "lithium": "lithium",
    "birth control": "hormones",
    "levothyroxine": "hormones",
    "acetaminophen": "liver-strain",
    "amoxicillin": "other",
    "acyclovir": "other",
    "omeprazole": "other",
    "sertraline": "antidepressants",
    "citalopram": "qt-antidepressants",
    "trazodone": "sedating-antidepressants",
    "amiodarone": "amiodarone blood-pressure",
    "metoprolol": "blood-pressure",
    "methadone": "methadone cyp3a-substrate",
    "oxycodone": "opioids cyp3a-substrate",
    "tramadol": "tramadol cyp3a-substrate",
    "clarithromycin": "anti-infectives liver-affecting qt-known enzyme-blocker",
    "phenelzine": "antidepressants maoi sedating",
    "warfarin": "blood-thinners narrow-index",
    "gabapentin": "sedating-seizure kidney-cleared",
    "diphenhydramine": "sedating",
    "quetiapine": "antipsychotics cyp3a-substrate",
    "valproate": "liver-seizure",
    "tacrolimus": "transplant cyp3a-substrate",
    "amphetamine mixed salts": "amphetamines",
    "dextromethorphan": "dextromethorphan sedating",
    "loperamide": "loperamide-named",
    "metformin": "diabetes",
    "lamotrigine": "seizure",
    "nicotine": "other",
    "st. john's wort": "substances:st-johns-wort",
    "kratom": "kratom:unsure",
    "kratom/kava": "kratom:unsure substances:kava",
    "7-hydroxymitragynine": "kratom:seven-oh",
    "alcohol": "substances:alcohol",
    "heroin": "substances:street-opioids",
    "cannabis": "substances:cannabis-cbd",
    "cocaine": "substances:cocaine",
    "tianeptine": "substances:shop-products",
    "caffeine": "substances:caffeine",
    "psilocybin": "substances:hallucinogens",
}
"""What medicines count as, in the question about medicines unless another is named.

One example for each case in medicine-kinds.toml. Wider answers that follow are left out.
"""


def counts_as(words: str) -> set[AnswerPair]:
    """Return the answers that a line of `SPEC` names."""
    pairs = (word.split(":") if ":" in word else ["medicines", word] for word in words.split())
    return {(question, option) for question, option in pairs}


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
    assert {name: set(one.counts_as) for name, one in known.items()} == {
        "alendronate": counts_as("other"),
        "methadone": counts_as("opioids maoi"),
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
    found = narrowest(pack.statements, pack.medicines[name].counts_as)
    assert found == counts_as(SPEC[name])


def test_a_combination_is_as_many_substances_as_it_holds(pack: Pack) -> None:
    combined = pack.medicines["butalbital/acetaminophen/caffeine/codeine"].substances
    by_name = {substance.id[1]: substance.counts_as for substance in combined}
    assert ("medicines", "opioids") in by_name["codeine"]
    sedating = [name for name, pairs in by_name.items() if ("medicines", "sedatives") in pairs]
    assert len(sedating) == 1
    assert "codeine" not in sedating
    for medicine in pack.medicines.values():
        ids = [substance.id for substance in medicine.substances]
        assert len(set(ids)) == len(ids) > 0
        assert "/" in medicine.id or len(ids) == 1


def test_a_class_that_was_not_named_closer_keeps_its_warning(pack: Pack) -> None:
    for name in ("antibiotic", "antifungal", "hiv medicine"):
        assert ("medicines", "anti-infectives") in pack.medicines[name].counts_as


def test_what_is_not_known_of_stands_only_alone(pack: Pack) -> None:
    other = ("medicines", "other")
    found = [medicine.counts_as for medicine in pack.medicines.values()]
    assert all(found)
    assert all(pairs == {other} for pairs in found if other in pairs)


def test_no_brand_of_kratom_is_ever_shown(pack: Pack) -> None:
    for medicine in pack.medicines.values():
        made_of_kratom = any(word in medicine.id for word in ("kratom", "mitragyn"))
        if made_of_kratom and medicine.brand:
            assert brand_note(medicine) == ""
            assert {MedicineName(text, medicine).label for text in medicine.terms} == {medicine.id}
        assert made_of_kratom or not medicine.unbranded


def test_every_option_that_only_a_name_reaches_is_reached(pack: Pack) -> None:
    reached = {id for medicine in pack.medicines.values() for _, id in medicine.counts_as}
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
        ('names = ["methadone"]', 'names = ["methadone", "methadone"]', "stands in two entries"),
        (
            'options = ["maoi"]',
            'answers = { heart = ["daily"] }',
            "no option of the question 'heart'",
        ),
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
