"""Rules: which answers show which sections, why, and how soon to talk to a professional."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from app.core.evidence import UNREVIEWED, Review
from app.core.region import Call, Contact

Answers = Mapping[str, frozenset[str]]
"""Question id to the ids of the chosen options; unanswered questions are left out.

The key `MEDICINE` holds the medicines found by name; the options they imply are derived.
"""

AnswerPair = tuple[str, str]
"""One answer: question id and option id."""


def as_pairs(answers: Answers) -> frozenset[AnswerPair]:
    """Return the answers as pairs, the form in which rules test them."""
    return frozenset((id, option) for id, options in answers.items() for option in options)


def by_question(pairs: Iterable[AnswerPair]) -> Answers:
    """Return the answers of pairs, each question's options together."""
    answers: dict[str, frozenset[str]] = {}
    for id, option in pairs:
        answers[id] = answers.get(id, frozenset()) | {option}
    return answers


def describe_answers(answers: Answers) -> str:
    """Return the answers as text for reviewers: `heart: device, long-qt + kratom: daily`."""
    return " + ".join(f"{id}: {', '.join(sorted(options))}" for id, options in answers.items())


@dataclass(frozen=True)
class Statement:
    """One thing that a person told us: a ticked answer, or a substance in a medicine they named.

    `id` is the answer itself, or `("medicine", substance)`. `counts_as` holds every answer that it
    counts as: the ticked one and those it implies, or the options that the substance leads to.
    """

    id: AnswerPair
    counts_as: frozenset[AnswerPair]

    def may_repeat(self, other: "Statement") -> bool:
        """True if both may tell of one thing: "Antidepressants", ticked, and Zoloft, typed."""
        return self.id == other.id or self.id in other.counts_as or other.id in self.counts_as


def all_answers(statements: Collection[Statement]) -> frozenset[AnswerPair]:
    """Return every answer that the statements count as."""
    return frozenset[AnswerPair]().union(*(statement.counts_as for statement in statements))


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

    def met_by(self, statements: Iterable[Statement]) -> list[Statement]:
        """Return the statements that meet this clause."""
        pairs = self.pairs
        return [one for one in statements if not pairs.isdisjoint(one.counts_as)]

    @property
    def description(self) -> str:
        """The name of the group, or the answers as text if there is none."""
        return self.name or describe_answers(self.answers)


@dataclass(frozen=True)
class Rule:
    """Fires if all its clauses are met: shows its sections and sets a minimum level.

    Each clause needs a statement of its own, so that nothing counts twice. `hold`: the medicines
    option that people should ask about before they take it, an exception to "keep taking".
    `short`: the reason in one or two sentences; `short_evidence`: the claims that carry it.
    `call`: whose number comes first. `talk_to`: whom to talk to, best first. `opens`: the reason
    says what to do, and so it never stands closed. `first`: the section to show before others of
    its level. `fires_for` and `silent_for` are examples for which the rule must and must not fire.
    """

    id: str
    when: tuple[Clause, ...]
    level: Level
    sections: tuple[str, ...]
    reason: str
    evidence: tuple[str, ...]
    short: str = ""
    short_evidence: tuple[str, ...] = ()
    call: Call = ""
    talk_to: tuple[Contact, ...] = ()
    opens: bool = False
    first: str = ""
    hold: str = ""
    fires_for: tuple[Answers, ...] = ()
    silent_for: tuple[Answers, ...] = ()
    review: Review = UNREVIEWED

    def fires(self, statements: Collection[Statement]) -> bool:
        """True if a different statement meets each clause; always if there is no clause."""
        return are_met(self.when, statements)

    @cached_property
    def answers_named(self) -> Answers:
        """All answers that the clauses name, by question."""
        named: dict[str, frozenset[str]] = {}
        for clause in self.when:
            for question, options in clause.answers.items():
                named[question] = named.get(question, frozenset()) | options
        return named

    @cached_property
    def pairs_named(self) -> frozenset[AnswerPair]:
        """All answers that the clauses name, as pairs."""
        return as_pairs(self.answers_named)


def are_met(clauses: tuple[Clause, ...], statements: Collection[Statement]) -> bool:
    """True if a different statement meets each clause; always if there is no clause."""
    # Fewest first: where nothing meets a clause, nothing is tried for the others.
    return _can_differ(sorted((clause.met_by(statements) for clause in clauses), key=len), ())


def _can_differ(choices: Sequence[Sequence[Statement]], used: tuple[Statement, ...]) -> bool:
    """True if each choice can be a statement that repeats none of `used` or of the others."""
    if not choices:
        return True
    return any(
        _can_differ(choices[1:], (*used, one))
        for one in choices[0]
        if not any(one.may_repeat(other) for other in used)
    )
