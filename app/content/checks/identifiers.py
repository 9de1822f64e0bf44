"""Whether every entry has an id that may stand in addresses, and texts that say something."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass

from app.content.load.draft import Draft, Entry
from app.content.problems import Fault

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CLAIM = re.compile(r"[A-Z]{2}-\d{2}")
"""What a citation in a section looks like; a claim of another name could never be cited."""


def check_ids(draft: Draft) -> Iterator[Fault]:
    """Every fault in how entries are named, and every text that is missing."""
    yield from files_are_called_like_their_ids(draft)
    yield from ids_are_unique(draft)
    yield from ids_are_plain(draft)
    yield from texts_are_there(draft)


def files_are_called_like_their_ids(draft: Draft) -> Iterator[Fault]:
    """Where one file holds one thing, its name is the id."""
    single: list[Entry[object]] = [*draft.questions, *draft.sections, *draft.regions]
    for entry in single:
        name = entry.file.rpartition("/")[2].partition(".")[0]
        if entry.where != name:
            yield Fault(entry.file, entry.where, f"expected the id '{name}', like the file's name")


def ids_are_unique(draft: Draft) -> Iterator[Fault]:
    """No id stands for two things."""
    kinds: list[Sequence[Entry[object]]] = [
        draft.rules,
        draft.claims,
        draft.sources,
        draft.source_claims,
        draft.journeys,
    ]
    for entries in kinds:
        repeated = twice(entry.where for entry in entries)
        for entry in entries:
            if entry.where in repeated:
                yield Fault(entry.file, entry.where, "duplicate id")
    for question in draft.questions:
        for id in twice(option.id for option in question.value.option):
            yield Fault(question.file, id, "duplicate id")


def ids_are_plain(draft: Draft) -> Iterator[Fault]:
    """Ids are slugs, for they stand in addresses; claims have the form that citations have."""
    slugs: list[Entry[object]] = [*draft.questions, *draft.rules, *draft.sections, *draft.regions]
    named = [(entry.file, entry.where) for entry in slugs]
    named += [(entry.file, option.id) for entry in draft.questions for option in entry.value.option]
    named += [("rules/groups.toml", id) for id in draft.groups]
    for file, id in named:
        if not SLUG.fullmatch(id):
            yield Fault(file, id, "an id is lower-case letters, digits and single hyphens")
    for claim in (*draft.claims, *draft.source_claims):
        if not CLAIM.fullmatch(claim.where):
            yield Fault(claim.file, claim.where, "the id of a claim looks like CV-01")


def texts_are_there(draft: Draft) -> Iterator[Fault]:
    """No text that must be there is empty, and no list holds an empty one."""
    for entry in draft.entries:
        for path in _blank(entry.value):
            yield Fault(entry.file, entry.where, f"{path}: is empty")


def _blank(value: object, path: str = "") -> Iterator[str]:
    if isinstance(value, str) and not value.strip():
        yield path
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _blank(item, f"{path}[{number}]")
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _blank(item, f"{path}.{name}")
    elif is_dataclass(value):
        for name in _needed(value):
            yield from _blank(getattr(value, name), f"{path}.{name}".removeprefix("."))


def _needed(value: object) -> Iterator[str]:
    """The fields of a dataclass that may not be empty text: an optional one has a default."""
    for field in fields(value):  # type: ignore[arg-type]  # _blank saw that it is a dataclass
        optional = field.default is not MISSING or field.default_factory is not MISSING
        if not (optional and isinstance(getattr(value, field.name), str)):
            yield field.name


def twice(ids: Iterable[str]) -> set[str]:
    """The ids that stand more than once."""
    return {id for id, count in Counter(ids).items() if count > 1}
