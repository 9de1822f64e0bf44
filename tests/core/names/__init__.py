"""What people type: by hand, and by rules of slipping; and whether it is understood.

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
"""Slips of each common name, by different rules."""

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
    """A line that somebody typed, and what it should be understood as."""

    typed: str
    expected: str
    medicine: str
    why: str


def by_hand() -> list[Typed]:
    """What people really write on a phone."""
    with (HERE / "by-hand.tsv").open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Typed(**line) for line in lines]


def common(pack: Pack) -> dict[str, Medicine]:
    """A hundred common names, with the medicines that they are."""
    owner = {
        normalize(term): medicine for medicine in pack.medicines.values() for term in medicine.terms
    }
    names = (HERE / "common.txt").read_text("utf-8").split("\n")
    return {name: owner[normalize(name)] for name in names if name}


def slipped(name: str, rule: str, chance: random.Random) -> str:
    """A name after one slip; unchanged where the rule finds nothing to do."""
    at = chance.randrange(len(name) - 1)
    letter = name[at]
    if rule == "drop":
        return name[:at] + name[at + 1 :]
    if rule == "double":
        return name[:at] + letter + name[at:]
    if rule == "swap":
        return name[:at] + name[at + 1] + letter + name[at + 2 :]
    if rule == "neighbour key":
        row = next((row for row in KEYBOARD if letter in row), letter)
        beside = row[max(row.index(letter) - 1, 0) : row.index(letter) + 2].replace(letter, "")
        return name[:at] + (chance.choice(beside) if beside else letter) + name[at + 1 :]
    if rule == "vowel":
        vowels = [n for n, one in enumerate(name) if one in "aeiou"]
        at = chance.choice(vowels) if vowels else at
        return name[:at] + chance.choice("aeiou".replace(name[at], "")) + name[at + 1 :]
    fitting = [(sound, other) for sound, other in AS_IN_SPANISH if sound in name]
    sound, other = chance.choice(fitting) if fitting else ("", "")
    return name.replace(sound, other, 1) if sound else name


RULES = ("drop", "double", "swap", "neighbour key", "vowel", "Spanish")


def by_rule(pack: Pack) -> list[tuple[str, Medicine]]:
    """Slips of the common names by rule, with a fixed seed; those that are names are left out."""
    known = {normalize(term) for medicine in pack.medicines.values() for term in medicine.terms}
    chance = random.Random(SEED)  # noqa: S311  # a fixed seed is the point
    found: dict[str, Medicine] = {}
    for name, medicine in common(pack).items():
        for rule in chance.sample(RULES, EACH):
            typed = slipped(fold(name), rule, chance)
            if normalize(typed) not in known:
                found.setdefault(typed, medicine)
    return list(found.items())


def one_edit(name: str) -> Iterator[str]:
    """Every way of mistyping a name by one letter: less, swapped, changed, or more."""
    for at in range(len(name)):
        yield name[:at] + name[at + 1 :]
        if at + 1 < len(name):
            yield name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        yield from (name[:at] + letter + name[at + 1 :] for letter in LETTERS)
    for at in range(len(name) + 1):
        yield from (name[:at] + letter + name[at:] for letter in LETTERS)


def outcome(index: MedicineIndex, typed: str, meant: Medicine | None) -> str:
    """How a line was understood: right, asked, asked in vain, unknown, or wrong."""
    found = index.look_up(typed)
    if found.match:
        same = meant is not None and found.match.medicine.options == meant.options
        return "right" if same else "wrong"
    if found.status == "ambiguous":
        offered = {term.medicine.options for term in found.candidates}
        return "asked" if meant is None or meant.options in offered else "asked in vain"
    return "unknown"


def tenfold(medicines: Mapping[str, Medicine]) -> Mapping[str, Medicine]:
    """The table, and nine more of the same size whose names end otherwise."""
    ends = ["", *(letter * 3 for letter in "qxzjkvwbp")]
    return {
        name + end: replace(one, id=name + end, terms=tuple(term + end for term in one.terms))
        for end in ends
        for name, one in medicines.items()
    }
