"""How typed names are recognized, with a table small enough to check by hand."""

import pytest

from app.core.medicines.index import MAX_NAME_LENGTH, MedicineIndex
from app.core.medicines.model import LookupResult
from app.core.medicines.tokenizer import AND, find_medicines
from tests.core.names.small import READING, medicine

CODEINE_NAMES = ("Tylenol 3", "Tylenol PM", "hydrocortisone tablets", "Tylenol Extra 9")
TABLE = [
    medicine("acetaminophen", "liver", "Tylenol", "Tylenol Extra"),
    medicine("codeine mix", "opioid", *CODEINE_NAMES),
    medicine("sertraline", "mood", "Zoloft", "sertralina"),
    medicine("simvastatin", "fat", "Zocor", "Zolort", "hydrocortisone"),
    medicine("metoprolol", "heart", "metoprolol er"),
    medicine("hydrocodone", "opioid"),
    medicine("mixture", "both", "hydrocodone 10-325", "hydrocodone/aspirin"),
    medicine("alprazolam", "sleep", "Xanax", "bars"),
    medicine("mdma", "street", "molly", "la roca"),
    medicine("medrol", "immune"),
    medicine("stage", "stage", "stadium"),
    medicine("radium", "rare", "radium"),
    medicine("cold and flu", "cold"),
    medicine("venlafaxine", "mood", "desvenlafaxine"),
    medicine("octember", "month", "radium tablet"),
    medicine("cat's claw", "claw"),
    medicine("birth control", "hormone", "the pill"),
    medicine("levothyroxine", "thyroid"),
    medicine("liothyronine", "thyroid"),
]

TYLENOLS = ["Tylenol", "Tylenol 3", "Tylenol PM", "Tylenol Extra 9"]
HYDROCODONES = ["hydrocodone", "hydrocodone 10-325", "hydrocodone/aspirin"]
HEART = {"heart pill": (TABLE[4], TABLE[7])}


@pytest.fixture
def index() -> MedicineIndex:
    """The index of the small table."""
    return MedicineIndex(TABLE, HEART, READING)


def summed(result: LookupResult) -> tuple[str, str, list[str]]:
    """Return the input, the status and the names of a lookup result."""
    return result.input, result.status, [name.text for name in result.names]


@pytest.mark.parametrize(
    ("typed", "status", "terms"),
    [
        # as typed
        ("Zoloft", "matched", ["Zoloft"]),
        ("ZOLOFT!", "matched", ["Zoloft"]),
        ("tylenol-3", "matched", ["Tylenol 3"]),
        ("bars", "matched", ["bars"]),
        # ambiguous names
        ("heart pill", "ambiguous", ["metoprolol", "alprazolam"]),
        ("my heart pill", "ambiguous", ["metoprolol", "alprazolam"]),
        ("heart pill 25 mg", "ambiguous", ["metoprolol", "alprazolam"]),
        # strengths, fillers, notes and forms are ignored
        ("zocor 20", "matched", ["Zocor"]),
        ("zocor 20 mg", "matched", ["Zocor"]),
        ("zoloft50mg", "matched", ["Zoloft"]),
        ("my zocor", "matched", ["Zocor"]),
        ("zocor tablets", "matched", ["Zocor"]),
        ("zocor #30", "matched", ["Zocor"]),
        ("zocor 20 mg/5", "matched", ["Zocor"]),
        ("zocor 1x", "matched", ["Zocor"]),
        ("zocor for fat", "matched", ["Zocor"]),
        ("zocor para la grasa", "matched", ["Zocor"]),
        ("zocor (fat)", "matched", ["Zocor"]),
        ("zocor - the white one", "matched", ["Zocor"]),
        ("zocor - the other stuff", "ambiguous", ["Zocor"]),
        ("zocor (mystery)", "ambiguous", ["Zocor"]),
        ("zocor for mystery", "ambiguous", ["Zocor"]),
        ("zocor for fat 20 mg", "matched", ["Zocor"]),
        ("cat's claw 20 mg", "matched", ["cat's claw"]),
        ("cat's claw elixir", "ambiguous", ["cat's claw"]),
        ("metoprolol 25 mg er", "matched", ["metoprolol er", "metoprolol"]),
        ("my metoprolol tablets 12 hour", "matched", ["metoprolol"]),
        # a removed number or form may belong to another name
        ("tylenol 500", "ambiguous", TYLENOLS),
        ("tylenol 500 mg", "matched", ["Tylenol"]),
        ("my tylenol 500", "ambiguous", TYLENOLS),
        ("tylenol 3 times a day", "ambiguous", TYLENOLS),
        ("tylenol tablets", "matched", ["Tylenol"]),
        ("hydrocodone 5-325 mg", "ambiguous", HYDROCODONES),
        ("my hydrocodone 5/325 mg", "ambiguous", HYDROCODONES),
        ("hydrocodone 5-325 mg tablets", "ambiguous", HYDROCODONES),
        ("hydrocodone 5 mg", "matched", ["hydrocodone"]),
        ("hydrocortisone tablet", "ambiguous", ["hydrocortisone", "hydrocortisone tablets"]),
        ("hydrocortisone tablets er", "ambiguous", ["hydrocortisone tablets", "hydrocortisone"]),
        ("hydrocortisone er tablet", "ambiguous", ["hydrocortisone", "hydrocortisone tablets"]),
        ("hydrocortisone er", "matched", ["hydrocortisone"]),
        ("hydrocortisone 5 mg tablet", "ambiguous", ["hydrocortisone", "hydrocortisone tablets"]),
        ("hydrocortisone 5 mg cream", "matched", ["hydrocortisone"]),
        ("radium 5 mg tablets", "ambiguous", ["radium", "radium tablet"]),
        ("radium 5 mg cream", "matched", ["radium"]),
        ("tylenol extra 500", "ambiguous", ["Tylenol Extra", "Tylenol Extra 9"]),
        ("hydrocortisone cream", "matched", ["hydrocortisone"]),
        # misspellings
        ("zolofft", "ambiguous", ["Zoloft", "Zolort"]),
        ("zolortt", "ambiguous", ["Zolort", "Zoloft"]),
        ("octxmbxr", "ambiguous", ["octember"]),
        ("octxmbx", "unknown", []),
        ("zocors", "ambiguous", ["Zocor", "Zolort"]),
        ("zocr", "ambiguous", ["Zocor"]),
        ("zocop", "ambiguous", ["Zocor"]),
        ("metoprolll", "matched", ["metoprolol"]),
        ("metorpolol", "matched", ["metoprolol"]),
        ("lovothyroxin", "ambiguous", ["levothyroxine"]),
        ("medrols", "ambiguous", ["medrol"]),
        ("tylenl pm", "ambiguous", ["Tylenol PM"]),
        ("cold er and fluu", "matched", ["cold and flu"]),
        ("medorll", "unknown", []),
        ("tylenol 4", "ambiguous", TYLENOLS),
        ("tylenol z", "ambiguous", TYLENOLS[:3]),
        ("sertralinn 50 mg", "ambiguous", ["sertralina", "sertraline"]),
        # slang and short names match only as typed
        ("barss", "unknown", []),
        ("mollys", "unknown", []),
        ("la roca", "matched", ["la roca"]),
        ("la roca 5 mg", "ambiguous", ["la roca"]),
        ("stadiums", "unknown", []),
        ("radiumm", "matched", ["radium"]),
        ("raduum", "ambiguous", ["radium"]),
        ("tadium", "ambiguous", ["radium", "stadium"]),
        # an unknown word after a name
        ("tylenol sinus", "ambiguous", TYLENOLS),
        ("tylenol extra sinus", "ambiguous", ["Tylenol Extra", "Tylenol Extra 9"]),
        ("sertraline whatever shop", "ambiguous", ["sertraline"]),
        ("bars whatever shop", "unknown", []),
        # unknown names
        ("dragon dust", "unknown", []),
        ("25 mg", "unknown", []),
        ("a", "unknown", []),
    ],
)  # fmt: skip
def test_a_piece_is_judged(index: MedicineIndex, typed: str, status: str, terms: list[str]) -> None:
    assert summed(index.look_up(typed)) == (typed, status, terms)


def test_what_is_longer_than_any_name_is_not_looked_for() -> None:
    long = medicine("l" * MAX_NAME_LENGTH, "long")
    index = MedicineIndex([long], {}, READING)
    assert index.look_up("l" * MAX_NAME_LENGTH).status == "matched"
    assert summed(index.look_up("l" * (MAX_NAME_LENGTH + 1))) == (
        "l" * (MAX_NAME_LENGTH + 1),
        "unknown",
        [],
    )
    assert [result.status for result in find_medicines(index, "l" * MAX_NAME_LENGTH + ", x")] == [
        "matched",
        "unknown",
    ]


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("zocor\nxanax; zoloft", ["zocor", "xanax", "zoloft"]),
        ("zocor 1,000 mg, xanax", ["zocor 1,000 mg", "xanax"]),
        ("zocor and xanax y zoloft and medrol", ["zocor", "xanax", "zoloft", "medrol"]),
        ("zocor + xanax & medrol", ["zocor", "xanax", "medrol"]),
        ("zocor - xanax – medrol", ["zocor", "xanax", "medrol"]),
        ("zocor (and xanax)", ["zocor (and", "xanax)"]),
        ("zocor for fat xanax for sleep", ["zocor for fat", "xanax for sleep"]),
        ("zocor/xanax", ["zocor", "xanax"]),
        ("zocor. xanax.", ["zocor", "xanax"]),
        ("zocor xanax bars", ["zocor", "xanax", "bars"]),
        ("zocor - medroll", ["zocor", "medroll"]),
        ("tylenol 3 xanax", ["tylenol 3", "xanax"]),
        ("tylenol with xanax", ["tylenol with", "xanax"]),
        ("zocor with the pill", ["zocor with", "the pill"]),
        ("zocor the pill for sleep", ["zocor", "the pill for sleep"]),
        ("the little xanax", ["the little xanax"]),
        ("bars molly", ["bars molly"]),
        ("none", []),
        ("N/A, zocor", ["zocor"]),
        ("cold and flu", ["cold and flu"]),
        ("cold and flo", ["cold and flo"]),
        ("cold and flu, xanax", ["cold and flu", "xanax"]),
        ("heart pill, xanax", ["heart pill", "xanax"]),
        (" ,; \n and ", ["and"]),
        ("", []),
    ],
)
def test_a_text_is_cut_where_no_name_goes_on(
    index: MedicineIndex, typed: str, pieces: list[str]
) -> None:
    assert [result.input for result in find_medicines(index, typed)] == pieces


def test_of_names_as_near_the_one_that_begins_alike_stands_first() -> None:
    index = MedicineIndex([medicine("abendrol", "a"), medicine("zobendra", "b")], {}, READING)
    assert [term.text for term in index.look_up("zobendrol").names] == ["zobendra", "abendrol"]
    index = MedicineIndex([medicine("abendrol", "a"), medicine("obendrole", "b")], {}, READING)
    assert [term.text for term in index.look_up("obendrol").names] == ["obendrole", "abendrol"]


def test_where_only_the_beginning_is_known_the_rest_has_to_be_said(index: MedicineIndex) -> None:
    assert index.look_up("zocor (mystery)").prefix_only
    assert not index.look_up("zocor").prefix_only
    assert not index.look_up("heart pill").prefix_only
    assert not index.look_up("dragon dust").prefix_only


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("zocor xanax", ["Zocor", "Xanax"]),
        ("zocor and xanac", ["Zocor"]),  # five letters are too short for a misspelling
        ("zocor and medroll", ["Zocor", "medrol"]),
        ("zocor and medrolll", ["Zocor"]),  # two edits are too many
        ("take cold and flu with zocor", ["cold and flu", "Zocor"]),
        ("zocor the pill", ["Zocor", "the pill"]),
        ("zocor birth my control", ["Zocor", "birth control"]),  # a filler inside a name
        ("zocor birth control my", ["Zocor", "birth control"]),
        ("bars molly", []),  # slang alone is not enough
    ],
)
def test_names_begin_where_they_stand(index: MedicineIndex, typed: str, begins: list[str]) -> None:
    found = list(index.find_names(typed))
    assert [term.text for _, term in found] == begins
    assert [at for at, _ in found] == sorted(at for at, _ in found)


def test_a_piece_with_an_and_in_it_may_be_a_name(index: MedicineIndex) -> None:
    assert index.is_name("cold and flu", AND)
    assert index.is_name("cold and flo", AND)
    assert index.is_name("bars", AND)  # too short for a misspelling
    assert not index.is_name("dragon dust", AND)
    assert not index.is_name("zoloftt", AND)  # near a name, but that name has no "and"
    assert index.is_name("zoloft", AND)


def test_candidates_stand_each_once_and_best_first(index: MedicineIndex) -> None:
    found = index.look_up("tylenol sinus")
    assert found.match is None
    assert [term.medicine.id for term in found.candidates] == ["acetaminophen", "codeine mix"]
    assert [term.text for term in found.candidates] == ["Tylenol", "Tylenol 3"]
    heart = index.look_up("heart pill")
    assert [term.medicine.id for term in heart.candidates] == ["metoprolol", "alprazolam"]
    assert index.look_up("zocor").candidates == ()
    assert index.look_up("zocor").match is not None
