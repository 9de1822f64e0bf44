"""Reads the files of a content folder into a `Draft`, and collects every problem."""

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypedDict, TypeVar

from app.content.load.draft import Draft, Entry, Manifest, SectionHeader
from app.content.load.medicine_table import (
    CATEGORIES,
    NO_CATEGORIES,
    REAL_NAMES,
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
from app.core.instruction import Instruction
from app.core.model import MEDICINES, Journey, Question
from app.core.region import Region
from app.core.rule import Answers, Rule

T = TypeVar("T")


class MedicineParts(TypedDict):
    """The fields of a draft about medicines."""

    medicine_rows: list[MedicineRow]
    medicine_categories: MedicineCategories


MANIFEST = "pack.toml"


@dataclass
class PackReader:
    """A reader of the files below `folder`; `problems` collects what is wrong with them."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    structurer: Structurer = field(default_factory=Structurer)

    def read(self) -> Draft:
        """Return everything that the manifest lists.

        :raise ContentError: when the manifest itself cannot be read.
        """
        entry = self.read_one(MANIFEST, Manifest)
        if entry is None:
            raise ContentError(self.problems)
        manifest, groups = entry.value, self.read_groups()
        self.structurer = Structurer(groups)
        return Draft(
            manifest=manifest,
            groups=groups,
            questions=self.read_each(self.listed_files("flow", manifest.questions), Question),
            rules=self.read_tables(self.listed_files("rules", manifest.rules), "rule", Rule),
            instructions=self.read_folder("until-then", "instruction", Instruction),
            sections=self.read_article(manifest),
            claims=self.read_folder("evidence", "claim", Claim),
            sources=self.read_tables(["sources.toml"], "source", Source),
            source_claims=self.read_tables(["claims.toml"], "said", SourceClaim),
            regions=self.read_each(self.listed_files("regions", manifest.regions), Region),
            journeys=self.read_tables(["journeys.toml"], "journey", Journey),
            **self.read_medicines(manifest),
        )

    def read_medicines(self, manifest: Manifest) -> MedicineParts:
        """Return the table of medicines and its categories; nothing if no question asks."""
        if MEDICINES not in manifest.questions:
            return {"medicine_rows": [], "medicine_categories": NO_CATEGORIES}
        return {
            "medicine_rows": self.read_medicine_table(),
            "medicine_categories": self.read_medicine_categories(),
        }

    def read_medicine_categories(self) -> MedicineCategories:
        """Return the medicine categories, or `NO_CATEGORIES` if a file cannot be read."""
        entry = self.read_one(CATEGORIES, MedicineCategories)
        names = self.read_text(REAL_NAMES)
        if not entry or names is None:
            return NO_CATEGORIES
        reading = replace(entry.value.reading, real_names=tuple(names.splitlines()))
        return replace(entry.value, reading=reading)

    def read_medicine_table(self) -> list[MedicineRow]:
        """Return the rows of the medicine table that have the right columns."""
        text = self.read_text(TABLE)
        rows, problems = read_rows(text) if text is not None else ([], [])
        self.problems += problems
        return rows

    def read_folder(self, folder: str, key: str, target: type[T]) -> list[Entry[T]]:
        """Return the entries of all TOML files of a folder, in alphabetical order."""
        paths = sorted((self.folder / folder).glob("*.toml"))
        return self.read_tables([f"{folder}/{path.name}" for path in paths], key, target)

    def listed_files(self, folder: str, ids: tuple[str, ...], extension: str = "toml") -> list[str]:
        """Return the files for the ids in the manifest; record any other file as a problem."""
        for path in sorted((self.folder / folder).glob(f"*.{extension}")):
            if path.stem not in (*ids, "groups"):
                self.add_problem(f"{folder}/{path.name}", "", "is not listed in pack.toml")
        return [f"{folder}/{id}.{extension}" for id in ids]

    def read_groups(self) -> Groups:
        """Return the named sets of answers that rules can refer to."""
        entry = self.read_one("rules/groups.toml", dict[str, Answers])
        return entry.value if entry else {}

    def read_each(self, names: list[str], target: type[T]) -> list[Entry[T]]:
        """Return one entry of type `target` per file, without files that cannot be read."""
        return [entry for name in names if (entry := self.read_one(name, target))]

    def read_one(self, name: str, target: type[T]) -> Entry[T] | None:
        """Return the only entry of a file as type `target`, or None if it cannot be read."""
        raw = self.read_toml(name)
        return (
            self.structure_entry(name, str(raw.get("id", "")), raw, target)
            if raw is not None
            else None
        )

    def read_tables(self, names: list[str], key: str, target: type[T]) -> list[Entry[T]]:
        """Return the entries that the files list under `[[key]]`, as type `target`."""
        entries = []
        for name in names:
            raw = self.read_toml(name) or {}
            for extra in raw.keys() - {key}:
                self.add_problem(name, "", f"unknown key '{extra}'; expected only [[{key}]]")
            tables = raw.get(key, [])
            if not isinstance(tables, list):
                self.add_problem(name, "", f"expected [[{key}]], found [{key}]")
            for number, table in enumerate(tables if isinstance(tables, list) else [], start=1):
                location = _id_or_name(table) or f"{key} number {number}"
                entries.append(self.structure_entry(name, location, table, target))
        return [entry for entry in entries if entry]

    def structure_entry(
        self, name: str, location: str, raw: object, target: type[T]
    ) -> Entry[T] | None:
        """Return TOML values as an entry, or None if they cannot be one; record every problem."""
        value, messages = self.structurer.structure(raw, target)
        for message in messages:
            self.add_problem(name, location, message)
        return Entry(name, location, value) if value is not None else None

    def read_article(self, manifest: Manifest) -> list[Entry[Section]]:
        """Return the sections of the article, in its order, without unreadable ones."""
        names = self.listed_files("article", manifest.sections, "md")
        return [entry for name in names if (entry := self.read_section_file(name))]

    def read_section_file(self, name: str) -> Entry[Section] | None:
        """Return the section in a file, or None after recording why it cannot be read."""
        text = self.read_text(name)
        if text is None:
            return None
        try:
            parsed = read_section(text)
        except InvalidSection as error:
            self.add_problem(name, "", str(error))
            return None
        header = self.structure_entry(name, "", parsed.head, SectionHeader)
        return Entry(name, header.value.id, parsed.section(header.value)) if header else None

    def read_toml(self, name: str) -> dict[str, object] | None:
        """Return a file's TOML values, or None after recording why it cannot be read."""
        text = self.read_text(name)
        try:
            return tomllib.loads(text) if text is not None else None
        except tomllib.TOMLDecodeError as error:
            self.add_problem(name, "", f"no TOML: {error}")
            return None

    def read_text(self, name: str) -> str | None:
        """Return a file's text, or None after recording that it is missing or not UTF-8."""
        try:
            return (self.folder / name).read_text("utf-8")
        except FileNotFoundError:
            self.add_problem(name, "", "the file is missing")
        except UnicodeDecodeError as error:
            self.add_problem(name, "", f"not in UTF-8: byte {error.start + 1}")
        return None

    def add_problem(self, file: str, location: str, message: str) -> None:
        """Record a problem."""
        self.problems.append(Problem(file, location, message))


def _id_or_name(table: object) -> str:
    """Return the id or name of a listed table; empty if it has neither."""
    return str(table.get("id") or table.get("name") or "") if isinstance(table, dict) else ""
