"""What medicines count as: from rows of the table and categories to answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.content.load.medicine_table import CLASS_PHRASE, MedicineCategories, MedicineRow
from app.core.medicines.model import Medicine
from app.core.model import MEDICINE, MEDICINES
from app.core.rule import AnswerPair, Statement, as_pairs
from app.core.statements import narrowest


def build_medicines(
    rows: list[MedicineRow], categories: MedicineCategories, implied: Mapping[AnswerPair, Statement]
) -> Mapping[str, Medicine]:
    """Return every medicine by its name, with the answers that each of its substances counts as.

    :param implied: the statement that each option makes, with all that it is a kind of.
    """
    words = {group.id: group.words for group in categories.group}
    answers = {row.name: medicine_answers(row, categories, implied) for row in rows}
    return {
        row.name: Medicine(
            id=row.name,
            group=row.group,
            words=words[row.group],
            substances=_class_statement(row, answers[row.name], implied)
            or tuple(_substances(row.name, answers)),
            terms=row.terms,
            brand=next(iter(row.brands), ""),
            unbranded=row.name in categories.no_brand,
            called={"es": row.es[0]} if row.es else {},
        )
        for row in rows
    }


@dataclass(frozen=True)
class MedicineAnswers:
    """What a row of the table leads to: `all` answers, and those that no other one covers."""

    all: frozenset[AnswerPair]
    uncovered: frozenset[AnswerPair]


def medicine_answers(
    row: MedicineRow, categories: MedicineCategories, implied: Mapping[AnswerPair, Statement]
) -> MedicineAnswers:
    """Return the answers of a medicine's groups, flags and name together (spec section 4).

    If there is no other, that is `nothing_known`.
    """
    override = categories.by_name.get(row.name)
    ids = {row.group, *row.also, *row.flags} - set(override.without if override else ())
    used = [item for item in (*categories.group, *categories.flag) if item.id in ids]
    always = (item.pairs for item in used if not item.covered_by)
    known = with_all_kinds(frozenset().union(*always, override.pairs if override else ()), implied)
    everything = with_all_kinds(known.union(*(item.pairs for item in used)), implied)
    for item in used:
        if known.isdisjoint(as_pairs(item.covered_by)):
            known |= with_all_kinds(item.pairs, implied)
    nothing = frozenset({(MEDICINES, categories.nothing_known)})
    return MedicineAnswers(everything - nothing or nothing, known - nothing or nothing)


def with_all_kinds(
    pairs: frozenset[AnswerPair], implied: Mapping[AnswerPair, Statement]
) -> frozenset[AnswerPair]:
    """Return the answers and all that they are a kind of; unknown answers as they are."""
    return pairs.union(*(implied[pair].counts_as for pair in pairs if pair in implied))


def _class_statement(
    row: MedicineRow, answers: MedicineAnswers, implied: Mapping[AnswerPair, Statement]
) -> tuple[Statement, ...]:
    """Return what a word for a class tells: the same as ticking its option, if it has one only.

    So "antipsychotic" and "Seroquel", both typed, may be one thing. Empty for other rows.
    """
    option, *others = narrowest(implied, answers.uncovered & implied.keys())
    is_class = row.basis == CLASS_PHRASE and not others
    return (Statement(option, answers.uncovered),) if is_class else ()


def _substances(name: str, answers: Mapping[str, MedicineAnswers]) -> Iterator[Statement]:
    """Yield what each substance of a medicine counts as: `butalbital/codeine` is two of them.

    The row itself decides what the medicine leads to. The rows of its parts only say to which part
    each answer belongs; an answer of no known part is a substance of its own.
    """
    rest = answers[name].uncovered
    parts = [part for part in name.split("/") if part in answers] if "/" in name else []
    for part in parts:
        if own := answers[part].uncovered & answers[name].all:
            yield Statement((MEDICINE, part), own)
            rest -= own
    if rest:
        yield Statement((MEDICINE, name), rest)


def ambiguous_medicines(
    categories: MedicineCategories, medicines: Mapping[str, Medicine]
) -> Mapping[str, tuple[Medicine, ...]]:
    """Return the candidate medicines for each ambiguous name."""
    return {
        term: tuple(medicines[name] for name in entry.candidates)
        for entry in categories.ambiguous
        for term in entry.terms
    }
