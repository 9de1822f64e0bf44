"""Names from public lists, with the medicine that each means, and how well they are understood.

`real-lists.tsv` holds two thirds of 4,953 names that nobody of the project wrote. No pharmacist
checked what they are said to mean. `expected` reads: `a`; `a + b` for two; ` | ` between
alternatives; `ask: a / b`; `lacking: x`, which the table should have; `unknown: x`, which it need
not; `not a medicine`.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.medicines.index import MedicineIndex
from app.core.medicines.model import LookupResult, Medicine
from app.core.medicines.spelling import normalize
from app.core.medicines.tokenizer import find_medicines
from app.core.model import MEDICINES, Pack

LISTS = Path(__file__).parent / "real-lists.tsv"


@dataclass(frozen=True)
class RealName:
    """A name as a list has it, the category of the list, and what it means."""

    typed: str
    category: str
    expected: str


def real_names() -> list[RealName]:
    """Return the names of all lists."""
    with LISTS.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [RealName(**line) for line in lines]


def verdict(pack: Pack, index: MedicineIndex, name: RealName) -> str:
    """Return how a name was understood: right, asked, not understood or WRONG.

    WRONG: another medicine, one passed over, or fewer answers than those of the medicine meant.
    """
    found = find_medicines(index, name.typed)
    verdicts = {_verdict_of(pack, found, meaning) for meaning in name.expected.split(" | ")}
    return next(one for one in ("right", "asked", "not understood", "WRONG") if one in verdicts)


def _verdict_of_question(pack: Pack, found: Sequence[LookupResult], meanings: list[str]) -> str:
    """Return the verdict on a name of several meanings, about which a pharmacist would ask."""
    if not set(_candidates(found)).isdisjoint(meanings):
        return "asked"
    matched = list(_matched(found))
    if not matched:
        return "not understood"
    needed = _counted(pack.medicines[id] for id in meanings if id in pack.medicines)
    return "right" if needed <= _counted(matched) else "WRONG"


def _verdict_of(pack: Pack, found: Sequence[LookupResult], meaning: str) -> str:
    """Return the verdict on a name of one meaning."""
    kind, _, wanted = meaning.rpartition(": ")
    if kind == "ask":
        return _verdict_of_question(pack, found, wanted.split(" / "))
    matched = list(_matched(found))
    if kind == "unknown" or meaning == "not a medicine":
        terms = {normalize(term) for one in matched for term in one.terms}
        return "right" if not matched or normalize(wanted) in terms else "WRONG"
    ids = wanted.casefold().split(" + ")
    if any(id not in pack.medicines for id in ids):
        return "WRONG" if matched else "not understood"
    meant = [pack.medicines[id] for id in ids]
    parts, known_parts = _parts(meant), _parts(matched)
    if not known_parts <= parts:
        return "WRONG"
    if _counted(meant) <= _counted(matched):
        return "right" if all(result.match for result in found) else "asked"
    if any(result.status == "unknown" for result in found):
        return "not understood"
    return _verdict_of_rest(found, parts - known_parts)


def _verdict_of_rest(found: Sequence[LookupResult], missing: set[str]) -> str:
    """Return the verdict where something that was meant was not matched."""
    offered = {part for id in _candidates(found) for part in id.split("/")} | set(
        _candidates(found)
    )
    if missing and missing <= offered:
        return "asked"
    return "not understood" if any(_candidates(found)) or not found else "WRONG"


def _matched(found: Sequence[LookupResult]) -> Iterator[Medicine]:
    return (result.match.medicine for result in found if result.match)


def _candidates(found: Sequence[LookupResult]) -> Iterator[str]:
    return (name.medicine.id for result in found for name in result.candidates)


def _parts(medicines: Iterable[Medicine]) -> set[str]:
    return {part for medicine in medicines for part in medicine.id.split("/")}


def _counted(medicines: Iterable[Medicine]) -> set[tuple[str, str]]:
    """Return the answers of medicines, without the one that says that nothing is known."""
    return {pair for medicine in medicines for pair in medicine.counts_as} - {(MEDICINES, "other")}
