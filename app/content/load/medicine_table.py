"""The table of medicine names, and the options that its groups, flags and names map to."""

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
    """A group or flag of the table, and the options that it maps to.

    `words` describe a group beside a medicine's name. `why` gives the reason for empty `options`.
    """

    id: str
    options: tuple[str, ...]
    words: str = ""
    why: str = ""


@dataclass(frozen=True)
class NameOverride:
    """Options that single medicines map to in addition to those of their groups and flags.

    `without` lists the groups and flags of these medicines that are misleading and do not count.
    """

    names: tuple[str, ...]
    options: tuple[str, ...]
    why: str
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class AmbiguousEntry:
    """Names that may mean several medicines; the person is asked which of `candidates` it is."""

    terms: tuple[str, ...]
    candidates: tuple[str, ...]


@dataclass(frozen=True)
class MedicineCategories:
    """The content of `medicine-kinds.toml`.

    `nothing_known` is the option for a medicine that maps to no other. `no_brand` lists medicines
    whose brands are never shown.
    """

    nothing_known: str
    group: tuple[MedicineCategory, ...]
    flag: tuple[MedicineCategory, ...]
    name: tuple[NameOverride, ...]
    ambiguous: tuple[AmbiguousEntry, ...]
    reading: NameRules
    no_brand: tuple[str, ...] = ()


NO_CATEGORIES = MedicineCategories("", (), (), (), (), NameRules((), (), (), (), (), ()))
"""The categories of a pack without a question about medicines, or with an unreadable file."""


@dataclass(frozen=True)
class MedicineRow:
    """A row of the table; `line` is its line number. Semicolons separate the items of a list.

    Pages in Spanish show the first name in `es`. `basis` and `confidence` are for reviewers.
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
        """All names of the medicine, the generic name first."""
        return (self.name, *self.brands, *self.synonyms, *self.es)

    @cached_property
    def normalized_terms(self) -> tuple[str, ...]:
        """All names, normalized, in the order of `terms`."""
        return tuple(normalize(term) for term in self.terms)

    def problem(self, message: str) -> Problem:
        """Return a problem with this row."""
        return Problem(TABLE, f"line {self.line}, {self.name or 'no name'}", message)


COLUMNS = tuple(field.name for field in fields(MedicineRow) if field.name != "line")
LIST_COLUMNS = {"also", "flags", "brands", "synonyms", "es"}


def read_rows(text: str) -> tuple[list[MedicineRow], list[Problem]]:
    """Return the rows of the table, and a problem for each line with the wrong columns."""
    header, *lines = text.removesuffix("\n").split("\n")
    if tuple(header.split("\t")) != COLUMNS:
        return [], [Problem(TABLE, "line 1", f"expected the columns {', '.join(COLUMNS)}")]
    rows, problems = [], []
    for number, line in enumerate(lines, start=2):
        cells = line.split("\t")
        if len(cells) == len(COLUMNS):
            rows.append(_build_row(number, dict(zip(COLUMNS, cells, strict=True))))
        else:
            message = f"expected {len(COLUMNS)} columns, found {len(cells)}"
            problems.append(Problem(TABLE, f"line {number}", message))
    return rows, problems


def _build_row(number: int, cells: Mapping[str, str]) -> MedicineRow:
    lists = {name: tuple(cells[name].split(";")) if cells[name] else () for name in LIST_COLUMNS}
    return MedicineRow(line=number, **(dict(cells) | lists))  # type: ignore[arg-type]  # mixed value types


def build_medicines(
    rows: list[MedicineRow], categories: MedicineCategories
) -> Mapping[str, Medicine]:
    """Return every medicine by its name, with the options that it maps to."""
    words = {group.id: group.words for group in categories.group}
    options_by_id = {item.id: item.options for item in (*categories.group, *categories.flag)}
    overrides = {name: entry for entry in categories.name for name in entry.names}
    return {
        row.name: Medicine(
            id=row.name,
            group=row.group,
            words=words[row.group],
            options=medicine_options(
                row, options_by_id, overrides.get(row.name), categories.nothing_known
            ),
            terms=row.terms,
            brand=next(iter(row.brands), ""),
            unbranded=row.name in categories.no_brand,
            called={"es": row.es[0]} if row.es else {},
        )
        for row in rows
    }


def medicine_options(
    row: MedicineRow,
    options_by_id: Mapping[str, tuple[str, ...]],
    override: NameOverride | None,
    nothing_known: str,
) -> frozenset[str]:
    """Return the options of a medicine's groups, flags and name together (spec section 4).

    :param options_by_id: the options of each group and flag.
    :param nothing_known: the option to return if there is no other.
    """
    without = override.without if override else ()
    ids = (id for id in (row.group, *row.also, *row.flags) if id not in without)
    options = {
        *chain.from_iterable(options_by_id[id] for id in ids),
        *(override.options if override else ()),
    }
    return frozenset(options - {nothing_known} or {nothing_known})


def ambiguous_medicines(
    categories: MedicineCategories, medicines: Mapping[str, Medicine]
) -> Mapping[str, tuple[Medicine, ...]]:
    """Return the candidate medicines for each ambiguous name."""
    return {
        term: tuple(medicines[name] for name in entry.candidates)
        for entry in categories.ambiguous
        for term in entry.terms
    }
