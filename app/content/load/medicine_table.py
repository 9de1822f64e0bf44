"""The table of medicine names, and the options that its groups, flags and names map to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property

from app.content.problems import Problem
from app.core.medicines.spelling import NameRules, normalize
from app.core.model import MEDICINES
from app.core.rule import AnswerPair, Answers, as_pairs

CLASS_PHRASE = "class-phrase"
"""The basis of rows that are words for a class of medicines."""

TABLE, CATEGORIES, REAL_NAMES = "medicines.tsv", "medicine-kinds.toml", "real-names.txt"


@dataclass(frozen=True)
class MedicineCategory:
    """A group or flag of the table, and the answers that it maps to.

    `options` are answers of the question about medicines, `answers` those of any question. `words`
    describe a group beside a medicine's name. `why` gives the reason if there are no answers. A
    flag does not count where the substance already counts as one of `covered_by`.
    """

    id: str
    options: tuple[str, ...] = ()
    answers: Answers = field(default_factory=dict)
    covered_by: Answers = field(default_factory=dict)
    words: str = ""
    why: str = ""

    @property
    def pairs(self) -> frozenset[AnswerPair]:
        """The answers that it maps to."""
        return _pairs(self.options, self.answers)


@dataclass(frozen=True)
class NameOverride:
    """Answers that single medicines map to in addition to those of their groups and flags.

    `without` lists the groups and flags of these medicines that are misleading and do not count.
    """

    names: tuple[str, ...]
    why: str
    options: tuple[str, ...] = ()
    answers: Answers = field(default_factory=dict)
    without: tuple[str, ...] = ()

    @property
    def pairs(self) -> frozenset[AnswerPair]:
        """The answers that these medicines map to besides the rest."""
        return _pairs(self.options, self.answers)


def _pairs(options: Iterable[str], answers: Answers) -> frozenset[AnswerPair]:
    return as_pairs(answers) | {(MEDICINES, option) for option in options}


@dataclass(frozen=True)
class AmbiguousEntry:
    """Names that may mean several medicines; the person is asked which of `candidates` it is."""

    terms: tuple[str, ...]
    candidates: tuple[str, ...]


@dataclass(frozen=True)
class PartException:
    """Combinations that lead to less than one of their parts, and why."""

    part: str
    names: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class MedicineCategories:
    """The content of `medicine-kinds.toml`.

    `nothing_known` is the option for a medicine that maps to no other. `no_brand` lists medicines
    whose brands are never shown. `part_exception`: combinations that lead to less than a part.
    """

    nothing_known: str
    group: tuple[MedicineCategory, ...]
    flag: tuple[MedicineCategory, ...]
    name: tuple[NameOverride, ...]
    ambiguous: tuple[AmbiguousEntry, ...]
    reading: NameRules
    no_brand: tuple[str, ...] = ()
    part_exception: tuple[PartException, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, NameOverride]:
        """What is said of single medicines, by their names."""
        return {name: entry for entry in self.name for name in entry.names}


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
        """All names of the medicine, the generic name first.

        A combination of two is also known by its parts with an "and", in either order.
        """
        parts = self.name.split("/")
        joined = [f"{a} and {b}" for a, b in (parts, parts[::-1])] if len(parts) == 2 else []
        return tuple(dict.fromkeys((self.name, *self.brands, *self.synonyms, *self.es, *joined)))

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
