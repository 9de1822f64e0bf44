"""The table of medicine names, and what their groups, flags and names lead to."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain

from app.content.problems import Fault
from app.core.medicines.model import Medicine
from app.core.medicines.spelling import NameRules, normalize

TABLE, KINDS = "medicines.tsv", "medicine-kinds.toml"


@dataclass(frozen=True)
class Kind:
    """A group or a flag of the table, and the options that it leads to; none, and why, if quiet."""

    id: str
    options: tuple[str, ...]
    words: str = ""
    why: str = ""


@dataclass(frozen=True)
class ByName:
    """What some medicines lead to beside their groups and flags, and which of those mislead."""

    names: tuple[str, ...]
    options: tuple[str, ...]
    why: str
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ambiguous:
    """Names that may mean several medicines: all of them are asked about."""

    terms: tuple[str, ...]
    candidates: tuple[str, ...]


@dataclass(frozen=True)
class Kinds:
    """`medicine-kinds.toml`."""

    nothing_known: str
    group: tuple[Kind, ...]
    flag: tuple[Kind, ...]
    name: tuple[ByName, ...]
    ambiguous: tuple[Ambiguous, ...]
    reading: NameRules
    no_brand: tuple[str, ...] = ()


NO_KINDS = Kinds("", (), (), (), (), NameRules((), (), (), (), (), ()))
"""The kinds of a pack that does not ask about medicines, or whose kinds cannot be read."""


@dataclass(frozen=True)
class Row:
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
    def keys(self) -> tuple[str, ...]:
        """What is the same in its names however they are written."""
        return tuple(normalize(term) for term in self.terms)

    def fault(self, message: str) -> Fault:
        """A fault of this line."""
        return Fault(TABLE, f"line {self.line}, {self.name or 'no name'}", message)


COLUMNS = tuple(field.name for field in fields(Row) if field.name != "line")
LISTS = {"also", "flags", "brands", "synonyms", "es"}


def rows(text: str) -> tuple[list[Row], list[Fault]]:
    """The lines of the table, and what is wrong with its shape."""
    head, *lines = text.removesuffix("\n").split("\n")
    if tuple(head.split("\t")) != COLUMNS:
        return [], [Fault(TABLE, "line 1", f"expected the columns {', '.join(COLUMNS)}")]
    found, faults = [], []
    for number, line in enumerate(lines, start=2):
        cells = line.split("\t")
        if len(cells) == len(COLUMNS):
            found.append(_row(number, dict(zip(COLUMNS, cells, strict=True))))
        else:
            message = f"expected {len(COLUMNS)} columns, found {len(cells)}"
            faults.append(Fault(TABLE, f"line {number}", message))
    return found, faults


def _row(number: int, cells: Mapping[str, str]) -> Row:
    listed = {name: tuple(cells[name].split(";")) if cells[name] else () for name in LISTS}
    return Row(line=number, **(dict(cells) | listed))  # type: ignore[arg-type]  # lists by name


def medicines(table: list[Row], kinds: Kinds) -> Mapping[str, Medicine]:
    """Every medicine by its name, with the options that it leads to."""
    words = {group.id: group.words for group in kinds.group}
    by_id = {kind.id: kind.options for kind in (*kinds.group, *kinds.flag)}
    by_name = {name: entry for entry in kinds.name for name in entry.names}
    return {
        row.name: Medicine(
            id=row.name,
            group=row.group,
            words=words[row.group],
            options=options(row, by_id, by_name.get(row.name), kinds.nothing_known),
            terms=row.terms,
            brand=next(iter(row.brands), ""),
            unbranded=row.name in kinds.no_brand,
            called={"es": row.es[0]} if row.es else {},
        )
        for row in table
    }


def options(
    row: Row, by_id: Mapping[str, tuple[str, ...]], own: ByName | None, nothing_known: str
) -> frozenset[str]:
    """The union over group, other groups, flags and name (spec section 4)."""
    without = own.without if own else ()
    said = (id for id in (row.group, *row.also, *row.flags) if id not in without)
    found = {*chain.from_iterable(by_id[id] for id in said), *(own.options if own else ())}
    return frozenset(found - {nothing_known} or {nothing_known})


def asked_about(kinds: Kinds, known: Mapping[str, Medicine]) -> Mapping[str, tuple[Medicine, ...]]:
    """For each ambiguous name, the medicines to ask about."""
    return {
        term: tuple(known[name] for name in entry.candidates)
        for entry in kinds.ambiguous
        for term in entry.terms
    }
