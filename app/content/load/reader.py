"""Reads the files of `questions/` into a Draft, collecting every fault on the way."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from app.content.load.draft import Cover, Draft, Entry, Head
from app.content.load.medicine_table import KINDS, NO_KINDS, TABLE, Kinds, Row, rows
from app.content.load.sections import Unreadable, read_section
from app.content.load.structure import Groups, Shaper
from app.content.problems import ContentError, Fault
from app.core.article import Section
from app.core.evidence import Claim, Source, SourceClaim
from app.core.model import MEDICINES, Journey, Question
from app.core.region import Region
from app.core.rule import Answers, Rule

T = TypeVar("T")

COVER = "pack.toml"


@dataclass
class Reader:
    """Reads files below `folder`; what was wrong with them gathers in `faults`."""

    folder: Path
    faults: list[Fault] = field(default_factory=list)
    shaper: Shaper = field(default_factory=Shaper)

    def read(self) -> Draft:
        """Everything that the cover names.

        :raise ContentError: the cover itself cannot be read, so that nothing else can be found.
        """
        cover = self.one(COVER, Cover)
        if cover is None:
            raise ContentError(self.faults)
        groups = self.groups()
        self.shaper = Shaper(groups)
        return Draft(
            cover=cover.value,
            groups=groups,
            questions=self.each(self.listed("flow", cover.value.questions), Question),
            rules=self.tables(self.listed("rules", cover.value.rules), "rule", Rule),
            sections=self.article(cover.value),
            claims=self.tables(self.found("evidence"), "claim", Claim),
            sources=self.tables(["sources.toml"], "source", Source),
            source_claims=self.tables(["claims.toml"], "said", SourceClaim),
            regions=self.each(self.listed("regions", cover.value.regions), Region),
            journeys=self.tables(["journeys.toml"], "journey", Journey),
            table=self.table() if MEDICINES in cover.value.questions else [],
            kinds=self.kinds() if MEDICINES in cover.value.questions else NO_KINDS,
        )

    def kinds(self) -> Kinds:
        """What groups, flags and names of medicines lead to."""
        entry = self.one(KINDS, Kinds)
        return entry.value if entry else NO_KINDS

    def table(self) -> list[Row]:
        """The lines of the table of medicines."""
        text = self.text(TABLE)
        found, faults = rows(text) if text is not None else ([], [])
        self.faults += faults
        return found

    def found(self, folder: str) -> list[str]:
        """The TOML files of a folder, in alphabetical order."""
        return [f"{folder}/{path.name}" for path in sorted((self.folder / folder).glob("*.toml"))]

    def listed(self, folder: str, ids: tuple[str, ...], ending: str = "toml") -> list[str]:
        """The files that the cover lists; one that it does not list is a fault."""
        for path in sorted((self.folder / folder).glob(f"*.{ending}")):
            if path.stem not in (*ids, "groups"):
                self.fault(f"{folder}/{path.name}", "", "is not listed in pack.toml")
        return [f"{folder}/{id}.{ending}" for id in ids]

    def groups(self) -> Groups:
        """The named sets of answers."""
        entry = self.one("rules/groups.toml", dict[str, Answers])
        return entry.value if entry else {}

    def each(self, names: list[str], kind: type[T]) -> list[Entry[T]]:
        """One entry a file."""
        return [entry for name in names if (entry := self.one(name, kind))]

    def one(self, name: str, kind: type[T]) -> Entry[T] | None:
        """A file that holds a single thing."""
        raw = self.toml(name)
        return self.entry(name, str(raw.get("id", "")), raw, kind) if raw is not None else None

    def tables(self, names: list[str], key: str, kind: type[T]) -> list[Entry[T]]:
        """The things that files list under `[[key]]`."""
        entries = []
        for name in names:
            raw = self.toml(name) or {}
            for extra in raw.keys() - {key}:
                self.fault(name, "", f"unknown key '{extra}'; expected only [[{key}]]")
            listed = raw.get(key, [])
            if not isinstance(listed, list):
                self.fault(name, "", f"expected [[{key}]], found [{key}]")
            for number, table in enumerate(listed if isinstance(listed, list) else [], start=1):
                where = _where(table) or f"{key} number {number}"
                entries.append(self.entry(name, where, table, kind))
        return [entry for entry in entries if entry]

    def entry(self, name: str, where: str, raw: object, kind: type[T]) -> Entry[T] | None:
        """A thing in its right shape; None, with faults, when it cannot be had."""
        value, messages = self.shaper.shape(raw, kind)
        for message in messages:
            self.fault(name, where, message)
        return Entry(name, where, value) if value is not None else None

    def article(self, cover: Cover) -> list[Entry[Section]]:
        """The sections of the article, in its order."""
        names = self.listed("article", cover.sections, "md")
        return [entry for name in names if (entry := self.section(name))]

    def section(self, name: str) -> Entry[Section] | None:
        """One section of the article."""
        text = self.text(name)
        if text is None:
            return None
        try:
            prose = read_section(text)
        except Unreadable as fault:
            self.fault(name, "", str(fault))
            return None
        head = self.entry(name, "", prose.head, Head)
        return Entry(name, head.value.id, prose.section(head.value)) if head else None

    def toml(self, name: str) -> dict[str, object] | None:
        """A file's content; None, with a fault, when it is missing or no TOML."""
        text = self.text(name)
        try:
            return tomllib.loads(text) if text is not None else None
        except tomllib.TOMLDecodeError as error:
            self.fault(name, "", f"no TOML: {error}")
            return None

    def text(self, name: str) -> str | None:
        """A file's text; None, with a fault, when it is missing or not in UTF-8."""
        try:
            return (self.folder / name).read_text("utf-8")
        except FileNotFoundError:
            self.fault(name, "", "the file is missing")
        except UnicodeDecodeError as error:
            self.fault(name, "", f"not in UTF-8: byte {error.start + 1}")
        return None

    def fault(self, file: str, where: str, message: str) -> None:
        """Keep a fault and go on."""
        self.faults.append(Fault(file, where, message))


def _where(table: object) -> str:
    """The id or name of a thing in a list, as far as it has one."""
    return str(table.get("id") or table.get("name") or "") if isinstance(table, dict) else ""
