"""The data model, all frozen: what content is loaded into and the assessment works with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.core.article import Certainty, Part, Section
from app.core.evidence import Claim, Source, SourceClaim
from app.core.instruction import Instruction, Line
from app.core.medicines.model import Medicine
from app.core.medicines.spelling import NameRules
from app.core.region import Call, Contact, Region
from app.core.rule import AnswerPair, Answers, Level, Rule, Statement

MEDICINE = "medicine"
"""Key in `Answers` for medicines found by name; they answer the question `MEDICINES`."""

MEDICINES = "medicines"
"""Id of the question about medicines, which the code refers to (spec section 2)."""

UNKNOWN_NAME = "unknown-name"
"""Option of `MEDICINES` for a name not in the table; ticked, not derived (spec section 2)."""

EMERGENCY, CRISIS = "emergency", "crisis"
"""Ids of the two sections that code and templates refer to (spec section 2). The content check
requires both among the action sections."""


@dataclass(frozen=True)
class Option:
    """An answer to a question: a checkbox, or (`by_name`) implied only by a medicine's name.

    `told` is how a result repeats it, if not by its label. `quiet`: no rule names it, and it
    cannot be combined with other answers. `counts_as`: other answers that it is a kind of.
    """

    id: str
    label: str
    hint: str = ""
    group: str = ""
    told: str = ""
    by_name: bool = False
    quiet: bool = False
    counts_as: Answers = field(default_factory=dict, hash=False)

    @property
    def patient_text(self) -> str:
        """The answer as a result repeats it to the person."""
        return self.told or self.label

    @property
    def clinician_text(self) -> str:
        """The answer as the summary for a clinician repeats it."""
        return self.patient_text


@dataclass(frozen=True)
class Question:
    """One screen of the check; several options may be ticked, a quiet one (`none`) only alone.

    `urgent`: any answer but `none` makes the other questions optional. `private` is a text that
    holds only where the check itself asks; paper forms and FHIR exports leave it out.
    """

    id: str
    title: str
    text: str
    hint: str
    option: tuple[Option, ...]
    urgent: bool = False
    private: str = ""

    @cached_property
    def options(self) -> Mapping[str, Option]:
        """The options by id, in display order."""
        return {option.id: option for option in self.option}

    @cached_property
    def option_ids(self) -> frozenset[str]:
        """The ids of the options."""
        return frozenset(self.options)

    @cached_property
    def visible_options(self) -> tuple[Option, ...]:
        """The options that have a checkbox."""
        return tuple(option for option in self.option if not option.by_name)

    @cached_property
    def exclusive_options(self) -> frozenset[str]:
        """Ids of the quiet options: no rule names them, and they cannot be combined."""
        return frozenset(option.id for option in self.option if option.quiet)


@dataclass(frozen=True)
class Journey:
    """A complete example visit with its required result; a missing question means `none`."""

    name: str
    region: str
    level: Level
    sections: tuple[str, ...]
    answers: Answers


@dataclass(frozen=True)
class Pack:
    """All content, checked. Mappings keep the order in which content is asked or shown.

    `meanings` explains the levels to reviewers. `names` count as two syllables when the reading
    grade is measured. `actions` are the sections that say what to do now. `contacts` has the words
    for people to talk to. `statements` has what ticking each option tells.
    """

    title: str
    version: str
    digest: str
    levels: Mapping[Level, str]
    meanings: Mapping[Level, str]
    certainty: tuple[Certainty, ...]
    names: tuple[str, ...]
    questions: Mapping[str, Question]
    rules: tuple[Rule, ...]
    instructions: tuple[Instruction, ...]
    contacts: Mapping[str, str]
    parts: tuple[Part, ...]
    actions: tuple[str, ...]
    sections: Mapping[str, Section]
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    source_claims: tuple[SourceClaim, ...]
    regions: Mapping[str, Region]
    medicines: Mapping[str, Medicine]
    ambiguous: Mapping[str, tuple[Medicine, ...]]
    name_rules: NameRules
    journeys: tuple[Journey, ...]
    statements: Mapping[AnswerPair, Statement]

    @cached_property
    def rules_by_id(self) -> Mapping[str, Rule]:
        """The rules by their ids."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def unconditional_rules(self) -> frozenset[int]:
        """Positions in `rules` of the rules without clauses."""
        return frozenset(i for i, rule in enumerate(self.rules) if not rule.when)

    @cached_property
    def answers_named(self) -> frozenset[AnswerPair]:
        """Every answer that some rule names; no other answer can matter."""
        return frozenset[AnswerPair]().union(*(rule.pairs_named for rule in self.rules))

    @cached_property
    def rules_by_answer(self) -> Mapping[AnswerPair, frozenset[int]]:
        """Positions in `rules` by each answer that meets the rule's shortest clause.

        Rules with clauses that are not listed under any given answer cannot fire.
        """
        by_answer: dict[AnswerPair, set[int]] = {}
        for i, rule in enumerate(self.rules):
            shortest = min((clause.pairs for clause in rule.when), key=len, default=frozenset())
            for pair in shortest:
                by_answer.setdefault(pair, set()).add(i)
        return {pair: frozenset(positions) for pair, positions in by_answer.items()}

    @cached_property
    def source_number(self) -> Mapping[str, int]:
        """The number of each source by its id: from 1, in file order."""
        return {id: number for number, id in enumerate(self.sources, start=1)}

    @cached_property
    def claim_source_numbers(self) -> Mapping[str, frozenset[int]]:
        """The numbers of the sources that support each claim, by the claim's id."""
        return {
            id: frozenset(self.source_number[source.id] for source in self.sources_of((id,)))
            for id in self.claims
        }

    def sources_of(self, claims: tuple[str, ...]) -> tuple[Source, ...]:
        """Return the sources of these claims, each once.

        A claim without sources of its own has those of the claims that support it.
        """
        by_id: dict[str, Source] = {}
        for claim in (self.claims[id] for id in claims):
            own_sources = tuple(self.sources[id] for id in claim.sources)
            by_id |= {source.id: source for source in own_sources or self.sources_of(claim.claims)}
        return tuple(by_id.values())


@dataclass(frozen=True)
class Reason:
    """Why a result shows sections: the answers that triggered rules, and the rules' texts."""

    rules: tuple[str, ...]
    level: Level
    triggers: tuple[Option | Medicine, ...]
    text: str
    short: str
    sections: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """The result of an assessment. `call`: whose number comes first; empty if none does.

    `hold`: ids of medicines options that the person should ask about before they take them.
    `contacts`: whom to talk to, best first. `instructions`: what else to do, by line.
    """

    level: Level
    call: Call
    reasons: tuple[Reason, ...]
    sections: tuple[Section, ...]
    hold: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    instructions: Mapping[Line, tuple[Instruction, ...]] = field(default_factory=dict, hash=False)
