"""Whether the table of medicines and its kinds fit each other and the question about medicines."""

from collections.abc import Iterator, Mapping

from app.content.load.medicine_table import CATEGORIES, TABLE, MedicineCategories, MedicineRow
from app.content.problems import Problem
from app.core.medicines.spelling import normalize


def check_medicines(
    table: list[MedicineRow], kinds: MedicineCategories, offered: Mapping[str, bool]
) -> Iterator[Problem]:
    """Every fault in the table and its kinds.

    :param offered: the options of the question, and whether each is reached by a name only.
    """
    yield from check_unique_names(table)
    yield from check_rows(table, kinds)
    yield from check_categories(table, kinds, offered)
    yield from check_category_names(table, kinds)


def check_unique_names(table: list[MedicineRow]) -> Iterator[Problem]:
    """No name stands for two medicines."""
    owner: dict[str, MedicineRow] = {}
    for row in table:
        for term, same in zip(row.terms, row.normalized_terms, strict=True):
            first = owner.setdefault(same, row)
            if first is not row:
                yield row.problem(f"'{term}' stands for {first.name} too (line {first.line})")


def check_rows(table: list[MedicineRow], kinds: MedicineCategories) -> Iterator[Problem]:
    """Names that can be typed, groups and flags that are known, and a basis for each."""
    groups, flags = {kind.id for kind in kinds.group}, {kind.id for kind in kinds.flag}
    for row in table:
        for term, same in zip(row.terms, row.normalized_terms, strict=True):
            if len(same) < 2 or term != term.strip():
                yield row.problem(f"'{term}' is no name that can be typed")
        for id in ({row.group, *row.also} - groups) | (set(row.flags) - flags):
            yield row.problem(f"'{id}' is no group or flag in {CATEGORIES}")
        if not row.basis or row.confidence not in ("high", "medium", "low"):
            yield row.problem("expected a basis, and the confidence high, medium or low")


def check_categories(
    table: list[MedicineRow], kinds: MedicineCategories, offered: Mapping[str, bool]
) -> Iterator[Problem]:
    """Each group and flag is used and mapped, or quiet for a reason; each option can be reached."""
    used = {id for row in table for id in (row.group, *row.also, *row.flags)}
    for kind in (*kinds.group, *kinds.flag):
        if not kind.options and not kind.why:
            yield Problem(CATEGORIES, kind.id, "leads to nothing; expected why")
        if kind.id not in used:
            yield Problem(CATEGORIES, kind.id, "no medicine has this group or flag")
    reached = {id for kind in (*kinds.group, *kinds.flag) for id in kind.options}
    reached |= {id for entry in kinds.name for id in entry.options}
    for id in sorted({*reached, kinds.nothing_known} - offered.keys()):
        yield Problem(CATEGORIES, id, "is no option of the question 'medicines'")
    for id in (id for id, by_name in offered.items() if by_name and id not in reached):
        yield Problem(CATEGORIES, id, "is reached by a name only, and no name leads to it")


def check_category_names(table: list[MedicineRow], kinds: MedicineCategories) -> Iterator[Problem]:
    """What is said of a medicine by its name is said of one in the table."""
    names = {row.name for row in table}
    terms = {same for row in table for same in row.normalized_terms}
    named = {name for entry in kinds.name for name in entry.names}
    for name in sorted((named | set(kinds.no_brand)) - names):
        yield Problem(CATEGORIES, name, f"is no medicine in {TABLE}")
    for asked in kinds.ambiguous:
        for name in sorted(set(asked.candidates) - names):
            yield Problem(
                CATEGORIES, asked.terms[0], f"asks about '{name}', which is not in {TABLE}"
            )
        for term in (term for term in asked.terms if normalize(term) in terms):
            yield Problem(CATEGORIES, term, f"is ambiguous, and a name in {TABLE}")
    for text in (text for text in kinds.reading.exact_only if normalize(text) not in terms):
        yield Problem(CATEGORIES, text, f"is read exactly only, and no name in {TABLE}")
