"""Checks that ids are unique and may appear in URLs, and that no required text is empty."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass

from app.content.load.draft import Draft, Entry
from app.content.problems import Problem

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CLAIM = re.compile(r"[A-Z]{2}-\d{2}")
"""Pattern of a claim's id in a citation; a claim with any other id could not be cited."""


def check_ids(draft: Draft) -> Iterator[Problem]:
    """Yield every problem with ids, and with required texts that are empty."""
    yield from check_file_names(draft)
    yield from check_unique_ids(draft)
    yield from check_id_format(draft)
    yield from check_required_texts(draft)


def check_file_names(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each file with a single entry whose id is not the file's name."""
    single_entries: list[Entry[object]] = [*draft.questions, *draft.sections, *draft.regions]
    for entry in single_entries:
        name = entry.file.rpartition("/")[2].partition(".")[0]
        if entry.location != name:
            yield Problem(
                entry.file, entry.location, f"expected the id '{name}', like the file's name"
            )


def check_unique_ids(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each entry, and each option of a question, whose id is not unique."""
    entry_lists: list[Sequence[Entry[object]]] = [
        draft.rules,
        draft.instructions,
        draft.claims,
        draft.sources,
        draft.source_claims,
        draft.journeys,
    ]
    for entries in entry_lists:
        repeated = duplicates(entry.location for entry in entries)
        for entry in entries:
            if entry.location in repeated:
                yield Problem(entry.file, entry.location, "duplicate id")
    for question in draft.questions:
        for id in duplicates(option.id for option in question.value.option):
            yield Problem(question.file, id, "duplicate id")


def check_id_format(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each id with the wrong format.

    Claims need the format of citations; all other ids are slugs, because they appear in URLs.
    """
    slug_entries: list[Entry[object]] = [
        *draft.questions,
        *draft.rules,
        *draft.instructions,
        *draft.sections,
        *draft.regions,
    ]
    slugs = [(entry.file, entry.location) for entry in slug_entries]
    slugs += [(entry.file, option.id) for entry in draft.questions for option in entry.value.option]
    slugs += [("rules/groups.toml", id) for id in draft.groups]
    for file, id in slugs:
        if not SLUG.fullmatch(id):
            yield Problem(file, id, "an id is lower-case letters, digits and single hyphens")
    for claim in (*draft.claims, *draft.source_claims):
        if not CLAIM.fullmatch(claim.location):
            yield Problem(claim.file, claim.location, "the id of a claim looks like CV-01")


def check_required_texts(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each empty text that is required, or that is an item of a list."""
    for entry in draft.entries:
        for path in _blank_texts(entry.value):
            yield Problem(entry.file, entry.location, f"{path}: is empty")


def _blank_texts(value: object, path: str = "") -> Iterator[str]:
    """Yield the path of each blank text in a value: `levels.urgent`, `option[1].label`."""
    if isinstance(value, str) and not value.strip():
        yield path
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _blank_texts(item, f"{path}[{index}]")
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _blank_texts(item, f"{path}.{name}")
    elif is_dataclass(value):
        for name in _required_fields(value):
            yield from _blank_texts(getattr(value, name), f"{path}.{name}".removeprefix("."))


def _required_fields(value: object) -> Iterator[str]:
    """Yield the name of each field of a dataclass, except optional texts, which may be empty."""
    for field in fields(value):  # type: ignore[arg-type]  # the caller checks for a dataclass
        optional = field.default is not MISSING or field.default_factory is not MISSING
        if not (optional and isinstance(getattr(value, field.name), str)):
            yield field.name


def duplicates(ids: Iterable[str]) -> set[str]:
    """Return the ids that occur more than once."""
    return {id for id, count in Counter(ids).items() if count > 1}
