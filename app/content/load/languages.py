"""The languages in `locale/`: for each, a gettext catalog and a TOML file on its translators."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

from app.content.load.structure import Structurer
from app.content.problems import ContentError, Problem
from app.core.language import Language

ID = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
"""Pattern of a language tag (BCP 47) in lower case, as it appears in URLs."""


def load_languages(folder: Path, *, reviewed_only: bool = False) -> Mapping[str, Language]:
    """Return every language by its id.

    :param folder: the content folder, which contains `locale/`.
    :param reviewed_only: leave out languages that no qualified translator has reviewed.
    :raise ContentError: when any file has a problem; it holds the problems of all files.
    """
    problems: list[Problem] = []
    languages: dict[str, Language] = {}
    for path in sorted((folder / "locale").glob("*.toml")):
        language, messages = _read_language(path)
        problems += [Problem(f"locale/{path.name}", "", message) for message in messages]
        if language and (language.reviewer or not reviewed_only):
            languages[language.id] = language
    if problems:
        raise ContentError(problems)
    return languages


def language_tags(folder: Path) -> frozenset[str]:
    """Return the tags of all languages except English, whether or not they are served."""
    return frozenset(path.stem for path in (folder / "locale").glob("*.toml"))


def _read_language(path: Path) -> tuple[Language | None, list[str]]:
    """Return the language, or None if it cannot be built, and a message for each problem."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        texts = read_texts(path.with_suffix(".po"))
    except (OSError, ValueError, PoFileError) as error:
        return None, [str(error)]
    if "texts" in raw or "id" in raw:
        return None, ["unknown key: the words stand in the catalogue, the id is the file's name"]
    language, messages = Structurer().structure(raw | {"id": path.stem}, Language)
    if language is None:
        return None, messages
    return replace(language, texts=texts), [*messages, *_language_problems(language)]


def read_texts(path: Path) -> Mapping[str, str]:
    """Return the translations in a catalog by their English texts, without empty or fuzzy ones."""
    with path.open("rb") as file:
        messages = read_po(file, abort_invalid=True)
    return {
        str(message.id): str(message.string)
        for message in messages
        if message.id and message.string and not message.fuzzy
    }


def _language_problems(language: Language) -> Iterator[str]:
    if not ID.fullmatch(language.id):
        yield "expected a language tag in small letters as the file's name"
    if language.direction not in ("ltr", "rtl"):
        yield "direction: expected ltr or rtl"
    if bool(language.reviewer) != bool(language.reviewed_on):
        yield "reviewer and reviewed_on: expected both, or neither"
    if language.reviewed_on:
        try:
            date.fromisoformat(language.reviewed_on)
        except ValueError:
            yield f"reviewed_on: expected YYYY-MM-DD, found {language.reviewed_on!r}"
