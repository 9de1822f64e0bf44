"""Several names in one text, looked up in the real table: no word after a name is ignored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.medicines.index import MedicineIndex
from app.core.medicines.spelling import normalize, tokenize
from app.core.medicines.tokenizer import find_medicines
from app.core.rule import AnswerPair
from tests.core.names.real import MEANT, PACK


def test_a_long_list_is_cut_into_its_names(index: MedicineIndex) -> None:
    assert len(find_medicines(index, "\n".join(["aspirin, ibuprofen"] * 30))) == 60


@pytest.mark.parametrize("joined", [" and ", " y ", " AND "])
@pytest.mark.parametrize(
    ("pieces", "statuses"),
    [
        (("zoloft", "foobarix"), ["matched", "unknown"]),
        (("foobarix", "zoloft"), ["unknown", "matched"]),
        (("foobarix", "quxilone"), ["unknown", "unknown"]),
        (("zoloft", "foobarix", "quxilone"), ["matched", "unknown", "unknown"]),
    ],
)
def test_an_and_parts_a_name_from_a_word_that_is_none(
    index: MedicineIndex, joined: str, pieces: tuple[str, ...], statuses: list[str]
) -> None:
    results = find_medicines(index, joined.join(pieces))
    assert tuple(result.input for result in results) == pieces
    assert [result.status for result in results] == statuses


BETWEEN = [
    ", ",
    " & ",
    "+",
    " and ",
    " 20 mg, ",
    " 20mg/",
    " 5-325 mg / ",
    " 10 mg daily ",
    " - ",
    " – ",
    ": ",
    " (",
    "/",
    ". ",
    " ",
    "  ",
    " with ",
    " con ",
    " for ",
    " para ",
    " plus ",
]


@given(
    st.sampled_from(sorted(MEANT)),
    st.sampled_from(BETWEEN),
    st.text("bcdfghjklmnpqrstvwxz", min_size=6, max_size=14).filter(lambda word: word not in MEANT),
)
def test_no_word_behind_a_name_is_passed_over(
    index: MedicineIndex, name: str, between: str, word: str
) -> None:
    """A match ignores only words on a published list; any other word is asked about or unknown."""
    results = find_medicines(index, name + between + word)
    assert (
        len(results) > 1
        or results[0].status != "matched"
        or word in results[0].names[0].text.lower()
    )


@given(st.sampled_from(sorted(MEANT)), st.sampled_from(BETWEEN), st.sampled_from(sorted(MEANT)))
def test_no_name_behind_another_is_lost(
    index: MedicineIndex, one: str, between: str, other: str
) -> None:
    """Both names count, or the person is asked, or a name is unknown."""
    results = find_medicines(index, one + between + other)
    taken = {term.medicine.counts_as for result in results for term in (result.names or ())}
    both = {MEANT[one].counts_as, MEANT[other].counts_as}
    sure = all(result.status == "matched" for result in results)
    union = frozenset[AnswerPair]().union(*taken) if taken else frozenset()
    assert not sure or union >= frozenset[AnswerPair]().union(*both), results


ASKED = [
    text
    for text in PACK.ambiguous
    if not {*PACK.name_rules.forms, *PACK.name_rules.fillers}.issuperset(tokenize(text))
]
"""Ambiguous names that are not only forms and fillers, as the "x" in "x 2" is."""


@given(st.sampled_from(sorted(MEANT)), st.sampled_from(BETWEEN), st.sampled_from(ASKED))
def test_no_name_that_has_to_be_asked_about_is_lost_behind_another(
    index: MedicineIndex, name: str, between: str, asked: str
) -> None:
    """The ambiguous name is asked about, unknown, or part of a longer name of the table."""
    results = find_medicines(index, name + between + asked)
    whole = {normalize(name + asked), normalize(name + " and " + asked)}
    assert any(result.status != "matched" for result in results) or whole & MEANT.keys(), results


@given(st.lists(st.sampled_from(sorted(MEANT)), min_size=1, max_size=8))
def test_names_on_lines_of_their_own_are_all_found(index: MedicineIndex, names: list[str]) -> None:
    results = find_medicines(index, "\n".join(names))
    assert [result.match.medicine.id for result in results if result.match] == [
        MEANT[n].id for n in names
    ]


LOST_ONCE = """
lisinopril 10mg/methadone10mg | methadone
lisinopril10mg/methadone 10mg | methadone
zoloft50mg/tramadol50mg | tramadol
gabapentin 300mg/oxycodone10mg | oxycodone
zoloft 50/pain pills | ?
omeprazole 20/zorbitol | ?
xanax 1mg/unknownium | ?
Xanax, ginseng | alprazolam
xanax & ginseng | alprazolam
xanax ginseng | alprazolam
benzo, hydrocodone/acetaminophen | hydrocodone/acetaminophen
losartan, hcq | hydroxychloroquine
oxycodone, hcq | hydroxychloroquine
doxy, ldn | naltrexone
fent, orap | pimozide
Soma, triptan | carisoprodol
methadone, e | ?
xanax + x | ?
adderall, g | ?
omeprazole, k | ?
metformin (pain pills) | ?
methadone - blue pill | ?
zoloft - cough syrup | ?
metformin - heart pill | ?
zoloft (anxiety pill) | ?
zoloft - mood pill | ?
sertralina - jarabe para la tos | ?
sertralina (pastilla para el dolor) | ?
omeprazole - small white pill | ?
omeprazole (seizure med) | ?
zoloft (bipolar meds) | ?
zoloft (panic pills) | ?
acetaminophen #3 | acetaminophen/codeine
acetaminophen 3 | acetaminophen/codeine
apap #3 | acetaminophen/codeine
paracetamol 3 | acetaminophen/codeine
acetaminophen 3 tablets | acetaminophen/codeine
aspirin #3 | aspirin/codeine
atasol 30 | acetaminophen/codeine
alavert-d | ?
clarinex-d | ?
tavist-d | ?
fioricet c | ?
tylenol night | ?
tylenol (night) | ?
omeprazole, ??? | ?
omeprazole, \N{PILL} | ?
lisinopril + ? | ?
2 bars a day | ?
speed pills | ?
"""


@pytest.mark.parametrize("line", LOST_ONCE.strip().splitlines())
def test_what_was_passed_over_once_is_not_any_more(index: MedicineIndex, line: str) -> None:
    """`?`: at least one name is ambiguous or unknown; else this medicine matches or is offered."""
    typed, meant = line.split(" | ")
    results = find_medicines(index, typed)
    offered = {term.medicine.id for result in results for term in result.names}
    unsure = any(result.status != "matched" for result in results)
    assert unsure if meant == "?" else meant in offered, results
