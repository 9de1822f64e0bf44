"""Reads the files of `questions/` into a Draft, collecting every fault on the way."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from app.content.load.draft import Draft, Entry, Manifest, SectionHeader
from app.content.load.medicine_table import (
    CATEGORIES,
    NO_CATEGORIES,
    TABLE,
    MedicineCategories,
    MedicineRow,
    read_rows,
)
from app.content.load.sections import InvalidSection, read_section
from app.content.load.structure import Groups, Structurer
from app.content.problems import ContentError, Problem
from app.core.article import Section
from app.core.evidence import Claim, Source, SourceClaim
from app.core.model import MEDICINES, Journey, Question
from app.core.region import Region
from app.core.rule import Answers, Rule

T = TypeVar("T")

MANIFEST = "pack.toml"


@dataclass
class PackReader:
    """Reads files below `folder`; what was wrong with them gathers in `faults`."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    structurer: Structurer = field(default_factory=Structurer)

    def read(self) -> Draft:
        """Everything that the cover names.

        :raise ContentError: the cover itself cannot be read, so that nothing else can be found.
        """
        entry = self.read_one(MANIFEST, Manifest)
        if entry is None:
            raise ContentError(self.problems)
        manifest, groups = entry.value, self.read_groups()
        self.structurer = Structurer(groups)
        asks = MEDICINES in manifest.questions
        return Draft(
            manifest=manifest,
            groups=groups,
            questions=self.read_each(self.listed_files("flow", manifest.questions), Question),
            rules=self.read_tables(self.listed_files("rules", manifest.rules), "rule", Rule),
            sections=self.read_article(manifest),
            claims=self.read_tables(self.find_files("evidence"), "claim", Claim),
            sources=self.read_tables(["sources.toml"], "source", Source),
            source_claims=self.read_tables(["claims.toml"], "said", SourceClaim),
            regions=self.read_each(self.listed_files("regions", manifest.regions), Region),
            journeys=self.read_tables(["journeys.toml"], "journey", Journey),
            medicine_rows=self.read_medicine_table() if asks else [],
            medicine_categories=self.read_medicine_categories() if asks else NO_CATEGORIES,
        )

    def read_medicine_categories(self) -> MedicineCategories:
        """What groups, flags and names of medicines lead to."""
        entry = self.read_one(CATEGORIES, MedicineCategories)
        return entry.value if entry else NO_CATEGORIES

    def read_medicine_table(self) -> list[MedicineRow]:
        """The lines of the table of medicines."""
        text = self.read_text(TABLE)
        found, faults = read_rows(text) if text is not None else ([], [])
        self.problems += faults
        return found

    def find_files(self, folder: str) -> list[str]:
        """The TOML files of a folder, in alphabetical order."""
        return [f"{folder}/{path.name}" for path in sorted((self.folder / folder).glob("*.toml"))]

    def listed_files(self, folder: str, ids: tuple[str, ...], ending: str = "toml") -> list[str]:
        """The files that the cover lists; one that it does not list is a fault."""
        for path in sorted((self.folder / folder).glob(f"*.{ending}")):
            if path.stem not in (*ids, "groups"):
                self.add_problem(f"{folder}/{path.name}", "", "is not listed in pack.toml")
        return [f"{folder}/{id}.{ending}" for id in ids]

    def read_groups(self) -> Groups:
        """The named sets of answers."""
        entry = self.read_one("rules/groups.toml", dict[str, Answers])
        return entry.value if entry else {}

    def read_each(self, names: list[str], kind: type[T]) -> list[Entry[T]]:
        """One entry a file."""
        return [entry for name in names if (entry := self.read_one(name, kind))]

    def read_one(self, name: str, kind: type[T]) -> Entry[T] | None:
        """A file that holds a single thing."""
        raw = self.read_toml(name)
        return (
            self.structure_entry(name, str(raw.get("id", "")), raw, kind)
            if raw is not None
            else None
        )

    def read_tables(self, names: list[str], key: str, kind: type[T]) -> list[Entry[T]]:
        """The things that files list under `[[key]]`."""
        entries = []
        for name in names:
            raw = self.read_toml(name) or {}
            for extra in raw.keys() - {key}:
                self.add_problem(name, "", f"unknown key '{extra}'; expected only [[{key}]]")
            listed = raw.get(key, [])
            if not isinstance(listed, list):
                self.add_problem(name, "", f"expected [[{key}]], found [{key}]")
            for number, table in enumerate(listed if isinstance(listed, list) else [], start=1):
                where = _where(table) or f"{key} number {number}"
                entries.append(self.structure_entry(name, where, table, kind))
        return [entry for entry in entries if entry]

    def structure_entry(self, name: str, where: str, raw: object, kind: type[T]) -> Entry[T] | None:
        """A thing in its right shape; None, with faults, when it cannot be had."""
        value, messages = self.structurer.structure(raw, kind)
        for message in messages:
            self.add_problem(name, where, message)
        return Entry(name, where, value) if value is not None else None

    def read_article(self, cover: Manifest) -> list[Entry[Section]]:
        """The sections of the article, in its order."""
        names = self.listed_files("article", cover.sections, "md")
        return [entry for name in names if (entry := self.read_section_file(name))]

    def read_section_file(self, name: str) -> Entry[Section] | None:
        """One section of the article."""
        text = self.read_text(name)
        if text is None:
            return None
        try:
            prose = read_section(text)
        except InvalidSection as fault:
            self.add_problem(name, "", str(fault))
            return None
        head = self.structure_entry(name, "", prose.head, SectionHeader)
        return Entry(name, head.value.id, prose.section(head.value)) if head else None

    def read_toml(self, name: str) -> dict[str, object] | None:
        """A file's content; None, with a fault, when it is missing or no TOML."""
        text = self.read_text(name)
        try:
            return tomllib.loads(text) if text is not None else None
        except tomllib.TOMLDecodeError as error:
            self.add_problem(name, "", f"no TOML: {error}")
            return None

    def read_text(self, name: str) -> str | None:
        """A file's text; None, with a fault, when it is missing or not in UTF-8."""
        try:
            return (self.folder / name).read_text("utf-8")
        except FileNotFoundError:
            self.add_problem(name, "", "the file is missing")
        except UnicodeDecodeError as error:
            self.add_problem(name, "", f"not in UTF-8: byte {error.start + 1}")
        return None

    def add_problem(self, file: str, where: str, message: str) -> None:
        """Keep a fault and go on."""
        self.problems.append(Problem(file, where, message))


def _where(table: object) -> str:
    """The id or name of a thing in a list, as far as it has one."""
    return str(table.get("id") or table.get("name") or "") if isinstance(table, dict) else ""
