"""Whether every entry has an id that may stand in addresses, and texts that say something."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass

from app.content.load.draft import Draft, Entry
from app.content.problems import Problem

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CLAIM = re.compile(r"[A-Z]{2}-\d{2}")
"""What a citation in a section looks like; a claim of another name could never be cited."""


def check_ids(draft: Draft) -> Iterator[Problem]:
    """Every fault in how entries are named, and every text that is missing."""
    yield from check_file_names(draft)
    yield from check_unique_ids(draft)
    yield from check_id_format(draft)
    yield from check_required_texts(draft)


def check_file_names(draft: Draft) -> Iterator[Problem]:
    """Where one file holds one thing, its name is the id."""
    single: list[Entry[object]] = [*draft.questions, *draft.sections, *draft.regions]
    for entry in single:
        name = entry.file.rpartition("/")[2].partition(".")[0]
        if entry.location != name:
            yield Problem(
                entry.file, entry.location, f"expected the id '{name}', like the file's name"
            )


def check_unique_ids(draft: Draft) -> Iterator[Problem]:
    """No id stands for two things."""
    kinds: list[Sequence[Entry[object]]] = [
        draft.rules,
        draft.claims,
        draft.sources,
        draft.source_claims,
        draft.journeys,
    ]
    for entries in kinds:
        repeated = duplicates(entry.location for entry in entries)
        for entry in entries:
            if entry.location in repeated:
                yield Problem(entry.file, entry.location, "duplicate id")
    for question in draft.questions:
        for id in duplicates(option.id for option in question.value.option):
            yield Problem(question.file, id, "duplicate id")


def check_id_format(draft: Draft) -> Iterator[Problem]:
    """Ids are slugs, for they stand in addresses; claims have the form that citations have."""
    slugs: list[Entry[object]] = [*draft.questions, *draft.rules, *draft.sections, *draft.regions]
    named = [(entry.file, entry.location) for entry in slugs]
    named += [(entry.file, option.id) for entry in draft.questions for option in entry.value.option]
    named += [("rules/groups.toml", id) for id in draft.groups]
    for file, id in named:
        if not SLUG.fullmatch(id):
            yield Problem(file, id, "an id is lower-case letters, digits and single hyphens")
    for claim in (*draft.claims, *draft.source_claims):
        if not CLAIM.fullmatch(claim.location):
            yield Problem(claim.file, claim.location, "the id of a claim looks like CV-01")


def check_required_texts(draft: Draft) -> Iterator[Problem]:
    """No text that must be there is empty, and no list holds an empty one."""
    for entry in draft.entries:
        for path in _blank(entry.value):
            yield Problem(entry.file, entry.location, f"{path}: is empty")


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


def duplicates(ids: Iterable[str]) -> set[str]:
    """The ids that stand more than once."""
    return {id for id, count in Counter(ids).items() if count > 1}
