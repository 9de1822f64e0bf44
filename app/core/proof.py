"""Proof of promise 1 (more answers never give a milder result), by trying small combinations.

Small combinations are enough: a rule needs only one answer per clause to fire. So whatever a visit
shows is also shown by a subset of its answers, no larger than the largest rule has clauses
(`docs/proof.md`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from app.core.instruction import instructions_by_line
from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME, Pack
from app.core.region import Call
from app.core.rule import AnswerPair, Answers, Level
from app.core.screening import CALL_PRIORITY, contacts, fired_rules, first_call, held_medicines
from app.core.statements import statements

MIN_COMBINATION_SIZE = 3
"""Combinations of up to this many answers are tried even if every rule has fewer clauses."""

Combination = tuple[AnswerPair, ...]


@dataclass(frozen=True)
class Outcome:
    """The parts of a result that promise 1 is about."""

    level: Level
    sections: frozenset[str]
    call: Call = ""
    hold: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()
    instructions: frozenset[str] = frozenset()

    def is_at_least_as_strong_as(self, other: "Outcome") -> bool:
        """True if this outcome is in no respect milder than `other`."""
        call_is_as_urgent = CALL_PRIORITY.index(self.call) <= CALL_PRIORITY.index(other.call)
        shows_as_much = self.sections >= other.sections and self.hold >= other.hold
        says_as_much = self.contacts >= other.contacts and self.instructions >= other.instructions
        is_as_urgent = self.level >= other.level and call_is_as_urgent
        return is_as_urgent and shows_as_much and says_as_much


@dataclass(frozen=True)
class Proof:
    """The number of visits tried, their largest combination size, and the breaches found.

    The promise holds if there are no breaches.
    """

    visits: int
    size: int
    breaches: tuple[str, ...]


class CombinationWalker:
    """Assesses combinations of answers with the same functions that serve a visit."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.none: Answers = {
            id: question.exclusive_options for id, question in pack.questions.items()
        }

    @property
    def medicines(self) -> tuple[AnswerPair, ...]:
        """One medicine for each distinct way in which the substances of medicines count."""
        by_answers: dict[frozenset[tuple[frozenset[AnswerPair], int]], AnswerPair] = {}
        for medicine in self.pack.medicines.values():
            counts = Counter(substance.counts_as for substance in medicine.substances)
            key = frozenset(counts.items())
            by_answers.setdefault(key, (MEDICINE, medicine.id))
        return tuple(by_answers.values())

    @property
    def options(self) -> tuple[AnswerPair, ...]:
        """Every answer that is not quiet."""
        return tuple(
            (question.id, option.id)
            for question in self.pack.questions.values()
            for option in question.option
            if not option.quiet
        )

    def answers(self, combination: Combination) -> Answers:
        """Return the answers of a complete visit: this combination, and `none` elsewhere.

        Options of another version, which this pack does not have, are left out.
        """
        chosen: dict[str, frozenset[str]] = {}
        for question, option in map(self._replace_unknown_medicine, combination):
            if question == MEDICINE or (question, option) in self.pack.statements:
                chosen[question] = chosen.get(question, frozenset()) | {option}
        none = dict(self.none)
        if MEDICINE in chosen:
            none.pop(MEDICINES)
        return none | chosen

    def _replace_unknown_medicine(self, pair: AnswerPair) -> AnswerPair:
        """Return `UNKNOWN_NAME` for a medicine that is not in the table, else the same answer."""
        unknown = pair[0] == MEDICINE and pair[1] not in self.pack.medicines
        return (MEDICINES, UNKNOWN_NAME) if unknown else pair

    def outcome(self, combination: Combination) -> Outcome:
        """Return the outcome of a complete visit with this combination."""
        told = statements(self.pack, self.answers(combination))
        rules = fired_rules(self.pack, told)
        level = max((rule.level for rule in rules), default=Level.STANDARD)
        sections = frozenset(id for rule in rules for id in rule.sections)
        hold = held_medicines(rules)
        lines = instructions_by_line(self.pack.instructions, told, hold)
        said = frozenset(one.id for line in lines.values() for one in line)
        called = frozenset(contacts(rules))
        return Outcome(level, sections, first_call(rules), frozenset(hold), called, said)


def max_clauses(pack: Pack) -> int:
    """Return the number of clauses of the largest rule."""
    return max(len(rule.when) for rule in pack.rules)


def outcomes(pack: Pack, size: int) -> Iterator[tuple[Combination, Outcome]]:
    """Yield every combination of up to `size` answers with its outcome, smallest first.

    Then one medicine for each set of options, alone and with every single answer.
    """
    walker = CombinationWalker(pack)
    for count in range(size + 1):
        for combination in combinations(walker.options, count):
            yield combination, walker.outcome(combination)
    for medicine in walker.medicines:
        for combination in ((medicine,), *((option, medicine) for option in walker.options)):
            yield combination, walker.outcome(combination)


def prove(pack: Pack) -> Proof:
    """Try all small combinations and return the breaches of promise 1, smallest of a kind first."""
    size = max(max_clauses(pack), MIN_COMBINATION_SIZE)
    tried = dict(outcomes(pack, size))
    breaches = [
        *_milder_than_subset(tried),
        *_unreachable(pack, tried),
        *_ineffective_unsure(pack, tried),
        *_calls_without_number(pack, tried),
    ]
    return Proof(len(tried), size, tuple(breaches))


def _milder_than_subset(tried: Mapping[Combination, Outcome]) -> Iterator[str]:
    """Yield each combination whose outcome is milder than the same without one answer."""
    for combination, outcome in tried.items():
        for subset in combinations(combination, len(combination) - 1) if combination else ():
            if not outcome.is_at_least_as_strong_as(tried[subset]):
                larger, smaller = describe_combination(combination), describe_combination(subset)
                yield f"{larger} is milder than {smaller}"


def _unreachable(pack: Pack, tried: Mapping[Combination, Outcome]) -> Iterator[str]:
    """Yield each section and each level that no combination reaches."""
    distinct_outcomes = set(tried.values())
    reached = {id for outcome in distinct_outcomes for id in outcome.sections}
    for id in pack.sections:
        if id not in reached:
            yield f"no combination reaches the section '{id}'"
    for level in Level:
        if level not in {outcome.level for outcome in distinct_outcomes}:
            yield f"no combination reaches the level '{level.id}'"


def _ineffective_unsure(pack: Pack, tried: Mapping[Combination, Outcome]) -> Iterator[str]:
    """Yield each question in which `unsure` does not raise the level."""
    for question in pack.questions:
        if tried[((question, "unsure"),)].level <= tried[()].level:
            yield f"{question}: unsure is no stronger than none"


def _calls_without_number(pack: Pack, tried: Mapping[Combination, Outcome]) -> Iterator[str]:
    """Yield regions without an emergency number, and answers whose call has no number there."""
    for region in pack.regions.values():
        if not region.emergency:
            yield f"the region '{region.id}' has no number to call"
        for combination in (combination for combination in tried if len(combination) == 1):
            outcome = tried[combination]
            needs_number = outcome.call not in ("", "treatment") or outcome.level is Level.EMERGENCY
            if needs_number and not region.first_numbers(outcome.call):
                answer = describe_combination(combination)
                yield f"{answer} leads to no number in the region '{region.id}'"


def describe_combination(combination: Combination) -> str:
    """Return the combination as text for reviewers: `now: fluids + heart: device`."""
    pairs = (f"{question}: {option}" for question, option in combination)
    return " + ".join(pairs) or "none everywhere"
