"""Content that was read but not checked yet. Every entry keeps the name of its file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from app.content.load.medicine_answers import build_medicines
from app.content.load.medicine_table import MedicineCategories, MedicineRow
from app.core.article import Certainty, Part, Section
from app.core.evidence import UNREVIEWED, Claim, Review, Source, SourceClaim
from app.core.instruction import Instruction
from app.core.medicines.model import Medicine
from app.core.model import MEDICINE, Journey, Option, Question
from app.core.region import Region
from app.core.rule import AnswerPair, Answers, Level, Rule, Statement
from app.core.statements import option_statements

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Entry(Generic[T_co]):
    """A piece of content, the file that it comes from, and its id or name in that file."""

    file: str
    location: str
    value: T_co


@dataclass(frozen=True)
class WordingRules:
    """Rules for the wording of all texts (spec section 5).

    No text may contain a phrase in `banned`. A statement that cites an inference needs one of
    `hedges`. Each of `names` counts as a word of two syllables when the reading grade is measured.
    """

    banned: tuple[str, ...]
    hedges: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """The manifest `pack.toml`: what a pack contains, and in which order."""

    title: str
    version: str
    questions: tuple[str, ...]
    rules: tuple[str, ...]
    regions: tuple[str, ...]
    part: tuple[Part, ...]
    actions: tuple[str, ...]
    levels: Mapping[str, str]
    meanings: Mapping[str, str]
    certainty: tuple[Certainty, ...]
    wording: WordingRules
    contacts: Mapping[str, str] = field(default_factory=dict)

    @property
    def sections(self) -> tuple[str, ...]:
        """The ids of the sections of all parts, in the order of the article."""
        return tuple(id for part in self.part for id in part.sections)

    @staticmethod
    def by_level(texts: Mapping[str, str]) -> Mapping[Level, str]:
        """Return texts keyed by level, given texts keyed by the level's id."""
        return {level: texts[level.id] for level in Level if level.id in texts}


@dataclass(frozen=True)
class SectionHeader:
    """The TOML header of a section's file."""

    id: str
    certainty: int
    rests_on: str
    pill: str = ""
    review: Review = UNREVIEWED


@dataclass(frozen=True)
class Draft:
    """A whole pack before it is checked. Lists keep duplicates so that checks can report them."""

    manifest: Manifest
    groups: Mapping[str, Answers]
    questions: list[Entry[Question]]
    rules: list[Entry[Rule]]
    instructions: list[Entry[Instruction]]
    sections: list[Entry[Section]]
    claims: list[Entry[Claim]]
    sources: list[Entry[Source]]
    source_claims: list[Entry[SourceClaim]]
    regions: list[Entry[Region]]
    journeys: list[Entry[Journey]]
    medicine_rows: list[MedicineRow]
    medicine_categories: MedicineCategories

    @property
    def entries(self) -> list[Entry[object]]:
        """The manifest and all entries, without groups and medicines."""
        return [
            Entry("pack.toml", "", self.manifest),
            *self.questions,
            *self.rules,
            *self.instructions,
            *self.sections,
            *self.claims,
            *self.sources,
            *self.source_claims,
            *self.regions,
            *self.journeys,
        ]

    @cached_property
    def answers(self) -> Answers:
        """All valid answers: the option ids of each question, and the names of all medicines."""
        medicines = {MEDICINE: frozenset(row.name for row in self.medicine_rows)}
        return medicines | {id: frozenset(options) for id, options in self.options.items()}

    @cached_property
    def options(self) -> Mapping[str, Mapping[str, Option]]:
        """The options by their ids, for each question id."""
        return {entry.value.id: entry.value.options for entry in self.questions}

    @cached_property
    def statements(self) -> Mapping[AnswerPair, Statement]:
        """What ticking each option tells."""
        return option_statements(entry.value for entry in self.questions)

    @cached_property
    def medicines(self) -> Mapping[str, Medicine]:
        """The medicines of the table by their names."""
        return build_medicines(self.medicine_rows, self.medicine_categories, self.statements)

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The file of every entry with texts, by the entry's path in a pack: `rules.long-qt`."""
        fields = (
            *("questions", "rules", "instructions", "sections"),
            *("claims", "source_claims", "regions"),
        )
        return {
            f"{field}.{entry.value.id}": entry.file
            for field in fields
            for entry in getattr(self, field)
        }
