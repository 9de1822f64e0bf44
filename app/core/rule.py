"""Rules: which answers ask for which sections, why, and how soon to talk to a professional."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from app.core.evidence import UNREVIEWED, Review
from app.core.region import Call

Answers = Mapping[str, frozenset[str]]
"""Question id to the ids of the options chosen there; a question that is missing is open.

Under `MEDICINE` stand the medicines that were found by name; what they lead to is derived.
"""

AnswerPair = tuple[str, str]
"""One answer: the id of its question, and that of the option."""


def as_pairs(answers: Answers) -> frozenset[AnswerPair]:
    """The answers one by one, as rules look at them."""
    return frozenset((id, option) for id, options in answers.items() for option in options)


def describe_answers(answers: Answers) -> str:
    """Answers as a reviewer reads them: `heart: device, long-qt + kratom: daily`."""
    return " + ".join(f"{id}: {', '.join(sorted(chosen))}" for id, chosen in answers.items())


class Level(IntEnum):
    """How soon to talk to a professional. The order is the meaning: a result takes the highest."""

    STANDARD = 1
    STRONG = 2
    URGENT = 3
    EMERGENCY = 4

    @property
    def id(self) -> str:
        """The word used in content files and in the page's `data-level`."""
        return self.name.lower()


@dataclass(frozen=True)
class Clause:
    """Some answers, of which any one is enough."""

    answers: Answers
    name: str = ""

    @cached_property
    def pairs(self) -> frozenset[AnswerPair]:
        """The answers one by one."""
        return as_pairs(self.answers)

    def is_met_by(self, given: frozenset[AnswerPair]) -> bool:
        """Whether any answer that this clause names was given."""
        return not self.pairs.isdisjoint(given)

    @property
    def description(self) -> str:
        """The name of its group, or the answers of which any one is enough."""
        return self.name or describe_answers(self.answers)


@dataclass(frozen=True)
class Rule:
    """All clauses met: its sections are shown, for its reason, and the level is at least its."""

    id: str
    when: tuple[Clause, ...]
    level: Level
    sections: tuple[str, ...]
    reason: str
    evidence: tuple[str, ...]
    call: Call = ""
    first: str = ""
    fires_for: tuple[Answers, ...] = ()
    silent_for: tuple[Answers, ...] = ()
    review: Review = UNREVIEWED

    def fires(self, given: frozenset[AnswerPair]) -> bool:
        """Whether every clause is met. A rule without clauses is for everyone."""
        return all(clause.is_met_by(given) for clause in self.when)

    @cached_property
    def answers_named(self) -> Answers:
        """Every answer that this rule speaks of, over all its clauses."""
        named: dict[str, frozenset[str]] = {}
        for clause in self.when:
            for question, options in clause.answers.items():
                named[question] = named.get(question, frozenset()) | options
        return named
