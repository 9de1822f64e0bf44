"""A catalogue of everything to translate, and whether a language has all of it, and says the same.

One catalogue a language holds the content and the interface. A message is the English text itself:
once that is edited, its words in other languages are missing, and never stale.
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

from app.config import HERE, folder
from app.content.checks.wording import contains_phrase, find_amount
from app.content.load.medicine_table import CATEGORIES
from app.content.load.reader import MANIFEST
from app.content.load.translation import messages
from app.content.problems import Problem
from app.core.language import Language
from app.core.model import Pack

TEMPLATES = [("**.html", "jinja2"), ("**.txt", "jinja2")]
CODE = [("**.py", "python")]
KEYWORDS = {"_": None, "gettext": None, "at": None, "words": None, "N_": None}
"""What marks a text of the interface."""

OPTIONS = {"**.html": {"trimmed": "true"}, "**.txt": {"trimmed": "true"}}

NO_FILES: Mapping[str, str] = MappingProxyType({})
"""No file of an entry is known: all are said to stand in the cover."""

HEADER = {
    "project": "kratom-safety-check",
    "header_comment": "# Words for the kratom safety check; English texts are the keys.",
    "msgid_bugs_address": "",
    "last_translator": "",
    "language_team": "",
}

PLACEHOLDER = re.compile(r"%\(\w+\)s")
TAG = re.compile(r"</?\w+|href=\"[^\"]*\"")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
BOLD = re.compile(r"\*\*")

INVARIANTS = {"placeholders": PLACEHOLDER, "markup": TAG, "numbers": NUMBER, "bold": BOLD}
"""What has to stand in the words of every language as often as in the English."""


def message_template(pack: Pack, files: Mapping[str, str] = NO_FILES) -> Catalog:
    """Everything to translate: first the content, in its order, then the interface.

    :param files: the file of each entry, as a draft knows it.
    """
    found = Catalog(**HEADER, version=pack.version, fuzzy=False)
    for message in messages(pack):
        found.add(
            message.text,
            locations=[(_stands_in(message.place, files), 0)],
            auto_comments=[message.note] * bool(message.note),
        )
    for place, text in _interface():
        found.add(text, locations=[(place, 0)])
    return found


def _stands_in(place: str, files: Mapping[str, str]) -> str:
    """The file of a text, and where in a pack it stands; a group of medicines shares its words."""
    if place.startswith("medicines."):
        return f"{CATEGORIES}#words"
    entry = ".".join(place.split(".")[:2])
    return f"{files.get(entry, MANIFEST)}#{place}"


def _interface() -> Iterator[tuple[str, str]]:
    for place, methods in ((folder("templates"), TEMPLATES), (HERE / "web", CODE)):
        extracted = extract_from_dir(
            place, methods, OPTIONS if methods is TEMPLATES else {}, KEYWORDS
        )
        for name, _, text, _, _ in extracted:
            yield f"{place.name}/{name}", text[0] if isinstance(text, tuple) else text


def read_catalog(path: Path) -> Catalog:
    """A catalogue from its file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem.replace("-", "_"), abort_invalid=True)


def updated_catalog(old: Catalog, pack: Pack, files: Mapping[str, str] = NO_FILES) -> bytes:
    """The file of a catalogue with what is new in it and without what is gone; nothing guessed."""
    old.update(message_template(pack, files), no_fuzzy_matching=True)
    old.obsolete.clear()
    written = BytesIO()
    write_po(written, old, width=100, sort_output=False, include_lineno=False)
    return written.getvalue()


def translation_problems(
    language: Language, pack: Pack, files: Mapping[str, str] = NO_FILES
) -> Iterator[Problem]:
    """Every text that has no words in a language, or words that do not say the same."""
    file = f"locale/{language.id}.po"
    for message in message_template(pack, files):
        text = str(message.id)
        if not text:
            continue
        words = language.texts.get(text, "")
        where = message.locations[0][0]
        for problem in _problems(text, words, language) if words else ["no words yet"]:
            yield Problem(file, where, f"{problem} (in '{text[:60]}')")


def _problems(text: str, words: str, language: Language) -> Iterator[str]:
    for name, pattern in INVARIANTS.items():
        if _counted(pattern, text) != _counted(pattern, words):
            yield f"other {name} than in English: {pattern.findall(words)}"
    yield from (
        f"the banned phrase '{one}'" for one in language.banned if contains_phrase(words, (one,))
    )
    if (amount := find_amount(words) or _amount(words, language)) and not find_amount(text):
        yield f"an amount, '{amount}'"


def _counted(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(pattern.findall(text))


def _amount(words: str, language: Language) -> str:
    """A number before a measure of the language; empty where there is none."""
    if not language.measures:
        return ""
    measures = "|".join(map(re.escape, language.measures))
    found = re.search(
        rf"\b(?:\d+|{_any(language.numbers)})\s+(?:{measures})\b", words, re.IGNORECASE
    )
    return found[0] if found else ""


def _any(texts: Iterable[str]) -> str:
    return "|".join(map(re.escape, texts)) or r"(?!)"
