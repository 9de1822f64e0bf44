"""The languages in `locale/`: one catalogue of words and one file on who stands behind them."""

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
"""A language tag in small letters (BCP 47): it stands in addresses."""


def load_languages(folder: Path, *, reviewed_only: bool = False) -> Mapping[str, Language]:
    """Every language by its id.

    :param folder: where the content is.
    :param reviewed_only: leave out what no qualified translator has reviewed.
    :raise ContentError: with every fault of every file.
    """
    faults: list[Problem] = []
    found: dict[str, Language] = {}
    for path in sorted((folder / "locale").glob("*.toml")):
        language, messages = _read(path)
        faults += [Problem(f"locale/{path.name}", "", message) for message in messages]
        if language and (language.reviewer or not reviewed_only):
            found[language.id] = language
    if faults:
        raise ContentError(faults)
    return found


def language_tags(folder: Path) -> frozenset[str]:
    """The tags of all languages besides English, whether they are served or not."""
    return frozenset(path.stem for path in (folder / "locale").glob("*.toml"))


def _read(path: Path) -> tuple[Language | None, list[str]]:
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
    return replace(language, texts=texts), [*messages, *_faults(language)]


def read_texts(path: Path) -> Mapping[str, str]:
    """The words of a catalogue by the English text; fuzzy and empty ones are none."""
    with path.open("rb") as file:
        messages = read_po(file, abort_invalid=True)
    return {
        str(message.id): str(message.string)
        for message in messages
        if message.id and message.string and not message.fuzzy
    }


def _faults(language: Language) -> Iterator[str]:
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
