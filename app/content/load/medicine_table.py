"""The table of medicine names, and what their groups, flags and names lead to."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain

from app.content.problems import Problem
from app.core.medicines.model import Medicine
from app.core.medicines.spelling import NameRules, normalize

TABLE, CATEGORIES = "medicines.tsv", "medicine-kinds.toml"


@dataclass(frozen=True)
class MedicineCategory:
    """A group or a flag of the table, and the options that it leads to; none, and why, if quiet."""

    id: str
    options: tuple[str, ...]
    words: str = ""
    why: str = ""


@dataclass(frozen=True)
class NameOverride:
    """What some medicines lead to beside their groups and flags, and which of those mislead."""

    names: tuple[str, ...]
    options: tuple[str, ...]
    why: str
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class AmbiguousEntry:
    """Names that may mean several medicines: all of them are asked about."""

    terms: tuple[str, ...]
    candidates: tuple[str, ...]


@dataclass(frozen=True)
class MedicineCategories:
    """`medicine-kinds.toml`."""

    nothing_known: str
    group: tuple[MedicineCategory, ...]
    flag: tuple[MedicineCategory, ...]
    name: tuple[NameOverride, ...]
    ambiguous: tuple[AmbiguousEntry, ...]
    reading: NameRules
    no_brand: tuple[str, ...] = ()


NO_CATEGORIES = MedicineCategories("", (), (), (), (), NameRules((), (), (), (), (), ()))
"""The kinds of a pack that does not ask about medicines, or whose kinds cannot be read."""


@dataclass(frozen=True)
class MedicineRow:
    """A line of the table, its lists parted by semicolons; basis and confidence are for review.

    The first name in `es` is what Spanish pages call it.
    """

    line: int
    name: str
    group: str
    also: tuple[str, ...]
    flags: tuple[str, ...]
    brands: tuple[str, ...]
    synonyms: tuple[str, ...]
    es: tuple[str, ...]
    basis: str
    confidence: str

    @property
    def terms(self) -> tuple[str, ...]:
        """Every way of writing its name."""
        return (self.name, *self.brands, *self.synonyms, *self.es)

    @cached_property
    def normalized_terms(self) -> tuple[str, ...]:
        """What is the same in its names however they are written."""
        return tuple(normalize(term) for term in self.terms)

    def problem(self, message: str) -> Problem:
        """A fault of this line."""
        return Problem(TABLE, f"line {self.line}, {self.name or 'no name'}", message)


COLUMNS = tuple(field.name for field in fields(MedicineRow) if field.name != "line")
LIST_COLUMNS = {"also", "flags", "brands", "synonyms", "es"}


def read_rows(text: str) -> tuple[list[MedicineRow], list[Problem]]:
    """The lines of the table, and what is wrong with its shape."""
    head, *lines = text.removesuffix("\n").split("\n")
    if tuple(head.split("\t")) != COLUMNS:
        return [], [Problem(TABLE, "line 1", f"expected the columns {', '.join(COLUMNS)}")]
    found, faults = [], []
    for number, line in enumerate(lines, start=2):
        cells = line.split("\t")
        if len(cells) == len(COLUMNS):
            found.append(_row(number, dict(zip(COLUMNS, cells, strict=True))))
        else:
            message = f"expected {len(COLUMNS)} columns, found {len(cells)}"
            faults.append(Problem(TABLE, f"line {number}", message))
    return found, faults


def _row(number: int, cells: Mapping[str, str]) -> MedicineRow:
    listed = {name: tuple(cells[name].split(";")) if cells[name] else () for name in LIST_COLUMNS}
    return MedicineRow(line=number, **(dict(cells) | listed))  # type: ignore[arg-type]  # lists by name


def build_medicines(table: list[MedicineRow], kinds: MedicineCategories) -> Mapping[str, Medicine]:
    """Every medicine by its name, with the options that it leads to."""
    words = {group.id: group.words for group in kinds.group}
    by_id = {kind.id: kind.options for kind in (*kinds.group, *kinds.flag)}
    by_name = {name: entry for entry in kinds.name for name in entry.names}
    return {
        row.name: Medicine(
            id=row.name,
            group=row.group,
            words=words[row.group],
            options=medicine_options(row, by_id, by_name.get(row.name), kinds.nothing_known),
            terms=row.terms,
            brand=next(iter(row.brands), ""),
            unbranded=row.name in kinds.no_brand,
            called={"es": row.es[0]} if row.es else {},
        )
        for row in table
    }


def medicine_options(
    row: MedicineRow,
    by_id: Mapping[str, tuple[str, ...]],
    own: NameOverride | None,
    nothing_known: str,
) -> frozenset[str]:
    """The union over group, other groups, flags and name (spec section 4)."""
    without = own.without if own else ()
    said = (id for id in (row.group, *row.also, *row.flags) if id not in without)
    found = {*chain.from_iterable(by_id[id] for id in said), *(own.options if own else ())}
    return frozenset(found - {nothing_known} or {nothing_known})


def ambiguous_medicines(
    kinds: MedicineCategories, known: Mapping[str, Medicine]
) -> Mapping[str, tuple[Medicine, ...]]:
    """For each ambiguous name, the medicines to ask about."""
    return {
        term: tuple(known[name] for name in entry.candidates)
        for entry in kinds.ambiguous
        for term in entry.terms
    }
