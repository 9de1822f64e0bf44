"""Promise 1, walked: every small combination of answers, on the rules that are served.

Why small ones suffice: a rule fires by at most one answer for each of its clauses. So whatever a
visit shows, some part of it with as many answers as the largest rule has clauses shows too
(`docs/proof.md`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from app.core.journey import with_medicine_categories
from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME, Pack
from app.core.region import Call
from app.core.rule import AnswerPair, Answers, Level, as_pairs
from app.core.screening import CALL_PRIORITY, fired_rules, first_call

MIN_COMBINATION_SIZE = 3
"""Combinations of so many answers are walked even where no rule has so many clauses."""

Combination = tuple[AnswerPair, ...]


@dataclass(frozen=True)
class Outcome:
    """What a visit leads to, as far as promise 1 speaks of it."""

    level: Level
    sections: frozenset[str]
    call: Call = ""

    def is_at_least_as_strong_as(self, other: "Outcome") -> bool:
        """Whether this is in no way milder than the other."""
        graver_call = CALL_PRIORITY.index(self.call) <= CALL_PRIORITY.index(other.call)
        return self.level >= other.level and self.sections >= other.sections and graver_call


@dataclass(frozen=True)
class Proof:
    """How many visits were walked, and what was found; no breach means that the promise holds."""

    visits: int
    size: int
    breaches: tuple[str, ...]


class CombinationWalker:
    """Judges combinations by the very rules that judge a visit."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.none: Answers = {
            id: question.exclusive_options for id, question in pack.questions.items()
        }

    @property
    def medicines(self) -> tuple[AnswerPair, ...]:
        """One medicine for each set of options that medicines lead to."""
        first: dict[frozenset[str], AnswerPair] = {}
        for medicine in self.pack.medicines.values():
            first.setdefault(medicine.options, (MEDICINE, medicine.id))
        return tuple(first.values())

    @property
    def options(self) -> tuple[AnswerPair, ...]:
        """Every answer from which something follows."""
        return tuple(
            (question.id, option.id)
            for question in self.pack.questions.values()
            for option in question.option
            if not option.quiet
        )

    def answers(self, parts: Combination) -> Answers:
        """A whole visit with these answers, and none in the other questions."""
        given: dict[str, frozenset[str]] = {}
        for question, option in map(self._known, parts):
            given[question] = given.get(question, frozenset()) | {option}
        none = dict(self.none)
        if MEDICINE in given:
            none.pop(MEDICINES)
        return none | given

    def _known(self, part: AnswerPair) -> AnswerPair:
        """A medicine that is not in the table is a name that nobody knows."""
        unknown = part[0] == MEDICINE and part[1] not in self.pack.medicines
        return (MEDICINES, UNKNOWN_NAME) if unknown else part

    def outcome(self, parts: Combination) -> Outcome:
        """What the served rules say of these answers."""
        given = as_pairs(with_medicine_categories(self.pack, self.answers(parts)))
        rules = fired_rules(self.pack, given)
        level = max((rule.level for rule in rules), default=Level.STANDARD)
        sections = frozenset(id for rule in rules for id in rule.sections)
        return Outcome(level, sections, first_call(rules))


def max_clauses(pack: Pack) -> int:
    """How many clauses the largest rule has."""
    return max(len(rule.when) for rule in pack.rules)


def outcomes(pack: Pack, size: int) -> Iterator[tuple[Combination, Outcome]]:
    """Every combination of up to so many answers with its outcome, smallest first.

    Then each kind of medicine that a name can lead to, alone and beside every single answer.
    """
    walker = CombinationWalker(pack)
    for count in range(size + 1):
        for parts in combinations(walker.options, count):
            yield parts, walker.outcome(parts)
    for medicine in walker.medicines:
        for parts in ((medicine,), *((option, medicine) for option in walker.options)):
            yield parts, walker.outcome(parts)


def prove(pack: Pack) -> Proof:
    """Walk all small combinations, and collect every breach of promise 1, smallest first."""
    size = max(max_clauses(pack), MIN_COMBINATION_SIZE)
    seen = dict(outcomes(pack, size))
    breaches = [
        *_milder(seen),
        *_unreached(pack, seen),
        *_unheeded(pack, seen),
        *_unhelped(pack, seen),
    ]
    return Proof(len(seen), size, tuple(breaches))


def _milder(seen: Mapping[Combination, Outcome]) -> Iterator[str]:
    for parts, outcome in seen.items():
        for part in combinations(parts, len(parts) - 1) if parts else ():
            if not outcome.is_at_least_as_strong_as(seen[part]):
                yield f"{describe_combination(parts)} is milder than {describe_combination(part)}"


def _unreached(pack: Pack, seen: Mapping[Combination, Outcome]) -> Iterator[str]:
    outcomes = set(seen.values())
    reached = {id for outcome in outcomes for id in outcome.sections}
    for id in pack.sections:
        if id not in reached:
            yield f"no combination reaches the section '{id}'"
    for level in Level:
        if level not in {outcome.level for outcome in outcomes}:
            yield f"no combination reaches the level '{level.id}'"


def _unheeded(pack: Pack, seen: Mapping[Combination, Outcome]) -> Iterator[str]:
    for question in pack.questions:
        if seen[((question, "unsure"),)].level <= seen[()].level:
            yield f"{question}: unsure is no stronger than none"


def _unhelped(pack: Pack, seen: Mapping[Combination, Outcome]) -> Iterator[str]:
    """Where a person is decides the number; every single answer is tried in every region."""
    for region in pack.regions.values():
        if not region.emergency:
            yield f"the region '{region.id}' has no number to call"
        for parts in (parts for parts in seen if len(parts) == 1):
            outcome = seen[parts]
            in_danger = outcome.call or outcome.level is Level.EMERGENCY
            if in_danger and not region.first_numbers(outcome.call):
                told = describe_combination(parts)
                yield f"{told} leads to no number in the region '{region.id}'"


def describe_combination(parts: Combination) -> str:
    """A combination as a reviewer reads it."""
    return " + ".join(f"{question}: {option}" for question, option in parts) or "none everywhere"
