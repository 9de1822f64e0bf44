"""The nouns of the check, all frozen: what content becomes and what the judgement works on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.core.article import Certainty, Part, Section
from app.core.evidence import Claim, Source, SourceClaim
from app.core.medicines.model import Medicine
from app.core.medicines.spelling import NameRules
from app.core.region import Call, Region
from app.core.rule import AnswerPair, Answers, Level, Rule

MEDICINE = "medicine"
"""The key of medicines by name: no question of its own, they answer `MEDICINES`."""

MEDICINES = "medicines"
"""The question about medicines, which the code itself knows (spec section 2)."""

UNKNOWN_NAME = "unknown-name"
"""Its option for a typed name that nobody knows; it is ticked, not derived (spec section 2)."""


EMERGENCY, CRISIS = "emergency", "crisis"
"""The two sections that the code itself knows: the start page and the order of the result lead to
them (spec section 2). The content check wants both among the action sections."""


@dataclass(frozen=True)
class Option:
    """One answer that can be ticked, or that a medicine's name leads to."""

    id: str
    label: str
    hint: str = ""
    group: str = ""
    told: str = ""
    by_name: bool = False
    quiet: bool = False

    @property
    def patient_text(self) -> str:
        """How a result repeats this answer to the person who gave it."""
        return self.told or self.label

    @property
    def clinician_text(self) -> str:
        """How a summary for a clinician repeats it."""
        return self.patient_text


@dataclass(frozen=True)
class Question:
    """One screen: several answers may be ticked; a quiet one (`none`) only alone.

    `private` is true only where the check itself asks, and nobody else sees the answers.
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
        """The options by id, in the order shown."""
        return {option.id: option for option in self.option}

    @cached_property
    def option_ids(self) -> frozenset[str]:
        """The ids of the options."""
        return frozenset(self.options)

    @cached_property
    def visible_options(self) -> tuple[Option, ...]:
        """The options that have a tick box."""
        return tuple(option for option in self.option if not option.by_name)

    @cached_property
    def exclusive_options(self) -> frozenset[str]:
        """The answers from which nothing follows, and which stand alone."""
        return frozenset(option.id for option in self.option if option.quiet)


@dataclass(frozen=True)
class Journey:
    """A whole visit with the result that it must have."""

    name: str
    region: str
    level: Level
    sections: tuple[str, ...]
    answers: Answers


@dataclass(frozen=True)
class Pack:
    """All content, checked. Mappings keep the order in which things are asked or shown."""

    title: str
    version: str
    digest: str
    levels: Mapping[Level, str]
    meanings: Mapping[Level, str]
    certainty: tuple[Certainty, ...]
    names: tuple[str, ...]
    questions: Mapping[str, Question]
    rules: tuple[Rule, ...]
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

    @cached_property
    def unconditional_rules(self) -> frozenset[int]:
        """The rules that ask for no answer, by their places in `rules`."""
        return frozenset(place for place, rule in enumerate(self.rules) if not rule.when)

    @cached_property
    def rules_by_first_answer(self) -> Mapping[AnswerPair, frozenset[int]]:
        """The rules whose first clause an answer meets, by that answer; no other can fire."""
        found: dict[AnswerPair, set[int]] = {}
        for place, rule in enumerate(self.rules):
            for one in rule.when[0].pairs if rule.when else ():
                found.setdefault(one, set()).add(place)
        return {one: frozenset(places) for one, places in found.items()}

    @cached_property
    def source_number(self) -> Mapping[str, int]:
        """The number of each source, by its id; from 1, in the order of the file."""
        return {id: number for number, id in enumerate(self.sources, start=1)}

    @cached_property
    def claim_source_numbers(self) -> Mapping[str, frozenset[int]]:
        """The numbers of the sources that each claim rests on, by the claim's id."""
        return {
            id: frozenset(self.source_number[source.id] for source in self.sources_of((id,)))
            for id in self.claims
        }

    def sources_of(self, claims: tuple[str, ...]) -> tuple[Source, ...]:
        """The sources of some claims, each once; where a claim has none, those of its claims."""
        found: dict[str, Source] = {}
        for claim in (self.claims[id] for id in claims):
            under = tuple(self.sources[id] for id in claim.sources)
            found |= {source.id: source for source in under or self.sources_of(claim.claims)}
        return tuple(found.values())


@dataclass(frozen=True)
class Reason:
    """Why something is shown: what the person told us, and what follows from it."""

    rules: tuple[str, ...]
    level: Level
    triggers: tuple[Option | Medicine, ...]
    text: str
    sections: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """What the answers lead to. `call`: whose number comes first, empty when none does."""

    level: Level
    call: Call
    reasons: tuple[Reason, ...]
    sections: tuple[Section, ...]
