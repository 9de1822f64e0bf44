"""Translation catalogs: creates and updates them, and checks translations against the English.

Each language has one catalog for the content and the interface. Its keys are the English texts, so
when one is edited, its translation is missing instead of outdated.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from app.config import HERE, resource_dir
from app.content.checks.wording import contains_phrase, find_amount
from app.content.load.medicine_table import CATEGORIES
from app.content.load.reader import MANIFEST
from app.content.load.translation import messages
from app.content.problems import Problem
from app.core.language import Language
from app.core.model import Pack

TEMPLATES = [("**.html", "jinja2"), ("**.txt", "jinja2")]
CODE = [("**.py", "python")]
KEYWORDS = {"_": None, "gettext": None, "text": None, "gettext_text": None, "N_": None}
"""Names of the functions that mark a text of the interface."""

OPTIONS = {"**.html": {"trimmed": "true"}, "**.txt": {"trimmed": "true"}}

NO_FILES: Mapping[str, str] = MappingProxyType({})
"""Default for `files`: without it, texts are located in the manifest."""

HEADER = {
    "project": "kratom-safety-check",
    "header_comment": "# Words for the kratom safety check; English texts are the keys.",
    "msgid_bugs_address": "",
    "last_translator": "",
    "language_team": "",
}

PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
TAG = re.compile(r"</?\w+|href=\"[^\"]*\"")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
BOLD = re.compile(r"\*\*")

INVARIANTS = {"placeholders": PLACEHOLDER, "markup": TAG, "numbers": NUMBER, "bold": BOLD}
"""Patterns whose matches must be the same, in any order, in a text and its translation."""


def message_template(pack: Pack, files: Mapping[str, str] = NO_FILES) -> Catalog:
    """Return a catalog of all texts to translate: the content in its order, then the interface.

    :param files: the file of each entry, as in `Draft.files`.
    """
    catalog = Catalog(**HEADER, version=pack.version, fuzzy=False)
    for message in messages(pack):
        catalog.add(
            message.text,
            locations=[(_location(message.place, files), 0)],
            auto_comments=[message.note] * bool(message.note),
        )
    for file, text in _interface_texts():
        catalog.add(text, locations=[(file, 0)])
    return catalog


def _location(place: str, files: Mapping[str, str]) -> str:
    """Return the file of a text and its path in a pack; medicines share the text of their group."""
    if place.startswith("medicines."):
        return f"{CATEGORIES}#words"
    entry = ".".join(place.split(".")[:2])
    return f"{files.get(entry, MANIFEST)}#{place}"


def _interface_texts() -> Iterator[tuple[str, str]]:
    """Yield the file and the text of each message in the templates and in the web package."""
    for directory, methods in ((resource_dir("templates"), TEMPLATES), (HERE / "web", CODE)):
        extracted = extract_from_dir(
            directory, methods, OPTIONS if methods is TEMPLATES else {}, KEYWORDS
        )
        for name, _, text, _, _ in extracted:
            yield f"{directory.name}/{name}", text[0] if isinstance(text, tuple) else text


def read_catalog(path: Path) -> Catalog:
    """Return the catalog in a file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem.replace("-", "_"), abort_invalid=True)


def updated_catalog(old: Catalog, pack: Pack, files: Mapping[str, str] = NO_FILES) -> bytes:
    """Return the file content of a catalog after adding new texts and removing obsolete ones.

    `old` is changed in place. New texts get no guessed ("fuzzy") translations.
    """
    old.update(message_template(pack, files), no_fuzzy_matching=True)
    old.obsolete.clear()
    output = BytesIO()
    write_po(output, old, width=100, sort_output=False, include_lineno=False)
    return output.getvalue()


def translation_problems(
    language: Language, pack: Pack, files: Mapping[str, str] = NO_FILES
) -> Iterator[Problem]:
    """Yield a problem for each text without a translation, or with one that does not match it."""
    file = f"locale/{language.id}.po"
    for message in message_template(pack, files):
        text = str(message.id)
        if not text:
            continue
        translated = language.texts.get(text, "")
        location = message.locations[0][0]
        for problem in _mismatches(text, translated, language) if translated else ["no words yet"]:
            yield Problem(file, location, f"{problem} (in '{text[:60]}')")


def _mismatches(text: str, translated: str, language: Language) -> Iterator[str]:
    """Yield a message for each way in which a translation says something else than the text."""
    for name, pattern in INVARIANTS.items():
        if _count_matches(pattern, text) != _count_matches(pattern, translated):
            yield f"other {name} than in English: {pattern.findall(translated)}"
    yield from (
        f"the banned phrase '{phrase}'"
        for phrase in language.banned
        if contains_phrase(translated, (phrase,))
    )
    if (
        amount := find_amount(translated) or _find_amount_in(translated, language)
    ) and not find_amount(text):
        yield f"an amount, '{amount}'"


def _count_matches(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(pattern.findall(text))


def _find_amount_in(translated: str, language: Language) -> str:
    """Return the first number before a measure of the language; empty if there is none."""
    if not language.measures:
        return ""
    measures = "|".join(map(re.escape, language.measures))
    match = re.search(
        rf"\b(?:\d+|{_alternatives(language.numbers)})\s+(?:{measures})\b",
        translated,
        re.IGNORECASE,
    )
    return match[0] if match else ""


def _alternatives(texts: Iterable[str]) -> str:
    """Return a pattern that matches any of the texts; without texts, it matches nothing."""
    return "|".join(map(re.escape, texts)) or r"(?!)"
