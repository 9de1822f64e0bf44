"""Typed names: what is understood, what is asked, what is admitted; and never a guess."""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.config import folder
from app.content.loader import load_pack
from app.core.lines import find
from app.core.medicines import Index
from app.core.model import Pack
from app.core.spelling import Neighbours, fold, key, words
from tests.core.names import by_hand, by_rule, common, one_edit, outcome

PACK = load_pack(folder("questions"))


def index_of(pack: Pack) -> Index:
    return Index(pack.medicines.values(), pack.ambiguous, pack.reading)


@pytest.fixture(scope="module")
def index() -> Index:
    """The names of the real table, ready to be looked up."""
    return index_of(PACK)


MEANT = {key(term): medicine for medicine in PACK.medicines.values() for term in medicine.terms}

NOTED = """
Tradol/Toradol, Avinza/Avanza, Dolantin/Dilantin, XL-Dol/Xodol, Endodan/Endoxan, Sertra/Septra, Droal/Doral,
Tecta/tecata, addys/Addyi, somas/Somac, Tropium/trospium, ketamine/s-ketamine, Trimox/Trimix, Pegasus/Pegasys,
Tylenol/Tylenol 3, Securo/Securon, DexAlone/Dexasone, Zyflo/Zyplo, tirosina/Tirosint, e pill/Opill,
Voquezna/Voquezna Triple Pak, hydroxyzine/hydralazine, Celexa/Celebrex/Cerebyx, clonidine/Klonopin/clonazepam,
tramadol/trazodone, Lamictal/Lamisil, Zyprexa/Zyrtec, Seroquel/Serzone, methadone/Metadate/methylphenidate,
Suboxone/Subutex, oxycodone/OxyContin/oxcarbazepine, Xanax/Zantac
""".replace("\n", " ").split(", ")  # fmt: skip
"""Pairs that the notes on the table name as dangerous to confuse."""


def matched(index: Index, text: str) -> list[str | None]:
    """The names of the medicines that a text is understood as; None where it is not."""
    return [found.term.medicine.id if found.term else None for found in find(index, text)]


def statuses(index: Index, text: str) -> list[str]:
    return [found.status for found in find(index, text)]


def test_there_is_something_to_type() -> None:
    assert len(by_rule(PACK)) >= 300
    assert len(common(PACK)) == 100
    assert len(by_hand()) >= 60


def test_every_name_of_the_table_finds_its_row(index: Index) -> None:
    for medicine in PACK.medicines.values():
        for term in medicine.terms:
            found = index.look_up(term)
            assert found.term, term
            assert found.term.medicine is medicine, term


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
            "xanax, adderall and percs",
            ["alprazolam", "amphetamine mixed salts", "oxycodone/acetaminophen"],
        ),
        ("sertralina y metadona; litio\n", ["sertraline", "methadone", "lithium"]),
        ("tramadol con paracetamol", ["tramadol/acetaminophen"]),
        ("met form in 500", ["metformin"]),
    ],
)
def test_a_name_is_found_however_it_is_written(
    index: Index, text: str, medicines: list[str | None]
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
def test_what_may_be_two_things_is_asked(index: Index, text: str, candidates: set[str]) -> None:
    (found,) = find(index, text)
    assert found.status == "ambiguous"
    assert found.term is None
    offered = [term.medicine.id for term in found.candidates]
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
def test_what_nobody_knows_is_admitted(index: Index, text: str) -> None:
    assert set(statuses(index, text)) <= {"unknown"}


@pytest.mark.parametrize("text", ["bar", "leam", "sped", "mollly", "coke zero", "potty"])
def test_slang_and_short_names_count_only_whole(index: Index, text: str) -> None:
    assert "matched" not in statuses(index, text)


def test_a_long_list_is_cut_into_its_names(index: Index) -> None:
    assert len(find(index, "\n".join(["aspirin, ibuprofen"] * 30))) == 60


def test_no_line_of_the_hand_made_set_is_matched_to_other_options(index: Index) -> None:
    wrong = []
    for line in by_hand():
        meant = PACK.medicines.get(line.medicine)
        if outcome(index, line.typed, meant) == "wrong":
            wrong.append(line)
    assert wrong == []


def test_most_of_the_hand_made_set_is_understood_or_asked(index: Index) -> None:
    lines = [line for line in by_hand() if line.expected == "matched"]
    counted = Counter(outcome(index, line.typed, PACK.medicines[line.medicine]) for line in lines)
    assert counted["right"] >= 0.8 * len(lines)
    assert counted["right"] + counted["asked"] >= 0.97 * len(lines)
    assert counted["asked in vain"] == 0


def test_slips_by_rule_are_never_matched_to_other_options(index: Index) -> None:
    counted = Counter(outcome(index, typed, meant) for typed, meant in by_rule(PACK))
    assert counted["wrong"] == 0
    assert counted["asked in vain"] == 0
    assert counted["right"] >= 0.6 * counted.total()
    assert counted["right"] + counted["asked"] >= 0.97 * counted.total()


def wrongly_matched(index: Index, name: str) -> list[str]:
    """The slips of a name, none of them names, that were taken for another without asking."""
    meant = MEANT[key(name)]
    slips = {slip for slip in one_edit(fold(name)) if key(slip) and key(slip) not in MEANT}
    return [slip for slip in slips if outcome(index, slip, meant) == "wrong"]


@pytest.mark.parametrize("pair", NOTED)
def test_a_pair_that_the_notes_name_is_never_confused(index: Index, pair: str) -> None:
    for name in pair.strip().split("/"):
        assert wrongly_matched(index, name) == []


def confusable() -> list[str]:
    """Every name that has another one, of other options, within two edits."""
    neighbours = Neighbours(MEANT)
    return [
        name
        for name, medicine in MEANT.items()
        if any(MEANT[one].options != medicine.options for one in neighbours.within(name, 2))
    ]


@pytest.mark.exhaustive
@pytest.mark.no_cover
def test_no_slip_of_a_confusable_name_is_matched_to_other_options(index: Index) -> None:
    """Every one-edit slip of every name of a pair within two edits: some 880,000 look-ups."""
    names = {key(term): term for medicine in PACK.medicines.values() for term in medicine.terms}
    found = confusable()
    assert len(found) > 1000
    assert {name: wrong for name in found if (wrong := wrongly_matched(index, names[name]))} == {}


@settings(max_examples=300)
@given(st.text(max_size=2000))
def test_any_text_gives_an_answer_in_bounded_time(index: Index, text: str) -> None:
    began = time.process_time()
    for found in find(index, text):
        assert found.status in ("matched", "ambiguous", "unknown")
        assert bool(found.term) == (found.status == "matched")
    assert time.process_time() - began < 2


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
    index: Index, name: str, between: str, word: str
) -> None:
    """What is left out of a match is on a printed list; all else is asked about, or not known."""
    found = find(index, name + between + word)
    assert len(found) > 1 or found[0].status != "matched" or word in found[0].terms[0].text.lower()


@given(st.sampled_from(sorted(MEANT)), st.sampled_from(BETWEEN), st.sampled_from(sorted(MEANT)))
def test_no_name_behind_another_is_lost(index: Index, one: str, between: str, other: str) -> None:
    """Each of two names counts, or the person is asked, or a name is not known."""
    found = find(index, one + between + other)
    taken = {term.medicine.options for each in found for term in (each.terms or ())}
    both = {MEANT[one].options, MEANT[other].options}
    sure = all(each.status == "matched" for each in found)
    union = frozenset[str]().union(*taken) if taken else frozenset()
    assert not sure or union >= frozenset[str]().union(*both), found


ASKED = [
    text
    for text in PACK.ambiguous
    if not {*PACK.reading.forms, *PACK.reading.fillers}.issuperset(words(text))
]
"""What has to be asked about, and is no word of form, as the "x" in "x 2"."""


@given(st.sampled_from(sorted(MEANT)), st.sampled_from(BETWEEN), st.sampled_from(ASKED))
def test_no_name_that_has_to_be_asked_about_is_lost_behind_another(
    index: Index, name: str, between: str, asked: str
) -> None:
    """It is asked about, not known, or a part of a longer name of the table."""
    found = find(index, name + between + asked)
    whole = {key(name + asked), key(name + " and " + asked)}
    assert any(one.status != "matched" for one in found) or whole & MEANT.keys(), found


@given(st.lists(st.sampled_from(sorted(MEANT)), min_size=1, max_size=8))
def test_names_on_lines_of_their_own_are_all_found(index: Index, names: list[str]) -> None:
    found = find(index, "\n".join(names))
    assert [one.term.medicine.id for one in found if one.term] == [MEANT[n].id for n in names]


def test_looking_up_is_fast_and_stays_so_when_the_table_grows() -> None:
    """Timed in a process of its own, where nothing counts lines; `make bench` has the figures."""
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.medicine_names", "--json"],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
    )
    figures = json.loads(ran.stdout)
    assert figures["median_ms"] < 1
    assert median(figures["grown"]) <= 2
    assert min(figures["index_ms"]) < 500


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
benadryl-d | ?
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
def test_what_was_passed_over_once_is_not_any_more(index: Index, line: str) -> None:
    """`?`: something has to be asked or is not known; else this medicine counts or is offered."""
    typed, meant = line.split(" | ")
    found = find(index, typed)
    offered = {term.medicine.id for one in found for term in one.terms}
    unsure = any(one.status != "matched" for one in found)
    assert unsure if meant == "?" else meant in offered, found
