"""Content that was read but not yet checked: every entry still knows the file that it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from app.content.load.medicine_table import MedicineCategories, MedicineRow
from app.core.article import Certainty, Part, Section
from app.core.evidence import UNREVIEWED, Claim, Review, Source, SourceClaim
from app.core.model import MEDICINE, Journey, Option, Question
from app.core.region import Region
from app.core.rule import Answers, Level, Rule

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Entry(Generic[T_co]):
    """One thing of content, the file that it stands in, and the id or name to find it there by."""

    file: str
    location: str
    value: T_co


@dataclass(frozen=True)
class WordingRules:
    """Phrases that content may not hold, and words of which an inferred statement needs one."""

    banned: tuple[str, ...]
    hedges: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """`pack.toml`: what is in the pack, and in which order."""

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

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections of all parts, in the order of the article."""
        return tuple(id for part in self.part for id in part.sections)

    @staticmethod
    def by_level(named: Mapping[str, str]) -> Mapping[Level, str]:
        """Words by level, from words by the level's name."""
        return {level: named[level.id] for level in Level if level.id in named}


@dataclass(frozen=True)
class SectionHeader:
    """The head of a section's file."""

    id: str
    certainty: int
    rests_on: str
    picture: str = ""
    review: Review = UNREVIEWED


@dataclass(frozen=True)
class Draft:
    """A whole pack, unchecked. Lists keep duplicates, so that they can be named."""

    manifest: Manifest
    groups: Mapping[str, Answers]
    questions: list[Entry[Question]]
    rules: list[Entry[Rule]]
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
        """Everything that stands in the files of the pack."""
        return [
            Entry("pack.toml", "", self.manifest),
            *self.questions,
            *self.rules,
            *self.sections,
            *self.claims,
            *self.sources,
            *self.source_claims,
            *self.regions,
            *self.journeys,
        ]

    @cached_property
    def answers(self) -> Answers:
        """Everything that can be answered: the options of each question, and the medicines."""
        named = {MEDICINE: frozenset(row.name for row in self.medicine_rows)}
        return named | {id: frozenset(options) for id, options in self.options.items()}

    @cached_property
    def options(self) -> Mapping[str, Mapping[str, Option]]:
        """The options of every question, by their ids."""
        return {entry.value.id: entry.value.options for entry in self.questions}

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The file of every entry with words, by where it stands in a pack: `rules.long-qt`."""
        kinds = ("questions", "rules", "sections", "claims", "source_claims", "regions")
        return {
            f"{kind}.{entry.value.id}": entry.file
            for kind in kinds
            for entry in getattr(self, kind)
        }
