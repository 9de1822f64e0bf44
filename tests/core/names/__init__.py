"""Typed names for the tests: written by hand and generated as misspellings, with their outcomes.

Both sets were written before the matcher was tuned to them, and without looking at it.
"""

import csv
import random
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.medicines.index import MedicineIndex
from app.core.medicines.model import Medicine
from app.core.medicines.spelling import fold, normalize
from app.core.model import Pack

HERE = Path(__file__).parent
SEED = 2026
EACH = 4
"""Misspellings generated for each common name, each by another rule."""

LETTERS = string.ascii_lowercase + string.digits + " "
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
AS_IN_SPANISH = (
    ("ph", "f"),
    ("th", "t"),
    ("y", "i"),
    ("x", "s"),
    ("c", "s"),
    ("z", "s"),
    ("v", "b"),
)


@dataclass(frozen=True)
class Typed:
    """A line as typed, its expected status, the medicine meant, and why."""

    typed: str
    expected: str
    medicine: str
    why: str


def by_hand() -> list[Typed]:
    """Return the lines written by hand, as people type them on a phone."""
    with (HERE / "by-hand.tsv").open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Typed(**line) for line in lines]


def common(pack: Pack) -> dict[str, Medicine]:
    """Return a hundred common names with their medicines."""
    by_key = {
        normalize(term): medicine for medicine in pack.medicines.values() for term in medicine.terms
    }
    names = (HERE / "common.txt").read_text("utf-8").split("\n")
    return {name: by_key[normalize(name)] for name in names if name}


def slipped(name: str, rule: str, chance: random.Random) -> str:
    """Return the name misspelled once by a rule; unchanged if the rule does not apply."""
    at = chance.randrange(len(name) - 1)
    letter = name[at]
    if rule == "drop":
        return name[:at] + name[at + 1 :]
    if rule == "double":
        return name[:at] + letter + name[at:]
    if rule == "swap":
        return name[:at] + name[at + 1] + letter + name[at + 2 :]
    if rule == "neighbor key":
        row = next((row for row in KEYBOARD if letter in row), letter)
        beside = row[max(row.index(letter) - 1, 0) : row.index(letter) + 2].replace(letter, "")
        return name[:at] + (chance.choice(beside) if beside else letter) + name[at + 1 :]
    if rule == "vowel":
        vowels = [i for i, char in enumerate(name) if char in "aeiou"]
        at = chance.choice(vowels) if vowels else at
        return name[:at] + chance.choice("aeiou".replace(name[at], "")) + name[at + 1 :]
    fitting = [(sound, other) for sound, other in AS_IN_SPANISH if sound in name]
    sound, other = chance.choice(fitting) if fitting else ("", "")
    return name.replace(sound, other, 1) if sound else name


RULES = ("drop", "double", "swap", "neighbor key", "vowel", "Spanish")


def by_rule(pack: Pack) -> list[tuple[str, Medicine]]:
    """Return misspellings of the common names, without those that are names; the seed is fixed."""
    known = {normalize(term) for medicine in pack.medicines.values() for term in medicine.terms}
    chance = random.Random(SEED)  # noqa: S311  # tests need the same misspellings each time
    misspelled: dict[str, Medicine] = {}
    for name, medicine in common(pack).items():
        for rule in chance.sample(RULES, EACH):
            typed = slipped(fold(name), rule, chance)
            if normalize(typed) not in known:
                misspelled.setdefault(typed, medicine)
    return list(misspelled.items())


def one_edit(name: str) -> Iterator[str]:
    """Yield every text one edit from a name: letter deleted, swapped, replaced or inserted."""
    for at in range(len(name)):
        yield name[:at] + name[at + 1 :]
        if at + 1 < len(name):
            yield name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        yield from (name[:at] + letter + name[at + 1 :] for letter in LETTERS)
    for at in range(len(name) + 1):
        yield from (name[:at] + letter + name[at:] for letter in LETTERS)


def outcome(index: MedicineIndex, typed: str, meant: Medicine | None) -> str:
    """Return how a line was recognized: right, asked, asked in vain, unknown or wrong.

    "asked in vain": the medicine meant is not among the candidates.
    """
    result = index.look_up(typed)
    if result.match:
        same = meant is not None and result.match.medicine.counts_as == meant.counts_as
        return "right" if same else "wrong"
    if result.status == "ambiguous":
        offered = {name.medicine.counts_as for name in result.candidates}
        return "asked" if meant is None or meant.counts_as in offered else "asked in vain"
    return "unknown"


def tenfold(medicines: Mapping[str, Medicine]) -> Mapping[str, Medicine]:
    """Return the table plus nine copies of it whose names end in other letters."""
    ends = ["", *(letter * 3 for letter in "qxzjkvwbp")]
    return {
        name + end: replace(
            medicine, id=name + end, terms=tuple(term + end for term in medicine.terms)
        )
        for end in ends
        for name, medicine in medicines.items()
    }
