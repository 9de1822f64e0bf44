"""Checks that the medicine table, its categories and the question about medicines fit together."""

from collections import Counter
from collections.abc import Iterator, Mapping

from app.content.load.medicine_table import CATEGORIES, TABLE, MedicineCategories, MedicineRow
from app.content.problems import Problem
from app.core.medicines.model import Medicine
from app.core.medicines.spelling import normalize
from app.core.model import MEDICINES
from app.core.rule import Answers, as_pairs


def check_medicines(
    rows: list[MedicineRow], categories: MedicineCategories, answers: Answers, by_name: set[str]
) -> Iterator[Problem]:
    """Yield every problem with the table and its categories.

    :param answers: all valid answers.
    :param by_name: the options of the question that only a medicine's name selects.
    """
    yield from check_unique_names(rows)
    yield from check_rows(rows, categories)
    yield from check_categories(rows, categories)
    yield from check_mapped_answers(categories, answers, by_name)
    yield from check_category_names(rows, categories)


def check_combinations(
    medicines: Mapping[str, Medicine], categories: MedicineCategories
) -> Iterator[Problem]:
    """Yield a problem for each combination that leads to less than a part, with no exception.

    Likewise for each exception that is not needed.
    """
    said = {(name, entry.part) for entry in categories.part_exception for name in entry.names}
    nothing = {(MEDICINES, categories.nothing_known)}
    lacking = {
        (name, part): less
        for name, medicine in medicines.items()
        for part in name.split("/")
        if part in medicines
        if (less := medicines[part].counts_as - medicine.counts_as - nothing)
    }
    for name, part in sorted(lacking.keys() - said):
        options = ", ".join(sorted(option for _, option in lacking[name, part]))
        yield Problem(TABLE, name, f"lacks what its part {part} leads to: {options}")
    for name, part in sorted(said - lacking.keys()):
        yield Problem(CATEGORIES, name, f"leads to all that {part} does; expected no exception")


def check_unique_names(rows: list[MedicineRow]) -> Iterator[Problem]:
    """Yield a problem for each name of a medicine that an earlier row also has."""
    first_rows: dict[str, MedicineRow] = {}
    for row in rows:
        for term, normalized in zip(row.terms, row.normalized_terms, strict=True):
            first = first_rows.setdefault(normalized, row)
            if first is not row:
                yield row.problem(f"'{term}' stands for {first.name} too (line {first.line})")


def check_rows(rows: list[MedicineRow], categories: MedicineCategories) -> Iterator[Problem]:
    """Yield a problem for each row with an unusable name, an unknown category or no basis."""
    groups = {group.id for group in categories.group}
    flags = {flag.id for flag in categories.flag}
    for row in rows:
        for term, normalized in zip(row.terms, row.normalized_terms, strict=True):
            if len(normalized) < 2 or term != term.strip():
                yield row.problem(f"'{term}' is no name that can be typed")
        for id in ({row.group, *row.also} - groups) | (set(row.flags) - flags):
            yield row.problem(f"'{id}' is no group or flag in {CATEGORIES}")
        if not row.basis or row.confidence not in ("high", "medium", "low"):
            yield row.problem("expected a basis, and the confidence high, medium or low")


def check_categories(rows: list[MedicineRow], categories: MedicineCategories) -> Iterator[Problem]:
    """Yield a problem for each category that is unused, or that leads to nothing for no reason."""
    used = {id for row in rows for id in (row.group, *row.also, *row.flags)}
    for category in (*categories.group, *categories.flag):
        if not category.pairs and not category.why:
            yield Problem(CATEGORIES, category.id, "leads to nothing; expected why")
        if category.id not in used:
            yield Problem(CATEGORIES, category.id, "no medicine has this group or flag")


def check_mapped_answers(
    categories: MedicineCategories, answers: Answers, by_name: set[str]
) -> Iterator[Problem]:
    """Yield a problem for each answer that a category or a name maps to, and that does not exist.

    Likewise for each option of `by_name` that nothing maps to, so that nobody can reach it.
    """
    mapped = {(MEDICINES, categories.nothing_known)}
    for item in (*categories.group, *categories.flag):
        mapped |= item.pairs | as_pairs(item.covered_by)
    for override in categories.name:
        mapped |= override.pairs
    for question, option in sorted(mapped):
        if option not in answers.get(question, ()):
            yield Problem(CATEGORIES, option, f"is no option of the question '{question}'")
    for id in sorted(by_name - {option for question, option in mapped if question == MEDICINES}):
        yield Problem(CATEGORIES, id, "is reached by a name only, and no name leads to it")


def check_category_names(
    rows: list[MedicineRow], categories: MedicineCategories
) -> Iterator[Problem]:
    """Yield a problem for each name in the categories file that does not fit the table."""
    names = {row.name for row in rows}
    normalized_terms = {term for row in rows for term in row.normalized_terms}
    overridden = Counter(name for override in categories.name for name in override.names)
    for name in (name for name, times in overridden.items() if times > 1):
        yield Problem(CATEGORIES, name, "stands in two entries of [[name]]; only one counts")
    for name in sorted((overridden.keys() | set(categories.no_brand)) - names):
        yield Problem(CATEGORIES, name, f"is no medicine in {TABLE}")
    for entry in categories.ambiguous:
        for name in sorted(set(entry.candidates) - names):
            yield Problem(
                CATEGORIES, entry.terms[0], f"asks about '{name}', which is not in {TABLE}"
            )
        for term in (term for term in entry.terms if normalize(term) in normalized_terms):
            yield Problem(CATEGORIES, term, f"is ambiguous, and a name in {TABLE}")
    exact_only = categories.reading.exact_only
    for term in (term for term in exact_only if normalize(term) not in normalized_terms):
        yield Problem(CATEGORIES, term, f"is read exactly only, and no name in {TABLE}")
