"""Rules: which answers show which sections, why, and how soon to talk to a professional."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from app.core.evidence import UNREVIEWED, Review
from app.core.region import Call

Answers = Mapping[str, frozenset[str]]
"""Question id to the ids of the chosen options; unanswered questions are left out.

The key `MEDICINE` holds the medicines found by name; the options they imply are derived.
"""

AnswerPair = tuple[str, str]
"""One answer: question id and option id."""


def as_pairs(answers: Answers) -> frozenset[AnswerPair]:
    """Return the answers as pairs, the form in which rules test them."""
    return frozenset((id, option) for id, options in answers.items() for option in options)


def describe_answers(answers: Answers) -> str:
    """Return the answers as text for reviewers: `heart: device, long-qt + kratom: daily`."""
    return " + ".join(f"{id}: {', '.join(sorted(options))}" for id, options in answers.items())


class Level(IntEnum):
    """How soon to talk to a professional; a result has the highest level of its fired rules."""

    STANDARD = 1
    STRONG = 2
    URGENT = 3
    EMERGENCY = 4

    @property
    def id(self) -> str:
        """The level's name in content files and in the `data-level` attribute of a page."""
        return self.name.lower()


@dataclass(frozen=True)
class Clause:
    """A set of answers, any one of which meets the clause; `name` is its group, if it has one."""

    answers: Answers
    name: str = ""

    @cached_property
    def pairs(self) -> frozenset[AnswerPair]:
        """The answers as pairs."""
        return as_pairs(self.answers)

    def is_met_by(self, answer_pairs: frozenset[AnswerPair]) -> bool:
        """True if at least one answer of this clause was given."""
        return not self.pairs.isdisjoint(answer_pairs)

    @property
    def description(self) -> str:
        """The name of the group, or the answers as text if there is none."""
        return self.name or describe_answers(self.answers)


@dataclass(frozen=True)
class Rule:
    """Fires if all its clauses are met: shows its sections and sets a minimum level.

    `call`: whose number comes first. `first`: the section to show before others of its level.
    `fires_for` and `silent_for` are examples for which the rule must and must not fire.
    """

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

    def fires(self, answer_pairs: frozenset[AnswerPair]) -> bool:
        """True if every clause is met; always true for a rule without clauses."""
        return all(clause.is_met_by(answer_pairs) for clause in self.when)

    @cached_property
    def answers_named(self) -> Answers:
        """All answers that the clauses name, by question."""
        named: dict[str, frozenset[str]] = {}
        for clause in self.when:
            for question, options in clause.answers.items():
                named[question] = named.get(question, frozenset()) | options
        return named
